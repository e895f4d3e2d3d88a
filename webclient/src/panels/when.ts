/** Moments as people say them. */

import { say } from "./words";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const weekday = new Intl.DateTimeFormat("en", { weekday: "short" });
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** "14:02". */
export function timeOf(ms: number): string {
  return clock.format(ms);
}

/** "14:02" today, "Mon" in the last days, else "12 Nov". */
export function shortWhen(ms: number, now: number): string {
  return midnight(ms) === midnight(now) ? timeOf(ms) : dayText(ms, now);
}

/** "Now", "20 min ago", "Today", "Yesterday", "Mon", "12 Nov". */
export function sinceWhen(ms: number, now: number): string {
  const minutes = Math.floor((now - ms) / MINUTE);
  if (minutes < 1) return say("boards.now");
  if (minutes < 60) return say("boards.minutes", { count: minutes });
  return dayText(ms, now);
}

function dayText(ms: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(ms)) / DAY);
  if (days <= 0) return say("boards.today");
  if (days === 1) return say("boards.yesterday");
  if (days < 7) return weekday.format(ms);
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayOfYear).format(ms);
}

function midnight(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}
