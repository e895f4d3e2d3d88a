/** Files that the browser keeps: made here, or fetched from the server by the browser itself. */

import { el } from "./dom";

/** So long the browser may take to read what it saves. */
const KEPT_MS = 60_000;

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  saveLink(url, name);
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** `name` "": as the server calls it. */
export function saveLink(href: string, name = ""): void {
  const link = el("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}
