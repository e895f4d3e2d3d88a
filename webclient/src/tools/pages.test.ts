import { expect, test } from "vitest";
import { Stack, sheetsOf } from "../core/stack";
import * as pages from "./pages";
import { PlainDesk } from "./testing/plain";

const geom = [0, 0, 1600, 1600, 0];
const listed = (desk: PlainDesk, kind: "pages" | "layers") =>
  sheetsOf(desk.board, kind).map(({ id, name }) => (name ? [id, name] : [id]));

test("[SHEET-5] pages are added, named, moved and taken away with what is on them", () => {
  const desk = new PlainDesk();
  desk.place({ id: "a", kind: "rect", geom });
  const added = pages.add(desk, "pages", "1")!;
  pages.change(desk, "pages", added, { name: "Garden" });
  desk.place({ id: "b", kind: "rect", geom, page: added });
  pages.move(desk, "pages", added, -1);
  expect(listed(desk, "pages")).toEqual([[added, "Garden"], ["1"]]);
  pages.move(desk, "pages", added, -1);
  const before = desk.submitted.length;
  pages.remove(desk, "pages", added);
  expect(desk.submitted.length).toBe(before + 1);
  expect(listed(desk, "pages")).toEqual([["1"]]);
  expect([...desk.board.visible()].map(({ id }) => id)).toEqual(["a"]);
  pages.remove(desk, "pages", "1");
  expect(listed(desk, "pages")).toEqual([["1"]]);
});

test("[SHEET-5] a layer that goes leaves its elements to the one below, the lowest to the one above", () => {
  const desk = new PlainDesk();
  const top = pages.add(desk, "layers")!;
  desk.place({ id: "a", kind: "rect", geom, layer: top });
  desk.place({ id: "b", kind: "rect", geom });
  pages.remove(desk, "layers", top);
  expect(desk.submitted.at(-1)?.set?.[1]).toEqual({ id: "a", layer: "1" });
  const above = pages.add(desk, "layers")!;
  pages.remove(desk, "layers", "1");
  expect(desk.submitted.at(-1)?.set?.slice(1)).toEqual([
    { id: "a", layer: above },
    { id: "b", layer: above },
  ]);
});

test("the selection is brought to another page but for what is locked", () => {
  const desk = new PlainDesk();
  const other = pages.add(desk, "pages")!;
  desk.place({ id: "a", kind: "rect", geom });
  desk.place({ id: "b", kind: "rect", geom, locked: true });
  desk.select(["a", "b"]);
  pages.bring(desk, "pages", other);
  expect(desk.submitted.at(-1)).toEqual({ set: [{ id: "a", page: other }] });
  expect(desk.selection).toEqual([]);
});

test("[SHEET-6] paper is of one page or of all", () => {
  const desk = new PlainDesk();
  const other = pages.add(desk, "pages")!;
  pages.paper(desk, other, { grid: "lines" }, false);
  expect(new Stack(desk.board, other).ground.grid).toBe("lines");
  expect(new Stack(desk.board, "1").ground.grid).toBe("dots");
  pages.paper(desk, other, { grid: "isometric" }, true);
  expect(new Stack(desk.board, other).ground).toEqual(new Stack(desk.board, "1").ground);
  pages.toggleGrid(desk, "1");
  expect(new Stack(desk.board, "1").ground.grid).toBe("none");
});
