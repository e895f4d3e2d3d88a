/** Where the ends of connectors are that hold on to elements, the same in both languages. */

import { expect, it } from "vitest";
import { following, Holders, holds, routed } from "./bind";
import { apply, Board } from "./board";
import { vectorLines } from "./testing/logs";
import type { Put } from "./wire";

interface Case {
  readonly seed: number;
  readonly puts: readonly Put[];
  readonly geom: readonly number[];
}

function boardOf(puts: readonly Put[]): Board {
  const board = new Board();
  puts.forEach((put, at) => {
    apply(board, { seq: at + 1, at: 0, by: "u", client: "c", cseq: at + 1, put: [put] });
  });
  return board;
}

it("[BIND-1] [BIND-2] [BIND-3] [BIND-4] the ends are where Python has them", () => {
  for (const line of vectorLines("binds.jsonl")) {
    const { seed, puts, geom } = JSON.parse(line) as Case;
    const board = boardOf(puts);
    const shown = routed(board, board.get("a")!).get("geom");
    expect({ seed, geom: shown }).toEqual({ seed, geom });
  }
});

it("[BIND-1] who holds on to what is known as it changes, and follows", () => {
  const to = { id: "t1", anchor: [500, 500] as [number, number] };
  const board = boardOf([
    { id: "t1", kind: "rect", geom: [0, 0, 1600, 800, 0] },
    { id: "a", kind: "arrow", geom: [4800, 400, 5000, 400], to },
  ]);
  const element = board.get("a")!;
  const holders = new Holders();
  holders.follow("a", element);
  expect(holds(element)).toEqual(["t1"]);
  expect(holders.of(["t1", "t2"])).toEqual(["a"]);
  const target = board.get("t1")!;
  const moved = target.written("geom", [0, 800, 1600, 800, 0], target.put);
  const then = following(board, [moved], holders.of(["t1"]));
  expect(then.map((one) => one.id)).toEqual(["t1", "a"]);
  expect(then[1]!.get("geom")).not.toEqual(routed(board, element).get("geom"));
  holders.follow("a", undefined);
  expect(holders.of(["t1"])).toEqual([]);
});
