import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { advances } from "./vite.advances";
import { cut, LOOKED_UP, named } from "./vite.icons";
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
    const { size: _size, icon, logo, color, note, ...tokens } = JSON.parse(code, kept);
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
      icon: Object.fromEntries(LOOKED_UP.map((group) => [group, icon[group]])),
      logo: { svg: logo.svg },
    };
    return { code: JSON.stringify(lean), map: null };
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
    const lean = JSON.parse(JSON.stringify($defs).replaceAll("#/$defs/", ""), kept);
    return { code: JSON.stringify({ protocol, tables, $defs: lean }), map: null };
  },
};

const SHARED = new RegExp(
  "/(core/(accord|board|bind|elements|errors|extent|figure|geometry|head|ink|label|lesson|look|messages|order" +
    "|path|schema|stack|text|wire|palette)\\.|face/advances|tools/(copy|draft|frame|measure|members|nib|transform)|store/(api|queue)" +
    "|panels/(begin|faces|inks|page|said)\\.)",
);

export default defineConfig({
  plugins: [parts, boardPage, keys, words(here("src")), named, lean, advances, cut, terse],
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
        // 36 bits tell the versions of a font apart; the style sheet holds fifty such names.
        assetFileNames: "assets/[name]-[hash:6][extname]",
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
