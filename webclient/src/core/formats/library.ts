/** A library of shapes: Excalidraw's `.excalidrawlib`, which Inkroom's own form lies in (FILE-15). */

import type { Element } from "../board";
import { encode } from "../messages";
import { many } from "../order";
import { isObject } from "../schema";
import { both, heldIn } from "./clipboard";

const THINGS = 5_000;
const TITLE = 120;

/** One thing of a library: its name, its elements from bottom to top, and what the file says about it. */
export interface Thing {
  readonly name: string;
  readonly elements: Element[];
  readonly about: Record<string, unknown>;
}

/** Both forms that Excalidraw wrote; null for what is no library, or an empty one. Pictures stay behind. */
export function readLibrary(text: string): Thing[] | null {
  const document = documentOf(text);
  const given = document?.libraryItems ?? document?.library;
  if (!Array.isArray(given) || given.length > THINGS) return null;
  const things = given.flatMap((item: unknown) => {
    const raw = isObject(item) ? item : { elements: item };
    const elements = inOrder(heldIn(raw) ?? []);
    return elements.length > 0 ? [{ name: named(raw.name), elements, about: aboutOf(raw) }] : [];
  });
  return things.length > 0 ? things : null;
}

/** The things as a file that Excalidraw opens. */
export function writeLibrary(things: readonly Thing[]): string {
  const libraryItems = things.map(({ name, elements, about }, at) => ({
    id: `thing-${at + 1}`,
    status: "unpublished",
    created: 1,
    ...about,
    ...(name ? { name } : {}),
    ...both(elements),
  }));
  const source = "https://excalidraw.com";
  return `${encode({ type: "excalidrawlib", version: 2, source, libraryItems })}\n`;
}

function documentOf(text: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(text);
    return isObject(found) && found.type === "excalidrawlib" ? found : null;
  } catch {
    return null;
  }
}

/** Excalidraw's elements have their order by their place in the list; ours by `z`. */
function inOrder(elements: Element[]): Element[] {
  const rising = many(null, null, elements.length);
  return elements.map((one, at) => one.written("z", rising[at], one.put));
}

function named(name: unknown): string {
  if (typeof name !== "string") return "";
  return [...name]
    .filter((one) => one >= " " && one !== "\x7f")
    .slice(0, TITLE)
    .join("");
}

/** What is written again as it was. */
function aboutOf(raw: Record<string, unknown>): Record<string, unknown> {
  const about: Record<string, unknown> = {};
  if (typeof raw.id === "string" && raw.id) about.id = raw.id.slice(0, 100);
  if (typeof raw.status === "string" && raw.status) about.status = raw.status.slice(0, 20);
  if (Number.isSafeInteger(raw.created) && Number(raw.created) > 0) about.created = raw.created;
  return about;
}
