/** A part of the page that is asked for until it comes: what it has to say or to do is not lost to a bad moment of the network. */

const AGAIN_MS = 3_000;

/** Hands what `load` fetches to `use`, once, unless `signal` ends it before. */
export function patiently<T>(
  load: () => Promise<T>,
  use: (part: T) => unknown,
  signal: AbortSignal,
): void {
  load().then(
    (part) => {
      if (!signal.aborted) use(part);
    },
    () => {
      if (signal.aborted) return;
      const timer = setTimeout(() => patiently(load, use, signal), AGAIN_MS);
      signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    },
  );
}
