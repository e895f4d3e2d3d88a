/** Where an imported element comes from: who drew it there, and when (EL-11). */

import type { Element } from "./board";
import { isObject } from "./schema";

const NAME = 64;
/** 1973, in ms: a smaller number in a file is a count or a mark, and no time. */
const EARLIEST = 1e11;
const LATEST = 1e14;

/** A name, "" where it is not known, and ms since 1970 UTC, 0 where they are not known. */
export interface Source {
  readonly by: string;
  readonly at: number;
}

/** What a file says, as far as it is a name and a time. */
export function source(by: unknown, at: unknown): Source {
  const plain = typeof by === "string" ? [...by].filter((c) => c >= " " && c !== "\x7f") : [];
  const known = typeof at === "number" && at > EARLIEST && at < LATEST;
  return { by: plain.slice(0, NAME).join("").trim(), at: known ? Math.trunc(at) : 0 };
}

/** What an import kept; null for what was drawn here, or where the file said nothing. */
export function sourceOf(element: Element): Source | null {
  const { extra } = element.fixed;
  const made = isObject(extra) ? extra.made : null;
  if (!isObject(made)) return null;
  const found = source(made.by, made.at);
  return found.by || found.at ? found : null;
}
