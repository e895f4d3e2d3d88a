import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { guess } from "./guess";

type Case = [name: string, points: number[], found: [kind: string, geom: number[]] | null];
const file = new URL("../../../tests/vectors/guess.json", import.meta.url);
const vectors: { guesses: Case[] } = JSON.parse(readFileSync(file, "utf8"));

test("[GUESS-1] what a stroke was meant to be is guessed as in Python", () => {
  for (const [name, points, meant] of vectors.guesses) {
    const found = guess(points, 448);
    expect(found && [found.kind, found.geom], name).toEqual(meant);
  }
  expect(vectors.guesses.length).toBeGreaterThan(400);
});
