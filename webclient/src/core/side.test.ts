/** The ids of side boards, alike in both languages. */

import { expect, test } from "vitest";
import cases from "../../../tests/vectors/sides.json";
import { lessonOf } from "./lesson";
import { sideOf } from "./side";

test("[SIDE-1] A side board is named by its lesson and its person, and says whose it is", () => {
  for (const [lesson, user, side] of cases as [string, string, string | null][]) {
    expect(sideOf(lesson, user)).toBe(side);
    if (side) expect([lessonOf(side), sideOf(side, user)]).toEqual([lesson, null]);
  }
});

test("[SIDE-1] Another board is no side board", () => {
  for (const board of ["greenhouse", "a--b", "a--0123456789AB", "--0123456789ab", ""])
    expect(lessonOf(board)).toBeNull();
});
