/** Work that can wait: done when the page has nothing better to do. */

/** Where the browser does not say when it is idle: a moment later. */
const SOON_MS = 200;

/** Runs `work` once nothing else is to be done, or after `latest` ms; the function that is returned calls it off. */
export function whenIdle(work: () => void, latest: number): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(work, Math.min(SOON_MS, latest));
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: latest });
  return () => cancelIdleCallback(asked);
}
