/** The system's chooser of files. A browser opens it for a press alone, so that it waits for no part of the page. */

import { el } from "./dom";

/** Drawings of this and other programs, and all that can be made one. */
export const DRAWINGS =
  ".inkroom,.excalidraw,.excalidrawlib,.xopp,.xoj,.tldr,.svg,.json,.pdf,.png,.jpg,.jpeg,.webp,.gif,.txt,.csv,.tsv,.md";
/** What lies on a board as a picture; a device with a camera offers that too. */
export const PICTURES = "image/png,image/webp,image/gif,image/jpeg,application/pdf";
export const LIBRARIES = ".excalidrawlib,.json";

/** Lets the person choose one file, or `many`. */
export function chooseFiles(accept: string, chosen: (files: File[]) => void, many = false): void {
  const input = el("input", { type: "file", accept, hidden: true });
  input.multiple = many;
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.remove();
    if (files.length > 0) chosen(files);
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}
