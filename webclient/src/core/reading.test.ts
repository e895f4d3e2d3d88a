import { expect, test } from "vitest";
import { apply, Board } from "./board";
import type { Entry, Put } from "./messages";
import { reading } from "./reading";

function boardOf(...put: object[]): Board {
  const board = new Board();
  const entry = { seq: 1, at: 0, by: "ann", client: "c1", cseq: 1, put: put as Put[] } as Entry;
  apply(board, entry);
  return board;
}

const at = (id: string, x: number, y: number): object => ({
  id,
  kind: "rect",
  geom: [x, y, 100, 100, 0],
});

test("rows are read from left to right and top to bottom", () => {
  const board = boardOf(at("d", 300, 200), at("b", 200, 40), at("a", 0, 0), at("c", 0, 180));
  expect(reading(board.visible()).map(({ element }) => element.id)).toEqual(["a", "b", "c", "d"]);
});

test("what lies in a frame comes after it", () => {
  const frame = { id: "f", kind: "frame", geom: [0, 0, 1000, 1000, 0], title: "Plan" };
  const board = boardOf(at("in2", 500, 500), at("out", 2000, 0), frame, at("in1", 100, 100));
  const lines = reading(board.visible()).map(({ element, depth }) => [element.id, depth]);
  expect(lines).toEqual([
    ["f", 0],
    ["in1", 1],
    ["in2", 1],
    ["out", 0],
  ]);
  expect(reading([])).toEqual([]);
});
