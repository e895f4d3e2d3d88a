/** The past of a board, open: banner, time bar and what they do. */

import "../late";
import { branchBoard, Refusal } from "../../store/api";
import type { Chronicle } from "../../store/chronicle";
import { commandOf } from "../keys";
import type { Page } from "../page";
import { onScreen } from "../screen";
import { toast } from "../toast";
import { say } from "../words";
import { banner } from "./banner";
import { timeBar } from "./bar";
import { openCompare } from "./compare";
import { saveFilm } from "./film";
import { openMark } from "./mark";
import { openCompareMenu, openMoreMenu } from "./more";
import { Player } from "./player";
import { pointAt } from "./pointing";
import { openRestore, type Preview, type Wish } from "./restore";
import { Shield } from "./shield";
import { openStory } from "./story";
import "./past.css";

const SINCE_MS = 10_000;

export class Past {
  readonly player: Player;
  readonly page: Page;
  private readonly chronicle: Chronicle;
  private readonly home: HTMLElement;
  private readonly closed: () => void;
  private readonly bar;
  private readonly banner;
  private readonly ends = new AbortController();
  private readonly unwatch: () => void;
  private history;
  /** A moment that was asked for and is still to come. */
  private wanted: number | null = null;
  private wantedStory: string | null = null;
  private wantedSince: number | null = null;
  private wantedFind: { seq: number; about: string } | null = null;
  private preview: Preview | null = null;
  /** The state of the chain, for the shield in the bar. */
  readonly shield: Shield;

  constructor(page: Page, chronicle: Chronicle, home: HTMLElement, closed: () => void) {
    this.page = page;
    this.chronicle = chronicle;
    this.home = home;
    this.closed = closed;
    this.history = chronicle.history;
    this.shield = new Shield(page.board, () => this.page.changed());
    this.player = new Player(page, chronicle, () => this.page.changed());
    this.bar = timeBar(page, this.player, {
      close: () => this.close(),
      mark: (anchor) => openMark(this, anchor),
      check: () => void this.check(),
      shield: () => this.shield,
      more: (anchor) => openMoreMenu(this, anchor),
      compare: (anchor) => openCompareMenu(this, anchor),
      restore: () => this.restore(),
      branch: () => void this.branch(),
      mayChange: () => this.mayChange,
      share: () => (chronicle.head ? chronicle.history.head / chronicle.head : 0),
    });
    this.banner = banner(this.player, {
      restore: () => this.restore(),
      branch: () => void this.branch(),
      mayChange: () => this.mayChange,
      covered: () => this.preview !== null,
    });
    this.player.moving = () => {
      this.wantedFind = null;
      if (!this.preview) page.stage.mark([]);
      this.cancelRestore();
    };
    home.toggleAttribute("data-history", true);
    const middle = home.querySelector("main") ?? home;
    middle.append(this.banner.node, this.bar.node);
    this.unwatch = onScreen(() => this.bar.redraw());
    const { signal } = this.ends;
    addEventListener("keydown", (event) => this.pressed(event), { signal, capture: true });
    addEventListener("resize", () => this.update(), { signal });
    this.update();
    this.bar.node.querySelector<HTMLElement>(".track-ground")?.focus({ preventScroll: true });
    if (chronicle.whole) this.shield.checkOnce(chronicle.head);
  }

  /** Whether the person may change the board from here. */
  get mayChange(): boolean {
    const { role } = this.page.seat.session;
    return role === "editor" || role === "owner";
  }

  /** Looks at a moment, as soon as it is here. */
  goto(seq: number | null): void {
    this.cancelRestore();
    this.wanted = seq !== null && seq > this.player.history.head ? seq : null;
    this.player.goto(seq);
  }

  /** More of the history is here. */
  heard(): void {
    if (this.history !== this.chronicle.history) {
      this.history = this.chronicle.history; // another past
      this.player.goto(null);
    }
    const found = this.wantedFind; // going to a moment lets it fall
    if (this.wanted !== null && this.wanted <= this.chronicle.history.head) this.goto(this.wanted);
    if (this.wantedSince !== null && this.chronicle.whole) this.since(this.wantedSince);
    if (found && found.seq <= this.chronicle.history.head) this.find(found.seq, found.about);
    const story = this.wantedStory;
    if (story && this.chronicle.whole) {
      this.wantedStory = null;
      if (this.player.history.edits(story).length) this.story(story);
    }
    this.update();
    if (this.chronicle.whole) this.shield.checkOnce(this.chronicle.head);
  }

  /** Looks at what was written in an entry, as soon as that is here. */
  find(seq: number, about: string): void {
    this.goto(seq);
    if (seq <= this.player.history.head) pointAt(this.page, this.player.history, seq, about);
    else this.wantedFind = { seq, about };
  }

  /** Opens the preview of what a restore would do. */
  restore(wish: Partial<Wish> = {}): void {
    const { player } = this;
    const { at: to, history, fence } = player;
    const { area } = fence;
    this.show(openRestore(this, { to, since: 0, until: history.head, area, ...wish }));
  }

  /** Asks for a loop round the part of the page that is meant. */
  askArea(): void {
    this.cancelRestore();
    this.player.fence.ask();
  }

  /** Shows what is other at another moment (null: now) than at this one. */
  compare(other: number | null): void {
    this.show(openCompare(this, other));
  }

  /** Plays what happened since an entry in ten seconds, as soon as all is here. */
  since(seq: number): void {
    this.wantedSince = this.chronicle.whole ? null : seq;
    if (this.chronicle.whole) this.player.playSince(seq, SINCE_MS);
  }

  /** Tells what happened to an element, as soon as the history is here. */
  story(id: string): void {
    if (this.player.history.edits(id).length) this.show(openStory(this, id));
    else this.wantedStory = id;
  }

  /** Says whether the history is whole. */
  async check(): Promise<void> {
    toast(say("check.checking"), { stays: true });
    await this.shield.check();
    toast(this.shield.words, {
      icon: this.shield.state === "broken" ? "triangle-alert" : "check",
      stays: this.shield.state === "broken",
    });
  }

  private show(preview: Preview): void {
    this.cancelRestore();
    this.preview = preview;
    const middle = this.home.querySelector("main") ?? this.home;
    middle.append(preview.node);
    (preview.node.querySelector<HTMLElement>("[autofocus]") ?? preview.node).focus();
    this.update();
  }

  /** Closes the preview, if one is open. */
  cancelRestore(): void {
    const { preview } = this;
    this.preview = null;
    preview?.close();
    if (preview) this.update();
  }

  /** A new board from this moment; it is opened. */
  async branch(): Promise<void> {
    const { page, player } = this;
    try {
      const { board } = await branchBoard(page.board, player.seq);
      page.go(`/b/${board}`);
      toast(say("restore.branched"));
    } catch (why) {
      if (!(why instanceof Refusal)) throw why;
      toast(say("restore.no-branch"), { icon: "triangle-alert" });
    }
  }

  /** The live board has moved on. */
  moved(): void {
    this.bar.live();
  }

  update(): void {
    this.bar.update();
    this.banner.update();
    this.preview?.update();
  }

  close(): void {
    this.cancelRestore();
    this.ends.abort();
    this.unwatch();
    this.player.leave();
    this.bar.node.remove();
    this.banner.node.remove();
    this.home.toggleAttribute("data-history", false);
    this.closed();
    this.page.stage.focus();
  }

  private pressed(event: KeyboardEvent): void {
    const target = event.target as Element; // key events have elements as targets
    if (document.querySelector("dialog[open]") || target.closest(".popup, .side")) return;
    if (target.matches("input, textarea, [contenteditable]")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.preview) this.cancelRestore();
      else if (this.player.fence.asks) this.player.fence.stop();
      else if (this.player.seq === null) this.close();
      else this.player.goto(null);
      return;
    }
    if (target.closest(".past-restore")) return;
    if (event.key === " " && target.matches("button")) return;
    const now = { typing: false, pen: false, selected: false, singleKeys: false, past: true };
    const act = this.acts[commandOf(event, now) ?? ""];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private readonly acts: Record<string, () => void> = {
    "history.play": () => this.player.toggle(),
    "history.step-back": () => this.player.step(-1),
    "history.step-on": () => this.player.step(1),
    "history.mark-back": () => this.player.toMark(-1),
    "history.mark-on": () => this.player.toMark(1),
    "history.first": () => this.player.goto(0),
    "history.now": () => this.player.goto(null),
  };

  /** What is asked for by name opens over the bar. */
  perform(command: string): void {
    if (command === "history.mark-now") openMark(this, this.bar.node);
    else if (command === "history.compare") openCompareMenu(this, this.bar.node);
    else if (command === "history.video") void saveFilm(this, "mp4");
  }

  /** Names the moment that is looked at (HIST-11). */
  mark(name: string): void {
    if (!this.mayChange || !name) return;
    const { seq } = this.player;
    this.page.seat.session.submit(seq ? { mark: name, moment: seq } : { mark: name });
    this.page.seat.link.flush();
    toast(say("history.marked", { name }));
  }
}
