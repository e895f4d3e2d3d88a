/** What others do, spoken for who does not see it: "Ana drew an arrow", a few sentences at a time. */

import { deedOf } from "../core/deed";
import type { Entry } from "../core/messages";
import type { Page } from "./page";
import { deedText, whoIs } from "./past/telling";
import { announce } from "./toast";
import { say } from "./words";

/** Steps are gathered for so long after the first: a voice needs time to say them. */
const GATHER_MS = 2_000;
const SILENT = ["nothing", "refused", "said", "showed"];

export class Steps {
  private readonly page: Page;
  private readonly gathered = new Map<string, Entry[]>();
  private timer = 0;

  constructor(page: Page) {
    this.page = page;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  /** A step is on the server's disk; one's own were seen being made. */
  heard(entry: Entry): void {
    const { session } = this.page.seat;
    if (session.phase !== "live" || entry.client === session.client) return;
    if (SILENT.includes(deedOf(entry).what)) return;
    const steps = this.gathered.get(entry.by) ?? [];
    steps.push(entry);
    this.gathered.set(entry.by, steps);
    this.timer ||= window.setTimeout(() => this.tell(), GATHER_MS);
  }

  private tell(): void {
    this.timer = 0;
    const sentences = [...this.gathered].map(([by, steps]) => {
      const { name } = whoIs(this.page, by);
      const [only, ...others] = steps;
      if (!only || others.length > 0) return say("outline.steps", { name, count: steps.length });
      return say("history.deed", { name, deed: deedText(deedOf(only)) });
    });
    this.gathered.clear();
    announce(sentences.join(". "));
  }
}
