/** The whole log of a board on this page: fetched in the background, kept on the device, in step with the room (HIST-1). */

import { History } from "../core/history";
import type { Entry } from "../core/messages";
import { entriesAfter, type Leaf } from "./api";
import { breath } from "./idle";
import { dropLeaves, keepLeaf, leafAfter } from "./leaves";

/** Entries a request asks for. Small, since each answer is parsed in one go. */
export const LEAF = 2_000;
/** So long the page works at a stretch, in ms: no frame is late for it. */
const SLICE_MS = 5;
const RETRY_MS = 3_000;
/** While much comes it is told at most so often: to lay the bar out anew takes a while. */
const QUIET_MS = 250;

export interface ChronicleOptions {
  readonly board: string;
  /** More is there, or all of it; a few times a second at most while it is read. */
  heard(): void;
}

export class Chronicle {
  history = new History();
  /** The server's newest entry, as far as it is known. */
  head = 0;
  private readonly options: ChronicleOptions;
  private running: Promise<void> | null = null;
  private stopped = false;
  private epoch = -1;
  /** The chain after entry `chained`: entries that the room confirmed since come without one. */
  private chain = "";
  private chained = 0;
  private told = 0;
  private quiet = 0;
  private readonly ahead: Entry[] = [];
  /** The answer that is under way while the one before it is read. */
  private coming: { after: number; text: Promise<string> } | null = null;

  constructor(options: ChronicleOptions) {
    this.options = options;
  }

  /** True once everything up to the head is here. */
  get whole(): boolean {
    return this.head > 0 && this.history.head >= this.head;
  }

  /** Begins to load, once; goes on where it was stopped by a failure. */
  start(): void {
    if (this.whole) return;
    this.running ??= this.load().finally(() => {
      this.running = null;
      this.tell();
    });
  }

  /** Nothing is being read. */
  get idle(): boolean {
    return this.running === null;
  }

  get started(): boolean {
    return this.running !== null || this.history.head > 0;
  }

  stop(): void {
    this.stopped = true;
    cancelAnimationFrame(this.told);
  }

  /** An entry that the room has confirmed. */
  take(entry: Entry): void {
    this.head = Math.max(this.head, entry.seq);
    if (!this.started) return;
    if (!this.running && entry.seq === this.history.head + 1) {
      this.history.append(entry);
      this.tell();
    } else if (entry.seq > this.history.head) {
      this.ahead.push(entry);
      this.start();
    }
  }

  /** The log is another one: everything is fetched anew. */
  forget(): void {
    this.history = new History();
    this.head = 0;
    this.epoch = -1;
    this.chained = 0;
    this.ahead.length = 0;
    if (this.running) return; // the next answer shows that it is another epoch
    this.start();
  }

  private tell(): void {
    if (this.stopped || (this.running && performance.now() < this.quiet)) return; // the end is told again
    this.told ||= requestAnimationFrame(() => {
      this.told = 0;
      this.quiet = performance.now() + QUIET_MS;
      this.options.heard();
    });
  }

  private async load(): Promise<void> {
    const start = performance.now();
    await this.fromDevice();
    while (!this.stopped) {
      try {
        if (await this.fromServer()) break;
      } catch {
        await pause(RETRY_MS); // no connection: what is here can be looked at meanwhile
      }
    }
    for (const entry of this.ahead) {
      if (entry.seq === this.history.head + 1) this.history.append(entry);
    }
    this.ahead.length = 0;
    performance.measure("inkroom:history", { start, detail: this.history.head }); // what the bench waits for
  }

  /** What this device has of it already. */
  private async fromDevice(): Promise<void> {
    const { board } = this.options;
    const { history } = this;
    if (history.head > 0) return;
    for (let next = keptAfter(board, 0); ; ) {
      const text = await next;
      if (text === null) return;
      const kept = JSON.parse(text) as Leaf;
      if (this.epoch >= 0 && kept.epoch !== this.epoch) return;
      next = keptAfter(board, kept.entries.at(-1)?.seq ?? 0);
      await this.add(kept);
      if (this.stopped || history !== this.history) return;
    }
  }

  /** One more leaf; true where it was the last. */
  private async fromServer(): Promise<boolean> {
    const { board } = this.options;
    const after = this.chained;
    const { history } = this;
    const text = await this.asked(after);
    const leaf = JSON.parse(text) as Leaf;
    const full = leaf.entries.length === LEAF;
    if (this.stopped) return true;
    if (history !== this.history) return false; // it was forgotten meanwhile
    const same = this.epoch < 0 || leaf.epoch === this.epoch;
    if (after > 0 && !(same && leaf.before === this.chain)) {
      await dropLeaves(board).catch(() => undefined); // another past
      this.history = new History();
      this.epoch = -1;
      this.chained = 0;
      this.head = leaf.head;
      return false;
    }
    if (full) this.ask(after + LEAF);
    await this.add(leaf);
    if (full) void keepLeaf(board, after, text).catch(() => undefined);
    return !full && this.history.head >= leaf.head;
  }

  /** The entries after `after`, asked for ahead or now. */
  private asked(after: number): Promise<string> {
    if (this.coming?.after !== after) this.ask(after);
    const { text } = this.coming!;
    this.coming = null;
    return text;
  }

  private ask(after: number): void {
    const text = entriesAfter(this.options.board, after, LEAF);
    text.catch(() => undefined); // whoever waits for it hears of it
    this.coming = { after, text };
  }

  private async add(leaf: Leaf): Promise<void> {
    this.head = Math.max(this.head, leaf.head);
    const { history } = this;
    let due = performance.now() + SLICE_MS;
    for (const entry of leaf.entries) {
      if (entry.seq > history.head) history.append(entry);
      if (performance.now() < due) continue;
      await breath();
      if (this.stopped || history !== this.history) return;
      due = performance.now() + SLICE_MS;
    }
    this.epoch = leaf.epoch;
    this.chain = leaf.chain;
    this.chained = leaf.entries.at(-1)?.seq ?? this.chained;
    this.tell();
  }
}

const keptAfter = (board: string, after: number): Promise<string | null> =>
  leafAfter(board, after).catch(() => null);

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
