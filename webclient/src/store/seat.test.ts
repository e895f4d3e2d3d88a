// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Session } from "../core/session";
import { type Queued, queuedOf } from "../core/undo";
import { write } from "./database";
import { loadDevice } from "./device";
import { clientsOf, KEPT_MS, Queue } from "./queue";
import { Seat } from "./seat";

/** A server that answers each client as it is told to, and takes every op. */
class Room {
  static readonly OPEN = 1;
  static epoch = 1;
  static last = new Map<string, number>();
  static met: string[] = [];
  static past = "";
  readyState = 1;
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  private client = "";
  send(text: string): void {
    const frame = JSON.parse(text) as { type: string; client: string; ops?: { cseq: number }[] };
    if (frame.type === "hello") {
      this.client = frame.client;
      Room.met.push(frame.client);
      queueMicrotask(() => this.onmessage?.({ data: welcome(Room.last.get(this.client) ?? 0) }));
    }
    if (frame.ops && this.client === Room.past) this.onclose?.({ code: 4409 });
    else for (const { cseq } of frame.ops ?? []) Room.last.set(this.client, cseq);
  }
  close(): void {
    this.readyState = 3;
  }
}

const welcome = (last_cseq: number): string =>
  JSON.stringify({
    type: "welcome",
    protocol: 1,
    you: {
      peer: "p1",
      user: "u1",
      name: "",
      colour: "plum",
      role: "editor",
      last_cseq,
      refused: [],
    },
    epoch: Room.epoch,
    head: 0,
    chain: "0".repeat(16),
    mode: "tail",
    peers: [],
    people: [],
    limits: { message: 65536, ops: 64, elements: 100000, points: 10000 },
    server_time: 0,
  });

/** One lock at a time, as in a browser. */
const held = new Set<string>();
const locks = {
  request: async (name: string, _: object, run: (lock: object | null) => unknown) => {
    if (held.has(name)) return run(null);
    held.add(name);
    await run({});
    held.delete(name);
    return undefined;
  },
};

let seats: Seat[] = [];
const sit = async (now = 0): Promise<Seat> => {
  const device = loadDevice();
  const heard = (): void => undefined;
  const seat = await Seat.open({
    board: "b1",
    device,
    token: null,
    heard,
    full: heard,
    now: () => now,
  });
  seats.push(seat);
  seat.link.start();
  return seat;
};

const said = (cseq: number, verdict: string | null): Queued => ({
  ...queuedOf({ cseq, say: "Hi" }),
  kept: true,
  verdict,
});

/** A page that drew at `used` and is gone. */
async function gone(client: string, used: number, ops: Queued[]): Promise<void> {
  const queue = new Queue("b1", client);
  await queue.keep(ops);
  const session = new Session(client, "", { stored: { ...new Session(client).stored(), ops } });
  session.epoch = 1;
  await queue.save(session, used);
}

beforeEach(async () => {
  Object.assign(Room, { epoch: 1, last: new Map(), met: [], past: "" });
  held.clear();
  sessionStorage.clear();
  vi.stubGlobal("WebSocket", Room);
  Object.defineProperty(navigator, "locks", { value: locks, configurable: true });
  await write(["clients", "ops", "elements", "wet"], (transaction) => {
    for (const name of transaction.objectStoreNames) transaction.objectStore(name).clear();
  });
});

afterEach(async () => {
  for (const seat of seats) await seat.close();
  seats = [];
  vi.unstubAllGlobals();
});

/** Waits as long as a busy machine may need. */
const soon = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 15_000 });

const names = async (): Promise<string[]> => (await clientsOf("b1")).map((row) => row.client);

test("[SES-20] what waits of a page that is gone is sent under its own id, and what does not wait stays", async () => {
  await gone("own", 9, [said(1, "saved")]);
  await gone("waits", 8, [said(1, "saved"), said(2, null)]);
  await gone("rests", 7, [said(1, "saved")]);
  for (const client of ["own", "waits", "rests"]) Room.last.set(client, 1);
  await sit(10);
  await vi.waitFor(() => expect(Room.last.get("waits")).toBe(2));
  expect(Room.met.sort()).toEqual(["own", "waits"]);
  expect((await names()).sort()).toEqual(["own", "rests", "waits"]);
});

test("[SES-20] a page that is gone for more than thirty days leaves only what waits", async () => {
  await gone("own", KEPT_MS + 3, [said(1, "saved")]);
  await gone("waits", 1, [said(1, null)]);
  await gone("young", 3, [said(1, "saved")]);
  await gone("old", 2, [said(1, "saved")]);
  await sit(KEPT_MS + 3);
  await vi.waitFor(async () => expect((await names()).sort()).toEqual(["own", "waits", "young"]));
});

test("[SES-20, SES-16, P3] a newer epoch asks for the ops of pages that are gone", async () => {
  await gone("own", 9, [said(1, "saved")]);
  await gone("rests", 7, [said(1, "saved"), said(2, "saved")]);
  Room.epoch = 2;
  Room.last.set("own", 1);
  await sit(10);
  await vi.waitFor(() => expect(Room.last.get("rests")).toBe(2));
});

test("[SES-12, SES-20, P3] what was saved under an id that was given up is offered again at a newer epoch", async () => {
  await gone("own", 9, [said(1, "saved"), said(2, null)]);
  Room.last.set("own", 1);
  Room.past = "own";
  const seat = await sit(10);
  await soon(() => expect(seat.session.client).not.toBe("own"));
  await soon(() => expect(Room.last.get(seat.session.client)).toBe(1));
  const left = async () => (await new Queue("b1", "own").load())?.ops.map((one) => one.op.cseq);
  await soon(async () => expect(await left()).toEqual([1]));
  await soon(() => expect(held).not.toContain("inkroom b1 own"));
  Object.assign(Room, { epoch: 2, last: new Map(), past: "" });
  seat.link.renewConnection();
  await soon(() => expect(Room.last.get("own")).toBe(1));
}, 60_000);

test("[COMP-4, SES-20] what waits of a page whose history was compacted goes on under an id of its own", async () => {
  await gone("own", 9, [said(1, "saved")]);
  await gone("waits", 8, [said(1, "saved"), said(2, null)]);
  for (const client of ["own", "waits"]) Room.last.set(client, 1);
  Room.past = "waits";
  const seat = await sit(10);
  await vi.waitFor(() => {
    const fresh = Room.met.filter((client) => !["own", "waits"].includes(client));
    expect(fresh.map((client) => Room.last.get(client))).toEqual([1]);
  });
  await vi.waitFor(async () => expect(await names()).not.toContain("waits"));
  expect(Room.last.get("waits")).toBe(1);
  expect(seat.session.client).toBe("own");
});
