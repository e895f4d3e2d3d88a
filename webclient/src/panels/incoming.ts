/** Drawings that come in as files: picked or dropped, they open as new boards. */

import { Refusal } from "../store/api";
import { importFile } from "../store/files";
import { el } from "./dom";
import { toast } from "./toast";
import { say } from "./words";

const KINDS =
  ".inkroom,.excalidraw,.excalidrawlib,.xopp,.xoj,.tldr,.svg,.json,.pdf,.png,.jpg,.jpeg,.webp,.gif,.txt,.csv,.tsv,.md";

/** Lets the person pick a file. */
export function pickFile(picked: (file: File) => void): void {
  const input = el("input", { type: "file", accept: KINDS, hidden: true });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.remove();
    if (file) picked(file);
  });
  document.body.append(input);
  input.click();
}

/** Sends the file to the server and opens the board that it made; says what was not carried over. */
export async function receiveFile(file: File, go: (path: string) => void): Promise<void> {
  try {
    const { board, left } = await importFile(file);
    go(`/b/${encodeURIComponent(board)}`);
    const opened = say("file.opened-plain", { name: file.name });
    const lost = left.length ? ` ${say("file.not-carried", { what: left.join("; ") })}` : "";
    toast(opened + lost, { stays: left.length > 0 });
  } catch (why) {
    const reason = why instanceof Refusal ? why.message : say("saved.offline");
    toast(say("boards.not-opened", { name: file.name, why: reason }), { stays: true });
  }
}

/** Takes files that are dropped anywhere on the page. */
export function watchDrops(signal: AbortSignal, dropped: (file: File) => void): void {
  const overlay = el("div", { class: "drop", hidden: true }, say("boards.drop"));
  document.body.append(overlay);
  signal.addEventListener("abort", () => overlay.remove());
  const holds = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener(
    "dragover",
    (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      overlay.hidden = false;
    },
    { signal },
  );
  addEventListener(
    "dragleave",
    (event) => {
      if (event.relatedTarget === null) overlay.hidden = true;
    },
    { signal },
  );
  addEventListener(
    "drop",
    (event) => {
      overlay.hidden = true;
      if (!holds(event)) return;
      event.preventDefault();
      for (const file of event.dataTransfer?.files ?? []) dropped(file);
    },
    { signal },
  );
}
