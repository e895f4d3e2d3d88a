/** What a reveal puts onto the shared board. */

import { expect, test } from "vitest";
import { apply, Board } from "../core/board";
import type { Entry, Put } from "../core/wire";
import type { Desk } from "./desk";
import { revealed } from "./reveal";

const rect = (id: string, geom: number[], more: object = {}) => ({
  kind: "rect",
  id,
  geom,
  ...more,
});

function boardOf(...parts: Partial<Entry>[]): Board {
  const board = new Board();
  parts.forEach((part, at) => {
    const entry = { seq: at + 1, at: 0, by: "u", client: "c", cseq: at + 1, ...part };
    apply(board, entry as Entry);
  });
  return board;
}

function deskOf(board: Board): Desk {
  let count = 0;
  const desk: Partial<Desk> = {
    board,
    newId: () => `n${++count}`,
    topZ: () => "a5",
    within: () => [...board.visible()],
  };
  return desk as Desk; // all that a reveal asks of it
}

test("[SIDE-8] each page with something becomes a frame, beside all that is there, with copies in it", () => {
  const shared = boardOf({ put: [rect("e1", [0, 100, 1000, 1000, 0])] as Put[] });
  const pages = [{ id: "1" }, { id: "2" }, { id: "3" }];
  const side = boardOf(
    { set: [{ id: "board", pages }] } as Partial<Entry>,
    {
      put: [
        rect("a", [5000, 5000, 100, 200, 0]),
        rect("b", [0, 0, 10, 10, 0], { page: "3" }),
      ] as Put[],
    },
    { put: [rect("gone", [0, 0, 10, 10, 0])] as Put[] },
    { set: [{ id: "gone", deleted: true }] },
  );
  const origins = new Map([["a", { by: "Ana", at: 1_700_000_000_000 }]]);
  const put = revealed(deskOf(shared), side, "Ana", origins);
  expect(put.map(({ kind, id, geom }) => [kind, id, geom])).toEqual([
    ["frame", "n1", [1768, 100, 868, 968, 0]],
    ["rect", "n2", [2152, 484, 100, 200, 0]],
    ["frame", "n3", [3404, 100, 778, 778, 0]],
    ["rect", "n4", [3788, 484, 10, 10, 0]],
  ]);
  expect(put.map((one) => one.kind === "frame" && one.title)).toEqual([
    "Ana · 1",
    false,
    "Ana · 2",
    false,
  ]);
  expect(put[1]!.extra).toEqual({ made: { by: "Ana", at: 1_700_000_000_000 } });
  expect(put.map(({ z }) => z)).toEqual([...put.map(({ z }) => z)].sort());
});

test("[SIDE-8, EL-11] what came from elsewhere goes on saying so", () => {
  const extra = { made: { by: "Zoe", at: 1_600_000_000_000 } };
  const side = boardOf({ put: [rect("a", [0, 0, 10, 10, 0], { extra })] as Put[] });
  const put = revealed(deskOf(new Board()), side, "Ana", new Map([["a", { by: "Ana", at: 1 }]]));
  expect(put.map((one) => one.extra)).toEqual([undefined, extra]);
  expect(revealed(deskOf(new Board()), new Board(), "Ana", new Map())).toEqual([]);
});
