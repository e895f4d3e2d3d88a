/** The timer over the board, which everybody sees; who may draw starts and stops it (MEET-2, MEET-3). */

import "../late";
import { icon as icons } from "@face/tokens.json";
import { Countdown } from "../../core/meeting";
import { attribute, el, fill, type Part, show, text, tint } from "../dom";
import { icon } from "../icon";
import { mayDraw, type Page } from "../page";
import { announce } from "../toast";
import { say } from "../words";
import { ringAtEnd } from "./bell";
import { minutes, serverNow } from "./clock";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function timerPill(page: Page): Part {
  const ring = el("i", { class: "timer-ring", "aria-hidden": "true" });
  const time = el("b", { class: "timer-time" });
  const buttons = {
    pause: button(icons.history.pause, () => change((now) => [now.left, false])),
    more: el("button", { class: "button quiet", onclick: addMinute }, "+1"),
    stop: button(icons.view.close, () => change(() => [0, false])),
  };
  attribute(buttons.more, "aria-label", say("timer.add"));
  attribute(buttons.more, "data-tip", say("timer.add"));
  name(buttons.stop, say("timer.stop"));
  const controls = el("span", { class: "row" }, buttons.pause, buttons.more, buttons.stop);
  const node = el("div", { class: "panel timer", role: "timer" }, ring, time, controls);
  let ticking = 0;
  let over: Countdown | null = null;
  let paused: boolean | null = null;
  /** What was set here last, while the server has not told it yet: the next press goes on from it. */
  let asked: { over: Countdown; next: Countdown } | null = null;

  /** Another timer from what is left of this one and whether it runs. */
  function change(make: (now: { left: number; runs: boolean }) => [number, boolean]): void {
    const { timer: told } = page.seat.session.meeting;
    const now = serverNow(page);
    if (!told || now === null) return;
    const timer = asked?.over === told ? asked.next : told;
    const [left, runs] = make({ left: timer.remaining(now), runs: timer.runs });
    const whole = Math.max(timer.whole, left);
    asked = { over: told, next: new Countdown({ left, whole, runs }, now, timer.by) };
    setTimer(page, left, whole, runs);
  }

  /** What has run out begins anew with the minute. */
  function addMinute(): void {
    change(({ left, runs }) => [Math.min(left + MINUTE_MS, DAY_MS), runs || left === 0]);
  }

  function update(): void {
    clearTimeout(ticking);
    ringAtEnd(page);
    const { timer } = page.seat.session.meeting;
    const now = serverNow(page);
    const shown = timer !== null && now !== null && timer.shown(now) && !page.stage.inPast;
    show(node, shown);
    if (!shown) return;
    const left = timer.remaining(now);
    text(time, left ? minutes(left) : say("timer.over"));
    attribute(node, "aria-label", left ? say("timer.left", { time: minutes(left) }) : "");
    node.classList.toggle("is-over", left === 0);
    node.classList.toggle("is-resting", !timer.runs);
    tint(ring, "--part", String(left / Math.max(timer.whole, 1)));
    show(controls, mayDraw(page) && page.seat.session.phase === "live");
    show(buttons.pause, left > 0);
    if (paused !== timer.runs) {
      paused = timer.runs;
      fill(buttons.pause, icon(paused ? icons.history.pause : icons.history.play, 16));
      name(buttons.pause, say(paused ? "timer.pause" : "timer.go-on"));
      buttons.pause.onclick = () => change(({ left: rest }) => [rest, !timer.runs]);
    }
    if (left === 0 && over !== timer) {
      over = timer;
      announce(say("timer.over"));
    }
    if (timer.runs) ticking = window.setTimeout(update, left % 1000 || 1000);
  }

  return { node, update };
}

/** Sets the timer that everybody sees. */
export function setTimer(page: Page, left: number, whole: number, runs: boolean): void {
  page.seat.session.submit({ timer: { left: Math.round(left), whole: Math.round(whole), runs } });
  page.seat.link.flush();
  page.changed();
}

function button(picture: string, run: () => void): HTMLButtonElement {
  return el("button", { class: "button quiet", onclick: run }, icon(picture, 16));
}

function name(node: HTMLElement, label: string): void {
  attribute(node, "aria-label", label);
  attribute(node, "data-tip", label);
}
