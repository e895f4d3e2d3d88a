/** A part of the page that the first picture does not need: it is fetched after it, or when it is first wanted. */

import { el, type Part } from "./dom";
import type { Page } from "./page";

const AGAIN_MS = 3_000;

export interface Awaited<T extends Part> {
  /** Stands where the part will be. */
  readonly node: HTMLElement;
  /** Once it is there. */
  readonly there: T | null;
  /** Fetches it, once; rejects where the server went away before this device had it, and then tries again by itself. */
  fetch(): Promise<T>;
}

export function awaited<T extends Part>(page: Page, load: () => Promise<T>): Awaited<T> {
  const node = el("span", { hidden: true });
  let there: T | null = null;
  let coming: Promise<T> | null = null;

  async function put(): Promise<T> {
    const part = await load();
    node.replaceWith(part.node);
    there = part;
    page.attach(part);
    return part;
  }

  const part: Awaited<T> = {
    node,
    get there() {
      return there;
    },
    fetch() {
      coming ??= put().catch((why: unknown) => {
        coming = null;
        const timer = setTimeout(() => part.fetch().catch(() => undefined), AGAIN_MS);
        page.signal.addEventListener("abort", () => clearTimeout(timer));
        throw why;
      });
      return coming;
    },
  };
  return part;
}
