import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { digestOf } from "../core/digest";
import { Session } from "../core/session";
import { type Queued, queuedOf } from "../core/undo";
import { rowsOf, write } from "./database";
import { ARCHIVE, boardsHere, clientsOf, KEPT_MS, Queue, RECENT } from "./queue";

const rect = (id: string): object => ({ id, kind: "rect", geom: [0, 0, 160, 160, 0] });
const welcome = (head: number, last = 0, epoch = 1): string =>
  JSON.stringify({
    type: "welcome",
    protocol: 1,
    you: {
      peer: "p1",
      user: "u1",
      name: "User",
      colour: "plum",
      role: "editor",
      last_cseq: last,
      refused: [],
    },
    epoch,
    head,
    chain: "0".repeat(16),
    mode: "tail",
    peers: [],
    people: [{ id: "u1", name: "User", colour: "plum" }],
    limits: { message: 65536, ops: 64, elements: 100000, points: 10000 },
    server_time: 0,
  });
const entries = (from: number, ...all: object[]): string =>
  JSON.stringify({
    type: "entries",
    from,
    entries: all.map((op, n) => ({ seq: from + n, at: 1, by: "u1", client: "c1", ...op })),
    chain: "00000000000000aa",
  });

function live(): Session {
  const session = new Session("c1");
  session.hello();
  session.receive(welcome(0));
  session.events();
  return session;
}

beforeEach(async () => {
  await write(["clients", "ops", "elements", "wet"], (transaction) => {
    for (const name of transaction.objectStoreNames) transaction.objectStore(name).clear();
  });
});

test("[SES-2] an op that was kept is in the queue of the next start, and counts as kept", async () => {
  const session = live();
  session.submit({ put: [rect("e1") as never] });
  const queue = new Queue("b1", "c1");
  const [queued] = session.stored().ops;
  await queue.keep([queued!]);

  const stored = await new Queue("b1", "c1").load();
  expect(stored?.ops.map((one) => [one.op.cseq, one.kept, one.verdict])).toEqual([[1, true, null]]);
  const again = new Session("c1", "", { stored });
  expect(again.canUndo).toBe(true);
  expect(again.waiting).toBe(1);
  expect(again.board.get("e1")?.kind).toBe("rect");
});

test("[UNDO-2] the confirmed board, its seq and the images are stored together", async () => {
  const session = live();
  const queue = new Queue("b1", "c1");
  session.submit({ put: [rect("e1") as never] });
  await queue.keep(session.stored().ops);
  session.kept(1);
  session.outgoing();
  session.receive(entries(1, { cseq: 1, put: [rect("e1")] }));
  const title = { id: "board", title: "Greenhouse" };
  session.receive(entries(2, { client: "c2", cseq: 1, set: [title] }));
  await queue.save(session, 5);

  const stored = await new Queue("b1", "c1").load();
  expect(stored?.seq).toBe(2);
  expect(stored?.chain).toBe("00000000000000aa");
  const again = new Session("c1", "", { stored });
  expect(again.waiting).toBe(0);
  expect(digestOf(again.confirmed)).toBe(digestOf(session.confirmed));
  expect(again.undo()).toBe(true);
  expect(again.board.get("e1")?.deleted).toBe(true);
  expect((await boardsHere()).map((row) => [row.board, row.title, row.used])).toEqual([
    ["b1", "Greenhouse", 5],
  ]);
});

test("only elements that differ are written again", async () => {
  const session = live();
  const queue = new Queue("b1", "c1");
  session.receive(entries(1, { client: "c2", cseq: 1, put: [rect("e1"), rect("e2")] }));
  await queue.save(session, 1);
  session.receive(entries(2, { client: "c2", cseq: 2, set: [{ id: "e2", ink: "#3150DE" }] }));
  await queue.save(session, 2);
  const rows = await rowsOf<{ id: string; row?: { ink: string } }>("elements", ["b1", "c1"]);
  expect(rows.map((one) => [one.id, one.row?.ink])).toEqual([
    [" 0", undefined],
    ["e2", "#3150DE"],
  ]);
});

test("[SES-7] a page at an older epoch than its store writes nothing to it", async () => {
  const newer = live();
  newer.epoch = 3;
  const queue = new Queue("b1", "c1");
  await queue.save(newer, 1);
  const older = live();
  const stale = new Queue("b1", "c1");
  await stale.load();
  older.epoch = 2;
  await stale.save(older, 2);
  expect((await clientsOf("b1")).map((row) => [row.epoch, row.used])).toEqual([[3, 1]]);
});

test("[SES-7, P3] what a new epoch makes of an op is stored, though the op had a verdict before", async () => {
  const session = live();
  session.submit({ put: [rect("e1") as never] });
  session.kept(1);
  const queue = new Queue("b1", "c1");
  await queue.keep(session.stored().ops);
  session.receive(entries(1, { cseq: 1, put: [rect("e1")] }));
  await queue.save(session, 1);
  const verdicts = async (): Promise<unknown[]> =>
    (await new Queue("b1", "c1").load())!.ops.map((one) => one.verdict);
  expect(await verdicts()).toEqual(["saved"]);
  session.lost(1012);
  session.hello();
  session.receive(welcome(1, 0, 2));
  await queue.save(session, 2);
  expect(await verdicts()).toEqual([null]);
  session.receive(entries(2, { cseq: 1, refused: "board_full" }));
  await queue.save(session, 3);
  expect(await verdicts()).toEqual(["board_full"]);
});

test("lines of chat and people are there again after a start with a tail", async () => {
  const session = live();
  session.receive(entries(1, { client: "c2", cseq: 1, say: "Hi" }));
  await new Queue("b1", "c1").save(session, 1);
  const kept = await new Queue("b1", "c1").load();
  expect(kept?.says.map((entry) => entry.say)).toEqual(["Hi"]);
  expect([...(kept?.people.keys() ?? [])]).toEqual(["u1"]);
});

test("a large board is stored in packs, and what changes then beside them", async () => {
  const session = live();
  const queue = new Queue("b1", "c1");
  const same = async (): Promise<void> => {
    const stored = await new Queue("b1", "c1").load();
    const { confirmed } = new Session("c1", "", { stored });
    expect(digestOf(confirmed)).toBe(digestOf(session.confirmed));
    expect(confirmed.rows()).toEqual(session.confirmed.rows());
  };
  const rows = async (): Promise<number> => (await rowsOf("elements", ["b1", "c1"])).length;
  const ids = Array.from({ length: 2900 }, (_, n) => `e${n}`);
  session.receive(entries(1, { client: "c2", cseq: 1, put: ids.map(rect) }));
  await queue.save(session, 1);
  await same();
  expect(await rows()).toBe(8);
  const inked = (first: number, count: number, ink: string) =>
    ids.slice(first, first + count).map((id) => ({ id, ink }));
  session.receive(entries(2, { client: "c2", cseq: 2, set: inked(0, 1500, "#3150DE") }));
  await queue.save(session, 2);
  await same();
  expect(await rows()).toBe(1508);
  session.receive(entries(3, { client: "c2", cseq: 3, set: inked(1000, 501, "#178A3F") }));
  await queue.save(session, 3);
  await same();
  expect(await rows()).toBe(8);
});

const said = (cseq: number, verdict: string | null): Queued => ({
  ...queuedOf({ cseq, say: `${cseq}` }),
  kept: true,
  verdict,
});
const numbers = (ops: readonly Queued[]): number[] => ops.map((one) => one.op.cseq);

test("[SES-18] a session starts with the newest ops and all that wait; the rest is read when it is asked for", async () => {
  const total = RECENT + 700;
  const queue = new Queue("b1", "c1");
  await queue.keep(Array.from({ length: total }, (_, n) => said(n + 1, "saved")));
  expect(numbers((await queue.load())!.ops)).toEqual(
    Array.from({ length: RECENT }, (_, n) => n + 701),
  );
  expect(numbers(await queue.older())).toEqual(Array.from({ length: 700 }, (_, n) => n + 1));
  expect(await queue.older()).toEqual([]);
  await queue.keep(Array.from({ length: total - 300 }, (_, n) => said(n + 301, null)));
  const { ops } = (await new Queue("b1", "c1").load())!;
  expect(ops.filter((one) => one.verdict === null).length).toBe(total - 300);
  await queue.keep(Array.from({ length: total }, (_, n) => said(n + 1, "saved")));
  await queue.keep([{ ...queuedOf({ cseq: total + 1 }, "undo", [5]), kept: true }]);
  expect((await new Queue("b1", "c1").load())!.ops.some((one) => one.op.cseq === 5)).toBe(true);
}, 30_000);

test("[SES-18] own ops are kept for thirty days and the newest 20,000 for ever, and one that waits is never let go", async () => {
  expect([ARCHIVE, KEPT_MS]).toEqual([20_000, 30 * 24 * 3_600_000]);
  const judged = [20, 20, 10].flatMap((count, part) =>
    Array.from({ length: count }, (_, n) => said(part * 20 + n + 1, "saved")),
  );
  const waiting = said(60, null);
  const newest = said(ARCHIVE + 70, "saved");
  const queue = new Queue("b1", "c1");
  await queue.keep([...judged, waiting]);
  const save = async (ops: Queued[], now: number): Promise<number | undefined> => {
    const stored = { ...new Session("c1").stored(), ops };
    await queue.save(new Session("c1", "", { stored }), now);
    const [first] = await rowsOf<{ cseq: number }>("ops", ["b1", "c1"]);
    return first?.cseq;
  };
  const all = [...judged, waiting, newest];
  expect(await save(judged.slice(0, 20), 1_000)).toBe(1);
  expect(await save(all, 2_000)).toBe(1);
  expect(await save(all, 1_000 + KEPT_MS)).toBe(1);
  expect(await save(all, 1_001 + KEPT_MS)).toBe(21);
  expect(await save(all, 0)).toBe(21);
  expect(await save(all, 2_001 + KEPT_MS)).toBe(60);
  expect(await save(all, 99 * KEPT_MS)).toBe(60);
});

const STROKE = {
  id: "w",
  kind: "stroke",
  points: [0, 0, 255, 0],
  geom: [0, 0, 1, 1, 0],
  z: "a",
} as const;

test("[SES-19] a stroke that a crash cut off is there until it is put", async () => {
  const queue = new Queue("b1", "c1");
  await queue.journal({ ...STROKE, points: [...STROKE.points], geom: [...STROKE.geom] });
  expect((await new Queue("b1", "c1").load())?.wet?.id).toBe("w");
  await queue.keep([said(1, null)]);
  expect((await new Queue("b1", "c1").load())?.wet).toBeNull();
});

test("[P3] a page that died before its first save is found by what it left: an op, a stroke", async () => {
  await new Queue("b1", "c1").keep([said(1, null)]);
  await new Queue("b1", "c2").journal({
    ...STROKE,
    points: [...STROKE.points],
    geom: [...STROKE.geom],
  });
  expect((await clientsOf("b1")).map((row) => row.client).sort()).toEqual(["c1", "c2"]);
  const stored = await new Queue("b1", "c1").load();
  expect(new Session("c1", "", { stored }).waiting).toBe(1);
});

test("[SES-7] a queue that keeps an op leaves the client's row as it is", async () => {
  await new Queue("b1", "c1").save(live(), 7);
  const queue = new Queue("b1", "c1");
  await queue.load();
  await queue.keep([said(1, null)]);
  expect((await clientsOf("b1")).map((row) => row.used)).toEqual([7]);
});
