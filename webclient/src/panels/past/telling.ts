/** A step of the history in words: who did what, and when. */

import { type Deed, deedOf } from "../../core/deed";
import type { Entry } from "../../core/messages";
import type { Page } from "../page";
import { written } from "../when";
import { say, sayIf, type Word } from "../words";

const CLOCK = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
const DATE = { weekday: "short", day: "numeric", month: "short" } as const;
const LONG = { weekday: "long", day: "numeric", month: "long" } as const;

/** "Tue 17 Nov, 14:32". */
export function momentText(ms: number): string {
  return say("history.moment-at", { date: dateText(ms), time: clockText(ms) });
}

/** "Tuesday 17 November, 14:32". */
export function longText(ms: number): string {
  const date = written(ms, LONG).replace(",", "");
  return say("history.moment-at", { date, time: clockText(ms) });
}

/** "Tue 17 Nov". */
export function dateText(ms: number): string {
  return written(ms, DATE).replace(",", "");
}

export function clockText(ms: number): string {
  return written(ms, CLOCK);
}

export interface Who {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly me: boolean;
}

/** Who a user is, or was when they were last here. */
export function whoIs(page: Page, id: string): Who {
  const { session } = page.seat;
  const person = session.people.get(id);
  const me = session.me?.user === id;
  const name = person?.name || (me ? session.me?.name : "") || say("history.somebody");
  return { id, name, colour: person?.colour ?? "slate", me };
}

/** "drew an arrow". */
export function deedText({ what, size, kind }: Deed): string {
  if (what === "drew") {
    return sayIf(`deed.drew-${kind}`, say("deed.drew", { count: size }), { count: size });
  }
  return say(`deed.${what}` as Word, { count: size }); // every deed has words
}

/** "Jonas drew an arrow". */
export function sentenceOf(page: Page, entry: Entry): string {
  const { name, me } = whoIs(page, entry.by);
  const deed = deedText(deedOf(entry));
  return say("history.deed", { name: me ? say("history.you") : name, deed });
}

/** "Jonas drew an arrow" beside a face, with the first name only. */
export function deedOfText(page: Page, entry: Entry): string {
  const { name, me } = whoIs(page, entry.by);
  const deed = deedText(deedOf(entry));
  return say("history.deed", { name: me ? say("history.you") : name.split(" ")[0]!, deed });
}
