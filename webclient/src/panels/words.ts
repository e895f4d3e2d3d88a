/** The words of the interface in the person's language, with values filled in and numbers written the local way. */

import english from "@face/strings/en.json";

export type Word = keyof typeof english;
type Text = string | Record<string, string>;
type Catalogue = Partial<Record<string, Text>>;

/** Each language in its own words. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  zh: "中文",
  ar: "العربية",
};
const RIGHT_TO_LEFT = ["ar"];

const catalogues = import.meta.glob<Catalogue>(["@face/strings/*.json", "!@face/strings/en.json"], {
  import: "default",
});

let words: Catalogue = english;
let language = "en";
let plural = new Intl.PluralRules(language);
let numbers = new Intl.NumberFormat(language);

/** The language of numbers, as people of this browser's country write them. */
const locale = (): string =>
  navigator.languages.find((one) => one.split("-")[0] === language) ?? language;

/** The language of dates; in English the day stands before the month, as in the face. */
export const dateLocale = (): string => (language === "en" ? "en-GB" : locale());

/** Loads the words of the chosen language, else of the first that the browser asks for, else English. */
export async function useLanguage(chosen: string): Promise<void> {
  const wanted = [chosen, ...navigator.languages].map((one) => one.split("-")[0] ?? "");
  language = wanted.find((one) => one in LANGUAGES) ?? "en";
  const load = Object.entries(catalogues).find(([path]) => path.endsWith(`/${language}.json`))?.[1];
  words = load ? await load().catch(() => english) : english;
  if (words === english) language = "en";
  plural = new Intl.PluralRules(language);
  numbers = new Intl.NumberFormat(locale());
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
}

/** More of English, which comes with the parts that say it. */
export function addEnglish(more: Catalogue): void {
  Object.assign(english, more);
}

/** Whether the page goes from right to left. */
export const isRightToLeft = (): boolean => document.documentElement.dir === "rtl";

/** One text; `count` chooses between singular and plural, numbers get their thousands marked. */
export function say(key: Word, values: Record<string, string | number> = {}): string {
  const found = words[key] ?? english[key];
  return filled(found, key in words ? plural : ENGLISH_PLURAL, values);
}

const ENGLISH_PLURAL = new Intl.PluralRules("en");

/** The text of a key that is put together at run time, or `otherwise`. */
export function sayIf(
  key: string,
  otherwise: string,
  values: Record<string, string | number> = {},
): string {
  return key in english ? say(key as Word, values) : otherwise;
}

function filled(
  found: Text,
  rules: Intl.PluralRules,
  values: Record<string, string | number>,
): string {
  const text =
    typeof found === "string"
      ? found
      : (found[rules.select(Number(values.count))] ?? found.other ?? "");
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}
