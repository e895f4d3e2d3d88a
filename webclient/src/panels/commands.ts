/** The commands that a person can pick by name: which there are now, their words, icons and keys. */

import "./late";
import table from "@face/commands.json";
import { formOf } from "../core/look";
import { unitsOf } from "../tools/arrange";
import { isFree } from "../tools/draft";
import { capsOf } from "./keys";
import { mayDraw, ownsHistory, type Page } from "./page";
import { say, type Word } from "./words";

interface Row {
  readonly command: string;
  readonly word?: string;
  /** The name of its drawing: the build looks it up (`vite.icons.ts`). */
  readonly icon: string;
  readonly when: string;
  /** The client that has it, where the other has not. */
  readonly only?: string;
}

/** A command that can be done now. */
export interface Offer {
  readonly command: string;
  readonly label: string;
  readonly icon: string;
  readonly keys: readonly string[];
}

const TABLE: readonly Row[] = table.commands;
const ROWS = TABLE.filter(({ only = "web" }) => only === "web");
const LEAST: Record<string, number> = { one: 1, two: 2, three: 3 };

/** All that can be done now. */
export function offers(page: Page): Offer[] {
  return ROWS.filter((row) => holds(row, page)).map((row) => offerOf(row, page));
}

/** A menu of the table; a line (null) only between what is there. */
export function menuOf(page: Page, name: "element" | "ground"): (Offer | null)[] {
  const now = new Map(offers(page).map((offer) => [offer.command, offer]));
  const found: (Offer | null)[] = [];
  for (const command of table[name]) {
    const offer = command === null ? null : now.get(command);
    if (offer || (offer === null && found.at(-1))) found.push(offer);
  }
  return found.at(-1) === null ? found.slice(0, -1) : found;
}

function holds({ when }: Row, page: Page): boolean {
  if (when === "always") return true;
  const { selected } = page.stage;
  if (when === "chosen") return selected.length > 0;
  if (when === "linked") return selected.some((one) => one.get("link"));
  if (when === "own") return ownsHistory(page);
  if (!mayDraw(page)) return false;
  if (when === "formed") return selected.some((one) => isFree(one) && formOf(one) !== "");
  if (when === "grouped") return selected.some((one) => (one.get("group") as string[]).length > 0);
  return unitsOf(selected, 0).length >= (LEAST[when] ?? 0);
}

function offerOf(row: Row, page: Page): Offer {
  return {
    command: row.command,
    label: say(wordOf(row, page)),
    icon: row.icon,
    keys: capsOf(row.command),
  };
}

/** A test holds every word of the table to the strings. */
function wordOf(row: Row, page: Page): Word {
  const { selected } = page.stage;
  if (row.command === "edit.lock" && selected.length > 0 && !selected.some(isFree))
    return "edit.unlock";
  return (row.word ?? row.command) as Word;
}
