/** Who drew an element and when: its writers, looked up in the log once each. */

import { type Element, owner } from "../core/board";
import { origin } from "../core/cut";
import { findWriters, type Step } from "../store/api";
import type { Page } from "./page";

export interface Author {
  name: string;
  colour: string;
  me: boolean;
  /** When it was drawn, in ms since 1970; null: not known yet. */
  at: number | null;
  /** How many ops changed it since, of those that still show, and the newest step of all. */
  changes: number;
  seq: number | null;
}

const MOST = 100;

/** Knows the steps behind writers; asks the server once for each. */
export class Authors {
  private readonly page: Page;
  private readonly steps = new Map<string, Step>();
  /** Writers that were asked for, with the step that the board stood at: later ones may be found. */
  private readonly asked = new Map<string, number>();

  constructor(page: Page) {
    this.page = page;
  }

  /** The person who drew the element; null where this is not known (yet: `page.changed` follows). */
  of(element: Element): Author | null {
    const drawn = origin(this.page.seat.session.board, element).put;
    const all = new Set([drawn, element.put, ...Object.values(element.writers)]);
    const writers = [...all].slice(0, MOST);
    this.ask(writers.filter((one) => !this.steps.has(one)));
    const { session } = this.page.seat;
    const first = this.steps.get(drawn);
    const mine = owner(drawn) === session.client;
    const user = first?.by ?? (mine ? session.me?.user : undefined);
    const person = user === undefined ? undefined : session.people.get(user);
    if (!person) return null;
    const known = writers.flatMap((one) => this.steps.get(one)?.seq ?? []);
    return {
      name: person.name,
      colour: person.colour,
      me: user === session.me?.user,
      at: first?.at ?? null,
      changes: writers.length - 1,
      seq: known.length === writers.length ? Math.max(...known) : null,
    };
  }

  private ask(unknown: string[]): void {
    const { saved, seq } = this.page.seat.session;
    const writers = unknown.filter((one) => this.asked.get(one) !== seq);
    if (!saved || !writers.length) return;
    for (const one of writers) this.asked.set(one, seq);
    findWriters(this.page.board, writers)
      .then((found) => {
        for (const [writer, step] of Object.entries(found)) this.steps.set(writer, step);
        this.page.changed();
      })
      .catch(() => undefined); // the row stays away
  }
}
