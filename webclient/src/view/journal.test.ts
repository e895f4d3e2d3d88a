// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Stroke } from "../core/wire";
import { Journal } from "./journal";

let length = 0;
let writes: (number | null)[];
let slow: (() => void)[];
let journal: Journal;

beforeEach(() => {
  vi.useFakeTimers();
  length = 0;
  writes = [];
  slow = [];
  journal = new Journal(
    () => (length ? ({ points: Array(length) } as unknown as Stroke) : null),
    (put) => {
      writes.push(put?.points.length ?? null);
      return new Promise((done) => slow.push(done));
    },
  );
});

afterEach(() => {
  journal.stop();
  vi.useRealTimers();
});

const draw = (to: number): void => {
  length = to;
  journal.draw();
};

test("[SES-19] a stroke is written 50 ms after it began to grow, as it is then", () => {
  draw(1);
  vi.advanceTimersByTime(49);
  draw(2);
  expect(writes).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(writes).toEqual([2]);
});

test("while the disk is slow nothing piles up, and what came meanwhile follows", async () => {
  draw(1);
  vi.advanceTimersByTime(50);
  for (let n = 2; n < 9; n++) draw(n);
  vi.advanceTimersByTime(500);
  expect(writes).toEqual([1]);
  slow[0]?.();
  await vi.advanceTimersByTimeAsync(50);
  expect(writes).toEqual([1, 8]);
});

test("a pen that is lifted leaves nothing, and a short stroke was never written", () => {
  draw(1);
  journal.end();
  vi.advanceTimersByTime(100);
  expect(writes).toEqual([]);
  draw(2);
  vi.advanceTimersByTime(50);
  journal.end();
  expect(writes).toEqual([2, null]);
});

test("[P3] a page that goes in the middle of a stroke writes it at once", () => {
  draw(4);
  dispatchEvent(new Event("pagehide"));
  expect(writes).toEqual([4]);
});
