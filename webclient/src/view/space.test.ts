import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, meets } from "../core/geometry";
import { Space } from "./space";

const edge = fc.oneof(
  fc.integer({ min: -20_000, max: 20_000 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 }),
);
const size = fc.oneof(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 2 ** 32 }));
const boxes: fc.Arbitrary<Box> = fc
  .tuple(edge, edge, size, size)
  .map(([left, top, w, h]) => ({ left, top, right: left + w, bottom: top + h }));

test("the grid finds exactly what a search through everything finds", () => {
  fc.assert(
    fc.property(
      fc.array(boxes, { maxLength: 60 }),
      boxes,
      fc.integer({ min: 2, max: 5 }),
      (all, asked, nth) => {
        const space = new Space<number>();
        all.forEach((box, n) => {
          space.add(n, box);
        });
        for (let n = 0; n < all.length; n += nth) space.remove(n);
        const expected = all.flatMap((box, n) => (n % nth !== 0 && meets(box, asked) ? [n] : []));
        expect(space.within(asked).sort((a, b) => a - b)).toEqual(expected);
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

test("a thing that is added again has moved", () => {
  const space = new Space<string>();
  space.add("a", { left: 0, top: 0, right: 10, bottom: 10 });
  space.add("a", { left: 90_000, top: 0, right: 90_010, bottom: 10 });
  expect(space.within({ left: 0, top: 0, right: 100, bottom: 100 })).toEqual([]);
  expect(space.within({ left: 90_000, top: 0, right: 90_001, bottom: 5 })).toEqual(["a"]);
  expect(space.size).toBe(1);
});
