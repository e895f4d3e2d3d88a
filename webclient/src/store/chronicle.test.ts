// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Entry } from "../core/messages";
import { Chronicle, LEAF } from "./chronicle";

const entryOf = (seq: number, client = "c1"): Entry => ({
  seq,
  at: seq,
  by: "u1",
  client,
  cseq: seq,
});
const entry = (seq: number) => entryOf(seq);

let log: Entry[] = [];
let epoch = 1;
let asked: number[] = [];

/** A chain that tells which log it is of, and how far. */
const chainOf = (seq: number) => `${epoch}/${seq}`;

beforeEach(() => {
  asked = [];
  epoch = 1;
  vi.stubGlobal("fetch", async (path: string) => {
    const query = new URL(path, "http://x").searchParams;
    const after = Number(query.get("after"));
    const entries = log.slice(after, after + Number(query.get("limit")));
    asked.push(after);
    const chain = chainOf(after + entries.length);
    return Response.json({ entries, head: log.length, epoch, before: chainOf(after), chain });
  });
});
afterEach(() => vi.unstubAllGlobals());

async function read(board: string): Promise<Chronicle> {
  const made = new Chronicle({ board, heard: () => undefined });
  made.start();
  await vi.waitFor(() => expect(made.whole).toBe(true), 10_000);
  await vi.waitFor(() => expect(made.idle).toBe(true), 10_000);
  return made;
}

it("[HIST-1] a log is read in leaves, and the next time only what is new", async () => {
  log = Array.from({ length: 2 * LEAF + 5 }, (_, n) => entry(n + 1));
  const first = await read("b1");
  expect(first.history.head).toBe(log.length);
  expect(asked).toEqual([0, LEAF, 2 * LEAF]);
  asked = [];
  await vi.waitFor(async () => {
    asked = [];
    const again = await read("b1");
    expect(again.history.head).toBe(log.length);
    expect(asked).toEqual([2 * LEAF]);
  });
});

it("[HIST-1] another epoch, or another past, is read from its beginning", async () => {
  log = Array.from({ length: LEAF + 5 }, (_, n) => entry(n + 1));
  await read("b2");
  epoch = 2;
  log = log.slice(0, LEAF).map((one) => ({ ...one, at: 7 }));
  await vi.waitFor(async () => {
    const again = await read("b2");
    expect(again.history.entries[0]?.at).toBe(7);
    expect(again.history.head).toBe(LEAF);
  });
});

it("[HIST-1] it goes on with what the room confirms, and fetches what it missed", async () => {
  log = [entry(1), entry(2)];
  const made = await read("b3");
  made.take(entry(3));
  expect(made.history.head).toBe(3);
  log = [1, 2, 3, 4, 5, 6].map(entry);
  made.take(entry(6));
  const { history } = made;
  await vi.waitFor(() => expect(made.history.head).toBe(6));
  expect(made.history).toBe(history);
});
