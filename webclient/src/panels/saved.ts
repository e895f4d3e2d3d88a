/** The saved indicator, never hidden, and its card: what is on the server's disk, what waits here. */

import { icon as icons } from "@face/tokens.json";
import { attribute, el, fill, type Part, show, text } from "./dom";
import { icon } from "./icon";
import type { Page } from "./page";
import { openPopup, type Popup } from "./popup";
import { timeOf } from "./when";
import { say } from "./words";
import "./saved.css";

const QUIET_MS = 400;
const SPEAK_MS = 10_000;

/** `held`: there is a connection, but the server cannot save. */
type State = "saved" | "saving" | "held" | "waiting" | "offline" | "joining" | "ended";

export function stateOf({ seat, trouble }: Page): State {
  const { session } = seat;
  if (session.phase === "ended") return "ended";
  if (session.phase === "live") return seat.saved ? "saved" : trouble ? "held" : "saving";
  if (seat.waiting) return "waiting";
  return session.phase === "joining" || session.seq === 0 ? "joining" : "offline";
}

interface Saved extends Part {
  /** Opens the card by itself, when the connection is gone. */
  open(quiet: boolean): void;
  close(): void;
}

export function savedIndicator(page: Page): Saved {
  const sign = el("span", { class: "saved-icon" });
  const words = el("span", { class: "cut" });
  const spoken = el("span", { class: "unseen", role: "status", "aria-live": "polite" });
  const node = el(
    "button",
    { class: "saved", "aria-haspopup": "dialog", onclick: () => toggle(false) },
    sign,
    words,
  );
  const whole = el("span", { class: "row saved-whole" }, node, spoken);
  let shownSign = "";
  let busySince = 0;
  let timer = 0;
  let lastSpoken = 0;
  let card: Card | null = null;
  let savedAt = 0;

  const toggle = (quiet: boolean): void => {
    if (card?.popup.node.isConnected) {
      if (!quiet) card.popup.close();
    } else {
      card = openCard(page, node, quiet, () => savedAt);
    }
  };

  const speak = (what: string): void => {
    const now = performance.now();
    if (now - lastSpoken < SPEAK_MS || spoken.textContent === what) return;
    lastSpoken = now;
    text(spoken, what);
  };

  const look = (name: string): void => {
    if (shownSign === name) return;
    shownSign = name;
    fill(sign, icon(name, 16, name === icons.state.saved ? 2.25 : 1.75));
  };

  return {
    node: whole,
    open: toggle,
    close: () => card?.popup.close(),
    update() {
      const state = stateOf(page);
      const { seq } = page.seat.session;
      const now = performance.now();
      if (state !== "saving") busySince = 0;
      else busySince ||= now;
      const quiet = state === "saving" && now - busySince < QUIET_MS;
      clearTimeout(timer);
      if (quiet) timer = window.setTimeout(page.changed, QUIET_MS);
      if (state === "saved") savedAt = Date.now();
      attribute(node, "data-state", state);
      attribute(node, "data-seq", seq);
      attribute(node, "data-waiting", page.seat.waiting);
      const saved = state === "saved";
      const what = saved ? say("saved.saved", { seq }) : wordsOf(state, page, quiet);
      node.classList.toggle("is-amber", !saved && state !== "saving" && state !== "joining");
      look(
        saved
          ? icons.state.saved
          : state === "saving" || state === "joining"
            ? icons.state.saving
            : icons.state.waiting,
      );
      text(words, what);
      attribute(
        node,
        "data-tip",
        state === "saved" ? say("saved.tooltip", { count: seq }) : undefined,
      );
      if (!quiet) speak(what);
      card?.update();
    },
  };
}

/** `quiet`: it saves for so short a time that nothing is told but that it is not saved yet (P1). */
function wordsOf(state: State, { seat }: Page, quiet: boolean): string {
  if (quiet) return say("saved.going", { seq: seat.session.seq });
  if (state === "saving") return say("saved.saving", { count: seat.waiting });
  if (seat.waiting) return say("saved.waiting", { count: seat.waiting });
  return state === "joining" ? say("saved.connecting") : say("saved.offline");
}

interface Card {
  popup: Popup;
  update(): void;
}

function openCard(page: Page, anchor: HTMLElement, quiet: boolean, savedAt: () => number): Card {
  const title = el("h3");
  const note = el("p", { class: "second" });
  const sign = el("span", { class: "saved-card-icon" });
  const upTo = el("b");
  const waits = el("b");
  const next = el("b");
  const row = (label: string, value: HTMLElement): HTMLElement =>
    el("div", { class: "row" }, el("span", { class: "second grow" }, label), value);
  const nextRow = row(say("saved.next-try"), next);
  const tryNow = el(
    "button",
    { class: "button outline grow", onclick: () => page.seat.link.tryNow() },
    icon(icons.state.saving, 15),
    say("saved.try-now"),
  );
  const foot = el("div", { class: "row saved-card-foot" }, tryNow);
  let shown = "";
  const update = (): void => {
    if (!popup.node.isConnected) return;
    const state = stateOf(page);
    const { seat } = page;
    const offline =
      state === "waiting" || state === "offline" || state === "ended" || state === "joining";
    const amber = offline || state === "held";
    const look = amber ? icons.state.waiting : icons.state.saved;
    if (shown !== look) {
      shown = look;
      fill(sign, icon(look, 20));
      sign.classList.toggle("is-amber", amber);
    }
    text(
      title,
      offline
        ? say("offline.title")
        : state === "saved"
          ? say("saved.all")
          : say(state === "held" ? "saved.waits-here" : "saved.on-the-way"),
    );
    text(note, noteOf(state, page));
    const { seq } = seat.session;
    const at = savedAt();
    text(upTo, at ? say("saved.at", { seq, time: timeOf(at) }) : say("saved.at-seq", { seq }));
    text(waits, say("saved.strokes", { count: seat.waiting }));
    const { nextTry } = seat.link;
    show(nextRow, offline && nextTry !== null);
    const seconds = Math.ceil(((nextTry ?? 0) - performance.now()) / 1000);
    text(next, seconds > 0 ? say("saved.in", { count: seconds }) : say("saved.now"));
    show(foot, offline);
  };
  const popup = openPopup(
    anchor,
    {
      label: say("saved.up-to"),
      className: "saved-card",
      quiet,
      closed: () => clearInterval(ticker),
    },
    el("div", { class: "saved-card-head" }, sign, el("div", {}, title, note)),
    el("hr"),
    el(
      "div",
      { class: "small saved-card-rows" },
      row(say("saved.up-to"), upTo),
      row(say("saved.waiting-here"), waits),
      nextRow,
    ),
    foot,
  );
  const ticker = window.setInterval(update, 1000);
  update();
  return { popup, update };
}

function noteOf(state: State, { seat, trouble }: Page): string {
  if (state === "held") return trouble;
  if (state === "saved") return say("saved.all-more", { count: seat.session.seq });
  if (state === "saving") return say("saved.saving", { count: seat.waiting });
  if (seat.waiting) return say("offline.waiting", { count: seat.waiting });
  return say("offline.nothing-waits");
}
