/** What people do together besides drawing, over the board: the timer, the vote, who asks. */

import { append, type Part } from "../dom";
import type { Page } from "../page";
import { timerPill } from "./timer";
import "./meeting.css";

/** Fills `home`. */
export function meetingPart(page: Page, home: HTMLElement): Part {
  const parts: Part[] = [timerPill(page)];
  append(
    home,
    parts.map(({ node }) => node),
  );
  return {
    node: home,
    update() {
      for (const part of parts) part.update();
    },
  };
}
