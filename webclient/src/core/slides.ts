/** What is presented of a board, one after another: the frames of each page, or the page (SHEET-7). */

import type { Board, Element } from "./board";
import { reading } from "./reading";
import { Stack, sheetsOf } from "./stack";

/** A frame of a page; null: all of the page. */
export interface Slide {
  readonly page: string;
  readonly frame: Element | null;
}

/** The slides of all pages in their order; a page without a frame is one. */
export function slides(board: Board): Slide[] {
  return sheetsOf(board, "pages").flatMap(({ id }): Slide[] => {
    const stack = new Stack(board, id);
    const lines = reading([...board.visible()].filter((element) => stack.shows(element)));
    const frames = lines.filter(({ element }) => element.kind === "frame");
    if (frames.length === 0) return [{ page: id, frame: null }];
    return frames.map(({ element }) => ({ page: id, frame: element }));
  });
}
