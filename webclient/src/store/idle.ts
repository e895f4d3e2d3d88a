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

const turns = new MessageChannel();
const waiting: (() => void)[] = [];
turns.port1.onmessage = () => waiting.shift()?.();

/** Lets the page paint and hear its person, and goes on with its next turn: an idle one may be far away. */
export function breath(): Promise<void> {
  return new Promise((done) => {
    waiting.push(done);
    turns.port2.postMessage(null);
  });
}
