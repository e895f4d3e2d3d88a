/** The golden logs of both languages, and logs that fast-check makes. */

import { readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { KINDS } from "../elements";
import type { Entry } from "../messages";
import { isObject } from "../schema";

/** What folding a golden log must come to (tests/support/generate.py). */
export interface Expected {
  readonly seed: number;
  readonly kind: "valid" | "hostile";
  readonly entries: number;
  readonly digest: string;
  readonly board: string;
  readonly chain: string;
  readonly changes: string;
}

const VECTORS = new URL("../../../../tests/vectors/", import.meta.url);

/** The lines of one file of tests/vectors. */
export function vectorLines(name: string): string[] {
  return readFileSync(new URL(name, VECTORS), "utf8").split("\n").slice(0, -1);
}

/** More golden logs than the repository holds: the file that Python has just made (tests/core/test_vectors.py). */
export const MORE = process.env.INKROOM_LOGS;

/** Each golden log: what comes of it, and its entries as stored. */
export function* goldenLogs(file = ""): Iterable<[Expected, string[]]> {
  const lines = file ? readFileSync(file, "utf8").split("\n") : vectorLines("logs.jsonl");
  for (let at = 0; at < lines.length; ) {
    const expected = JSON.parse(lines[at]!) as Expected;
    yield [expected, lines.slice(at + 1, at + 1 + expected.entries)];
    at += 1 + expected.entries;
  }
}

/** JSON that is equal in both languages: compact, names in order. */
export function canonical(value: unknown): string {
  const ordered = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(ordered);
    if (!isObject(part)) return part;
    const names = Object.keys(part).sort();
    return Object.fromEntries(names.map((name) => [name, ordered(part[name])]));
  };
  return JSON.stringify(ordered(value));
}

export function shaOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

const id = fc.constantFrom("e1", "e2", "board");
const writer = fc.constantFrom(
  ...["c1", "c2"].flatMap((c) => [1, 2, 3, 4].map((n) => `${c}:${n}`)),
);
const names = [...new Set([...KINDS.values()].flatMap((registers) => [...registers]))].sort();
const register = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("ink", "width", "geom", "deleted", "text") },
  { weight: 1, arbitrary: fc.constantFrom(...names, "constructor", "__proto__", "id") },
);
const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, "#DD2222", 32, [0, 0, 9, 9], [0, 0, 9, 9, 0], {}),
  fc.jsonValue({ maxDepth: 1 }),
);
const registers = fc.dictionary(register, value, { maxKeys: 4, noNullPrototype: true });
const put = fc
  .tuple(fc.constantFrom(...KINDS.keys()), id, registers)
  .map(([kind, of, more]) => ({ ...more, kind, id: of }));
const set = fc.tuple(id, registers).map(([of, more]) => ({ ...more, id: of }));
const restore = fc.record(
  {
    id,
    register,
    value,
    writer: fc.option(writer),
    expect: fc.option(writer),
    alone: fc.boolean(),
  },
  { requiredKeys: ["id", "register", "value", "writer", "expect"] },
);
const parts = fc.record(
  {
    put: fc.array(put, { maxLength: 2 }),
    set: fc.array(set, { maxLength: 3 }),
    restore: fc.array(restore, { maxLength: 3 }),
    refused: fc.constant("invalid_op"),
  },
  { requiredKeys: [] },
);

/** Logs of entries whose registers and values make no sense as often as not: nobody has checked them. */
export const wildLogs: fc.Arbitrary<Entry[]> = fc
  .array(fc.tuple(fc.constantFrom("c1", "c2"), parts), { maxLength: 8 })
  .map((ops) => {
    const last: Record<string, number> = {};
    return ops.map(([client, op], n) => {
      last[client] = (last[client] ?? 0) + 1;
      return { ...op, seq: n + 1, at: 0, by: "u1", client, cseq: last[client] } as unknown as Entry;
    });
  });
