/** Two boards side by side: what is new, what is other, what is gone (HIST-5). */

import { type Board, type Element, paintedOrder } from "./board";
import { equal } from "./schema";

/** Elements by id, each list in the order of painting. */
export interface Comparison {
  readonly added: string[];
  readonly changed: string[];
  readonly removed: string[];
}

/** What is seen on `now` and not on `old`, on both in another way, on `old` alone. */
export function compare(old: Board, now: Board): Comparison {
  const added: Element[] = [];
  const changed: Element[] = [];
  const removed: Element[] = [];
  for (const element of now) {
    const before = old.get(element.id);
    if (element === before || element.kind === "board") continue;
    const wasThere = before !== undefined && !before.deleted;
    if (wasThere && element.deleted) removed.push(element);
    else if (!wasThere && !element.deleted) added.push(element);
    else if (!element.deleted && before && !equal(before.values, element.values)) {
      changed.push(element);
    }
  }
  for (const element of old.visible()) if (!now.get(element.id)) removed.push(element);
  const ids = (elements: Element[]) => paintedOrder(elements).map((element) => element.id);
  return { added: ids(added), changed: ids(changed), removed: ids(removed) };
}
