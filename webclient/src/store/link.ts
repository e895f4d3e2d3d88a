/** Drives a session over a real WebSocket and a durable queue: frames, store, clock. */

import { BadMessage } from "../core/errors";
import type { Event } from "../core/events";
import type { Session } from "../core/session";
import type { Queued } from "../core/undo";
import type { Stroke } from "../core/wire";
import { type Parts, readParts } from "./apart";
import { randomId } from "./device";
import { socketTo } from "./door";
import { whenIdle } from "./idle";
import type { Queue } from "./queue";

const TICK_MS = 1000;
/** Live state goes out at most this often (LIM-2). */
const LIVE_MS = 40;
/** The confirmed board is stored at most this often, and, if the page is busy, so much later. */
const SAVE_MS = 1000;
const SAVE_LATEST_MS = 5000;
/** A digest is compared within this time. */
const VERIFY_MS = 2000;

export interface LinkOptions {
  url: string;
  session: Session;
  queue: Queue;
  /** Gets every event of the session. */
  heard(event: Event): void;
  /** The device keeps nothing more: what is drawn lives in this page and on the server only. */
  full(): void;
  /** In ms since 1970. */
  now(): number;
  /** The board, fetched apart: what a session that knows nothing begins with (SES-21). */
  apart?: Promise<Parts | null> | null;
  /** The client id was in use by another; this is the queue of the fresh one (SES-12). */
  renewed?(client: string): Promise<Queue>;
  /** What the old one has had a verdict for is left there; without this nothing is (SES-20). */
  left?(client: string): void;
}

export class Link {
  readonly session: Session;
  /** When the next try is, in ms of `performance.now()`; null: none is planned. */
  nextTry: number | null = null;
  /** Why the server closed the last connection that was lost, in its words (LIM-6); "": it did not. */
  lastReason = "";
  private queue: Queue;
  private readonly options: LinkOptions;
  private socket: WebSocket | null = null;
  private retry = 0;
  private ticker = 0;
  private liveTimer = 0;
  private saveTimer = 0;
  private unplanned: () => void = () => undefined;
  private saving: Promise<void> = Promise.resolve();
  private lastSent = 0;
  private inbox: Promise<void> | null = null;
  private renewing: Promise<void> | null = null;
  private kept: Promise<void> = Promise.resolve();
  private unkept = 0;
  private broken = false;
  private closed = false;
  private readonly ends = new AbortController();

  constructor(options: LinkOptions) {
    this.options = options;
    this.session = options.session;
    this.queue = options.queue;
  }

  /** Ops that are not yet on this device's disk, or not on the server's. */
  get unsafe(): boolean {
    return this.session.waiting > 0 || this.unkept > 0;
  }

  start(): void {
    const { signal } = this.ends;
    const hurry = (): void => {
      if (document.visibilityState === "visible") this.session.hurry(performance.now());
      else void this.saveNow();
      this.pump();
    };
    addEventListener("online", hurry, { signal });
    addEventListener("focus", hurry, { signal });
    document.addEventListener("visibilitychange", hurry, { signal });
    addEventListener("pagehide", () => this.saveNow(true), { signal });
    this.ticker = window.setInterval(() => {
      this.session.tick(performance.now());
      this.pump();
    }, TICK_MS);
    void this.begin();
  }

  /** Connects, first with what is fetched apart. */
  private async begin(): Promise<void> {
    const { apart = null } = this.options;
    const parts = apart && this.session.seq === 0 ? await apart : null;
    if (parts) await readParts(parts, this.beginWith).catch(() => undefined); // the socket brings it then
    if (!this.closed && !this.socket) this.connect();
  }

  private beginWith = (part: string): boolean => {
    if (this.closed || this.socket) return false; // somebody did not want to wait
    this.session.receivePart(part, performance.now());
    this.drain();
    return true;
  };

  /** Leaves the room; what waits is kept. */
  async close(): Promise<void> {
    this.closed = true;
    this.ends.abort();
    clearInterval(this.ticker);
    clearTimeout(this.retry);
    clearTimeout(this.liveTimer);
    this.socket?.close(1000);
    this.socket = null;
    await this.saveNow();
  }

  /** The person asks for a try at once. */
  tryNow(): void {
    if (this.session.phase === "offline") this.reconnect(0);
  }

  /** Says hello anew, as when the name changed. */
  renewConnection(): void {
    if (this.session.phase === "live" || this.session.phase === "joining") this.reconnect(0);
  }

  /** Call after everything that was asked of the session. */
  flush = (): void => {
    this.drain();
    const wait = this.lastSent + LIVE_MS - performance.now();
    if (wait <= 0) this.send();
    else if (!this.liveTimer) this.liveTimer = window.setTimeout(() => this.send(), wait);
  };

  private pump(): void {
    this.drain();
    this.send();
  }

  // ------------------------------------------------------------- socket

  private connect(): void {
    clearTimeout(this.retry);
    this.retry = 0;
    this.nextTry = null;
    if (this.renewing) {
      void this.renewing.then(() => this.connect());
      return;
    }
    const socket = socketTo(this.options.url);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.inbox = null;
    const opened = (): void => {
      if (socket !== this.socket) return;
      socket.send(this.session.hello(performance.now()));
      this.pump();
    };
    socket.onopen = opened;
    socket.onmessage = ({ data }) => this.arrived(socket, data as string | ArrayBuffer);
    socket.onclose = ({ code, reason }) => {
      if (socket === this.socket) this.lost(code, reason); // a late close of an old socket is no news
    };
    if (socket.readyState === WebSocket.OPEN) opened(); // it was opened ahead
  }

  private lost(code: number, reason = ""): void {
    this.socket = null;
    this.lastReason = reason;
    this.session.lost(code, performance.now());
    this.pump();
  }

  private reconnect(delay: number): void {
    if (this.closed) return;
    if (this.socket) {
      const socket = this.socket;
      this.socket = null;
      socket.close(1000);
      if (this.session.phase !== "offline") {
        this.session.lost(1000, performance.now());
        this.session.events().forEach((event) => {
          if (event.type !== "Reconnect") this.handle(event);
        });
      }
    }
    clearTimeout(this.retry);
    this.nextTry = performance.now() + delay;
    this.retry = window.setTimeout(() => this.connect(), delay);
    this.options.heard({ type: "Status" });
  }

  /** Frames are read in the order in which they came, though unpacking one takes a while. */
  private arrived(socket: WebSocket, data: string | ArrayBuffer): void {
    if (typeof data === "string" && !this.inbox) {
      this.read(socket, () => this.session.receive(data, performance.now()));
      return;
    }
    const text = typeof data === "string" ? Promise.resolve(data) : unpacked(data);
    const done: Promise<void> = (this.inbox ?? Promise.resolve())
      .then(() => text)
      .then((whole) => {
        this.read(socket, () => {
          if (typeof data === "string") this.session.receive(whole, performance.now());
          else this.session.receivePart(whole, performance.now());
        });
        if (this.inbox === done) this.inbox = null;
      })
      .catch(() => this.drop(socket));
    this.inbox = done;
  }

  private read(socket: WebSocket, take: () => void): void {
    if (socket !== this.socket) return;
    try {
      take();
    } catch (why) {
      if (!(why instanceof BadMessage)) throw why;
      this.drop(socket);
      return;
    }
    this.pump();
  }

  private drop(socket: WebSocket): void {
    if (socket !== this.socket) return;
    socket.close(1000);
    this.lost(1006);
  }

  private send(): void {
    clearTimeout(this.liveTimer);
    this.liveTimer = 0;
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const frames = this.session.outgoing();
    if (frames.length) this.lastSent = performance.now();
    for (const frame of frames) this.socket.send(frame);
  }

  // ------------------------------------------------------------- events and the store

  private drain(): void {
    const keeps: Queued[] = [];
    for (const event of this.session.events()) {
      if (event.type === "Keep") keeps.push(event.queued);
      else this.handle(event);
    }
    if (keeps.length) this.keep(keeps);
  }

  private handle(event: Event): void {
    if (event.type === "Reconnect") this.reconnect(event.delay_ms);
    else if (event.type === "Renew") this.renew(event.missing);
    else if (event.type === "DigestDue") this.verifySoon(event.seq, event.digest);
    else if (event.type === "Checkpoint" || event.type === "Forget") this.saveSoon();
    this.options.heard(event);
  }

  private keep(ops: Queued[]): void {
    this.unkept += ops.length;
    const kept = (): void => {
      this.unkept -= ops.length;
      for (const { op } of ops) this.session.kept(op.cseq);
      this.pump();
    };
    this.kept = this.queue.keep(ops).then(kept, () => {
      if (!this.broken) this.options.full();
      this.broken = true;
      kept(); // it goes straight to the server, which is the other safe place
    });
  }

  /** The stroke whose pen is down, for the case that this page ends; null: there is none. */
  journal(put: Stroke | null): Promise<void> {
    return this.broken ? Promise.resolve() : this.queue.journal(put);
  }

  /** Goes on with older own ops, or else under a fresh client id; the next connection waits for it. */
  private renew(missing: boolean): void {
    const found = missing ? this.queue.older() : Promise.resolve([]);
    this.renewing ??= found
      .then((older) => {
        if (older.length) this.session.recall(older);
        return older.length ? undefined : this.takeFreshId();
      })
      .catch(() => undefined) // a browser that keeps nothing has nothing to read or take away
      .then(() => {
        this.renewing = null;
        this.pump();
      });
  }

  private async takeFreshId(): Promise<void> {
    const { renewed, left, now } = this.options;
    if (!renewed) return;
    const client = randomId();
    const old = this.queue;
    this.queue = await renewed(client);
    const { ops } = this.session.stored();
    this.session.renew(client);
    this.drain();
    await this.kept;
    await (left ? old.leave(ops, now()) : old.drop());
    left?.(old.client);
  }

  private verifySoon(seq: number, digest: string): void {
    const fetched = import("../core/digest");
    whenIdle(
      () =>
        void fetched.then(
          ({ digestOf }) => {
            if (this.closed) return;
            this.session.verify(seq, digest, digestOf);
            this.pump();
          },
          () => undefined, // the server went away: its next digest asks again
        ),
      VERIFY_MS,
    );
  }

  /** A big board that has just come is painted first. */
  private saveSoon(): void {
    if (this.saveTimer || this.closed) return;
    this.saveTimer = window.setTimeout(() => {
      this.unplanned = whenIdle(() => void this.saveNow(), SAVE_LATEST_MS);
    }, SAVE_MS);
  }

  /** Stores the confirmed board; one save at a time. */
  saveNow(urgent = false): Promise<void> {
    clearTimeout(this.saveTimer);
    this.unplanned();
    this.saveTimer = 0;
    if (this.broken || this.session.phase === "joining") return this.saving;
    this.saving = this.saving
      .then(() => this.queue.save(this.session, this.options.now(), urgent))
      .catch(() => {
        this.broken = true;
        this.options.full();
      });
    return this.saving;
  }
}

/** Unpacks a snapshot part: gzip of JSON lines (JOIN-4). */
async function unpacked(data: ArrayBuffer): Promise<string> {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const [text] = await Promise.all([
    new Response(readable).text(),
    writer.write(new Uint8Array(data)),
    writer.close(),
  ]);
  return text;
}
