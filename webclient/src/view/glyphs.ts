/** What icons are drawn of: those of the first screen are there at once, the others soon after they are asked for. */

import first from "@face/icons.json?first";

let all: Readonly<Record<string, string>> = first;
let coming: Promise<void> | null = null;

/** The inner SVG of an icon; undefined where it is not here yet, or there is none (as of ""). */
export function glyph(name: string): string | undefined {
  if (name && !Object.hasOwn(all, name)) void moreGlyphs();
  return all[name];
}

/** Fetches the icons that are not here; where that fails they are asked for again with the next one. */
export function moreGlyphs(): Promise<void> {
  coming ??= import("@face/icons.json?later").then(
    (more) => {
      all = { ...first, ...more.default };
    },
    () => {
      coming = null;
    },
  );
  return coming;
}
