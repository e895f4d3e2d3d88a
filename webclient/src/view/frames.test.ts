import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Frames, type Painting } from "./frames";

let now = 0;
let asked: (() => void)[] = [];
/** How long what is in sight still takes to paint, in ms. */
let left = 0;
const shown: number[] = [];
const budgets: number[] = [];

const painting: Painting = {
  aim: () => undefined,
  base: () => shown.push(left),
  paintLive: () => undefined,
  work(due) {
    const spent = Math.min(left, due - now);
    budgets.push(due - now);
    now += spent;
    left -= spent;
    return left > 0;
  },
  whole: () => left === 0,
};

function frame(): void {
  now += 16;
  for (const run of asked.splice(0)) run();
}

beforeEach(() => {
  now = 1000;
  asked = [];
  shown.length = budgets.length = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => asked.push(run));
  vi.stubGlobal("requestIdleCallback", () => 1);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a first picture that is quickly whole is put together once", () => {
  const frames = new Frames(painting);
  left = 100;
  frames.begin();
  while (asked.length) frame();
  expect(shown).toEqual([0]);
});

test("of a first picture that takes long something is seen meanwhile", () => {
  const frames = new Frames(painting);
  left = 1000;
  frames.begin();
  while (asked.length) frame();
  expect(shown.length).toBeGreaterThan(2);
  expect(shown.at(-1)).toBe(0);
});

test("who draws while a first picture is painted gets every frame, and most of it", () => {
  const frames = new Frames(painting);
  left = 40;
  frames.begin();
  while (asked.length) {
    frames.move();
    frame();
  }
  expect(Math.max(...budgets)).toBeLessThanOrEqual(5);
  expect(shown).toHaveLength(budgets.length);
});
