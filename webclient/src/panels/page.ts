/** What every part of the board page works with. */

import { lessonOf } from "../core/lesson";
import type { Notice } from "../core/wire";
import type { Device } from "../store/device";
import type { Seat } from "../store/seat";
import type { BoardPoint } from "../view/camera";
import type { Stage } from "../view/stage";
import type { Part } from "./dom";
import type { Talking } from "./talking";
import { say } from "./words";

/** The tabs of the side panel. */
export type Tab = "chat" | "comments" | "people";

export interface Page {
  /** The board's id. */
  readonly board: string;
  readonly token: string | null;
  readonly seat: Seat;
  readonly stage: Stage;
  readonly device: Device;
  /** Aborted when one leaves the page. */
  readonly signal: AbortSignal;
  /** Runs a command of the key table; `at`: the place of the board that it was asked for at. */
  run(command: string, at?: BoardPoint): void;
  /** Something changed that the parts show: they are updated with the next frame. */
  changed(): void;
  /** Updates one more part, until the returned function is called. */
  attach(part: Part): () => void;
  /** Opens the side panel at a tab, or closes it. */
  /** Why the server cannot save, in words; "" while it can. */
  readonly trouble: string;
  side(tab: Tab | null): void;
  readonly sideTab: Tab | null;
  /** Who wants to know how a job goes on, by its id; null: ask anew, something may have been missed. */
  readonly jobs: Map<string, (notice: Notice | null) => void>;
  /** What is going on in chat and comments. */
  readonly talking: Talking;
  /** The name of the person whose side board this is, once that is known; "": one's own (SIDE-1). */
  whose: string;
  /** Goes to another page of the app. */
  go(path: string): void;
}

export type MakePart = (page: Page) => Part;

/** The title of the board, as everybody sees it. */
export function titleOf(page: Page): string {
  return String(page.seat.session.board.get("board")?.get("title") ?? "");
}

/** The title that is shown: a side board without one is called by its person. */
export function titleShown(page: Page): string {
  const aside = lessonOf(page.board) !== null;
  const whose = page.whose ? say("lesson.whose", { name: page.whose }) : say("lesson.mine");
  return titleOf(page) || (aside ? whose : say("boards.untitled"));
}

/** Whether the person may draw. */
export function mayDraw(page: Page): boolean {
  const { role } = page.seat.session;
  return (role === "editor" || role === "owner") && !page.stage.inPast;
}

/** Whether the history is theirs to make short: an owner's, but not of a side board (COMP-1, COMP-6). */
export function ownsHistory({ board, seat }: Page): boolean {
  return seat.session.role === "owner" && lessonOf(board) === null;
}

/** Whether the person may chat and comment (ACC-3). */
export function mayTalk(page: Page): boolean {
  return page.seat.session.role !== "viewer";
}

/** Whether the board has nothing on it. */
export function isEmpty(page: Page): boolean {
  for (const _ of page.seat.session.board.visible()) return false;
  return true;
}
