/** How the colours of the log are painted on a light and on a dark board (DRAW-2). */

import tokens from "@face/tokens.json";
import type { Tone } from "./item";

interface Pair {
  light: string;
  dark: string;
}

/** The dark pair of each palette's light values. */
const PAIRS: Readonly<Record<Tone, ReadonlyMap<string, string>>> = {
  ink: darkOf(tokens.ink),
  highlighter: darkOf(tokens.highlighter),
  // on a note ink is the colour of its writing, and its edge is light in the dark
  note: darkOf({
    ...tokens.note,
    text: tokens.color["note-text"],
    edge: { light: "#000000", dark: "#FFFFFF" },
  }),
  chrome: darkOf({ control: tokens.color.control, text: tokens.color["text-2"] }),
};
const LEAST = 0.55;
const MOST = 0.95;
const known = new Map<string, string>();

/**
 * A colour `#RRGGBB` of the log as it is painted; `tone` says whose palette it is looked up in.
 *
 * What is in no palette gets the OKLab lightness `1.18 - L` on a dark board, within 0.55..0.95.
 */
export function painted(colour: string, tone: Tone, dark: boolean): string {
  if (!dark) return colour;
  const low = colour.toLowerCase();
  return (
    PAIRS[tone].get(low) ?? PAIRS.ink.get(low) ?? PAIRS.note.get(low) ?? lifted(low, LEAST, MOST)
  );
}

/** The ground of a board: the usual one has a dark pair, any other becomes dark. */
export function ground(background: string, dark: boolean): string {
  const board = tokens.color.board;
  const low = background.toLowerCase();
  if (low === board.light.toLowerCase()) return dark ? board.dark : board.light;
  return dark ? lifted(low, 0.12, 0.35) : background;
}

/** How a highlighter mixes with what is under it. */
export function blend(dark: boolean): "multiply" | "screen" {
  return dark ? "screen" : "multiply";
}

function darkOf(palette: Record<string, Pair>): Map<string, string> {
  return new Map(Object.values(palette).map((pair) => [pair.light.toLowerCase(), pair.dark]));
}

/** The colour with its lightness turned over (OKLab, Ottosson 2020). */
function lifted(colour: string, least: number, most: number): string {
  const key = `${colour} ${least}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size > 4096) known.clear();
  const made = turnedOver(colour, least, most);
  known.set(key, made);
  return made;
}

function turnedOver(colour: string, least: number, most: number): string {
  const part = (at: number) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r, g, b] = [part(1), part(3), part(5)];
  let x = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  let y = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  let z = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  let lightness = 0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z;
  const a = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z;
  const c = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z;
  lightness = Math.min(most, Math.max(least, 1.18 - lightness));
  x = lightness + 0.3963377774 * a + 0.2158037573 * c;
  y = lightness - 0.1055613458 * a - 0.0638541728 * c;
  z = lightness - 0.0894841775 * a - 1.291485548 * c;
  x = x * x * x;
  y = y * y * y;
  z = z * z * z;
  const parts = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
  return `#${parts.map((value) => byte(value).toString(16).padStart(2, "0")).join("")}`;
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function byte(value: number): number {
  const part = Math.min(1, Math.max(0, value));
  const made = part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
  return Math.floor(255 * made + 0.5);
}
