/** How long the timer shall run: a few lengths, and any other. */

import "../late";
import { el } from "../dom";
import type { Page } from "../page";
import { openPopup, type Popup } from "../popup";
import { isPhone } from "../screen";
import { say } from "../words";
import { setTimer } from "./timer";
import "./meeting.css";

export { openVote } from "./startvote";

const LENGTHS = [1, 3, 5, 10, 15, 30];
const MINUTE_MS = 60_000;
const MOST = 1440;

export function openTimer(page: Page, anchor: HTMLElement): Popup {
  const input = el("input", {
    class: "input",
    type: "number",
    min: 1,
    max: MOST,
    value: 5,
    "aria-label": say("timer.minutes"),
  });
  const start = (count: number): void => {
    if (!(count >= 0.1 && count <= MOST)) return;
    const ms = count * MINUTE_MS;
    setTimer(page, ms, ms, true);
    popup.close();
    if (isPhone()) page.side(null);
    page.stage.focus();
  };
  const form = el(
    "form",
    {
      class: "row timer-own",
      onsubmit: (event: Event) => {
        event.preventDefault();
        start(Number(input.value));
      },
    },
    input,
    el("span", { class: "second" }, say("timer.minutes")),
    el("button", { class: "button primary", type: "submit" }, say("timer.start")),
  );
  const popup = openPopup(
    anchor,
    { label: say("timer.timer"), className: "timer-start" },
    el("h3", { class: "timer-title" }, say("timer.timer")),
    el(
      "div",
      { class: "timer-lengths" },
      ...LENGTHS.map((count) =>
        el(
          "button",
          { class: "button outline", onclick: () => start(count) },
          say("timer.min", { count }),
        ),
      ),
    ),
    form,
  );
  return popup;
}
