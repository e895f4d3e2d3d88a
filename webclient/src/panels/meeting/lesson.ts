/** The strip of a lesson: between the shared board and one's own, and for its owner to the class (MEET-11). */

import "../late";
import { icon as icons } from "@face/tokens.json";
import { lessonOf } from "../../core/lesson";
import { sideOf } from "../../core/side";
import { attribute, el, type Part, show, text } from "../dom";
import { icon } from "../icon";
import type { Page } from "../page";
import { say } from "../words";
import "./class.css";

/** Begins a lesson on this board, or ends it. */
export function turn(page: Page): void {
  const { session, link } = page.seat;
  session.submit({ lesson: !session.meeting.lesson });
  link.flush();
  page.changed();
}

/** Goes to one's own side board. */
export function goAside(page: Page): void {
  const side = sideOf(page.board, page.seat.session.me?.user ?? "");
  if (side) page.go(`/b/${side}`);
}

/** Whose side board this is: its owner hears the name. */
function learnWhose(page: Page): void {
  const lesson = lessonOf(page.board);
  const { me, people, role } = page.seat.session;
  if (lesson === null || role !== "owner") return;
  const person = [...people.values()].find(({ id }) => sideOf(lesson, id) === page.board);
  const name = person?.id === me?.user ? "" : person?.name || say("guest.name");
  if (name === page.whose) return;
  page.whose = name;
  page.changed();
}

export function lessonStrip(page: Page): Part {
  const shared = place(icons.people.people, say("lesson.shared"), () => {
    const lesson = lessonOf(page.board);
    if (lesson) page.go(`/b/${lesson}`);
  });
  const mine = place(icons.people["my-board"], say("lesson.mine"), () => {
    if (lessonOf(page.board) === null) goAside(page);
  });
  const places = el(
    "div",
    { class: "segments lesson-places", role: "group", "aria-label": say("lesson.lesson") },
    shared,
    mine,
  );
  const words = el("span", { class: "lesson-words" }, say("lesson.runs"));
  const pupils = el(
    "button",
    { class: "button primary", onclick: () => page.side("people") },
    icon(icons.people.lesson, 16),
    say("lesson.class"),
  );
  const close = (): void => {
    turn(page);
    page.stage.focus(); // the strip goes, and with it the button
  };
  const end = el("button", { class: "button quiet", onclick: close }, say("lesson.end"));
  const node = el("section", { class: "panel lesson", "aria-label": say("lesson.lesson") });
  node.append(words, places, pupils, end);
  return {
    node,
    update() {
      const { role, meeting, me } = page.seat.session;
      const aside = lessonOf(page.board);
      const owns = role === "owner" && !aside;
      const known = aside !== null || sideOf(page.board, me?.user ?? "") !== null;
      show(node, (aside !== null || meeting.lesson === true) && known && !page.stage.inPast);
      show(words, owns);
      show(pupils, owns && page.sideTab !== "people");
      show(end, owns);
      show(places, !owns);
      learnWhose(page);
      text(mine.lastElementChild!, page.whose || say("lesson.mine"));
      attribute(shared, "aria-pressed", String(aside === null));
      attribute(mine, "aria-pressed", String(aside !== null));
    },
  };
}

function place(picture: string, label: string, go: () => void): HTMLElement {
  return el("button", { onclick: go }, icon(picture, 16), el("span", { class: "cut" }, label));
}
