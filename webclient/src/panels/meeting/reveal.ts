/** Shows a side board to everyone: reads its history, and puts copies onto the shared board (SIDE-8). */

import "../late";
import { icon as icons } from "@face/tokens.json";
import { apply, Board } from "../../core/board";
import type { Source } from "../../core/source";
import type { Entry } from "../../core/wire";
import { entriesAfter, type Leaf, peopleOf } from "../../store/api";
import { revealed } from "../../tools/reveal";
import { attribute } from "../dom";
import type { Page } from "../page";
import { toast } from "../toast";
import { say } from "../words";

const LEAF = 2_000;

/** One gesture, which undo takes back. */
export async function reveal(
  page: Page,
  side: string,
  name: string,
  button: HTMLButtonElement,
): Promise<void> {
  if (button.getAttribute("aria-busy")) return; // it keeps the focus, which a disabled one would lose
  attribute(button, "aria-busy", "true");
  try {
    const [entries, people] = await Promise.all([logOf(side), peopleOf(side)]);
    if (page.signal.aborted) return;
    const names = new Map(people.map((person) => [person.id, person.name]));
    const board = new Board();
    const origins = new Map<string, Source>();
    for (const entry of entries) {
      apply(board, entry);
      const origin = { by: names.get(entry.by) || say("guest.name"), at: entry.made ?? entry.at };
      for (const { id } of entry.put ?? []) if (!origins.has(id)) origins.set(id, origin);
    }
    const put = revealed(page.stage.table, board, name, origins);
    if (put.length === 0) {
      toast(say("lesson.empty", { name }));
      return;
    }
    const frames = put.filter(({ kind }) => kind === "frame").map(({ id }) => id);
    page.stage.table.submit({ put }); // onto the page in view
    if (!frames.some((id) => page.seat.session.board.get(id))) return; // no layer takes them, which was said
    page.stage.select(frames);
    page.run("view.fit-selection");
    const undo = { label: say("edit.undo"), run: () => page.run("edit.undo") };
    toast(say("lesson.revealed", { name }), { button: undo });
  } catch {
    toast(say("lesson.unread", { name }), { icon: icons.state.warning });
  } finally {
    attribute(button, "aria-busy", undefined);
  }
}

async function logOf(board: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const leaf = JSON.parse(await entriesAfter(board, entries.length, LEAF)) as Leaf; // the server's own
    entries.push(...leaf.entries);
    if (leaf.entries.length === 0 || entries.length >= leaf.head) return entries;
  }
}
