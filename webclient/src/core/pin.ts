/** Where the pin of a thread of comments stands (TALK-2). */

import { routed } from "./bind";
import type { Board } from "./board";
import { span } from "./extent";
import type { Thread } from "./talk";

/** Its page and its place in board units: the upper right corner of what it is about, while that is there. */
export function pinOf(
  thread: Thread,
  board: Board,
): { readonly page: string; readonly x: number; readonly y: number } {
  const element = thread.about ? board.get(thread.about) : undefined;
  if (!element || element.deleted || element.kind === "board") {
    return { page: thread.page, x: thread.place[0]!, y: thread.place[1]! };
  }
  const box = span(routed(board, element));
  return { page: String(element.get("page")), x: box.right, y: box.top };
}
