/** Drawings made ready for a canvas: paths as Path2D, kept for the elements that were painted last. */

import type { Element } from "../core/board";
import { type Drawing, drawing } from "../core/drawing";
import { C, L, M, type Path } from "../core/path";

/** An element, ready to be painted. `paths` stands beside `items`: null where an item has none. */
export interface Ready {
  readonly drawing: Drawing;
  readonly paths: readonly (Path2D | null)[];
}

export class Paths {
  private readonly kept = new Map<Element, Ready>();
  private readonly limit: number;

  constructor(limit = 20_000) {
    this.limit = limit;
  }

  get(element: Element): Ready {
    const found = this.kept.get(element);
    if (found) return found;
    const made = ready(element);
    this.kept.set(element, made);
    if (this.kept.size > this.limit) this.prune();
    return made;
  }

  drop(element: Element): void {
    this.kept.delete(element);
  }

  /** Lets the oldest quarter go. */
  private prune(): void {
    let count = this.limit / 4;
    for (const element of this.kept.keys()) {
      if (count-- <= 0) break;
      this.kept.delete(element);
    }
  }
}

export function ready(element: Element): Ready {
  const made = drawing(element);
  const paths = made.items.map((item) => ("path" in item ? path2d(item.path) : null));
  return { drawing: made, paths };
}

export function path2d(path: Path): Path2D {
  const made = new Path2D();
  for (let at = 0; at < path.length; ) {
    switch (path[at]) {
      case M:
        made.moveTo(path[at + 1]!, path[at + 2]!);
        at += 3;
        break;
      case L:
        made.lineTo(path[at + 1]!, path[at + 2]!);
        at += 3;
        break;
      case C:
        made.bezierCurveTo(
          path[at + 1]!,
          path[at + 2]!,
          path[at + 3]!,
          path[at + 4]!,
          path[at + 5]!,
          path[at + 6]!,
        );
        at += 7;
        break;
      default:
        made.closePath();
        at += 1;
    }
  }
  return made;
}
