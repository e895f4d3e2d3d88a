import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { words } from "./vite.words";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `make run` listens; the dev server passes the API and the sockets on to it. */
const server = "http://127.0.0.1:8000";

/** Writes `parts.json`, all scripts and style sheets: what the worker keeps, so that no part is missing offline. */
const parts: Plugin = {
  name: "parts",
  generateBundle(_, bundle) {
    const names = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name));
    const source = JSON.stringify(names.sort().map((name) => `/${name}`));
    this.emitFile({ type: "asset", fileName: "parts.json", source });
  },
};

/** Writes `board.html`: the page with what a board needs named in it, so that it is fetched at once and not one after the other. */
const boardPage: Plugin = {
  name: "board-page",
  enforce: "post",
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
    const named = new Map(chunks.map((one) => [one.fileName, one]));
    const room = chunks.find((one) => one.facadeModuleId?.endsWith("/panels/room.ts"));
    const page = bundle["index.html"];
    if (!room || page?.type !== "asset") throw new Error("Expected the page and the room's chunk");
    const wanted = new Set([room.fileName]);
    for (const name of wanted) for (const one of named.get(name)?.imports ?? []) wanted.add(one);
    const styles = [...wanted].flatMap((name) => [
      ...(named.get(name)?.viteMetadata?.importedCss ?? []),
    ]);
    const html = String(page.source);
    const lines = [
      ...[...wanted].map((name) => `<link rel="modulepreload" crossorigin href="/${name}">`),
      ...styles.map((name) => `<link rel="stylesheet" crossorigin href="/${name}">`),
    ].filter((line) => !html.includes(/href="([^"]+)"/.exec(line)?.[1] ?? line));
    const source = html.replace("</head>", `  ${lines.join("\n    ")}\n  </head>`);
    this.emitFile({ type: "asset", fileName: "board.html", source });
  },
};

/** The colours that a canvas paints with; all others are custom properties of the style sheets. */
function paintedColours(): Set<string> {
  const files = readdirSync(here("src"), { recursive: true, encoding: "utf8" });
  const sources = files.filter((name) => name.endsWith(".ts"));
  const lines = sources.flatMap((name) => readFileSync(here(`src/${name}`), "utf8").split("\n"));
  const about = lines.filter((line) => /\bcolor\b|\btoken\(|\bCOLOURS\b/.test(line));
  return new Set(about.flatMap((line) => line.match(/[a-z][a-z0-9-]*/g) ?? []));
}

/** Tokens without what no screen needs: contrasts that a test computes anew, Qt's roles. */
const lean: Plugin = {
  name: "lean",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/face/tokens.json")) return null;
    const unused = [
      ...["contrast", "qt", "colourBlind", "on-board", "qt-ease", "npm"],
      ...["space", "radius", "elevation", "type", "weights", "features", "reduced"],
    ];
    const kept = (name: string, value: unknown): unknown =>
      unused.includes(name) || name.startsWith("$") ? undefined : value;
    const { size: _size, logo, color, note, ...tokens } = JSON.parse(code, kept);
    const painted = paintedColours();
    const pair = ({ light, dark }: Record<string, string>) => ({ light, dark });
    const pairs = (all: object, wanted: (name: string) => boolean) =>
      Object.fromEntries(
        Object.entries(all).flatMap(([name, one]) => (wanted(name) ? [[name, pair(one)]] : [])),
      );
    const paper = ({ text: _text, ...rest }: Record<string, unknown>) => rest;
    const lean = {
      ...tokens,
      color: pairs(color, (name) => painted.has(name)),
      note: Object.fromEntries(
        Object.entries<Record<string, unknown>>(note).map(([name, one]) => [name, paper(one)]),
      ),
      logo: { svg: logo.svg },
    };
    return { code: JSON.stringify(lean), map: null };
  },
};

/** Advances in which -1 stands for "as the letter that this one is made of", as most letters with a sign are. */
const advances: Plugin = {
  name: "advances",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/face/advances.json")) return null;
    const { fonts } = JSON.parse(code) as { fonts: Record<string, { runs: [number, number[]][] }> };
    for (const font of Object.values(fonts)) {
      const all = font.runs.flatMap(([start, run]) =>
        run.map((width, at) => [start + at, width] as const),
      );
      const widths = new Map(all);
      font.runs = font.runs.map(([start, run]) => {
        const short = run.map((width, at) => {
          const base = String.fromCodePoint(start + at)
            .normalize("NFD")
            .codePointAt(0)!;
          return base !== start + at && widths.get(base) === width ? -1 : width;
        });
        return [start, short];
      });
    }
    return { code: JSON.stringify({ fonts }), map: null };
  },
};

/** Keys without the help sheet, which is fetched with the sheet as `keys.json?help`. */
const keys: Plugin = {
  name: "keys",
  enforce: "pre",
  transform(code, id) {
    const [file = "", query] = id.split("?");
    if (!file.endsWith("/face/keys.json")) return null;
    const { keys, help } = JSON.parse(code) as Record<string, unknown>;
    if (query !== "help") return { code: JSON.stringify({ keys }), map: null };
    return { code: `export default ${JSON.stringify({ help })}`, map: null };
  },
};

/** The icons of the first screen: the bar, the rail, the corners, an empty board; of the list its head. */
const FIRST_ICONS =
  /^(tool(?!\.shape-)|state|template|history\.history|people\.(share|people|chat|bring|reaction)|edit\.(undo|redo|lock)|view\.(zoom-in|zoom-out|fit|open-list|back|more|close|search|pages)|list\.(boards|list|new|import|starred|pdf-or-image))(\.|$)/;

/** Of the desktop's places. */
const DESKTOP_ICONS = ["laptop", "server"];

/** Cuts `icons.json` in two: `?first` and `?later`. */
const cut: Plugin = {
  name: "cut",
  enforce: "pre",
  transform(code, id) {
    const part = /\/face\/icons\.json\?(first|later)$/.exec(id)?.[1];
    if (!part) return null;
    const { icon } = JSON.parse(readFileSync(here("../core/inkroom/face/tokens.json"), "utf8"));
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

/** The description of messages without what is written for people, and without those that only a server reads. */
const terse: Plugin = {
  name: "terse",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/core/wire.json")) return null;
    const { protocol, tables, $defs } = JSON.parse(code);
    for (const one of ["ClientMessage", "Hello", "Since", "Ops", "Live", "Ping"]) delete $defs[one];
    // A field may be called `title` too: what is written for people is a text, a field is not.
    const kept = (name: string, value: unknown): unknown =>
      ["title", "description"].includes(name) && typeof value === "string" ? undefined : value;
    const lean = JSON.parse(JSON.stringify($defs), kept);
    return { code: JSON.stringify({ protocol, tables, $defs: lean }), map: null };
  },
};

const SHARED = new RegExp(
  "/(node_modules/@noble/|core/(accord|board|bind|elements|errors|extent|figure|geometry|head|ink|label|look|messages|order" +
    "|path|schema|stack|text|wire|palette)\\.|face/advances|tools/(draft|frame|measure|members|nib|transform)|store/(api|queue)" +
    "|panels/(begin|faces|inks|page|said)\\.)",
);

export default defineConfig({
  plugins: [parts, boardPage, keys, words(here("src")), lean, advances, cut, terse],
  base: "/",
  resolve: {
    alias: { "@face": here("../core/inkroom/face"), "@vectors": here("../tests/vectors") },
  },
  build: {
    outDir: "../server/inkroom_server/static",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    modulePreload: {
      polyfill: false, // a browser that does not know it fetches the parts a little later
      // What comes later names only its style sheets ahead: the names of all scripts are a kilobyte of the first load.
      resolveDependencies: (_, parts, { hostType }) =>
        parts.filter((name) => hostType === "html" || name.endsWith(".css")),
    },
    assetsInlineLimit: 0, // the CSP takes no data: fonts
    rolldownOptions: {
      output: {
        // What the list and a board share is one file: ten small ones take a request each, and more bytes.
        codeSplitting: {
          groups: [
            { name: "shared", test: SHARED, priority: 1 },
            // It would else be put into it, since all who need it need that too.
            {
              name: "late",
              test: /panels\/late\.|\?late$/,
              priority: 2,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
  server: {
    fs: { allow: [".."] },
    proxy: {
      "/api": server,
      "/ws": { target: server, ws: true },
      "/chat": { target: server, ws: true },
    },
  },
  test: {
    // A test that needs a page asks for one: `// @vitest-environment jsdom`.
    environment: "node",
    include: ["src/**/*.test.ts"],
    passWithNoTests: true,
    setupFiles: ["vitest.patience.ts"],
    testTimeout: 30_000,
  },
});
