/** Icons in the build: by their names where the code says which, and only those of the first screen in the first load. */

import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const TOKENS = new URL("../core/inkroom/face/tokens.json", import.meta.url);

let known: Record<string, Record<string, string>> = {};

/** Groups of which the code looks one up by a name that it is given. */
export const LOOKED_UP = [
  "tool",
  "template",
  "reaction",
  "width",
  "dash",
  "sketch",
  "curve",
  "fill-style",
];

/** Writes `icons.edit.undo`, and the icons of the commands, as names of drawings: the table of all names is then in no file. */
export const named: Plugin = {
  name: "named-icons",
  enforce: "pre",
  buildStart() {
    known = JSON.parse(readFileSync(TOKENS, "utf8")).icon;
  },
  transform(code, id) {
    if (id.endsWith("/face/commands.json")) {
      const name = (_: string, group: string, one: string) => `"icon":"${known[group]?.[one]}"`;
      return { code: code.replace(/"icon": *"([\w-]+)\.([\w-]+)"/g, name), map: null };
    }
    if (/\btokens\.icon\.\w/.test(code)) this.error(`${id}: import { icon as icons }`);
    if (!/\bicon as icons\b.* from "@face\/tokens.json"/.test(code)) return null;
    const made = code.replace(
      /\bicons\.(\w+)(?:\.(\w+)|\["([\w-]+)"\])/g,
      (all, group, one, quoted) => {
        const name = known[group]?.[one ?? quoted];
        if (typeof name === "string") return JSON.stringify(name);
        return this.error(`${id}: no icon is called ${all}`);
      },
    );
    const used = made.matchAll(/\bicons(?:\.(\w+)|\["([\w-]+)"\]|(?=[[;,)]))/g);
    const left = [...used].map(([, group, quoted]) => group ?? quoted ?? "all");
    const cut = left.filter((group) => !LOOKED_UP.includes(group));
    if (cut.length) this.error(`${id}: the build leaves out the icons of ${cut}`);
    return { code: made, map: null };
  },
};

/** The icons of the first screen: the bar, the rail without what folds out of it, the corners, an empty board; of the list its head. */
const FIRST_ICONS =
  /^(tool(?!\.(shape-|part-eraser|lasso|picker|line|diamond|ellipse))|state|template|history\.history|people\.(share|people|chat|bring|reaction)|edit\.(undo|redo|lock)|view\.(zoom-in|zoom-out|fit|open-list|back|more|close|search|pages)|list\.(boards|list|new|import|starred|pdf-or-image))(\.|$)/;

/** Of the desktop's places. */
const DESKTOP_ICONS = ["laptop", "server"];

/** Cuts `icons.json` in two: `?first` and `?later`. */
export const cut: Plugin = {
  name: "cut",
  enforce: "pre",
  transform(code, id) {
    const part = /\/face\/icons\.json\?(first|later)$/.exec(id)?.[1];
    if (!part) return null;
    const { icon } = JSON.parse(readFileSync(TOKENS, "utf8"));
    const groups = Object.entries<string | Record<string, string>>(icon);
    const wanted = groups.flatMap(([group, names]) =>
      Object.entries(names).flatMap(([one, name]) =>
        FIRST_ICONS.test(`${group}.${one}`) ? [name] : [],
      ),
    );
    const icons = Object.entries(JSON.parse(code).icons).filter(
      ([name]) => !DESKTOP_ICONS.includes(name),
    );
    const cut = icons.filter(([name]) => wanted.includes(name) === (part === "first"));
    const made = `export default ${JSON.stringify(Object.fromEntries(cut))};`;
    return { code: made, map: null, moduleType: "js" };
  },
};
