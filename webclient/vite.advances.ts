/** The widths of the fonts in the build, packed: `core/text.ts` reads them. */

import type { Plugin } from "vite";

interface Font {
  ascent: number;
  descent: number;
  runs: [start: number, widths: number[]][];
}

/** As wide as the letter that this one is made of: most letters with a sign are. */
const SAME = "!";
/** A width is the character so far behind this one: in UTF-8 two bytes, nearly always. */
const ZERO = 128;

/** A font with its runs in one text, parted by blanks, and before each how many characters have no width. */
function packed({ ascent, descent, runs }: Font) {
  const widths = new Map(
    runs.flatMap(([start, run]) => run.map((width, at) => [start + at, width] as const)),
  );
  const letter = (code: number, width: number): string => {
    const base = String.fromCodePoint(code).normalize("NFD").codePointAt(0)!;
    const same = base !== code && widths.get(base) === width;
    return same ? SAME : String.fromCodePoint(ZERO + width);
  };
  let end = 0;
  const gaps: number[] = [];
  const texts = runs.map(([start, run]) => {
    gaps.push(start - end);
    end = start + run.length;
    return run.map((width, at) => letter(start + at, width)).join("");
  });
  return { ascent, descent, gaps, runs: texts.join(" ") };
}

export const advances: Plugin = {
  name: "advances",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/face/advances.json")) return null;
    const { fonts } = JSON.parse(code) as { fonts: Record<string, Font> };
    const made = Object.entries(fonts).map(([name, font]) => [name, packed(font)]);
    return { code: JSON.stringify({ fonts: Object.fromEntries(made) }), map: null };
  },
};
