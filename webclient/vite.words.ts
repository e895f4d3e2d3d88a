/** Cuts the English words in two: what the first screen says, and `en.json?late`, which comes with whatever says the rest. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "vite";

/** The modules of the first screen of a board. */
const ROOTS = ["main.ts", "panels/room.ts"];
const IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^;"]*?from\s+)?"(\.[^"]+)"/gm;
const DESKTOP =
  /^(menu|lan|places|lost|log)\.|^ended\.(title|version|version-note|token|token-note|open)$|^view\.full-screen$|^offline\.leave-|^file\.(new|open|save-as|carry|carry-to|elsewhere|not-(carried-to|written|opened))$/;
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

/** The words that a text says by their names. */
function namedIn(text: string): Set<string | undefined> {
  return new Set([...text.matchAll(/"([a-z][\w-]*\.[\w.-]+)"/g)].map(([, name]) => name));
}

/** Whether a word is said in a text: by its name, or by the beginning of one that is put together. */
function saidIn(text: string): (word: string) => boolean {
  const named = namedIn(text);
  const begun = [...text.matchAll(/`([a-z][\w-]*\.[\w-]*)\$\{/g)].map(([, begin = ""]) => begin);
  return (word) => named.has(word) || begun.some((begin) => word.startsWith(begin));
}

export function words(src: string): Plugin {
  let eager = new Set<string>();
  let first: (word: string) => boolean = () => true;
  let said = new Set<string | undefined>();
  return {
    name: "words",
    enforce: "pre",
    buildStart() {
      eager = eagerFiles(src);
      const read = (file: string) => readFileSync(file, "utf8");
      first = saidIn([...eager].map(read).join("\n"));
      const all = readdirSync(src, { encoding: "utf8", recursive: true });
      const code = all.filter((file) => /(?<!\.test)\.ts$/.test(file));
      said = namedIn(code.map((file) => read(resolve(src, file))).join("\n"));
    },
    transform(code, id) {
      const [, language, late] = CATALOGUE.exec(id) ?? [];
      if (language) {
        const all = Object.entries(JSON.parse(code) as Record<string, unknown>);
        const kept = all.filter(
          ([word]) => !DESKTOP.test(word) && (language !== "en" || first(word) === !late),
        );
        const missed = all.flatMap(([word]) => (DESKTOP.test(word) && said.has(word) ? word : []));
        if (missed.length) this.error(`said here, and cut as the desktop's: ${missed}`);
        const text = JSON.stringify(Object.fromEntries(kept));
        return { code: late ? `export default ${text}` : text, map: null };
      }
      const says = id.startsWith(`${src}/panels/`) && /from "\.{1,2}\/words"/.test(code);
      if (!says || eager.has(id) || id.includes(".test.")) return null;
      return { code: `import "${src}/panels/late.ts";\n${code}`, map: null };
    },
  };
}
