/** The client's state machine: queue, confirmed board, pending ops, reconnection (SES-1 to SES-12). */

import { meets } from "./accord";
import { apply, Board, type Change, type Element, elementOf } from "./board";
import { Company } from "./company";
import type { Event } from "./events";
import { framesOf, opsOf, type Parts } from "./gesture";
import { coalesced } from "./live";
import type { Meeting } from "./meeting";
import {
  type Entries,
  type Entry,
  encode,
  type Hello,
  type Limits,
  type Peer,
  type Person,
  PROTOCOL,
  type Presence,
  readServer,
  type Welcome,
  type You,
} from "./messages";
import { Pending } from "./pending";
import { FATAL, PING, Pulse } from "./pulse";
import type { Role } from "./roles";
import { equal } from "./schema";
import { Assembly } from "./snapshot";
import type { Options, Stored } from "./stored";
import { Talk, type Thread } from "./talk";
import { type Queued, unique } from "./undo";

export type Phase = "offline" | "joining" | "live" | "ended";

const CHECKPOINT_ENTRIES = 200;
const AGAIN: Event = { type: "Reconnect", delay_ms: 0 };
/** One client of one board. Feed it frames and the time; drain `outgoing()` and `events()` after every call. */
export class Session {
  client: string;
  name: string;
  token: string | null;
  guest: string | null;
  colour: string | null;
  phase: Phase = "offline";
  seq: number;
  chain: string;
  epoch: number;
  confirmed = new Board();
  /** What is shown: the queue over the confirmed board (SES-3). */
  board: Board;
  me: You | null = null;
  readonly company = new Company();
  talk: Talk;
  limits: Limits | null = null;
  offset = 0; // what makes the server's clock of one's own `nowMs`
  private pending: Pending;
  private readonly pulse: Pulse;
  private fresh = false;
  private strange = false;
  private foreign = false;
  private renewing = false;
  private sent = 0;
  private welcome: Welcome | null = null;
  private assembly: Assembly | null = null;
  private catching = 0;
  private change: Presence = {};
  private sinceCheckpoint = 0;
  private frames: string[] = [];
  private readonly happened: Event[] = [];

  constructor(client: string, name = "", options: Options = {}) {
    const { stored } = options;
    this.client = client;
    this.name = name;
    this.token = options.token ?? null;
    this.guest = options.guest ?? null;
    this.colour = options.colour ?? null;
    this.pulse = new Pulse(options.random ?? (() => 0.5));
    this.seq = stored?.seq ?? 0;
    this.chain = stored?.chain ?? "0".repeat(16);
    this.epoch = stored?.epoch ?? 0;
    for (const row of stored?.rows ?? []) this.confirmed.write(elementOf(row));
    this.confirmed.seq = this.seq;
    this.talk = new Talk(stored?.says);
    this.pending = new Pending(client, stored?.ops, stored?.images);
    this.board = this.pending.shown(this.confirmed);
  }

  // ------------------------------------------------------------- what it says

  /** What one may do now: as the token says, or the log since (ACC-3). */
  get role(): Role {
    return this.me ? this.meeting.roles.of(this.me.user, this.me.role) : "editor";
  }

  /** The others who are connected, by peer. */
  get peers(): ReadonlyMap<string, Peer> {
    return this.company.peers;
  }

  /** Everybody that this board knows, by user id. */
  get people(): ReadonlyMap<string, Person> {
    return this.company.people;
  }

  /** The live state of the others, by peer, wet ink whole. */
  get presence(): ReadonlyMap<string, Presence> {
    return this.company.presence;
  }

  /** The newest lines of chat, the oldest first. */
  get says(): readonly Entry[] {
    return this.talk.chat;
  }

  /** The timer, the vote and roles. */
  get meeting(): Meeting {
    return this.talk.meeting;
  }

  /** The threads of comments by id, in the order of their numbers. */
  get threads(): ReadonlyMap<string, Thread> {
    return this.talk.threads;
  }

  /** The own ops that have no verdict yet, in order. */
  get queue(): readonly number[] {
    return [...this.pending.queue];
  }

  /** Own ops that are not on the server's disk. */
  get waiting(): number {
    return this.pending.queue.length;
  }

  /** P1: every own op is on the server's disk, and this is known (SES-8). */
  get saved(): boolean {
    return this.phase === "live" && this.pending.queue.length === 0 && !this.catching;
  }

  get canUndo(): boolean {
    return this.pending.undos.length > 0;
  }

  get canRedo(): boolean {
    return this.pending.redos.length > 0;
  }

  /** What happened since the last call. */
  events(): Event[] {
    return this.happened.splice(0);
  }

  /** Frames to send now, in order. */
  outgoing(): string[] {
    if (this.phase === "live") {
      if (!this.catching) {
        const ops = [...this.pending.sendable(this.confirmed, this.sent)]; // SES-14
        this.frames.push(...framesOf(ops.map(([, op]) => op)));
        this.sent = ops.at(-1)?.[0] ?? this.sent;
      }
      const live = Object.keys(this.change).length > 0;
      if (live) this.frames.push(encode({ type: "live", ...this.change }));
    }
    this.change = {};
    return this.frames.splice(0);
  }

  /** What to keep on the device, as of now. */
  stored(): Stored {
    const { confirmed, pending } = this;
    return {
      epoch: this.epoch,
      seq: this.seq,
      chain: this.chain,
      get rows() {
        return confirmed.rows(); // only where asked for: it takes a while
      },
      ops: [...pending.ops.values()],
      images: pending.images,
      says: this.talk.entries(),
    };
  }

  // ------------------------------------------------------------- what a person does

  /** Makes ops of a gesture and queues them; raises BadOp and changes nothing where a part is invalid. */
  submit(parts: Parts): number[] {
    return this.queued(this.pending.make(opsOf(parts, this.board, this.pending.next)));
  }

  /** Takes the newest own gesture back; false where there is none (UNDO-1). */
  undo(): boolean {
    return this.queued(this.pending.undo()).length > 0;
  }

  /** Puts back the gesture that was undone last; false where there is none. */
  redo(): boolean {
    return this.queued(this.pending.redo()).length > 0;
  }

  /** A change of the own live state; goes out with the next `outgoing`, the newest wins (LIVE-1). */
  live(change: Presence): void {
    this.change = coalesced(this.change, change);
  }

  /** The store has this op on its disk: it may be sent (SES-2). */
  kept(cseq: number): void {
    this.pending.kept(cseq);
  }

  private queued(cseqs: number[]): number[] {
    this.keep(cseqs);
    const added = cseqs.map((cseq) => this.pending.addTo(this.board, cseq));
    const changed = added.flatMap(({ elements }) => [...elements.keys()]);
    if (changed.length) this.tell({ type: "Changed", ids: unique(changed) });
    if (cseqs.length) this.tell({ type: "Status" });
    return cseqs;
  }

  private keep(cseqs: readonly number[]): void {
    for (const cseq of cseqs)
      this.tell({ type: "Keep", cseq, queued: this.pending.ops.get(cseq)! });
  }

  // ------------------------------------------------------------- the connection

  /** A socket is open: its first frame (JOIN-1). */
  hello(nowMs = 0): string {
    this.phase = "joining";
    this.sent = 0;
    this.assembly = null;
    this.pulse.heard(nowMs);
    const { client, name, colour, guest, token, seq, chain, epoch } = this;
    const hello: Hello = { type: "hello", protocol: PROTOCOL, client };
    if (name) hello.name = name;
    if (colour !== null) hello.colour = colour;
    if (guest !== null) hello.guest = guest;
    if (token !== null) hello.token = token;
    if (!this.fresh && (seq || epoch)) hello.since = { seq, chain, epoch };
    this.tell({ type: "Status" });
    return encode(hello);
  }

  /** The socket is closed; says when to try again, or that it has ended (LIM-6, SES-10). */
  lost(close = 1006, _nowMs = 0): void {
    this.frames = [];
    this.catching = 0;
    this.tell(...this.company.lost());
    const fatal = FATAL.get(close);
    if (fatal !== undefined) {
      this.phase = "ended";
      this.tell({ type: "Status" }, { type: "Ended", code: fatal, close });
      return;
    }
    this.phase = "offline";
    this.tell({ type: "Status" });
    if (close === 4409) this.tell({ type: "Renew", missing: false });
    this.tell({ type: "Reconnect", delay_ms: this.pulse.delay(close) });
  }

  /** The network or the window came back: try soon (SES-10). */
  hurry(nowMs = 0): void {
    if (this.phase === "offline") this.tell({ type: "Reconnect", delay_ms: this.pulse.soon() });
    else if (this.phase !== "ended" && this.pulse.overdue(nowMs)) this.frames.push(PING);
  }

  /** Call about once a second: notices a dead connection (SES-10). */
  tick(nowMs: number): void {
    if (this.phase !== "joining" && this.phase !== "live") return;
    const pulse = this.pulse.check(nowMs);
    if (pulse === "dead") this.tell(AGAIN);
    else if (pulse === "silent") this.frames.push(PING);
  }

  /** Takes a fresh client id; unconfirmed ops are queued again under it (SES-12). */
  renew(client: string): void {
    this.renewing = false;
    this.foreign = false;
    this.client = client;
    this.pending = this.pending.renewed(client);
    this.keep(this.pending.queue);
    this.showAll();
  }

  /** Own ops that the device had left on its disk, asked for instead of a fresh client id (SES-18). */
  recall(older: readonly Queued[]): void {
    this.renewing = false;
    this.pending.recall(older);
  }

  // ------------------------------------------------------------- what the server says

  /** A text frame of the server; raises BadMessage where it is not one. */
  receive(frame: string, nowMs = 0): void {
    this.pulse.heard(nowMs);
    const message = readServer(frame);
    switch (message.type) {
      case "entries":
        this.entries(message);
        break;
      case "live":
        this.tell(...this.company.moved(message));
        break;
      case "welcome":
        this.offset = message.server_time - nowMs;
        this.welcomed(message);
        break;
      case "peers":
        this.tell(...this.company.changed(message));
        break;
      case "head":
        // SES-4: something was lost on the way
        if (message.seq > this.seq && !this.catching && this.phase === "live") this.tell(AGAIN);
        break;
      case "digest":
        this.tell({ type: "DigestDue", seq: message.seq, digest: message.digest });
        break;
      case "notice":
        this.tell({ type: "Notified", notice: message });
        break;
      case "error": {
        const { code, message: text, retry_after_ms = 0 } = message;
        this.tell({ type: "Warned", code, message: text, retry_after_ms });
        break;
      }
    }
  }

  /** A snapshot part, unpacked: JSON lines (JOIN-4). Those before any welcome were fetched apart (SES-21). */
  receivePart(text: string, nowMs = 0): void {
    this.pulse.heard(nowMs);
    if (!this.welcome) this.phase = "joining";
    this.assembly ??= new Assembly();
    if (!this.assembly.add(text)) return;
    const done = this.assembly;
    this.assembly = null;
    if (this.welcome) this.snapshot(done, this.welcome);
    else {
      this.take(done);
      this.showAll();
    }
  }

  /** Compares the digest of the confirmed board, if it still stands at `seq`; heals where they differ (SES-11). */
  verify(seq: number, digest: string, digestOf: (board: Board) => string): boolean {
    if (seq !== this.seq || this.catching || digestOf(this.confirmed) === digest) return true;
    this.fresh = true;
    const message = "The board differed from the server's and is fetched anew";
    this.tell({ type: "Warned", code: "healed", message, retry_after_ms: 0 });
    this.tell(AGAIN);
    return false;
  }

  private welcomed(welcome: Welcome): void {
    [this.me, this.welcome, this.limits] = [welcome.you, welcome, welcome.limits];
    this.tell(...this.company.welcomed(welcome));
    this.strange = welcome.you.last_cseq > this.pending.highest; // another writes under this id
    if (welcome.mode === "tail") {
      this.epoch = welcome.epoch;
      this.joined(welcome.head);
    } else if (this.strange) this.askRenewal();
  }

  /** The client id is not one's own alone (SES-13). */
  private askRenewal(missing = false): void {
    if (!this.renewing) this.tell({ type: "Renew", missing }, AGAIN);
    this.renewing = true;
  }

  private joined(head: number): void {
    this.phase = "live";
    this.pulse.steady();
    this.fresh = false;
    this.sent = this.welcome?.you.last_cseq ?? 0;
    this.catching = head > this.seq ? head : 0;
    if (!this.catching) this.caughtUp();
  }

  private caughtUp(): void {
    this.catching = 0;
    this.keep(this.pending.takeBack(this.sent));
    const missing = this.pending.after(this.sent) !== this.sent + 1;
    if (this.strange || missing) this.askRenewal(!this.strange);
    this.showAll();
    this.tell({ type: "Status" }, { type: "Checkpoint" });
  }

  private snapshot(done: Assembly, welcome: Welcome): void {
    if (done.epoch < this.epoch) {
      // SES-15: another process of this device has seen a newer epoch
      this.tell({ type: "Reconnect", delay_ms: this.pulse.delay(1006) });
      return;
    }
    const newer = done.epoch > this.epoch;
    this.take(done);
    const [told, forgotten] = this.pending.judgeSnapshot(welcome.you, newer);
    for (const [cseq, code] of told) this.tell({ type: "Refused", cseq, code });
    if (forgotten.length) this.tell({ type: "Forget", cseqs: forgotten });
    for (const event of this.pending.reports(this.confirmed, forgotten)) this.tell(event);
    this.joined(welcome.head);
  }

  private take(done: Assembly): void {
    this.confirmed = done.board;
    [this.seq, this.chain, this.epoch] = [done.seq, done.chain, done.epoch];
    this.talk = new Talk(done.says);
  }

  private entries(message: Entries): void {
    const changed = new Map<string, Element | null>();
    const expected = this.pending.showsAlready(message.entries);
    message.entries.forEach((entry, n) => {
      const seq = message.from + n;
      if (seq !== this.seq + 1) return;
      for (const [id, was] of this.confirm(entry).elements) {
        if (!changed.has(id)) changed.set(id, was);
      }
    });
    const last = message.from + message.entries.length - 1;
    if (message.from > this.seq + 1) this.tell(AGAIN); // SES-4
    if (this.seq === last) this.chain = message.chain;
    this.sinceCheckpoint += message.entries.length;
    if (this.catching && this.seq >= this.catching) this.caughtUp();
    else if (!this.catching) {
      if (!expected || !this.waiting) this.show([...changed.keys()], changed);
      this.tell({ type: "Status" });
    }
    if (this.sinceCheckpoint < CHECKPOINT_ENTRIES) return;
    this.sinceCheckpoint = 0;
    this.tell({ type: "Checkpoint" });
  }

  private confirm(entry: Entry): Change {
    this.seq = entry.seq;
    let change: Change;
    const own = entry.client === this.client;
    this.foreign ||= own && this.pending.foreign(entry);
    if (own && this.foreign) {
      change = apply(this.confirmed, entry); // nor is what comes after it
      this.askRenewal();
    } else if (own) {
      this.sent = Math.max(this.sent, entry.cseq);
      const [found, verdict] = this.pending.confirm(this.confirmed, entry);
      change = found;
      this.tell(...verdict);
    } else change = apply(this.confirmed, entry);
    this.tell({ type: "Confirmed", entry });
    for (const put of entry.put ?? []) this.company.live.dry(put.id); // LIVE-4
    if (this.talk.add(entry)) this.tell({ type: "Said", entry });
    else if (entry.refused === undefined && meets(entry)) this.tell({ type: "Met", entry });
    return change;
  }

  // ------------------------------------------------------------- showing and sending

  private tell(...events: Event[]): void {
    this.happened.push(...events);
  }

  private showAll(): void {
    if (this.catching) return;
    this.board = this.pending.shown(this.confirmed);
    this.tell({ type: "Changed", ids: null });
  }

  /** Builds what is shown anew and tells which elements look other than before (SES-3). */
  private show(touched: readonly string[], was = new Map<string, Element | null>()): void {
    if (this.catching) return;
    const old = this.board;
    this.board = this.pending.shown(this.confirmed);
    const changed = unique([...touched, ...old.own.keys(), ...this.board.own.keys()]).filter(
      (id) => {
        const known = was.has(id) ? was.get(id) : this.confirmed.get(id);
        const before = old.own.get(id) ?? known ?? undefined;
        const now = this.board.get(id);
        return before !== now && !(before && now && equal(before.values, now.values));
      },
    );
    if (changed.length) this.tell({ type: "Changed", ids: changed });
  }
}
