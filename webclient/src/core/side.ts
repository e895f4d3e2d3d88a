/** Side boards: where everyone works alone in a lesson, and whose each is, by its id alone (SIDE-1). What hashes comes with it: only a lesson needs it. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { lessonOf } from "./lesson";

/** A lesson's id leaves room for whose the side board is. */
const LONGEST = 50;

/** The id of a user's side board; null where the board can have none: its id is too long, or it is one itself. */
export function sideOf(lesson: string, user: string): string | null {
  if (lesson.length > LONGEST || lessonOf(lesson) !== null) return null;
  return `${lesson}--${bytesToHex(sha256(utf8ToBytes(user))).slice(0, 12)}`;
}
