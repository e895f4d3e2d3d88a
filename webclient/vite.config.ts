import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

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

/** Tokens without what no screen needs: contrasts that a test computes anew, Qt's roles. */
const lean: Plugin = {
  name: "lean",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/face/tokens.json")) return null;
    const unused = ["contrast", "qt", "colourBlind", "on-board", "qt-ease", "npm"];
    const kept = (name: string, value: unknown): unknown =>
      unused.includes(name) || name.startsWith("$") ? undefined : value;
    return { code: JSON.stringify(JSON.parse(code, kept)), map: null };
  },
};

/** The description of messages without what is written for people. */
const terse: Plugin = {
  name: "terse",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/core/wire.json")) return null;
    const kept = (name: string, value: unknown): unknown =>
      name === "description" && typeof value === "string" ? undefined : value;
    return { code: JSON.stringify(JSON.parse(code, kept)), map: null };
  },
};

export default defineConfig({
  plugins: [parts, lean, terse],
  base: "/",
  resolve: {
    alias: { "@face": here("../core/inkroom/face"), "@vectors": here("../tests/vectors") },
  },
  build: {
    outDir: "../server/inkroom_server/static",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    assetsInlineLimit: 0, // the CSP takes no data: fonts
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
  },
});
