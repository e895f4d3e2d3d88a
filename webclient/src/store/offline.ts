/** Keeps the program itself on the device, so that it starts without the server. */

/** After what did not come is asked for again: twice as long each time. */
const AGAIN_MS = { first: 5_000, most: 600_000 };

/** Registers the worker that answers when the server does not (only https and this computer may have one). */
export function keepPage(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  let wait = AGAIN_MS.first;
  const again = (): void => {
    setTimeout(keep, wait);
    wait = Math.min(2 * wait, AGAIN_MS.most);
  };
  const keep = (): void => {
    tellParts().catch(again);
  };
  navigator.serviceWorker.addEventListener(
    "message",
    ({ data }: MessageEvent<{ kept?: boolean }>) => {
      document.documentElement.toggleAttribute("data-kept", data.kept === true);
      if (data.kept === false) again();
    },
  );
  navigator.serviceWorker.register("/worker.js").then(keep, () => undefined); // the app works without it, as long as the server is there
}

/** Says to the worker what the program is made of. */
async function tellParts(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const parts = (await (await fetch("/parts.json")).json()) as string[]; // made by the build
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  active?.postMessage({ keep: ["/", ...loaded, ...parts] });
}
