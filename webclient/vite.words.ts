/** Cuts the English words in two: what the first screen says, and `en.json?late`, which comes with whatever says the rest. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "vite";

/** The modules of the first screen of a board. */
const ROOTS = ["main.ts", "panels/room.ts"];
const IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^;"]*?from\s+)?"(\.[^"]+)"/gm;
const DESKTOP =
  /^(menu|lan|places|ended|lost|log)\.|^view\.full-screen$|^offline\.leave-|^file\.(new|open|save-as|carry|carry-to|elsewhere|not-(carried-to|written|opened))$/;
const CATALOGUE = /\/face\/strings\/(\w+)\.json(?:\?(late))?$/;

/** All that is loaded with the roots. */
function eagerFiles(src: string): Set<string> {
  const found = new Set(ROOTS.map((root) => resolve(src, root)));
  for (const file of found) {
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(IMPORT)) {
      const one = resolve(dirname(file), `${path}.ts`);
      if (existsSync(one)) found.add(one);
    }
  }
  return found;
}

/** Whether a word is said in a text: by its name, or by the beginning of one that is put together. */
function saidIn(text: string): (word: string) => boolean {
  const named = new Set([...text.matchAll(/"([a-z][\w-]*\.[\w.-]+)"/g)].map(([, name]) => name));
  const begun = [...text.matchAll(/`([a-z][\w-]*\.[\w-]*)\$\{/g)].map(([, begin = ""]) => begin);
  return (word) => named.has(word) || begun.some((begin) => word.startsWith(begin));
}

export function words(src: string): Plugin {
  let eager = new Set<string>();
  let first: (word: string) => boolean = () => true;
  return {
    name: "words",
    enforce: "pre",
    buildStart() {
      eager = eagerFiles(src);
      first = saidIn([...eager].map((file) => readFileSync(file, "utf8")).join("\n"));
    },
    transform(code, id) {
      const [, language, late] = CATALOGUE.exec(id) ?? [];
      if (language) {
        const all = Object.entries(JSON.parse(code) as Record<string, unknown>);
        const kept = all.filter(
          ([word]) => !DESKTOP.test(word) && (language !== "en" || first(word) === !late),
        );
        const text = JSON.stringify(Object.fromEntries(kept));
        return { code: late ? `export default ${text}` : text, map: null };
      }
      const says = id.startsWith(`${src}/panels/`) && /from "\.{1,2}\/words"/.test(code);
      if (!says || eager.has(id) || id.includes(".test.")) return null;
      return { code: `import "${src}/panels/late.ts";\n${code}`, map: null };
    },
  };
}
