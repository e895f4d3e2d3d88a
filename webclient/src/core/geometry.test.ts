import { expect, test } from "vitest";
import { cosine, sine, turned, turnedBox } from "./geometry";

test("a sine of sums and products is as near as the engine's own", () => {
  for (let angle = -40_000; angle <= 40_000; angle += 7) {
    const whole = ((angle % 36_000) + 36_000) % 36_000;
    expect(Math.abs(sine(angle) - Math.sin((whole * Math.PI) / 18_000))).toBeLessThan(2e-15);
    expect(Math.abs(cosine(angle) - Math.cos((whole * Math.PI) / 18_000))).toBeLessThan(2e-15);
  }
});

test("a quarter turn is exact", () => {
  expect(turned(10, 0, 9_000, 0, 0)).toEqual([0, 10]);
  expect(turnedBox({ left: 0, top: 0, right: 10, bottom: 20 }, 9_000)).toEqual({
    left: -5,
    top: 5,
    right: 15,
    bottom: 15,
  });
});
