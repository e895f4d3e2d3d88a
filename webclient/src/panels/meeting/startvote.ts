/** What a vote is about, and how: dots, and whether counts are shown meanwhile. */

import "../late";
import { field, segments } from "../choices";
import { attribute, el } from "../dom";
import type { Page } from "../page";
import { openPopup, type Popup } from "../popup";
import { isPhone } from "../screen";
import { say } from "../words";
import "./meeting.css";

const DOTS = [1, 2, 3, 5, 10];
const MOST = 200;

export function openVote(page: Page, anchor: HTMLElement): Popup {
  const { selection } = page.stage;
  let dots = 3;
  let hidden = false;
  let among = selection.length > 1 && selection.length <= MOST;
  const numbers = DOTS.map((value) => ({ value, label: String(value), text: String(value) }));
  const howMany = segments(say("vote.dots"), numbers, (value) => {
    dots = value;
    howMany.set(value);
  });
  howMany.set(dots);
  const whats = [
    ...(among ? [{ value: 1, label: say("vote.selected", { count: selection.length }) }] : []),
    { value: 0, label: say("vote.all") },
  ];
  const about = segments(say("vote.about"), whats, (value) => {
    among = value === 1;
    about.set(value);
  });
  about.set(among ? 1 : 0);
  const secret = el("button", {
    class: "switch",
    role: "switch",
    "aria-checked": "false",
    "aria-label": say("vote.hidden"),
    onclick: () => {
      hidden = !hidden;
      attribute(secret, "aria-checked", String(hidden));
    },
  });
  const start = (): void => {
    const { session, link } = page.seat;
    const id = page.stage.table.newId();
    const ballot = { id, dots, hidden, ...(among && { among: [...selection] }) };
    session.submit({ ballot });
    link.flush();
    popup.close();
    if (isPhone()) page.side(null);
    page.stage.focus();
  };
  const popup = openPopup(
    anchor,
    { label: say("vote.vote"), className: "timer-start vote-start" },
    el("h3", { class: "timer-title" }, say("vote.vote")),
    field(say("vote.about"), about.node),
    field(say("vote.dots"), howMany.node),
    el(
      "div",
      { class: "people-switch" },
      el("span", { "aria-hidden": "true" }, say("vote.hidden")),
      secret,
    ),
    el("p", { class: "small second" }, say("vote.hidden-note")),
    el("button", { class: "button primary people-all", onclick: start }, say("vote.start")),
  );
  return popup;
}
