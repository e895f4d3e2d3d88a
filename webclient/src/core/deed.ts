/** What an entry did, for a sentence about it (HIST-4). */

import { meets } from "./accord";
import { named } from "./board";
import type { Entry, Set as SetOf } from "./messages";

export type What =
  | "nothing"
  | "refused"
  | "drew"
  | "erased"
  | "brought-back"
  | "moved"
  | "wrote"
  | "changed"
  | "board"
  | "undid"
  | "redid"
  | "marked"
  | "commented"
  | "said"
  | "showed"
  | "timed"
  | "voted"
  | "ruled";

const PLACES = new Set(["geom", "from", "to", "z", "frame", "page"]);

/** `size` elements of one `kind`, which is "" where there are several kinds or it is not known. */
export interface Deed {
  readonly what: What;
  readonly size: number;
  readonly kind: string;
}

const deed = (what: What, size = 0, kind = ""): Deed => ({ what, size, kind });

/** The deed that an entry is; of several the most striking. */
export function deedOf(entry: Entry): Deed {
  if (entry.refused !== undefined) return deed("refused");
  if (entry.put?.length) {
    const kinds = new Set(entry.put.map((put) => put.kind));
    return deed("drew", entry.put.length, kinds.size === 1 ? entry.put[0]!.kind : "");
  }
  if (entry.restore?.length) {
    const what = entry.undoes === undefined ? "redid" : "undid";
    return deed(what, new Set(entry.restore.map((one) => one.id)).size);
  }
  if (entry.set?.length) {
    return deed(whatOf(entry.set), new Set(entry.set.map((one) => one.id)).size);
  }
  return deed(wordOf(entry));
}

function whatOf(sets: readonly SetOf[]): What {
  const changes = sets.map((one) => named(one));
  const names = changes.flatMap((change) => Object.keys(change));
  if (sets.every((one) => one.id === "board")) return "board";
  if (changes.some((change) => change.deleted === true)) return "erased";
  if (changes.some((change) => change.deleted === false)) return "brought-back";
  if (names.includes("text") || names.includes("title")) return "wrote";
  return names.every((name) => PLACES.has(name)) ? "moved" : "changed";
}

function wordOf(entry: Entry): What {
  if (entry.mark !== undefined) return "marked";
  if (entry.say !== undefined) return entry.about === undefined ? "said" : "commented";
  if (entry.timer) return "timed";
  if (entry.ballot || entry.dot) return "voted";
  if (meets(entry)) return "ruled";
  return entry.view === undefined ? "nothing" : "showed";
}
