// @vitest-environment jsdom
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Event } from "../core/events";
import { Session } from "../core/session";
import type { Queued } from "../core/undo";
import { Link } from "./link";
import type { Queue } from "./queue";

class Socket {
  static readonly OPEN = 1;
  static all: Socket[] = [];
  readyState = 0;
  binaryType = "";
  sent: { type: string; ops?: { cseq: number }[] }[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason?: string }) => void) | null = null;
  constructor() {
    Socket.all.push(this);
  }
  send(frame: string): void {
    this.sent.push(JSON.parse(frame));
  }
  close(): void {
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  get ops(): number[] {
    return this.sent.flatMap((one) => one.ops?.map((op) => op.cseq) ?? []);
  }
}

const you = {
  peer: "p1",
  user: "u1",
  name: "User",
  colour: "plum",
  role: "editor",
  last_cseq: 0,
  refused: [],
};
const limits = { message: 65536, ops: 64, elements: 100000, points: 10000 };
const welcome = (mode = "tail", head = 0): string =>
  JSON.stringify({
    type: "welcome",
    protocol: 1,
    you,
    epoch: 1,
    head,
    chain: "0".repeat(16),
    mode,
    peers: [],
    people: [],
    limits,
    server_time: 0,
  });
const entries = (from: number, id: string): string =>
  JSON.stringify({
    type: "entries",
    from,
    entries: [
      {
        seq: from,
        at: 1,
        by: "u2",
        client: "c2",
        cseq: from,
        put: [{ id, kind: "rect", geom: [0, 0, 9, 9, 0] }],
      },
    ],
    chain: "0".repeat(16),
  });

/** A store that answers when it is told to. */
class Slow {
  waiting: { ops: readonly Queued[]; done(): void; failed(): void }[] = [];
  keep(ops: readonly Queued[]): Promise<void> {
    return new Promise((done, failed) => this.waiting.push({ ops, done, failed }));
  }
  save = (): Promise<void> => Promise.resolve();
  drop = vi.fn(() => Promise.resolve());
  archive: Queued[] = [];
  older = (): Promise<Queued[]> => Promise.resolve(this.archive.splice(0));
}

let store: Slow;
let fresh: Slow;
let session: Session;
let link: Link;
let heard: Event[];
const full = vi.fn();
const rect = (id: string) => ({ put: [{ id, kind: "rect" as const, geom: [0, 0, 9, 9, 0] }] });

beforeEach(() => {
  Socket.all = [];
  vi.stubGlobal("WebSocket", Socket);
  heard = [];
  store = new Slow();
  session = new Session("c1", "Ana", { random: () => 0 });
  fresh = new Slow();
  link = new Link({
    url: "ws://x/ws/rooms/b",
    session,
    queue: store as unknown as Queue,
    heard: (event) => heard.push(event),
    full,
    now: Date.now,
    renewed: () => Promise.resolve(fresh as unknown as Queue),
  });
  link.start();
  Socket.all[0]?.open();
});

afterEach(() => link.close());

const socket = (): Socket => Socket.all.at(-1)!;

test("[JOIN-1] the first frame of a connection is hello", () => {
  expect(socket().sent.map((one) => one.type)).toEqual(["hello"]);
});

const head = (part: number) => ({ seq: 3, chain: "ab", epoch: 2, part, parts: 2, elements: 1 });
const row = { id: "e1", kind: "rect", put: "c2:1", geom: [0, 0, 9, 9, 0], writers: {} };
const part = (number: number) => `${JSON.stringify(head(number))}\n${JSON.stringify(row)}\n`;

/** A page that begins with what is fetched apart. */
function beginning(apart: Promise<ReadableStream<string> | null>): Link {
  Socket.all = [];
  session = new Session("c1", "Ana", { random: () => 0 });
  const queue = store as unknown as Queue;
  const begun = new Link({
    url: "ws://x/ws/rooms/b",
    session,
    queue,
    heard: () => {},
    full,
    now: Date.now,
    apart,
  });
  begun.start();
  return begun;
}

test("[SES-21] what is fetched apart is there before the connection, which goes on from it", async () => {
  let more!: ReadableStreamDefaultController<string>;
  const begun = beginning(Promise.resolve(new ReadableStream({ start: (out) => (more = out) })));
  more.enqueue(part(1));
  await vi.waitFor(() => expect(session.phase).toBe("joining"));
  expect(Socket.all).toEqual([]);
  more.enqueue(part(2));
  more.close();
  await vi.waitFor(() => expect(Socket.all).toHaveLength(1));
  expect(session.board.get("e1")).toBeDefined();
  socket().open();
  expect(socket().sent[0]).toMatchObject({ since: { seq: 3, chain: "ab", epoch: 2 } });
  await begun.close();
});

test("[SES-21] a fetch that breaks leaves all to the connection", async () => {
  let more!: ReadableStreamDefaultController<string>;
  const begun = beginning(Promise.resolve(new ReadableStream({ start: (out) => (more = out) })));
  more.enqueue(part(1));
  await vi.waitFor(() => expect(session.phase).toBe("joining"));
  more.error(new Error("gone"));
  await vi.waitFor(() => expect(Socket.all).toHaveLength(1));
  socket().open();
  expect(socket().sent[0]).not.toHaveProperty("since");
  socket().onmessage?.({ data: welcome("snapshot", 3) });
  socket().onmessage?.({ data: Uint8Array.from(gzipSync(part(1))).buffer });
  socket().onmessage?.({ data: Uint8Array.from(gzipSync(part(2))).buffer });
  await vi.waitFor(() => expect(session.phase).toBe("live"));
  expect(session.seq).toBe(3);
  await begun.close();
});

test("who does not want to wait for the fetch is connected at once", async () => {
  const begun = beginning(new Promise(() => undefined));
  expect(Socket.all).toEqual([]);
  begun.tryNow();
  await vi.waitFor(() => expect(Socket.all).toHaveLength(1));
  await begun.close();
});

test("[SES-2] an op is sent when the store has kept it, and not before", async () => {
  socket().onmessage?.({ data: welcome() });
  session.submit(rect("e1"));
  link.flush();
  expect(socket().ops).toEqual([]);
  expect(link.unsafe).toBe(true);
  store.waiting[0]?.done();
  await vi.waitFor(() => expect(socket().ops).toEqual([1]));
});

test("a device that is full says so once, and its ops go out all the same", async () => {
  full.mockClear();
  socket().onmessage?.({ data: welcome() });
  session.submit(rect("e1"));
  link.flush();
  store.waiting[0]?.failed();
  await vi.waitFor(() => expect(socket().ops).toEqual([1]));
  session.submit(rect("e2"));
  link.flush();
  store.waiting[1]?.failed();
  await vi.waitFor(() => expect(socket().ops).toEqual([1, 2]));
  expect(full).toHaveBeenCalledTimes(1);
});

test("[JOIN-4] frames behind a snapshot part wait until it is unpacked", async () => {
  const head = { seq: 1, chain: "0".repeat(16), epoch: 1, part: 1, parts: 1, elements: 1 };
  const row = { id: "e1", kind: "rect", put: "c2:1", geom: [0, 0, 9, 9, 0], writers: {} };
  const part = gzipSync([head, row].map((one) => JSON.stringify(one)).join("\n"));
  socket().onmessage?.({ data: welcome("snapshot", 1) });
  socket().onmessage?.({ data: new Uint8Array(part).buffer });
  socket().onmessage?.({ data: entries(2, "e2") });
  expect(session.seq).toBe(0);
  await vi.waitFor(() => expect(session.seq).toBe(2));
  expect([...session.board.visible()].map((one) => one.id)).toEqual(["e1", "e2"]);
  socket().onmessage?.({ data: entries(3, "e3") });
  expect(session.seq).toBe(3);
});

test("a late close of the old socket does not end the new connection", async () => {
  const old = socket();
  old.onmessage?.({ data: welcome() });
  old.onclose?.({ code: 1006 });
  expect(session.phase).toBe("offline");
  await vi.waitFor(() => expect(Socket.all.length).toBe(2));
  socket().open();
  socket().onmessage?.({ data: welcome() });
  old.onclose?.({ code: 1006 });
  old.onmessage?.({ data: entries(1, "e9") });
  expect(session.phase).toBe("live");
  expect(session.seq).toBe(0);
});

test("[SES-5] after a new connection the queue is sent again, once", async () => {
  socket().onmessage?.({ data: welcome() });
  session.submit(rect("e1"));
  link.flush();
  store.waiting[0]?.done();
  await vi.waitFor(() => expect(socket().ops).toEqual([1]));
  socket().onclose?.({ code: 1012, reason: "restart" });
  await vi.waitFor(() => expect(Socket.all.length).toBe(2));
  socket().open();
  socket().onmessage?.({ data: welcome() });
  link.flush();
  expect(socket().ops).toEqual([1]);
  expect(link.lastReason).toBe("restart");
});

test("a frame that cannot be read ends the connection, and another is made", async () => {
  socket().onmessage?.({ data: welcome() });
  socket().onmessage?.({ data: "{" });
  expect(session.phase).toBe("offline");
  await vi.waitFor(() => expect(Socket.all.length).toBe(2));
});

test("[LIVE-3] cursors go out together, not each on its own", async () => {
  socket().onmessage?.({ data: welcome() });
  for (let n = 0; n < 20; n++) {
    session.live({ cursor: [n, n] });
    link.flush();
  }
  const lives = (): object[] => socket().sent.filter((one) => one.type === "live");
  await vi.waitFor(() => expect(lives().at(-1)).toMatchObject({ cursor: [19, 19] }));
  expect(lives().length).toBeLessThan(4);
});

test("[SES-12] under a fresh client id the queue goes to a fresh store first, then out, and the old one is dropped", async () => {
  socket().onmessage?.({ data: welcome() });
  session.submit(rect("e1"));
  link.flush();
  store.waiting[0]?.done();
  await vi.waitFor(() => expect(socket().ops).toEqual([1]));
  socket().onclose?.({ code: 4409 });
  await vi.waitFor(() => expect(fresh.waiting.length).toBe(1));
  expect(session.client).not.toBe("c1");
  expect(Socket.all.length).toBe(1); // it waits with the connection
  expect(store.drop).not.toHaveBeenCalled();
  fresh.waiting[0]?.done();
  await vi.waitFor(() => expect(Socket.all.length).toBe(2));
  expect(store.drop).toHaveBeenCalledTimes(1);
  socket().open();
  expect(socket().sent[0]).toMatchObject({ type: "hello", client: session.client });
  socket().onmessage?.({ data: welcome() });
  link.flush();
  await vi.waitFor(() => expect(socket().ops).toEqual([1]));
});

test("[SES-10] the network that comes back is tried at once, however long the next try would have been", async () => {
  await link.close();
  session = new Session("c1", "Ana", { random: () => 0.999 });
  const queue = store as unknown as Queue;
  link = new Link({ url: "ws://x", session, queue, heard: () => undefined, full, now: Date.now });
  link.start();
  for (let n = 0; n < 6; n++) session.lost(1006); // the next try is half a minute away
  socket().onclose?.({ code: 1006 });
  const before = Socket.all.length;
  dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(Socket.all.length).toBe(before + 1), { timeout: 1_500 });
});

test("[SES-18] own ops that were not loaded are read before a fresh client id is taken", async () => {
  await link.close();
  const all = new Session("c1");
  for (const id of ["e1", "e2"]) all.submit(rect(id));
  const ops = all.stored().ops.map((one) => ({ ...one, kept: true, verdict: "saved" }));
  store.archive = ops.slice(0, 1);
  const stored = { ...new Session("c1").stored(), ops: ops.slice(1) };
  session = new Session("c1", "Ana", { stored, random: () => 0 });
  link = new Link({
    url: "ws://x/ws/rooms/b",
    session,
    queue: store as unknown as Queue,
    heard: (event) => heard.push(event),
    full,
    now: Date.now,
    renewed: () => Promise.resolve(fresh as unknown as Queue),
  });
  link.start();
  socket().open();
  socket().onmessage?.({ data: welcome() });
  const before = Socket.all.length;
  await vi.waitFor(() => expect(Socket.all.length).toBe(before + 1));
  socket().open();
  socket().onmessage?.({ data: welcome() });
  await vi.waitFor(() => expect(socket().ops).toEqual([1, 2]));
  expect(session.client).toBe("c1");
});
