/** Keeps the program itself on the device, so that it starts without the server. */

/** Registers the worker that answers when the server does not (only https and this computer may have one). */
export function keepPage(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ kept?: true }>) => {
    document.documentElement.toggleAttribute("data-kept", data.kept === true);
  });
  navigator.serviceWorker
    .register("/worker.js")
    .then(() => navigator.serviceWorker.ready)
    .then(async ({ active }) => {
      const parts = (await (await fetch("/parts.json")).json()) as string[]; // made by the build
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
      active?.postMessage({ keep: ["/", ...loaded, ...parts] });
    })
    .catch(() => undefined); // the app works without it, as long as the server is there
}
