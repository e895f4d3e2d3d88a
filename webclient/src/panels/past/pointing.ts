/** Points at one thing of a past moment: turns to its page, brings it into view, and says who wrote it and when. */

import { paintedBox } from "../../core/extent";
import type { History } from "../../core/history";
import { sheetOf } from "../../core/stack";
import type { Page } from "../page";
import { momentText, whoIs } from "./telling";

/** Board units round what is pointed at, so that one sees where it is. */
const AROUND = 1_600;

export function pointAt(page: Page, history: History, seq: number, about: string): void {
  const { stage } = page;
  const element = history.at(seq).get(about);
  const entry = history.entries[seq - 1];
  if (!element || element.deleted || !entry) return;
  stage.leaves.turnTo(sheetOf(element, "pages", stage.stack.pages));
  const box = paintedBox(element);
  stage.fit({
    left: box.left - AROUND,
    top: box.top - AROUND,
    right: box.right + AROUND,
    bottom: box.bottom + AROUND,
  });
  const { name } = whoIs(page, entry.by);
  stage.mark([{ box, tone: "other", label: `${name}, ${momentText(entry.at)}` }]);
}
