/** The history pill: always on screen, with what was drawn when; it opens the time bar, which is fetched then. */

import { icon as icons } from "@face/tokens.json";
import type { Event } from "../core/events";
import { findWriters } from "../store/api";
import type { Chronicle } from "../store/chronicle";
import { whenIdle } from "../store/idle";
import { el, type Part, show } from "./dom";
import { icon } from "./icon";
import { keyOf } from "./keys";
import type { Page } from "./page";
import type { Past } from "./past/past";
import { summon } from "./summon";
import { toast } from "./toast";
import { say } from "./words";
import "./history.css";

/** A longer history is read only when somebody asks for it. */
const AT_ONCE = 20_000;
const REST_MS = 1_500;
const LATEST_MS = 5_000;

export interface HistoryPart extends Part {
  heard(event: Event): void;
  /** Opens the time bar where it was, and does something with it. */
  show(then: (past: Past) => unknown): void;
  toggle(): void;
  /** Goes to what was written in an entry: on the board where it still says so, else in that moment. */
  find(seq: number, about: string): Promise<void>;
  /** Tells what happened to an element. */
  story(id: string | undefined): void;
  /** The time bar, while it is open. */
  readonly past: Past | null;
  stop(): void;
}

export function historyPart(page: Page, home: HTMLElement): HistoryPart {
  const canvas = el("canvas", { class: "pill-canvas", "aria-hidden": "true" });
  const node = el(
    "button",
    {
      class: "history-pill panel",
      "data-tip": say("history.bar"),
      "data-key": keyOf("history.history"),
      onclick: begin,
      onpointerenter: () => void read().catch(() => undefined),
    },
    icon(icons.history.history, 18),
    el("b", { class: "pill-word" }, say("history.history")),
    canvas,
    el("span", { class: "pill-now second" }, say("history.now")),
  );
  let past: Past | null = null;
  let reader: Promise<Chronicle> | null = null;
  let chronicle: Chronicle | null = null;
  let paint: () => void = () => undefined;
  let rest = 0;
  let known = page.seat.session.epoch;
  let calledOff: () => void = () => undefined;

  function begin(): void {
    if (page.seat.session.seq === 0) toast(say("history.empty"));
    else open("history", () => undefined);
  }

  /** In a newer epoch the log is another one: it was made short, or the server was set back. */
  function another(): void {
    const { phase, epoch } = page.seat.session;
    if (phase !== "live" || epoch === known) return;
    const before = known;
    known = epoch;
    if (before && chronicle?.started) chronicle.forget();
  }

  /** Begins to read the history, once. */
  function read(): Promise<Chronicle> {
    if (reader) return reader;
    const reading = import("./past/reading").then(({ Chronicle, paintPill }) => {
      const made = new Chronicle({ board: page.board, heard: () => heard(made) });
      let painted = -1;
      paint = () => {
        if (painted === made.history.head) return;
        painted = made.history.head;
        paintPill(canvas, made.history);
      };
      chronicle = made;
      made.start();
      return made;
    });
    reader = reading;
    reading.catch(() => {
      reader = null; // the server went away before this part was kept: the next time it is tried again
    });
    return reading;
  }

  function heard(made: Chronicle): void {
    if (past === null) paint();
    else if (made === chronicle) past.heard();
  }

  /** Small boards are read once the person does nothing for a moment. */
  function readSoon(): void {
    clearTimeout(rest);
    calledOff();
    if (reader || page.seat.session.seq > AT_ONCE) return;
    rest = window.setTimeout(() => {
      calledOff = whenIdle(() => {
        if (page.seat.session.phase === "live") read().catch(() => undefined);
      }, LATEST_MS);
    }, REST_MS);
  }

  function open(what: string, then: (past: Past) => unknown): void {
    summon(
      what,
      () => Promise.all([read(), import("./past/past")]),
      ([made, { Past }]) => {
        made.start();
        past ??= new Past(page, made, home, closed);
        void then(past);
        page.changed();
      },
    );
  }

  const part: HistoryPart = {
    node,
    get past() {
      return past;
    },
    heard(event) {
      if (event.type === "Confirmed") {
        chronicle?.take(event.entry);
        past?.moved();
      } else if (event.type === "Changed" && event.ids === null) readSoon();
      else if (event.type === "Status") another();
    },
    show(then) {
      open("moment", then);
    },
    toggle() {
      if (past) past.close();
      else begin();
    },
    async find(seq, about) {
      if (await stillSays(page, seq, about)) {
        past?.goto(null);
        page.stage.reveal([about]);
      } else open(`entry ${seq}`, (opened) => opened.find(seq, about));
    },
    story(id) {
      if (id) open("story", (opened) => opened.story(id));
    },
    update() {
      show(node, past === null);
      paint();
      past?.update();
    },
    stop() {
      clearTimeout(rest);
      calledOff();
      past?.close();
      chronicle?.stop();
    },
  };

  function closed(): void {
    past = null;
    page.changed();
  }
  return part;
}

/** Whether an element is on the board and says what it was given in this entry. */
async function stillSays(page: Page, seq: number, about: string): Promise<boolean> {
  const element = page.seat.session.board.get(about);
  if (!element || element.deleted) return false;
  const writer = element.writer(element.kind === "frame" ? "title" : "text") ?? element.put;
  const found = await findWriters(page.board, [writer]).catch(() => null);
  return found?.[writer]?.seq === seq;
}
