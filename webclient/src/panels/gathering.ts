/** What shows the timer, the vote, the lesson and who asks: fetched once there is something of it to show. */

import { lessonOf } from "../core/lesson";
import { el, type Part } from "./dom";
import type { Page } from "./page";

export function gathering(page: Page): Part {
  const node = el("div", { class: "meeting" });
  let part: Part | null = null;
  let fetching = false;

  function fetchPart(): void {
    fetching = true;
    void import("./meeting/meeting").then(
      ({ meetingPart }) => {
        part = meetingPart(page, node);
        part.update();
      },
      () => {
        fetching = false; // the server went away: the next change asks again
      },
    );
  }

  return {
    node,
    update() {
      if (part) part.update();
      else if (!fetching && isNeeded(page)) fetchPart();
    },
  };
}

function isNeeded(page: Page): boolean {
  const { session } = page.seat;
  const { meeting, presence } = session;
  if (meeting.lesson || lessonOf(page.board) !== null) return true;
  if (meeting.timer || meeting.vote || meeting.roles.hushed) return true;
  return session.role === "owner" && [...presence.values()].some((one) => one.asks);
}
