/** What is looked at: now, or a moment that is over, still or playing. */

import { type Element, made, owner } from "../../core/board";
import { recorded } from "../../core/follow";
import { traceOf } from "../../core/ink";
import { type Entry, type Peer, type Presence, type Wet, writerOf } from "../../core/messages";
import { begun, Replay } from "../../core/replay";
import { equal } from "../../core/schema";
import type { Chronicle } from "../../store/chronicle";
import type { View } from "../../view/contract";
import type { Moment } from "../../view/glass";
import type { Page } from "../page";
import { Fence } from "./fence";
import { whoIs } from "./telling";

/** How often faster than it was; "whole": the board in half a minute. */
export type Speed = number | "whole";
export const SPEEDS: readonly Speed[] = [1, 2, 4, 8, 30, 120, 1000, "whole"];
export const IDLE_MS = 2_000;
const WHOLE_MS = 30_000;
const OTHERS = 0.12;
/** The camera comes two thirds nearer in this time. */
const GLIDE_MS = 80;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
/** Further apart than this two moments are compared element by element. */
const NEAR = 1_500;

export class Player {
  /** The entry that is looked at; null: now. */
  seq: number | null = null;
  playing = false;
  speed: Speed = 8;
  skip = true;
  /** Played, the camera shows what who presented showed then, until the person looks around themselves. */
  follows = true;
  /** Only what was made in the entries after the first to the second is shown as it is; null: all. */
  period: readonly [since: number, until: number] | null = null;
  /** Only these people's work is shown as it is; empty: everybody's. */
  readonly people = new Set<string>();
  /** The part of a page that is chosen. */
  readonly fence: Fence;
  private readonly page: Page;
  private readonly chronicle: Chronicle;
  private readonly changed: () => void;
  private film = 0;
  /** The speed of one run, where it is not the chosen one. */
  private rush: number | null = null;
  private last = 0;
  private frame = 0;
  private replay: { head: number; skip: boolean; film: Replay } | null = null;
  private shown: number | null = null;
  private led: View | null = null;
  private readonly tips = new Map<string, Presence>();
  /** Called before another moment is looked at. */
  moving: () => void = () => undefined;

  constructor(page: Page, chronicle: Chronicle, changed: () => void) {
    this.page = page;
    this.chronicle = chronicle;
    this.changed = changed;
    this.fence = new Fence(page, () => {
      this.applyFade();
      changed();
    });
  }

  get history(): Chronicle["history"] {
    return this.chronicle.history;
  }

  /** The entry that is looked at, now's one too; 0 before the first. */
  get at(): number {
    return this.seq ?? this.history.head;
  }

  get entry(): Entry | undefined {
    return this.history.entries[this.at - 1];
  }

  /** Looks at the board after an entry; null or the newest: now. */
  goto(seq: number | null): void {
    this.pause();
    this.look(seq);
  }

  step(by: number): void {
    this.goto(this.at + by);
  }

  toMark(way: 1 | -1): void {
    const seqs = this.history.marks.map((entry) => entry.seq);
    const found =
      way > 0 ? seqs.find((seq) => seq > this.at) : seqs.findLast((seq) => seq < this.at);
    this.goto(found ?? (way > 0 ? null : 0));
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** From the moment that is looked at; from the beginning where it is now. */
  play(): void {
    if (this.playing || this.history.head === 0) return;
    this.moving();
    if (this.seq === null) this.look(0);
    this.film = this.reel.msOf(this.seq ?? 0);
    this.playing = true;
    this.last = performance.now();
    this.led = null;
    this.frame = requestAnimationFrame(this.run);
    this.changed();
  }

  pause(): void {
    this.rush = null;
    if (!this.playing) return;
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.tips.clear();
    this.show();
    this.changed();
  }

  /** Plays from an entry to now in so many ms. */
  playSince(seq: number, ms: number): void {
    this.goto(seq);
    if (this.seq === null) return;
    this.play();
    const { reel } = this;
    this.rush = Math.max(1, (reel.length - reel.msOf(seq)) / ms);
  }

  setSpeed(speed: Speed): void {
    this.rush = null;
    this.speed = speed;
    this.changed();
  }

  setSkip(skip: boolean): void {
    this.skip = skip;
    if (this.playing) this.film = this.reel.msOf(this.seq ?? 0);
    this.changed();
  }

  /** Shows only this person's work as it is; a second time: everybody's. */
  only(user: string): void {
    if (this.people.has(user)) this.people.delete(user);
    else this.people.add(user);
    this.applyFade();
    this.changed();
  }

  /** Shows only what was made in a period as it is; null: all again. */
  within(period: readonly [since: number, until: number] | null): void {
    this.period = period;
    this.applyFade();
    this.changed();
  }

  setFollows(follows: boolean): void {
    this.follows = follows;
    this.led = null;
    this.changed();
  }

  /** What others than the chosen people made, or in another period, is pale. */
  applyFade(more: ((element: Element) => number) | null = null): void {
    const { people, history, period, fence } = this;
    const isShown = (element: Element): boolean => {
      if (people.size && !people.has(history.users.get(owner(element.put)) ?? "")) return false;
      if (!fence.shows(element)) return false;
      const seq = period ? history.seqOf(element.put) : 0;
      return !period || (seq > period[0] && seq <= period[1]);
    };
    const fade = (element: Element): number =>
      (more?.(element) ?? 1) * (isShown(element) ? 1 : OTHERS);
    this.page.stage.setFade(people.size || period || fence.area || more ? fade : null);
  }

  /** The log is another one, or all is over. */
  leave(): void {
    this.pause();
    this.people.clear();
    this.period = null;
    this.fence.leave();
    this.look(null);
  }

  /** How often faster than it was, as a number. */
  get times(): number {
    if (this.rush !== null) return this.rush;
    return this.speed === "whole" ? Math.max(1, this.reel.length / WHOLE_MS) : this.speed;
  }

  private get reel(): Replay {
    const { head, entries } = this.history;
    if (this.replay?.head !== head || this.replay.skip !== this.skip) {
      const film = new Replay(entries, this.skip ? IDLE_MS : null);
      this.replay = { head, skip: this.skip, film };
    }
    return this.replay.film;
  }

  private readonly run = (now: number): void => {
    const { reel } = this;
    const passed = Math.max(0, now - this.last);
    this.film += passed * this.times;
    this.last = now;
    const seq = reel.seqAt(this.film);
    if (this.film >= reel.length) {
      this.goto(null);
      return;
    }
    const moved = seq !== this.seq;
    this.seq = seq;
    this.show();
    this.lead(seq, passed);
    if (moved) this.changed();
    this.frame = requestAnimationFrame(this.run);
  };

  /** Comes nearer to what who presented showed; a person who moves the board meanwhile looks around themselves. */
  private lead(seq: number, passed: number): void {
    const { stage } = this.page;
    const sight = this.follows ? recorded(this.history.views, seq) : null;
    if (!sight) return;
    if (this.led && !equal(this.led, stage.view)) {
      this.setFollows(false);
      return;
    }
    stage.lead.approach(sight, STILL.matches ? 1 : 1 - Math.exp(-passed / GLIDE_MS));
    this.led = stage.view;
  }

  private look(seq: number | null): void {
    this.moving();
    const { head } = this.history;
    this.seq = seq === null || seq >= head ? null : Math.max(0, seq);
    this.show();
    this.changed();
  }

  /** Shows what is looked at, after something else was shown. */
  showAgain(): void {
    this.shown = null;
    if (this.seq === null) this.page.stage.lookAt(null);
    else this.show();
  }

  private show(): void {
    const { stage } = this.page;
    if (this.seq === null) {
      if (this.shown !== null) stage.lookAt(null);
      this.shown = null;
      return;
    }
    const ids = this.shown === null ? null : this.between(this.shown, this.seq);
    this.shown = this.seq;
    stage.lookAt(this.moment(this.seq), ids);
  }

  private moment(seq: number): Moment {
    const board = this.history.at(seq);
    if (!this.playing) return { board, peers: new Map(), presence: new Map() };
    const peers = new Map<string, Peer>();
    const presence = new Map(this.tips);
    for (const wet of this.reel.wetAt(this.film)) {
      const entry = this.history.entries[wet.seq - 1]!;
      const drawn = wetOf(entry, wet.ms);
      if (!drawn || board.get(drawn.id)) continue;
      const [x = 0, y = 0] = drawn.points!.slice(-3);
      const at: [number, number] = [x, y];
      presence.set(entry.client, { wet: drawn, cursor: at, tool: drawn.brush ?? "pen" });
      this.tips.set(entry.client, { cursor: at });
    }
    for (const client of presence.keys()) {
      const user = this.history.users.get(client) ?? "";
      const { name, colour } = whoIs(this.page, user);
      peers.set(client, { peer: client, user, name, colour });
    }
    return { board, peers, presence };
  }

  /** The elements that may differ between two moments; null: too many to name. */
  private between(a: number, b: number): string[] | null {
    if (Math.abs(a - b) > NEAR) return null;
    const ids = new Set<string>();
    for (const entry of this.history.entries.slice(Math.min(a, b), Math.max(a, b))) {
      for (const part of entry.put ?? []) ids.add(part.id);
      for (const part of entry.set ?? []) ids.add(part.id);
      for (const part of entry.restore ?? []) ids.add(part.id);
    }
    return [...ids];
  }
}

/** The stroke that an entry draws, as wet ink after `ms`; null where it draws none. */
function wetOf(entry: Entry, ms: number): Wet | null {
  const put = entry.put?.find((one) => one.kind === "stroke");
  if (!put) return null;
  const element = begun(made(put, writerOf(entry)), ms);
  const { points, pressure, brush } = element.fixed;
  return {
    id: element.id,
    kind: "stroke",
    ink: String(element.get("ink")),
    width: Number(element.get("width")),
    opacity: Number(element.get("opacity")),
    brush: brush === "highlighter" ? "highlighter" : "pen",
    pressure: true,
    points: [...traceOf(points as number[], pressure !== false)],
  };
}
