/** The bell of the timer: says by the system that it ended, while the page is hidden and nothing is painted. */

import "../late";
import type { Countdown } from "../../core/meeting";
import { notice } from "../notify";
import type { Page } from "../page";
import { say } from "../words";
import { serverNow } from "./clock";

const set = new WeakMap<Page, { readonly timer: Countdown; readonly wait: number }>();

/** Rings once when the timer that there is now ends; a second call for it changes nothing. */
export function ringAtEnd(page: Page): void {
  const { timer } = page.seat.session.meeting;
  const now = serverNow(page);
  const before = set.get(page);
  if (before && before.timer === timer) return;
  clearTimeout(before?.wait);
  set.delete(page);
  if (!timer?.runs || now === null || timer.remaining(now) === 0) return;
  const wait = window.setTimeout(() => {
    if (page.signal.aborted || page.seat.session.meeting.timer !== timer) return;
    notice(page.device, say("timer.over"), `timer/${page.board}`);
  }, timer.remaining(now));
  set.set(page, { timer, wait });
}
