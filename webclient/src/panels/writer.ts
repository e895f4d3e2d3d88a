/** Who made an element: the person behind the client that put it. */

import { type Element, owner } from "../core/board";
import type { Page } from "./page";

export interface Writer {
  name: string;
  colour: string;
  me: boolean;
}

/** The person who put the element; null where this is not known. */
export function writerOf(page: Page, element: Element): Writer | null {
  const { session, authors } = page.seat;
  const client = owner(element.put);
  const { me } = session;
  if (me && client === session.client) return { name: me.name, colour: me.colour, me: true };
  const user = authors.get(client);
  const person = user === undefined ? undefined : session.people.get(user);
  return person ? { name: person.name, colour: person.colour, me: user === me?.user } : null;
}
