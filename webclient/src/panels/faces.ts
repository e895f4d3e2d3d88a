/** People as small round faces: initials on their colour. */

import { people } from "@face/tokens.json";
import { attribute, el, text, tint } from "./dom";

export const COLOURS = Object.keys(people) as readonly string[];

/** "AK" of "Ana Kern", "JO" of "Jonas". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? "?"];
  const first = letters.map((word) => [...(word ?? "")][0] ?? "").join("");
  const whole = letters.length > 1 ? first : [...(letters[0] ?? "?")].slice(0, 2).join("");
  return whole.toLocaleUpperCase();
}

/** The CSS colour of a person; a name that is not known is grey-blue. */
export function colourOf(name: string): string {
  return `var(--who-${COLOURS.includes(name) ? name : "slate"})`;
}

/** A face, `size` px wide. Decorative: the name stands beside it, or on the button around it. */
export function face(name: string, colour: string, size: 22 | 24 | 28 | 32 = 28): HTMLElement {
  const node = el("span", { class: `avatar size-${size}`, "aria-hidden": "true" }, initials(name));
  return tint(node, "--w", colourOf(colour));
}

/** Gives a face another name and colour. */
export function reface(node: HTMLElement, name: string, colour: string, away = false): void {
  text(node, initials(name));
  tint(node, "--w", colourOf(colour));
  node.classList.toggle("is-away", away);
  attribute(node, "data-name", name);
}
