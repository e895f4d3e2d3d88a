import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `make run` listens; the dev server passes the API and the sockets on to it. */
const server = "http://127.0.0.1:8000";

export default defineConfig({
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
