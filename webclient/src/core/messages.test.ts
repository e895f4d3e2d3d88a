import { describe, expect, it } from "vitest";
import { named } from "./board";
import { BadMessage, BadOp, InkroomError } from "./errors";
import { bytesOf, encode, readEntry, readOp, readServer } from "./messages";
import { goldenLogs } from "./testing/logs";

const rect = (fields: object = {}) => ({
  kind: "rect",
  id: "e1",
  geom: [0, 0, 1, 1, 0],
  ...fields,
});
const stroke = (points: unknown[], fields: object = {}) => ({
  cseq: 1,
  put: [{ kind: "stroke", id: "s1", geom: [0, 0, 0, 0, 0], points, ...fields }],
});
const restore = (fields: object = {}) => ({
  cseq: 3,
  restore: [
    { id: "e1", register: "ink", value: "#DD2222", writer: "c1:1", expect: "c1:2", ...fields },
  ],
});

describe("a server's frame", () => {
  it.each(["", "{", "null", "5", "[]", "{}", '{"type":"nope"}', '{"type":"head"}', "{} x"])(
    "[MSG-3] %j raises BadMessage and nothing else",
    (frame) => expect(() => readServer(frame)).toThrow(BadMessage),
  );

  it.each([
    { type: "head", seq: "1", chain: "" },
    { type: "entries", from: 0, entries: [], chain: "" },
    { type: "entries", from: 1, entries: [{ seq: 1 }], chain: "" },
    { type: "live", peers: { p1: { cursor: [1] } } },
    { type: "welcome" },
    { type: "constructor" },
  ])("[MSG-2, MSG-5] %j is wrong in a field", (message) => {
    expect(() => readServer(encode(message))).toThrow(BadMessage);
  });

  it("[MSG-1, MSG-2] is read, and unknown fields of it are ignored", () => {
    const entries = { type: "entries", from: 1, entries: [], chain: "0".repeat(16), later: 1 };
    expect(readServer(encode(entries))).toEqual(entries);
    const live = { type: "live", peers: { p1: { cursor: null, wet: { id: "s1" } } } };
    expect(readServer(encode(live))).toEqual(live);
  });
});

describe("an op", () => {
  it("[LOG-2] is brought into the form in which Python stores it", () => {
    let count = 0;
    for (const [{ kind }, stored] of goldenLogs()) {
      if (kind === "hostile") continue;
      for (const raw of stored) {
        const { seq: _, at: __, by: ___, client: ____, ...op } = readEntry(raw);
        if (op.refused !== undefined) continue;
        const shuffled = Object.fromEntries(Object.entries(op).reverse());
        expect(raw.endsWith(encode(readOp(shuffled)).slice(1))).toBe(true);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(5_000);
  }, 60_000);

  it("[LOG-2] leaves out what is a default, and fills the sheets of a board", () => {
    const points = [0, 0, 0, 0];
    const put = { ...stroke(points, { pressure: true, brush: "pen" }).put[0] };
    const set = [{ id: "board", pages: [{ name: "Plan", id: "1" }] }];
    const op = readOp({ set, put: [put], cseq: 2, ...{ restore: [] } });
    expect(encode(op)).toBe(
      '{"cseq":2,"put":[{"kind":"stroke","points":[0,0,0,0],"id":"s1","geom":[0,0,0,0,0]}],' +
        '"set":[{"id":"board","pages":[{"id":"1","name":"Plan","hidden":false,"locked":false}]}],"restore":[]}',
    );
  });

  it("is a copy: what a tool changes later does not reach it", () => {
    const geom = [0, 0, 1, 1, 0];
    const op = readOp({ cseq: 1, put: [rect({ geom })] });
    geom[0] = 99;
    expect(named(op.put![0]!).geom).toEqual([0, 0, 1, 1, 0]);
  });

  it.each([
    { id: "e1\n" },
    { id: "" },
    { id: "a".repeat(65) },
    { id: "board" },
    { ink: "#12345" },
    { ink: "#1D2432\n" },
    { unknown: 1 },
    { crop: null },
    { text: "a\0b" },
    { text: "\ud800" },
    { text: "🙂".repeat(10_001) },
    { width: -1 },
    { width: 1.5 },
    { width: Number.NaN },
    { width: "1" },
    { deleted: true },
    { geom: [0, 0, 0] },
    { geom: [2 ** 31 + 1, 0, 0, 0, 0] },
    { link: "javascript:alert(1)" },
    { extra: { a: 2 ** 53 } },
    { extra: { "a\0": 1 } },
  ])("[EL-1, EL-8, MSG-2, MSG-5, LIM-4] that puts %j is invalid", (fields) => {
    expect(() => readOp({ cseq: 1, put: [rect(fields)] })).toThrow(BadOp);
  });

  it("[LIM-4] takes what is just within the limits", () => {
    const fields = { text: "🙂".repeat(10_000), geom: [2 ** 31, 0, 0, 0, 0], id: "a".repeat(64) };
    expect(readOp({ cseq: 1, put: [rect(fields)] }).put).toHaveLength(1);
    readOp(stroke(Array(40_000).fill(0)));
  });

  it.each([
    [[], true],
    [[0, 0, 0], true],
    [[0, 0, 0, 0], false],
    [[0, 0, 256, 0], true],
    [[0, 0, 0, -1], true],
    [[0, 0, 0.5, 0], true],
    [Array(40_004).fill(0), true],
  ])("[EL-6] with other points than whole ones is invalid", (points, pressure) => {
    expect(() => readOp(stroke(points, { pressure }))).toThrow(BadOp);
  });

  it.each([
    { register: "points" },
    { register: "__proto__" },
    { value: 5 },
    { value: null },
    { writer: "c1" },
    { writer: "c1:1\n" },
  ])("[RED-5] whose restore has %j is invalid", (fields) => {
    expect(() => readOp(restore(fields))).toThrow(BadOp);
    expect(readOp(restore({ value: null, writer: null })).restore).toHaveLength(1);
  });

  it.each([
    {
      set: [
        { id: "e1", ink: "none" },
        { id: "e1", width: 1 },
      ],
    },
    { put: [rect()], set: [{ id: "e1", ink: "none" }] },
    { restore: [...restore().restore, ...restore({ value: "#000000" }).restore] },
    { set: [{ id: "e1", ink: "none" }], restore: restore({ writer: "c1:3" }).restore },
  ])("[ROOM-12] that gives one register two values is invalid", (parts) => {
    expect(() => readOp({ cseq: 3, ...parts })).toThrow(BadOp);
  });

  it.each([{ cseq: 0 }, { cseq: 1, later: 1 }, { cseq: 1, mark: "a\nb" }, { cseq: 1, view: [1] }])(
    "[MSG-2] %j is invalid",
    (op) => expect(() => readOp(op)).toThrow(BadOp),
  );
});

describe("errors and sizes", () => {
  it("[MSG-8] have stable codes and one root", () => {
    const why = new BadOp("Expected this, got that");
    expect([why.code, why.name, why instanceof InkroomError]).toEqual([
      "invalid_op",
      "BadOp",
      true,
    ]);
    expect(new BadMessage("x").code).toBe("bad_message");
  });

  it("[LIM-1] are counted in bytes of UTF-8", () => {
    expect(bytesOf("aé🙂")).toBe(7);
  });
});
