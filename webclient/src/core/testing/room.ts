/** A room in memory and a session that sits in it, driven by hand: twins of tests/support/sequencer.py and seat.py. */

import { apply, Board } from "../board";
import { BadOp } from "../errors";
import type { Event } from "../events";
import type { Parts } from "../gesture";
import { checkRestores, START, type Wrote, wrote } from "../history";
import { type Entry, encode, type Hello, type Op, type Ops, readOp, writerOf } from "../messages";
import { Session } from "../session";
import type { Options } from "../stored";

export interface Joining {
  /** How many entries the snapshot is old. */
  readonly behind?: number;
  /** How long a tail may be; -1: there is none. */
  readonly tail?: number;
}

/** Orders ops as the rules say; the chain is a count of pasts and entries. */
export class Room {
  refuses: (client: string, cseq: number) => string;
  epoch = 1;
  entries: Entry[] = [];
  private wrote = new Map<string, Wrote>();

  constructor(refuses: (client: string, cseq: number) => string = () => "") {
    this.refuses = refuses;
  }

  get head(): number {
    return this.entries.length;
  }

  last(client: string, until = this.head): number {
    const own = this.entries.slice(0, until).filter((entry) => entry.client === client);
    return own.length;
  }

  offer(client: string, raw: Op): void {
    const last = this.last(client);
    if (raw.cseq <= last) return;
    if (raw.cseq > last + 1) throw new Error(`Expected cseq ${last + 1}, got ${raw.cseq}`);
    const whose = { seq: this.head + 1, at: 0, by: `u-${client}`, client };
    try {
      const op = readOp(raw);
      checkRestores(op, client, (writer) => this.wrote.get(writer));
      const code = this.refuses(client, op.cseq);
      if (code) throw new BadOp("Expected luck, got none", code);
      this.entries.push({ ...whose, ...op });
      const writer = writerOf({ client, cseq: op.cseq });
      this.wrote.set(writer, wrote(op, writer));
    } catch (why) {
      if (!(why instanceof BadOp)) throw why;
      this.entries.push({ ...whose, cseq: raw.cseq, refused: why.code });
    }
  }

  /** The last `lost` entries never were; a new epoch. */
  restoreBackup(lost: number): void {
    this.entries.splice(this.head - lost);
    this.epoch += 1;
  }

  board(until = this.head): Board {
    const board = new Board();
    for (const entry of this.entries.slice(0, until)) apply(board, entry);
    return board;
  }

  chain(seq: number): string {
    return seq === 0 ? START : `${this.epoch}`.padStart(4, "0") + `${seq}`.padStart(12, "0");
  }

  frame(first: number, last = this.head): string {
    const entries = this.entries.slice(first - 1, last);
    return encode({ type: "entries", from: first, entries, chain: this.chain(last) });
  }

  /** The frames that answer a hello; those that start with a `{"seq"` are snapshot parts. */
  welcome(hello: Hello, { behind = 0, tail = 2_000 }: Joining = {}): string[] {
    const { client, since } = hello;
    const resumes = since && since.epoch === this.epoch && this.head - since.seq <= tail;
    const at = resumes ? since.seq : Math.max(0, this.head - behind);
    const refused = this.entries
      .slice(0, at)
      .filter((entry) => entry.client === client && entry.refused !== undefined)
      .map((entry) => [entry.cseq, entry.refused]);
    const person = { user: `u-${client}`, name: "User", colour: "plum", role: "editor" };
    const last = this.last(client, resumes ? this.head : at);
    const welcome = {
      type: "welcome",
      protocol: 1,
      you: { peer: `p-${client}`, ...person, last_cseq: last, refused: resumes ? [] : refused },
      epoch: this.epoch,
      head: this.head,
      chain: this.chain(this.head),
      mode: resumes ? "tail" : "snapshot",
      peers: [],
      people: [],
      limits: { message: 65_536, ops: 64, elements: 100_000, points: 10_000 },
      server_time: 0,
    };
    const rows = this.board(at).rows();
    const head = { seq: at, chain: this.chain(at), epoch: this.epoch, part: 1, parts: 1 };
    const part = [{ ...head, elements: rows.length }, ...rows].map((line) => `${encode(line)}\n`);
    const frames = [encode(welcome), ...(resumes ? [] : [part.join("")])];
    return at < this.head ? [...frames, this.frame(at + 1)] : frames;
  }
}

export const RECT = { kind: "rect", id: "e1", ink: "#DD2222", geom: [0, 0, 160, 80, 0] } as const;

export const rect = (id = "e1", fields: object = {}): Parts =>
  ({ put: [{ ...RECT, id, ...fields }] }) as unknown as Parts;

export const write = (fields: object, id = "e1"): Parts => ({ set: [{ id, ...fields }] });

/** A session on a room, where the disk keeps at once. */
export class Seat {
  readonly room: Room;
  readonly session: Session;
  told: Event[] = [];

  constructor(room = new Room(), client = "c1", options: Options = {}) {
    this.room = room;
    this.session = new Session(client, "", options);
  }

  join(joining: Joining = {}): this {
    for (const frame of this.room.welcome(JSON.parse(this.session.hello()) as Hello, joining)) {
      if (frame.startsWith('{"seq"')) this.session.receivePart(frame);
      else this.session.receive(frame);
    }
    this.drain();
    return this;
  }

  do(...all: Parts[]): number[] {
    const cseqs = all.flatMap((parts) => this.session.submit(parts));
    this.drain();
    return cseqs;
  }

  undo(): boolean {
    const done = this.session.undo();
    this.drain();
    return done;
  }

  redo(): boolean {
    const done = this.session.redo();
    this.drain();
    return done;
  }

  drain(): Event[] {
    const events = this.session.events();
    for (const event of events) if (event.type === "Keep") this.session.kept(event.cseq);
    this.told.push(...events);
    return events;
  }

  /** The ops that go out now; the room takes them. */
  send(): Op[] {
    const ops = this.session.outgoing().flatMap((frame) => (JSON.parse(frame) as Ops).ops);
    for (const op of ops) this.room.offer(this.session.client, op);
    return ops;
  }

  /** What the room has that the session has not. */
  hear(): Event[] {
    this.told = [];
    const { seq } = this.session;
    if (seq < this.room.head) this.session.receive(this.room.frame(seq + 1));
    this.drain();
    return this.told;
  }

  /** Sends and hears until nothing is left to send. */
  sync(): Event[] {
    const events: Event[] = [];
    while (this.send().length > 0) events.push(...this.hear());
    return [...events, ...this.hear()];
  }

  ink(id = "e1", board = this.session.board): unknown {
    const element = board.get(id);
    return element && !element.deleted ? element.get("ink") : null;
  }

  visible(): string[] {
    return [...this.session.board.visible()].map((element) => element.id).sort();
  }
}

/** Two who are in one room. */
export function pair(): [Seat, Seat] {
  const room = new Room();
  return [new Seat(room, "c1").join(), new Seat(room, "c2").join()];
}

/** The events of one type. */
export function only<T extends Event["type"]>(events: Event[], type: T) {
  return events.filter((event) => event.type === type) as Extract<Event, { type: T }>[];
}
