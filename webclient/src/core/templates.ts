/** What a board can begin with: lined paper, a retrospective, a lesson, a flow chart (`face/templates.json`). */

import type { Parts } from "./gesture";
import { many } from "./order";

type Fields = Record<string, unknown>;

/** One of `face/templates.json`. */
export interface Template {
  readonly name: string;
  readonly board: Fields;
  readonly put: readonly Fields[];
}

/** A text that begins so is a key of the words. */
const WORD = "@";

/** The op that puts a template on an empty board; `say` gives a word by its key, `fresh` an id. */
export function begin(
  template: Template,
  say: (key: string) => string,
  fresh: () => string,
): Parts {
  const named = template.put.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
  const ids = new Map(named.map((id) => [id, fresh()]));
  const orders = many(null, null, template.put.length);
  const put = template.put.map((one, at) => ({
    ...filled(one, ids, say),
    id: ids.get(String(one.id)) ?? fresh(),
    z: orders[at]!,
  }));
  const parts: Fields = {};
  if (put.length > 0) parts.put = put;
  if (Object.keys(template.board).length > 0) parts.set = [{ id: "board", ...template.board }];
  return parts as Parts; // the file is ours, and a test reads each op of it
}

function filled(put: Fields, ids: Map<string, string>, say: (key: string) => string): Fields {
  const whole = { ...put };
  for (const field of ["text", "title"]) {
    const words = whole[field];
    if (typeof words === "string" && words.startsWith(WORD)) whole[field] = say(words.slice(1));
  }
  for (const end of ["from", "to"]) {
    const held = whole[end] as { id: string } | undefined; // a binding, as the file has it
    if (held) whole[end] = { ...held, id: ids.get(held.id) };
  }
  return whole;
}
