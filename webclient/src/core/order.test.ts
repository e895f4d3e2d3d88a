import vectors from "@vectors/order.json";
import { expect, test } from "vitest";
import { between, isIndex, many } from "./order";

test("[Z-3] every insertion of the vectors gives the same index as in Python", () => {
  for (const [below, above, key] of vectors.between) {
    expect(between(below ?? null, above ?? null), `${below} .. ${above}`).toBe(key);
  }
  expect(vectors.between.length).toBeGreaterThan(1000);
});

test("[Z-3] a series of indices is the same as in Python", () => {
  for (const [below, above, count, keys] of vectors.many) {
    expect(many(below as string | null, above as string | null, count as number)).toEqual(keys);
  }
});

test("[Z-2] an index says by its head how long its whole part is and never ends in 0", () => {
  for (const good of ["a0", "Zz", "b00", "a0V", `z${"z".repeat(26)}`])
    expect(isIndex(good)).toBe(true);
  for (const bad of ["", "a", "b0", "a00", "0", "-a", `A${"0".repeat(26)}`]) {
    expect(isIndex(bad)).toBe(false);
  }
});
