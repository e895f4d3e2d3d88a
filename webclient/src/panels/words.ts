/** The words of the interface, with values filled in and numbers written the local way. */

import words from "@face/strings/en.json";

export type Word = keyof typeof words;

const LANGUAGE = "en";
const plural = new Intl.PluralRules(LANGUAGE);
const numbers = new Intl.NumberFormat(LANGUAGE);

/** One text; `count` chooses between singular and plural, numbers get their thousands marked. */
export function say(key: Word, values: Record<string, string | number> = {}): string {
  const found: string | Record<string, string> = words[key];
  const text =
    typeof found === "string"
      ? found
      : (found[plural.select(Number(values.count))] ?? found.other ?? "");
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

/** The text of a key that is put together at run time, or `otherwise`. */
export function sayIf(
  key: string,
  otherwise: string,
  values: Record<string, string | number> = {},
): string {
  return key in words ? say(key as Word, values) : otherwise;
}
