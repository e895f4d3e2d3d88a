/** The card of the saved indicator: up to where the board is saved, what waits here, when the next try is. */

import { icon as icons } from "@face/tokens.json";
import { el, fill, show, text } from "./dom";
import { icon } from "./icon";
import type { Page } from "./page";
import { openPopup } from "./popup";
import { type State, stateOf } from "./saved";
import { timeOf } from "./when";
import { say } from "./words";
import "./savedcard.css";

export interface Card {
  readonly open: boolean;
  close(): void;
  update(): void;
}

/** `quiet`: it opens by itself, and what is drawn under it goes through. */
export function openCard(
  page: Page,
  anchor: HTMLElement,
  quiet: boolean,
  savedAt: () => number,
): Card {
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
  return {
    get open() {
      return popup.node.isConnected;
    },
    close: popup.close,
    update,
  };
}

function noteOf(state: State, { seat, trouble }: Page): string {
  if (state === "held") return trouble;
  if (state === "saved") return say("saved.all-more", { count: seat.session.seq });
  if (state === "saving") return say("saved.saving", { count: seat.waiting });
  if (seat.waiting) return say("offline.waiting", { count: seat.waiting });
  return say("offline.nothing-waits");
}
