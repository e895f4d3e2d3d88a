/** Builds the two pages as their makers would ship them. */
export default {
  build: { rollupOptions: { input: ["excalidraw.html", "tldraw.html"] }, target: "es2023" },
  logLevel: "error",
};
