/** What an eraser's disc leaves of a stroke; `tests/vectors/gestures/part-eraser.json` has the cases. */

import { describe, expect, it } from "vitest";
import { apply, Board } from "./board";
import { cut, origin } from "./cut";
import type { Put } from "./wire";

const stroke = (id: string, of?: string): Put => ({
  id,
  kind: "stroke",
  points: [0, 0, 9, 0, 800, 0, 9, 8],
  geom: [0, 0, 800, 0, 0],
  ...(of ? { of } : {}),
});

describe("a cut", () => {
  it("[INK-6] that is far away gives the same list back", () => {
    const samples = [0, 0, 255, 0, 800, 0, 255, 8];
    const left = cut(samples, 64, { ax: 0, ay: 5000, bx: 800, by: 5000, reach: 128 });
    expect(left).toHaveLength(1);
    expect(left[0]).toBe(samples);
  });

  it("[EL-10] leaves parts of whoever drew the stroke", () => {
    const board = new Board();
    [stroke("s1"), stroke("s2", "s1"), stroke("s3", "x")].forEach((put, at) => {
      apply(board, { seq: at + 1, at: 0, by: "", client: `c${at + 1}`, cseq: 1, put: [put] });
    });
    expect(origin(board, board.get("s2")!).put).toBe("c1:1");
    expect(origin(board, board.get("s3")!).put).toBe("c3:1");
  });
});
