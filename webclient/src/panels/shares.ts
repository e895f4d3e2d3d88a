/** What people who are away did on this board, and when last: asked for while the list of people is open. */

import { peopleOf } from "../store/api";
import type { Page } from "./page";
import { sinceWhen } from "./when";
import { say } from "./words";

export class Shares {
  private readonly page: Page;
  private notes = new Map<string, string>();
  /** Who was away when the server was asked. */
  private asked = "";

  constructor(page: Page) {
    this.page = page;
  }

  /** Asks anew when others are away than the last time; `page.changed` follows. */
  ask(away: readonly string[]): void {
    const who = away.join();
    if (who === this.asked || this.page.seat.session.phase !== "live") return;
    this.asked = who;
    if (away.length === 0) return;
    peopleOf(this.page.board).then(
      (people) => {
        const now = Date.now();
        this.notes = new Map(
          people.map(({ id, steps, last }) => {
            if (last === null) return [id, ""];
            return [id, say("people.last", { when: sinceWhen(last, now), count: steps })];
          }),
        );
        this.page.changed();
      },
      () => {
        this.asked = ""; // the server went away: the next change asks again
      },
    );
  }

  /** "Mon · 88 steps"; empty: not known yet, or they only looked. */
  noteOf(id: string): string {
    return this.notes.get(id) ?? "";
  }
}
