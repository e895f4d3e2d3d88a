// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import type { Page } from "./page";
import { Shares } from "./shares";

let fetched = 0;
const NOW = Date.UTC(2026, 10, 29, 12);

function stage(): { page: Page; changed: ReturnType<typeof vi.fn>; answers: unknown[] } {
  const answers: unknown[] = [];
  vi.stubGlobal("fetch", async () => {
    fetched += 1;
    const people = answers.shift();
    if (!people) throw new TypeError("the server went away");
    return new Response(JSON.stringify({ people }));
  });
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  const changed = vi.fn();
  const seat = { session: { phase: "live" } };
  const page = { board: "demo", seat, changed } as unknown as Page; // what shares look at
  return { page, changed, answers };
}

afterEach(() => {
  fetched = 0;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("[API-3] who is away is said with when they last were here, and how much they did", async () => {
  const { page, changed, answers } = stage();
  answers.push([
    { id: "u1", steps: 88, last: NOW - 20 * 60_000 },
    { id: "u2", steps: 0, last: null },
  ]);
  const shares = new Shares(page);
  shares.ask(["u1", "u2"]);
  expect(shares.noteOf("u1")).toBe("");
  await vi.waitFor(() => expect(changed).toHaveBeenCalledOnce());
  expect(shares.noteOf("u1")).toBe("20 min ago · 88 steps");
  expect(shares.noteOf("u2")).toBe("");
  shares.ask(["u1", "u2"]);
  expect(answers).toEqual([]);
});

test("who could not be asked for is asked for at the next change", async () => {
  const { page, changed, answers } = stage();
  const shares = new Shares(page);
  shares.ask(["u1"]);
  await vi.waitFor(() => expect(fetched).toBe(1));
  answers.push([{ id: "u1", steps: 1, last: NOW }]);
  await vi.waitFor(() => {
    shares.ask(["u1"]);
    expect(changed).toHaveBeenCalled();
  });
  expect(shares.noteOf("u1")).toBe("Now · 1 step");
});
