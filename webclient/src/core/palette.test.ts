import vectors from "@vectors/palette.json";
import { expect, test } from "vitest";
import type { Tone } from "./item";
import { ground, painted } from "./palette";

test("[DRAW-2] colours are painted in the dark as in Python", () => {
  for (const [colour, tone, dark] of vectors.painted as [string, Tone, string][]) {
    expect(painted(colour, tone, true), `${colour} ${tone}`).toBe(dark);
    expect(painted(colour, tone, false)).toBe(colour);
  }
  for (const [colour, dark] of vectors.ground as [string, string][]) {
    expect(ground(colour, true)).toBe(dark);
    expect(ground(colour, false)).toBe(colour);
  }
});
