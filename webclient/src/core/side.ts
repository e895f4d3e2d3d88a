/** Side boards: where everyone works alone in a lesson, and whose each is, by its id alone (SIDE-1). */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** A lesson's id leaves room for whose the side board is. */
const LONGEST = 50;
const SIDE = /^([A-Za-z0-9_-]{1,50})--([0-9a-f]{12})$/;

/** The id of a user's side board; null where the board can have none: its id is too long, or it is one itself. */
export function sideOf(lesson: string, user: string): string | null {
  if (lesson.length > LONGEST || lessonOf(lesson) !== null) return null;
  return `${lesson}--${bytesToHex(sha256(utf8ToBytes(user))).slice(0, 12)}`;
}

/** The board that this is a side board of; null for any other board. */
export function lessonOf(board: string): string | null {
  return SIDE.exec(board)?.[1] ?? null;
}
