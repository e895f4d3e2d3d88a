/** Which boards the list shows: all, those with a star, those of a tag, or the trash; told by the address. */

import type { LobbyBoard } from "../store/lobby";
import { say } from "./words";

export type Shown =
  | { readonly kind: "all" | "starred" | "trash" }
  | { readonly kind: "tag"; readonly tag: string };

/** Ten inks that tell tags apart; a tag's name says which, so that it is the same for everybody. */
const COLOURS = [
  "green",
  "blue",
  "orange",
  "violet",
  "teal",
  "pink",
  "gold",
  "red",
  "sky",
  "brown",
] as const;

/** What a hash of the address asks for, as `#trash` or `#tag=Physics`. */
export function shownBy(hash: string): Shown {
  const [name, value] = hash.replace(/^#/, "").split("=");
  if (name === "tag" && value) {
    try {
      return { kind: "tag", tag: decodeURIComponent(value) };
    } catch {
      return { kind: "all" }; // typed by hand
    }
  }
  return { kind: name === "starred" || name === "trash" ? name : "all" };
}

export function pathOf(shown: Shown): string {
  if (shown.kind === "tag") return `/#tag=${encodeURIComponent(shown.tag)}`;
  return shown.kind === "all" ? "/" : `/#${shown.kind}`;
}

export function headingOf(shown: Shown): string {
  if (shown.kind === "tag") return shown.tag;
  if (shown.kind === "starred") return say("boards.starred");
  return say(shown.kind === "trash" ? "boards.trash-title" : "boards.boards");
}

/** Whether a board that is not in the trash is among them. */
export function isAmong(shown: Shown, board: LobbyBoard, stars: readonly string[]): boolean {
  if (shown.kind === "tag") return board.tags.includes(shown.tag);
  return shown.kind !== "starred" || stars.includes(board.id);
}

/** Every tag with the number of its boards, in the order of the alphabet. */
export function tagsOf(boards: Iterable<LobbyBoard>): [string, number][] {
  const counts = new Map<string, number>();
  for (const board of boards)
    for (const tag of board.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

/** The custom property that holds a tag's colour. */
export function tagColour(tag: string): string {
  let hash = 2166136261; // FNV-1a
  for (const letter of tag) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16777619);
  return `var(--ink-${COLOURS[(hash >>> 8) % COLOURS.length]})`;
}
