import { expect, test } from "vitest";
import { Board } from "../core/board";
import { Stack } from "../core/stack";
import type { Stage } from "../view/stage";
import { parts, query, type Wishes } from "./wishes";

const PLAIN: Wishes = {
  format: "png",
  what: "board",
  scale: 2,
  dark: true,
  transparent: true,
  scene: true,
  frames: true,
};

/** As much of a stage as the wishes ask for. */
function stage(selection: string[] = []): Stage {
  const seen = { left: -8, top: 16, right: 8, bottom: 48 };
  const frames = [{ id: "f1" }];
  return {
    selection,
    shownAt: null,
    stack: new Stack(new Board()),
    picture: { camera: { seen }, scene: { titled: () => frames } },
  } as unknown as Stage; // no canvas in a test
}

test("[API-4] each format is offered the parts of a board that it can take", () => {
  expect(parts(stage(["a"]), "png")).toEqual(["board", "selection", "area", "frame:f1"]);
  expect(parts(stage(), "pdf")).toEqual(["board", "area", "frame:f1"]);
  expect(parts(stage(["a"]), "inkroom")).toEqual(["board"]);
});

test("[API-4] the query says what was chosen, and nothing that the format does not know", () => {
  const looks = { dark: "true", transparent: "true" };
  expect(query(stage(), PLAIN)).toEqual({ ...looks, scene: "true", scale: "2" });
  expect(query(stage(), { ...PLAIN, format: "pdf" })).toEqual({ ...looks, frames: "true" });
  const area: Wishes = { ...PLAIN, format: "xopp", what: "area" };
  expect(query(stage(), area)).toEqual({ area: "-0.5000,1.0000,1.0000,2.0000", page: "1" });
  const chosen: Wishes = { ...PLAIN, format: "csv", what: "selection" };
  expect(query(stage(["a", "b"]), chosen)).toEqual({ ids: "a,b" });
  expect(query(stage(), { ...chosen, what: "frame:f1" })).toEqual({ frame: "f1" });
});
