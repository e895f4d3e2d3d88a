/** Writing on the board: how wide it is and where its lines break, in integers (TEXT). */

import face from "@face/advances.json";
import { rnd } from "./geometry";

/** The advance of a wide character without an entry, in 1/1000 em. */
export const WIDE = 1000;
/** The advance of any other character without an entry. */
export const NARROW = 600;
// biome-ignore format: a table
const WIDE_RANGES = [
  [0x1100, 0x115f], [0x2e80, 0xa4cf], [0xa960, 0xa97f], [0xac00, 0xd7a3], [0xf900, 0xfaff],
  [0xfe30, 0xfe6f], [0xff00, 0xff60], [0xffe0, 0xffe6], [0x1f000, 0x1faff], [0x20000, 0x3fffd],
] as const;
const NOTHING = [
  [0x200b, 0x200f],
  [0x2060, 0x2064],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
] as const;

/** As the build packs them: runs of characters whose code behind ZERO is a width, and what lies before each run. */
interface Face {
  ascent: number;
  descent: number;
  gaps: number[];
  runs: string;
}
/** As wide as the letter without its sign. */
const SAME = "!";
const ZERO = 128;

/** One font's measures in 1/1000 em: how far it rises and sinks, how wide each character is. */
export class Metrics {
  readonly ascent: number;
  readonly descent: number;
  readonly #starts: number[] = [];
  readonly #runs: string[];
  readonly #known = new Map<number, number>();

  constructor(from: Face) {
    this.ascent = from.ascent;
    this.descent = from.descent;
    this.#runs = from.runs.split(" ");
    let at = 0;
    for (const [run, { length }] of this.#runs.entries()) {
      at += from.gaps[run]!;
      this.#starts.push(at);
      at += length;
    }
  }

  /** How far the pen moves on after a character, in 1/1000 em. */
  advance(code: number): number {
    let width = this.#known.get(code);
    if (width === undefined) {
      width = this.#lookUp(code);
      this.#known.set(code, width);
    }
    return width;
  }

  #lookUp(code: number): number {
    const run = this.#starts.findLastIndex((start) => start <= code);
    const width = this.#runs[run]?.[code - this.#starts[run]!];
    if (width === SAME)
      return this.advance(String.fromCodePoint(code).normalize("NFD").codePointAt(0)!);
    if (width) return width.charCodeAt(0) - ZERO;
    if (code === 9) return 4 * this.advance(32);
    if (code < 32 || within(NOTHING, code)) return 0;
    return within(WIDE_RANGES, code) ? WIDE : NARROW;
  }
}

function within(ranges: readonly (readonly [number, number])[], code: number): boolean {
  return ranges.some(([first, last]) => first <= code && code <= last);
}

const faces = new Map<string, Metrics>(
  Object.entries(face.fonts as unknown as Record<string, Face>).map(([name, entry]) => [
    name,
    new Metrics(entry),
  ]), // the build packs what the file says (`vite.advances.ts`)
);

/** The measures of a board font; those of `hand` for a name that is none. */
export function metrics(font: string): Metrics {
  return faces.get(font) ?? faces.get("hand")!;
}

/** How wide one line is, in board units, rounded up: a box that wide holds it. */
export function widthOf(line: string, font: string, size: number): number {
  const measures = metrics(font);
  let sum = 0;
  for (const character of line) sum += measures.advance(character.codePointAt(0)!);
  return Math.floor((size * sum + 999) / 1000);
}

/** From one baseline to the next, in board units: 1.32 of the size (TEXT-2). */
export function lineHeight(size: number): number {
  return Math.floor((264 * size + 100) / 200);
}

/** From the top of a line to its baseline, in board units. */
export function baseline(font: string, size: number): number {
  const measures = metrics(font);
  const free = 1000 * lineHeight(size) - size * (measures.ascent + measures.descent);
  return rnd((free + 2 * size * measures.ascent) / 2000);
}

/** The lines of a text in a box `width` wide (TEXT-2); a space where a line breaks goes. */
export function wrapped(text: string, font: string, size: number, width: number): string[] {
  const limit = Math.max(width, 0) * 1000;
  const measures = metrics(font);
  return text.split(/\r\n|\r|\n/).flatMap((paragraph) => broken(paragraph, measures, size, limit));
}

/** The lines of one paragraph; `limit` in 1/1000 board unit. */
function broken(paragraph: string, measures: Metrics, size: number, limit: number): string[] {
  const lines: string[] = [];
  let start = 0; // of the line
  let space = -1; // the last one on the line
  let total = 0; // the width from `start`
  let toSpace = 0; // the width up to and with `space`
  let at = 0;
  for (const character of paragraph) {
    const advance = size * measures.advance(character.codePointAt(0)!);
    if (total + advance > limit && at > start && character !== " ") {
      if (space > start) {
        lines.push(paragraph.slice(start, space));
        start = space + 1;
        total -= toSpace;
      }
      if (total + advance > limit && at > start) {
        lines.push(paragraph.slice(start, at));
        start = at;
        total = 0;
      }
      space = -1;
      toSpace = 0;
    }
    total += advance;
    if (character === " ") {
      space = at;
      toSpace = total;
    }
    at += character.length;
  }
  lines.push(paragraph.slice(start));
  return lines;
}

/** The width of the widest line, in board units. */
export function widest(lines: readonly string[], font: string, size: number): number {
  return lines.reduce((most, line) => Math.max(most, widthOf(line, font, size)), 0);
}
