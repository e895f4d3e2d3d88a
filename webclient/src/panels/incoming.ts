/** Drawings that come in as files: picked or dropped, they open as new boards. */

import { Refusal } from "../store/api";
import { reportOf, startBoard } from "../store/files";
import { followJob } from "../store/jobs";
import { coming } from "./coming";
import { el } from "./dom";
import { hideToast, toast } from "./toast";
import { why } from "./why";
import { say } from "./words";

/** Sends the file to the server and opens the board that it made; says how far it is, and what was not carried over. */
export async function receiveFile(file: File, go: (path: string) => void): Promise<void> {
  const { name } = file;
  const ends = new AbortController();
  const tell = coming(name, ends);
  try {
    const begun = await startBoard(file, ends.signal);
    const job = await followJob(begun.id, ends.signal, ({ progress }) => tell(progress));
    if (job.state === "cancelled") hideToast();
    else if (job.state === "failed") refuse(name, why(job.code));
    else {
      const { board, left } = await reportOf(job);
      go(`/b/${encodeURIComponent(board)}`);
      const lost = left.length ? ` ${say("file.not-carried", { what: left.join("; ") })}` : "";
      toast(say("file.opened-plain", { name }) + lost, { stays: left.length > 0 });
    }
  } catch (told) {
    if (ends.signal.aborted) hideToast();
    else refuse(name, told instanceof Refusal ? why(told.code) : say("saved.offline"));
  }
}

const refuse = (name: string, reason: string): void =>
  toast(say("boards.not-opened", { name, why: reason }), { stays: true });

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
