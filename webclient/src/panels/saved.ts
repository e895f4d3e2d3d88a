/** The saved indicator, never hidden: what is on the server's disk, what waits here. */

import { icon as icons } from "@face/tokens.json";
import { attribute, el, fill, type Part, text } from "./dom";
import { icon } from "./icon";
import type { Page } from "./page";
import type { Card } from "./savedcard";
import { say } from "./words";
import "./saved.css";

const QUIET_MS = 400;
const SPEAK_MS = 10_000;

/** `held`: there is a connection, but the server cannot save. */
export type State = "saved" | "saving" | "held" | "waiting" | "offline" | "joining" | "ended";

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
  let wanted = false;
  let savedAt = 0;

  const toggle = (quiet: boolean): void => {
    wanted = !card?.open;
    if (!quiet) card?.close();
    if (!wanted) return;
    import("./savedcard").then(
      ({ openCard }) => {
        if (wanted && !card?.open && node.isConnected)
          card = openCard(page, node, quiet, () => savedAt);
      },
      () => undefined, // the server went away before this device had the card; the words say it too
    );
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
    close() {
      wanted = false;
      card?.close();
    },
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
