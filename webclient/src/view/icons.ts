/** Small icons for the board itself: drawn once a colour, then pictures. */

import { icon as icons } from "@face/tokens.json";
import { glyph } from "./glyphs";

const NAMES: Record<string, string> = {
  ...icons.tool,
  ...icons.reaction,
  chat: icons.people.chat,
  lock: icons.edit.lock,
};
const made = new Map<string, HTMLImageElement>();

/** The icon of a tool, or null for one that has none or is not ready yet. */
export function icon(name: string, colour: string): HTMLImageElement | null {
  const inner = glyph(NAMES[name] ?? "");
  if (!inner) return null;
  const key = `${name} ${colour}`;
  let image = made.get(key);
  if (!image) {
    image = new Image(32, 32);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</svg>`;
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    made.set(key, image);
  }
  return image.complete && image.naturalWidth > 0 ? image : null;
}
