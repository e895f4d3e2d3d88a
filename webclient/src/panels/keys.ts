/** The keys: one table for both clients, matched by the character and by the place of the key. */

import table from "@face/keys.json";

export type Where = "board" | "any" | "pen" | "selection" | "hold" | "past";

interface Row {
  command: string;
  keys: string[];
  codes: string[];
  where: Where;
  only?: string;
}

const TABLE = table.keys as readonly Row[]; // JSON knows only `string` for `where`
const ROWS = TABLE.filter((row) => row.only === undefined || row.only === "web");
const MODIFIERS = ["Ctrl", "Alt", "Shift"] as const;
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** What holds at the moment of the key. */
export interface Situation {
  typing: boolean;
  /** The pen or highlighter is active. */
  pen: boolean;
  selected: boolean;
  singleKeys: boolean;
  /** The time bar is open. */
  past?: boolean;
}

/** The command of a key press, or null. */
export function commandOf(event: KeyboardEvent, now: Situation): string | null {
  if (event.isComposing || event.key === "Dead") return null;
  const typed = combination(event, event.key === " " ? "Space" : event.key);
  const plain = !(event.ctrlKey || event.metaKey || event.altKey);
  const found =
    match((row) => row.keys.some((key) => sameKey(key, typed)), plain, now) ??
    match((row) => row.codes.includes(combination(event, event.code)), plain, now);
  return found?.command ?? null;
}

function match(test: (row: Row) => boolean, plain: boolean, now: Situation): Row | undefined {
  const fits = ROWS.filter((row) => holds(row, plain, now) && test(row));
  return fits.find((row) => row.where !== "board") ?? fits[0];
}

function holds(row: Row, plain: boolean, now: Situation): boolean {
  if (row.where === "any") return true;
  if (now.typing || row.where === "hold") return false;
  if (row.where === "past") return now.past === true;
  if (row.where === "selection" && !now.selected) return false;
  if (row.where === "pen" && (!now.pen || now.selected)) return false;
  const letter = row.keys.some((key) => key.length === 1);
  return now.singleKeys || !(plain && letter);
}

/** `Ctrl+Shift+KeyZ` of an event. */
function combination(event: KeyboardEvent, name: string): string {
  const on = { Ctrl: event.ctrlKey || event.metaKey, Alt: event.altKey, Shift: event.shiftKey };
  return [...MODIFIERS.filter((one) => on[one]), name].join("+");
}

/** Compares `Ctrl+Z` of the table with what was typed; a sign such as `?` may need Shift on one keyboard and not on another. */
function sameKey(key: string, typed: string): boolean {
  const [name, modifiers] = parts(key);
  const [got, held] = parts(typed);
  if (name.toUpperCase() !== got.toUpperCase()) return false;
  const sign = name.length === 1 && name.toUpperCase() === name.toLowerCase() && !/\d/.test(name);
  const wanted = sign ? held.filter((one) => one !== "Shift" || modifiers.includes("Shift")) : held;
  return wanted.join() === modifiers.join();
}

function parts(key: string): [string, string[]] {
  const plus = key.endsWith("+");
  const names = (plus ? key.slice(0, -1) : key).split("+").filter(Boolean);
  return plus ? ["+", names] : [names.at(-1) ?? "", names.slice(0, -1)];
}

const ARROWS: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** The parts of a key as they are written on this keyboard: `Ctrl`, `Z`. */
export function keyCaps(key: string): string[] {
  const [name, modifiers] = parts(key);
  const written: Record<string, string> = IS_MAC
    ? { Ctrl: "⌘", Alt: "⌥", Shift: "⇧", Delete: "⌫" }
    : {};
  Object.assign(written, ARROWS);
  return [...modifiers, name].map((one) => written[one] ?? one);
}

/** The first key of a command, cap by cap. */
export function capsOf(command: string): string[] {
  const row = ROWS.find((one) => one.command === command);
  return row?.keys[0] ? keyCaps(row.keys[0]) : [];
}

/** The first key of a command, for tooltips and menus: `Ctrl+Z`, or nothing. */
export function keyOf(command: string): string {
  return capsOf(command).join(IS_MAC ? "" : "+");
}
