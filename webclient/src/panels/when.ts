/** Moments as people say them. */

import { dateLocale, say } from "./words";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TIME = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
const DAY_OF_YEAR = { day: "numeric", month: "short" } as const;
const DAY_OF_ALL = { ...DAY_OF_YEAR, year: "numeric" } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment the local way; a formatter is slow to make and kept. */
export function written(ms: number, how: Intl.DateTimeFormatOptions): string {
  const key = `${dateLocale()} ${Object.values(how).join()}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(dateLocale(), how);
  formats.set(key, known);
  return known.format(ms);
}

/** "14:02". */
export function timeOf(ms: number): string {
  return written(ms, TIME);
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
  if (days < 7) return written(ms, { weekday: "short" });
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return written(ms, sameYear ? DAY_OF_YEAR : DAY_OF_ALL);
}

function midnight(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** "12 Nov", or with the year where it is another one: a day to come. */
export function dayOf(ms: number): string {
  const sameYear = new Date(ms).getFullYear() === new Date().getFullYear();
  return written(ms, sameYear ? DAY_OF_YEAR : DAY_OF_ALL);
}
