/** Files that come onto the open board: pictures at once, drawings of other programs by way of the server. */

import "./late";
import { UNIT } from "../core/geometry";
import type { Notice } from "../core/wire";
import { Refusal } from "../store/api";
import { cancelJob, hasEnded, type Job, readJob, startImport } from "../store/files";
import type { BoardPoint } from "../view/camera";
import { coming } from "./coming";
import { addImages, isImage, isPdf } from "./images";
import { receiveFile } from "./incoming";
import type { Page } from "./page";
import { hideToast, toast } from "./toast";
import { why } from "./why";
import { say } from "./words";

/** The ids of what came begin with so many characters of the job's id (API-5). */
const MARK = 10;
/** More than these are not selected when they are there. */
const MOST = 2_000;

/** Puts files on the board with their middle at a place, or where they have room; a board opens as a board. */
export async function addFiles(page: Page, files: readonly File[], at?: BoardPoint): Promise<void> {
  const images = files.filter(isImage);
  if (images.length > 0) await addImages(page, images, at);
  for (const file of files) {
    if (file.name.toLowerCase().endsWith(".inkroom")) await receiveFile(file, page.go);
    else if (!isImage(file)) await bring(page, file, isPdf(file) ? undefined : at);
  }
}

/** One file, until it is there or it is known why not. */
async function bring(page: Page, file: File, at?: BoardPoint): Promise<void> {
  const { name } = file;
  const place: Record<string, string> = { page: page.stage.stack.page };
  if (at) Object.assign(place, { x: (at.x / UNIT).toFixed(2), y: (at.y / UNIT).toFixed(2) });
  const ends = new AbortController();
  const tell = coming(name, ends);
  try {
    const begun = await startImport(page.board, file, place, ends.signal);
    const job = await followed(page, begun.id, ends.signal, tell);
    if (job.state === "cancelled") hideToast();
    else if (job.state === "failed") refuse(name, why(job.code));
    else {
      const lost = job.message ? ` ${say("file.not-carried", { what: job.message })}` : "";
      toast(say("import.done", { name }) + lost, { stays: lost !== "" });
      selectOnceThere(page, job);
    }
  } catch (told) {
    if (ends.signal.aborted) hideToast();
    else refuse(name, told instanceof Refusal ? why(told.code) : say("saved.offline"));
  }
}

const refuse = (name: string, reason: string): void =>
  toast(say("import.not", { name, why: reason }), { stays: true });

/** The job once it has ended; its progress is pushed by the room, and asked for where a push may have been missed. */
function followed(
  page: Page,
  id: string,
  signal: AbortSignal,
  tell: (progress: number) => void,
): Promise<Job> {
  return new Promise((ended, failed) => {
    const close = (): void => {
      page.jobs.delete(id);
      signal.removeEventListener("abort", callOff);
    };
    const ask = (): void => {
      readJob(id).then(know, (why) => {
        if (!(why instanceof Refusal)) return; // no connection: asked again when there is one
        close();
        failed(why);
      });
    };
    function know(job: Job): void {
      if (!hasEnded(job)) return;
      close();
      ended(job);
    }
    function heard(notice: Notice | null): void {
      if (!notice || hasEnded(notice)) {
        ask();
        return;
      }
      tell(notice.progress ?? 0);
    }
    function callOff(): void {
      cancelJob(id).then(know, () => ask());
    }
    page.jobs.set(id, heard);
    signal.addEventListener("abort", callOff);
    if (signal.aborted) callOff();
    else ask();
  });
}

/** What came is selected, as what is pasted is: it can be moved or taken away at once. */
function selectOnceThere(page: Page, job: Job): void {
  const mark = `${job.id.slice(0, MARK)}-`;
  const look = (): boolean => {
    const { session } = page.seat;
    if (session.seq < job.seq) return false;
    const ids: string[] = [];
    for (const { id } of session.board.visible()) if (id.startsWith(mark)) ids.push(id);
    if (ids.length > MOST || page.stage.inPast) return true;
    page.stage.setTool("select");
    page.stage.select(ids);
    page.changed();
    return true;
  };
  if (look()) return;
  const stop = page.attach({
    node: document.createElement("span"),
    update: () => {
      if (look()) stop();
    },
  });
}
