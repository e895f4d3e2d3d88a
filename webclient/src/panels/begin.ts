/** What a new board begins with: the templates, and the note that a board is to begin with one. */

import { randomId } from "../store/device";
import type { Seat } from "../store/seat";
import { say, sayIf, type Word } from "./words";

export const TEMPLATES = [
  "lined",
  "retro",
  "lesson",
  "flow",
  "kanban",
  "storyboard",
  "music",
  "graph",
] as const;
export type TemplateName = (typeof TEMPLATES)[number];

export const place = (board: string): string => `inkroom.begin.${board}`;

/** The template that this tab wants on a new board; it is told once. */
export function templateFor(board: string): TemplateName | null {
  const found = sessionStorage.getItem(place(board));
  sessionStorage.removeItem(place(board));
  return TEMPLATES.find((one) => one === found) ?? null;
}

export interface Templates {
  /** Puts one on a board. */
  apply(seat: Seat, name: TemplateName): void;
}

export async function fetchTemplates(): Promise<Templates> {
  const [{ templates }, { begin }] = await Promise.all([
    import("@face/templates.json"),
    import("../core/templates"),
    import("./late"), // the words that are written on the board
  ]);
  return {
    apply(seat, name) {
      const found = templates.find((one) => one.name === name);
      if (!found) return;
      const words = (key: string): string => sayIf(key, "");
      seat.session.submit(begin(found, words, () => randomId()));
      seat.link.flush();
    },
  };
}

export function nameOf(template: TemplateName): string {
  return say(`template.${template}` as Word); // every template has a word
}
