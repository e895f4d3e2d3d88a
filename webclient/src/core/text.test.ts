import { readFileSync } from "node:fs";
import vectors from "@vectors/text.json";
import { expect, test } from "vitest";
import { baseline, lineHeight, metrics, widthOf, wrapped } from "./text";

test("[TEXT-1, TEXT-2] texts measure and wrap as in Python", () => {
  for (const [said, font, size, width, wide, lines] of vectors.wrapped as [
    string,
    string,
    number,
    number,
    number,
    string[],
  ][]) {
    expect(widthOf(said, font, size)).toBe(wide);
    expect(wrapped(said, font, size, width), JSON.stringify([said, font, size, width])).toEqual(
      lines,
    );
  }
});

test("[TEXT-2] lines stand as far apart, and on the same baselines, as in Python", () => {
  for (const [font, size, height, base] of vectors.lines as [string, number, number, number][]) {
    expect(lineHeight(size)).toBe(height);
    expect(baseline(font, size)).toBe(base);
  }
});

test("[TEXT-1] a character without an entry is 1 em wide if it is wide, else 0.6", () => {
  expect(widthOf("日", "hand", 1000)).toBe(1000);
  expect(widthOf("🙂", "hand", 1000)).toBe(1000);
  expect(widthOf("ا", "hand", 1000)).toBe(600);
});

test("[TEXT-2] a word wider than the box breaks inside; a space at a break goes", () => {
  expect(wrapped("aaaaa bb", "mono", 1000, 2400)).toEqual(["aaaa", "a bb"]);
  expect(wrapped("aa bb cc", "mono", 1000, 3000)).toEqual(["aa bb", "cc"]);
  expect(wrapped("a\n\nb", "mono", 1000, 3000)).toEqual(["a", "", "b"]);
});

test("[TEXT-1] every character is as wide as the fonts say, though the build leaves many out", () => {
  const file = new URL("../../../core/inkroom/face/advances.json", import.meta.url);
  const { fonts } = JSON.parse(readFileSync(file, "utf8")) as {
    fonts: Record<string, { runs: [number, number[]][] }>;
  };
  for (const [font, { runs }] of Object.entries(fonts)) {
    for (const [start, widths] of runs) {
      const read = widths.map((_, at) => metrics(font).advance(start + at));
      expect(read, `${font} from ${start}`).toEqual(widths);
    }
  }
});
