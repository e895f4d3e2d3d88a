/** Finding by words: how well a query fits a text, whatever the case and the accents. */

import type { Element } from "./board";
import { span } from "./extent";

const FIRST = 100;
const WORD = 80;
const INSIDE = 50;
const SCATTERED = 20;

type Span = readonly [from: number, to: number];

/** How well a text fits, higher is better, and which of its code points `[from, to)` do. */
export interface Match {
  readonly score: number;
  readonly spans: readonly Span[];
}

/**
 * How the text fits: each word of the query is in it; null where one is not.
 *
 * `loose`: the letters of a word may also lie apart, in their order.
 */
export function match(query: string, text: string, loose = false): Match | null {
  const [letters, places] = folded(text);
  let score = 0;
  const spans: Span[] = [];
  for (const word of folded(query)[0].join("").split(/\s+/).filter(Boolean)) {
    const found = foundIn([...word], letters, loose);
    if (!found) return null;
    score += found.score;
    for (const [from, to] of found.spans) spans.push([places[from]!, places[to - 1]! + 1]);
  }
  return { score: score * 1000 - letters.length, spans: joined(spans) };
}

/** The text in small letters without accents, and for each of them the code point it is from. */
function folded(text: string): [letters: string[], places: number[]] {
  const letters: string[] = [];
  const places: number[] = [];
  [...text].forEach((char, at) => {
    for (const part of char.normalize("NFKD").toLowerCase()) {
      if (/\p{M}/u.test(part)) continue;
      letters.push(part);
      places.push(at);
    }
  });
  return [letters, places];
}

function foundIn(word: string[], letters: string[], loose: boolean): Match | null {
  const first = find(letters, word, 0);
  if (first < 0) return loose ? scattered(word, letters) : null;
  let at = first;
  while (at > 0 && !/\s/.test(letters[at - 1]!)) at = find(letters, word, at + 1);
  const score = at === 0 ? FIRST : at > 0 ? WORD : INSIDE;
  const start = Math.max(at, first);
  return { score, spans: [[start, start + word.length]] };
}

function find(letters: string[], word: string[], from: number): number {
  for (let at = from; at + word.length <= letters.length; at++) {
    if (word.every((letter, n) => letters[at + n] === letter)) return at;
  }
  return -1;
}

/** The letters of the word one after another, each as early as can be. */
function scattered(word: string[], letters: string[]): Match | null {
  const spans: [number, number][] = [];
  let at = 0;
  for (const letter of word) {
    at = letters.indexOf(letter, at);
    if (at < 0) return null;
    at += 1;
    const last = spans.at(-1);
    if (last && last[1] === at - 1) last[1] = at;
    else spans.push([at - 1, at]);
  }
  return { score: Math.max(1, SCATTERED - spans.length), spans };
}

function joined(spans: Span[]): Span[] {
  const found: [number, number][] = [];
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = found.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(to, last[1]);
    else found.push([from, to]);
  }
  return found;
}

/** An element whose words fit. */
export interface Found {
  readonly element: Element;
  readonly words: string;
  readonly match: Match;
}

/** The elements whose writing, label or title fits the query, in reading order. */
export function foundAmong(elements: Iterable<Element>, query: string): Found[] {
  const found: Found[] = [];
  for (const element of elements) {
    const words = wordsOf(element);
    const fits = words ? match(query, words) : null;
    if (fits) found.push({ element, words, match: fits });
  }
  const place = new Map(found.map((one) => [one, span(one.element)]));
  return found.sort((a, b) => {
    const [here, there] = [place.get(a)!, place.get(b)!];
    return here.top - there.top || here.left - there.left || (a.element.id < b.element.id ? -1 : 1);
  });
}

/** What an element says: its text or its title, on one line. */
export function wordsOf(element: Element): string {
  const { text, title } = element.values;
  const words = element.kind === "frame" ? title : text;
  return typeof words === "string" ? words.split(/\s+/).filter(Boolean).join(" ") : "";
}
