/** Links on elements: what a person types as one, and the gesture that sets it (LINK-1). */

import type { Desk } from "./desk";
import { freeOf } from "./draft";

const LONGEST = 2000;
/** Of a scheme that a board opens (EL-8). */
const KNOWN = /^(https?:\/\/|mailto:)./i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** A host with a port looks like a scheme, and is none. */
const PORT = /^[a-z0-9.-]+:[0-9]+(\/|$)/i;
const ADDRESS = /^[^@/:]+@[^@/:]+\.[^@/:]+$/;

/** What is meant by a text: an address with its scheme, "" for none; null where a board opens no such thing. */
export function linkOf(text: string): string | null {
  const said = text.trim();
  if (said === "") return "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no address has one
  if (/[\x00-\x20]/.test(said)) return null;
  const link = whole(said);
  return link === null || link.length > LONGEST ? null : link;
}

function whole(said: string): string | null {
  if (KNOWN.test(said)) {
    const colon = said.indexOf(":");
    return said.slice(0, colon).toLowerCase() + said.slice(colon);
  }
  if (ADDRESS.test(said)) return `mailto:${said}`;
  if (SCHEME.test(said) && !PORT.test(said)) return null;
  const host = said.split(/[/?#]/)[0]!;
  return host.includes(".") || PORT.test(said) || host === "localhost" ? `https://${said}` : null;
}

/** Gives the selection a link, or takes it away. */
export function relink(desk: Desk, link: string): void {
  const set = freeOf(desk).flatMap((one) =>
    one.get("link") === link ? [] : [{ id: one.id, link }],
  );
  if (set.length > 0) desk.submit({ set });
}
