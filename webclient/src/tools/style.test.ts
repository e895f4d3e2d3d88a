import { expect, test } from "vitest";
import { elementOf } from "../core/board";
import { mixed } from "./style";

const geom = [0, 0, 160, 160, 0];

test("what differs among the elements that have it is mixed", () => {
  const one = elementOf({ id: "a", kind: "rect", put: "c:1", geom, ink: "#AE1E0E", size: 640 });
  const two = elementOf({ id: "b", kind: "stroke", put: "c:1", geom, points: [0, 0, 9, 0] });
  expect([...mixed([one, two])]).toEqual(["ink"]); // a stroke has no size
  expect([...mixed([one])]).toEqual([]);
  expect([...mixed([])]).toEqual([]);
});
