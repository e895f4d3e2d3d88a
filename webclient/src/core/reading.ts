/** The elements in the order in which one reads them: row by row, a frame before what lies in it. */

import type { Element } from "./board";
import { span } from "./extent";
import type { Box } from "./geometry";

/** One line of the outline; `depth` 1: it lies in the frame above it. */
export interface Line {
  readonly element: Element;
  readonly depth: number;
}

type Placed = readonly [Element, Box];

/** Rows from top to bottom, each from left to right; frames are places of their own among them. */
export function reading(elements: Iterable<Element>): Line[] {
  const placed = [...elements].map((element): Placed => [element, span(element)]);
  const frames = placed.filter(([element]) => element.kind === "frame");
  const within = new Map<string, Placed[]>(frames.map(([{ id }]) => [id, []]));
  const free = [...frames];
  for (const one of placed) {
    if (one[0].kind === "frame") continue;
    const home = frames.find(([, box]) => holds(box, one[1]));
    (home ? within.get(home[0].id)! : free).push(one);
  }
  return rows(free).flatMap((element) => [
    { element, depth: 0 },
    ...rows(within.get(element.id) ?? []).map((inner) => ({ element: inner, depth: 1 })),
  ]);
}

/** What begins above the middle of a row's first is of its row. */
function rows(placed: readonly Placed[]): Element[] {
  const order = (a: Placed, b: Placed): number => (a[0].id < b[0].id ? -1 : 1);
  let left = [...placed].sort(
    (a, b) => a[1].top - b[1].top || a[1].left - b[1].left || order(a, b),
  );
  const found: Element[] = [];
  while (left.length > 0) {
    const { top, bottom } = left[0]![1];
    const isOfRow = ([, box]: Placed): boolean => 2 * box.top <= top + bottom;
    const row = left.filter(isOfRow);
    left = left.filter((one) => !isOfRow(one));
    row.sort((a, b) => a[1].left - b[1].left || a[1].top - b[1].top || order(a, b));
    found.push(...row.map(([element]) => element));
  }
  return found;
}

function holds(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    inner.right <= outer.right &&
    inner.bottom <= outer.bottom
  );
}
