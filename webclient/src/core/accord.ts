/** The parts of an op that are about what people do together besides drawing; each stands alone (MEET-1). */

import { BadOp } from "./errors";
import type { Entry, Op } from "./wire";

export type { Ballot, Dot, Grant, Timer } from "./wire";

export const ACCORD = ["timer", "ballot", "dot", "grant", "hush", "lesson"] as const;
export const OTHERS = ["put", "set", "restore", "say", "thread", "mark", "view"] as const;

/** How many of these parts an op or an entry has. */
export function meets(op: Op | Entry): number {
  return ACCORD.filter((name) => op[name] !== undefined).length;
}

/** Throws BadOp where one of these parts stands beside another part that counts (MEET-1). */
export function checkAlone(op: Op): void {
  const count = meets(op);
  if (count > 1 || (count && OTHERS.some((name) => op[name] !== undefined))) {
    throw new BadOp(`Expected each of ${ACCORD.join(", ")} alone in its op`);
  }
}
