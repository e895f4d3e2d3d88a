/** What people do together besides drawing, over the board: the lesson, the timer, the vote, who asks. */

import { append, type Part } from "../dom";
import type { Page } from "../page";
import { lessonStrip } from "./lesson";
import { voteMarks } from "./marks";
import { askers } from "./roles";
import { timerPill } from "./timer";
import { voteStrip } from "./vote";
import "./meeting.css";

/** Fills `home`. */
export function meetingPart(page: Page, home: HTMLElement): Part {
  const marks = voteMarks(page);
  const strips = [lessonStrip(page), timerPill(page), voteStrip(page)];
  const parts: Part[] = [...strips, marks, askers(page)];
  append(
    home,
    strips.map(({ node }) => node),
  );
  home.parentElement?.querySelector(".stage")?.append(marks.node);
  return {
    node: home,
    update() {
      for (const part of parts) part.update();
    },
  };
}
