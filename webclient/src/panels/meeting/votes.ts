/** What a vote shows: which elements can have dots, and what a person does with theirs (MEET-4 to MEET-6). */

import type { Element } from "../../core/board";
import type { Vote } from "../../core/meeting";
import type { Page } from "../page";
import { serverNow } from "./clock";

const KINDS = ["note", "text", "image", "rect", "ellipse", "diamond", "frame"];
/** Marks over the board, at most. */
const MOST = 200;
/** A result of long ago is not news. */
const HOUR_MS = 3_600_000;

/** The results that this person has closed. */
const closed = new Set<string>();

/** The vote that is to be seen; null where there is none, or its result is seen enough. */
export function voteNow(page: Page): Vote | null {
  const { vote } = page.seat.session.meeting;
  const now = serverNow(page);
  if (!vote || now === null || page.stage.inPast) return null;
  const over = vote.closed && (closed.has(vote.id) || now - vote.since > HOUR_MS);
  return over ? null : vote;
}

/** The result is seen. */
export function dismiss(page: Page, vote: Vote): void {
  closed.add(vote.id);
  page.changed();
}

/** What may have dots on the page in view: what was chosen, or what has a meaning of its own. */
export function choices(page: Page, vote: Vote): Element[] {
  const { board } = page.seat.session;
  const here = (element: Element): boolean =>
    !element.deleted && element.get("page") === page.stage.stack.page;
  if (vote.among) return vote.among.flatMap((id) => board.get(id) ?? []).filter(here);
  return [...board.visible()].filter((one) => KINDS.includes(one.kind) && here(one)).slice(0, MOST);
}

/** Lays a dot more or less on an element. */
export function lay(page: Page, vote: Vote, on: string, by: number): void {
  const { session, link } = page.seat;
  const user = session.me?.user ?? "";
  const count = vote.on(user, on) + by;
  if (vote.closed || count < 0 || by > vote.free(user)) return;
  session.submit({ dot: { ballot: vote.id, on, count } });
  link.flush();
}

/** Ends a vote, or opens it again. */
export function close(page: Page, vote: Vote, ends: boolean): void {
  const { session, link } = page.seat;
  session.submit({ ballot: { id: vote.id, closed: ends } });
  link.flush();
}
