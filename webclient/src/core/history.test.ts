import { utf8ToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { digestOf } from "./digest";
import { BadLog, BadOp } from "./errors";
import { recorded } from "./follow";
import { chainOf, checkRestores, fold, History, START, Verifier, wrote } from "./history";
import { type Entry, encode, readEntry, readOp } from "./messages";
import { goldenLogs, vectorLines } from "./testing/logs";

const RECT = { kind: "rect", id: "e1", ink: "#DD2222", geom: [0, 0, 160, 80, 0] };

const stored = (seq: number, op: object, client = "c1", by = "u1") =>
  encode({ seq, at: 1000 * seq, by, client, ...op });

function verified(...entries: string[]): Verifier {
  const verifier = new Verifier();
  for (const raw of entries) verifier.add(raw);
  return verifier;
}

/** The seq at which a log breaks. */
function broken(...entries: string[]): number {
  try {
    verified(...entries);
  } catch (why) {
    if (why instanceof BadLog) return why.seq;
    throw why;
  }
  return 0;
}

function restore(fields: object = {}): object {
  const right = { id: "e1", register: "ink", value: "#DD2222", writer: "c1:1", expect: "c1:2" };
  return { cseq: 3, restore: [{ ...right, ...fields }] };
}

const PUT = stored(1, { cseq: 1, put: [RECT] });
const SET = stored(2, { cseq: 2, set: [{ id: "e1", ink: "#000000" }] });

describe("the chain", () => {
  it("[LOG-3] of every golden log is the one that Python has", () => {
    expect(START).toBe("0000000000000000");
    for (const [{ chain, seed }, entries] of goldenLogs()) {
      const last = entries.reduce((before, raw) => chainOf(before, utf8ToBytes(raw)), START);
      expect([seed, last]).toEqual([seed, chain]);
    }
  }, 60_000);
});

describe("a verifier", () => {
  it("[LOG-9, P7] takes every valid golden log", () => {
    for (const [{ kind, chain }, entries] of goldenLogs()) {
      if (kind === "valid") expect(verified(...entries).chain).toBe(chain);
    }
  }, 60_000);

  it("[LOG-9, LOG-1] finds a dropped, doubled or swapped entry, and a hole in a client's numbers", () => {
    const third = stored(3, { cseq: 3 });
    expect(broken(PUT, SET, third)).toBe(0);
    expect(broken(PUT, third)).toBe(2);
    expect(broken(PUT, PUT)).toBe(2);
    expect(broken(SET, PUT)).toBe(1);
    expect(broken(PUT, stored(2, { cseq: 3 }))).toBe(2);
    expect(broken(PUT, "not json")).toBe(2);
    expect(broken(PUT, stored(2, { cseq: 2, put: [{ ...RECT, id: "board" }] }))).toBe(2);
    expect(verified(PUT).chain).not.toBe(verified(PUT.replace("1000", "1001")).chain);
  });

  it("[LOG-4] takes a refused entry by its number", () => {
    expect(broken(stored(1, { cseq: 1, refused: "invalid_op" }), stored(2, { cseq: 2 }))).toBe(0);
  });

  it.each([
    {},
    { value: null, writer: null },
    { value: "#123456", writer: "c1:3" },
    { expect: null },
    { register: "deleted", value: false, writer: "c1:1", expect: "c2:9" },
  ])("[ROOM-4] takes a true restore %j", (fields) => {
    expect(broken(PUT, SET, stored(3, restore(fields)))).toBe(0);
  });

  it.each([
    { value: "#000000" },
    { writer: "c1:2" },
    { writer: "c1:9" },
    { writer: "c2:1", expect: "c2:2" },
    { writer: null, value: null, expect: "c2:1" },
    { writer: null, value: null, expect: null },
    { register: "fill", value: "none" },
  ])("[ROOM-4, LOG-9] finds a restore that is not true %j", (fields) => {
    expect(broken(PUT, SET, stored(3, restore(fields)))).toBe(3);
  });

  it("[ROOM-4] knows what an undo wrote under its own name", () => {
    const undo = readOp(restore({ register: "deleted", value: true, writer: "c1:3" }));
    const known = wrote(undo, "c1:3");
    expect([...known]).toEqual([["e1 deleted", true]]);
    const find = (writer: string) => (writer === "c1:3" ? known : undefined);
    const again = { ...undo, cseq: 5 };
    checkRestores(again, "c1", find);
    expect(() => checkRestores(again, "c2", find)).toThrow(BadOp);
  });
});

function logOf(count: number): Entry[] {
  return Array.from({ length: count }, (_, n) => {
    const cseq = n + 1;
    const put = [{ ...RECT, id: `e${n}`, geom: [(n * 7919) % 9999, 0, 9, 9, 0] }];
    const set = [{ id: `e${(n * 31) % (n || 1)}`, width: n % 99 }];
    return readEntry(stored(cseq, n < 20 || n % 2 ? { cseq, put } : { cseq, set }));
  });
}

describe("a history", () => {
  it("[HIST-1, P7, RED-1] is at any moment the fold up to it, and while it grows", () => {
    const entries = logOf(9_000);
    const history = new History(entries.slice(0, 8_000));
    for (const seq of [0, 1, 1_999, 2_000, 2_001, 7_000, 6_999, 7_500, 8_000, 3, 9_000]) {
      const board = history.at(seq);
      const goal = Math.min(seq, 8_000);
      expect(board.seq).toBe(goal);
      expect(digestOf(board)).toBe(digestOf(fold(entries.slice(0, goal))));
    }
    for (const entry of entries.slice(8_000)) history.append(entry);
    expect(digestOf(history.at(9_000))).toBe(digestOf(fold(entries)));
    expect(() => history.append(entries[0]!)).toThrow(BadLog);
  }, 60_000);

  it("[P7, HIST-1] has the digests that Python has, at 100 random points of long logs", () => {
    const lines = vectorLines("digests.jsonl");
    let logs = 0;
    for (let at = 0; at < lines.length; logs++) {
      const told = JSON.parse(lines[at]!) as { entries: number; at: [number, string][] };
      const history = new History(lines.slice(at + 1, at + 1 + told.entries).map(readEntry));
      for (const [seq, digest] of told.at) expect(digestOf(history.at(seq))).toBe(digest);
      expect(told.at).toHaveLength(100);
      at += 1 + told.entries;
    }
    expect(logs).toBe(3);
  });

  it("[RED-9] knows its steps and marks", () => {
    const points = [0, 0, 9, 0, 1, 1, 9, 8];
    const stroke = { kind: "stroke", id: "s1", geom: [0, 0, 0, 0, 0], points };
    const history = new History(
      [
        stored(1, { cseq: 1, put: [stroke, RECT] }),
        stored(2, { cseq: 2, set: [{ id: "e1", width: 1 }], mark: "v1" }),
        stored(3, { cseq: 1, refused: "forbidden" }, "c2", "u2"),
      ].map(readEntry),
    );
    expect(history.steps).toEqual([
      { seq: 1, at: 1000, by: "u1", size: 3 },
      { seq: 2, at: 2000, by: "u1", size: 1 },
      { seq: 3, at: 3000, by: "u2", size: 0 },
    ]);
    expect(history.marks.map((entry) => entry.mark)).toEqual(["v1"]);
  });

  it("[HIST-11] puts a mark at the moment that it names", () => {
    const history = new History(
      [
        stored(1, { cseq: 1, put: [RECT] }),
        stored(2, { cseq: 2, mark: "second" }),
        stored(3, { cseq: 3, mark: "first", moment: 1 }),
        stored(4, { cseq: 4, mark: "own", moment: 9 }),
      ].map(readEntry),
    );
    const marks = history.marks.map(({ seq, mark, at }) => [seq, mark, at]);
    expect(marks).toEqual([
      [1, "first", 1000],
      [2, "second", 2000],
      [4, "own", 4000],
    ]);
    expect(() => readOp({ cseq: 1, say: "Hi", moment: 1 })).toThrow("beside `mark`");
  });

  it("[HIST-12] knows what was presented at each moment", () => {
    const history = new History(
      [
        stored(1, { cseq: 1, view: [0, 0, 16, 9], page: "2" }),
        stored(2, { cseq: 2, say: "Hi" }),
        stored(3, { cseq: 3, view: [0, 0, 0, 0] }),
      ].map(readEntry),
    );
    const seen = { page: "2", view: [0, 0, 16, 9] };
    expect([0, 1, 2, 3].map((seq) => recorded(history.views, seq))).toEqual([
      null,
      seen,
      seen,
      null,
    ]);
  });
});
