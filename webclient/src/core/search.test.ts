import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elementOf, type Row } from "./board";
import { foundAmong, match } from "./search";

type Case = [query: string, text: string, loose: boolean, [number, [number, number][]] | null];
const file = new URL("../../../tests/vectors/search.json", import.meta.url);
const vectors: { match: Case[]; elements: Row[]; found: [string, string[]][] } = JSON.parse(
  readFileSync(file, "utf8"),
);

test("how well a text fits is the same as in Python", () => {
  for (const [query, text, loose, expected] of vectors.match) {
    const found = match(query, text, loose);
    expect(found && [found.score, found.spans], `${query} in ${text}`).toEqual(expected);
  }
});

test("what says the words is found in reading order", () => {
  const elements = vectors.elements.map(elementOf);
  for (const [query, ids] of vectors.found) {
    expect(foundAmong(elements, query).map(({ element }) => element.id)).toEqual(ids);
  }
});
