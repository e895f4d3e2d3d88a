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
        const space = new Space<{ n: number; box: Box }>();
        const things = all.map((box, n) => ({ n, box }));
        for (const thing of things) space.add(thing);
        for (const thing of things) if (thing.n % nth === 0) space.remove(thing);
        const expected = things.filter(({ box, n }) => n % nth !== 0 && meets(box, asked));
        expect(space.within(asked)?.sort((a, b) => a.n - b.n)).toEqual(expected);
        expect(space.size).toBe(things.filter(({ n }) => n % nth !== 0).length);
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

test("a thing that was taken out and put in again has moved", () => {
  const space = new Space<{ box: Box }>();
  const thing = { box: { left: 0, top: 0, right: 10, bottom: 10 } };
  space.add(thing);
  space.remove(thing);
  thing.box = { left: 90_000, top: 0, right: 90_010, bottom: 10 };
  space.add(thing);
  expect(space.within({ left: 0, top: 0, right: 100, bottom: 100 })).toEqual([]);
  expect(space.within({ left: 90_000, top: 0, right: 90_001, bottom: 5 })).toEqual([thing]);
  expect(space.size).toBe(1);
});

test("more than is asked for is not gathered", () => {
  const space = new Space<{ box: Box }>();
  const box = { left: 0, top: 0, right: 10, bottom: 10 };
  for (let n = 0; n < 5; n++) space.add({ box });
  expect(space.within(box, 4)).toBeNull();
  expect(space.within(box, 5)).toHaveLength(5);
});
