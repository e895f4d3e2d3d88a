/** Colours of the board as they are painted, light or dark (DRAW-2). */

import tokens from "@face/tokens.json";
import type { Tone } from "../core/item";

type Rgb = readonly [number, number, number];

const pairs = (all: Record<string, { light: string; dark: string }>): Map<string, string> =>
  new Map(Object.values(all).map(({ light, dark }) => [light.toLowerCase(), dark]));

/** The dark pair of each palette's light values. */
const DARK: Record<Tone, Map<string, string>> = {
  ink: pairs(tokens.ink),
  highlighter: pairs(tokens.highlighter),
  note: pairs(tokens.note),
  chrome: pairs({ control: tokens.color.control, text: tokens.color["text-2"] }),
};
/** On a note ink is the colour of its writing, and the edge is light in the dark. */
const ON_NOTE = new Map([
  [tokens.color["note-text"].light.toLowerCase(), tokens.color["note-text"].dark],
  ["#000000", "#ffffff"],
]);

const others = new Map<string, string>();

/** How a colour of the log is painted. */
export function toned(colour: string, tone: Tone, dark: boolean): string {
  if (!dark) return colour;
  const low = colour.toLowerCase();
  const paired = DARK[tone].get(low) ?? (tone === "note" ? ON_NOTE.get(low) : undefined);
  return paired ?? DARK.ink.get(low) ?? DARK.note.get(low) ?? lifted(low);
}

/** The ground of a board: the default one is the face's, any other is made dark. */
export function ground(background: string, dark: boolean): string {
  const usual = tokens.color.board.light.toLowerCase() === background.toLowerCase();
  if (usual) return dark ? tokens.color.board.dark : tokens.color.board.light;
  return dark ? lifted(background.toLowerCase(), 0.12, 0.35) : background;
}

/** A highlighter's colour as it lies on the ground: tiles have none of their own to blend with. */
export function blended(colour: string, dark: boolean): string {
  const over = rgb(dark ? tokens.color.board.dark : tokens.color.board.light);
  const mixed = rgb(colour).map((v, at) => {
    const below = over[at]! / 255;
    return Math.round(255 * (dark ? 1 - (1 - v / 255) * (1 - below) : (v / 255) * below));
  });
  return hex(mixed as unknown as Rgb);
}

/** Any other colour with the OKLab lightness `1.18 - L`, within bounds. */
function lifted(colour: string, least = 0.55, most = 0.95): string {
  const key = `${colour} ${least}`;
  const known = others.get(key);
  if (known) return known;
  const [l, a, b] = toLab(rgb(colour));
  const made = hex(fromLab([Math.min(most, Math.max(least, 1.18 - l)), a, b]));
  if (others.size > 4096) others.clear();
  others.set(key, made);
  return made;
}

function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16) || 0;
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hex(colour: Rgb): string {
  return `#${colour.map((v) => v.toString(16).padStart(2, "0")).join("")}`;
}

function linear(v: number): number {
  const c = v / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function gamma(c: number): number {
  const v = c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, v)));
}

/** sRGB to OKLab (Ottosson 2020). */
function toLab(colour: Rgb): Rgb {
  const [r, g, b] = colour.map(linear) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
