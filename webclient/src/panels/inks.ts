/** The colours and widths that a person picks from, with their names. The log keeps the light value. */

import { highlighter, ink, note, strokeWidth } from "@face/tokens.json";
import { sayIf } from "./words";

export interface Swatch {
  /** The value in the log. */
  value: string;
  name: string;
  /** The custom property that paints it, light or dark. */
  css: string;
}

const swatches = (
  palette: Record<string, { name: string; light: string; css: string }>,
): Swatch[] =>
  Object.entries(palette).map(([key, { name, light, css }]) => ({
    value: light,
    get name() {
      return sayIf(`colour.${key}`, name); // in the language of now
    },
    css,
  }));

export const INKS: readonly Swatch[] = swatches(ink);
export const HIGHLIGHTERS: readonly Swatch[] = swatches(highlighter);
export const PAPERS: readonly Swatch[] = swatches(note);
const ALL = [...INKS, ...HIGHLIGHTERS, ...PAPERS];

const UNIT = 16;
export const WIDTHS = (["s", "m", "l", "xl"] as const).map((name) => ({
  name,
  value: strokeWidth[name] * UNIT,
}));
/** The highlighter's, about its own 24 px. */
export const BROAD = (["s", "m", "l", "xl"] as const).map((name, at) => ({
  name,
  value: [12, strokeWidth.highlighter, 36, 48][at]! * UNIT,
}));

/** What paints a value of the log in the page: a custom property of the palette, or the colour itself. */
export function paintOf(value: string): string {
  const found = ALL.find((one) => one.value.toLowerCase() === value.toLowerCase());
  if (found) return `var(${found.css})`;
  return value === "none" ? "transparent" : value;
}

/** The name of a colour, or its value. */
export function inkName(value: string): string {
  return ALL.find((one) => one.value.toLowerCase() === value.toLowerCase())?.name ?? value;
}

export const sameInk = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
