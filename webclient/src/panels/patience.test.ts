import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { patiently } from "./patience";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fails so many times, then comes. */
function late(failures: number): () => Promise<string> {
  let asked = 0;
  return async () => {
    asked += 1;
    if (asked <= failures) throw new Error("the server is gone");
    return "part";
  };
}

test("what does not come is asked for again, and used once", async () => {
  const used: string[] = [];
  patiently(late(2), (part) => used.push(part), new AbortController().signal);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(used).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(used).toEqual(["part"]);
});

test("who leaves is told nothing any more, whether it came or not", async () => {
  for (const failures of [0, 1]) {
    const used: string[] = [];
    const left = new AbortController();
    patiently(late(failures), (part) => used.push(part), left.signal);
    left.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(used).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  }
});
