/** Files in and out over the REST API, which the first picture of a board does not need (API-4, API-5). */

import { boardPath, call, Refusal, withToken } from "./api";

/** What an import made, and what it could not carry. */
export interface Report {
  board: string;
  title: string;
  elements: number;
  left: string[];
}

export const exportPath = (
  id: string,
  format: string,
  wishes: Record<string, string> = {},
): string => withToken(`${boardPath(id)}/export.${format}?${new URLSearchParams(wishes)}`);

/** Has a board made of a file (API-5). */
export const startBoard = (file: File, signal: AbortSignal): Promise<Job> => {
  const path = `/api/imports?name=${encodeURIComponent(file.name)}`;
  return call("POST", path, file, "application/octet-stream", signal);
};

/** What a job that made a board has made. */
export async function reportOf({ board, url, message }: Job): Promise<Report> {
  if (url) return call("GET", url);
  return { board, title: "", elements: 0, left: message ? [message] : [] };
}

/** Puts what is in a file beside what lies on the board (API-5). */
export const importOnto = (board: string, file: File): Promise<Report> =>
  call(
    "POST",
    `${boardPath(board)}/import?name=${encodeURIComponent(file.name)}`,
    file,
    "application/octet-stream",
  );

/** Work that the server does in the background (API-4, API-5). */
export interface Job {
  readonly id: string;
  readonly board: string;
  readonly state: "waiting" | "running" | "writing" | "done" | "failed" | "cancelled";
  readonly seq: number;
  readonly progress: number;
  readonly message: string;
  /** Where the file is that it made, once it has. */
  readonly url: string;
  /** Why it failed; "" unless it did. */
  readonly code: string;
}

export const hasEnded = ({ state }: { readonly state?: string | undefined }): boolean =>
  state === "done" || state === "failed" || state === "cancelled";

/** Has what is in a file put onto a board, with its middle at a place (px) where one is named. */
export const startImport = (
  board: string,
  file: File,
  place: Record<string, string>,
  signal: AbortSignal,
): Promise<Job> => {
  const query = new URLSearchParams({ name: file.name, ...place });
  const path = `${boardPath(board)}/imports?${query}`;
  return call("POST", path, file, "application/octet-stream", signal);
};

const jobPath = (id: string): string => `/api/jobs/${encodeURIComponent(id)}`;
export const readJob = (id: string): Promise<Job> => call("GET", jobPath(id));
export const cancelJob = (id: string): Promise<Job> => call("DELETE", jobPath(id));

/** What the file could not carry, in a sentence, as an export says it. */
const NOT_CARRIED = "x-inkroom-not-carried";

/** A board as a file; `left`: what it could not carry, or "". */
export interface Exported {
  readonly blob: Blob;
  readonly left: string;
}

/** An export with these wishes; raises Refusal. */
export async function exported(
  board: string,
  format: string,
  wishes: Record<string, string>,
  signal: AbortSignal,
): Promise<Exported> {
  const answer = await fetch(exportPath(board, format, wishes), { signal });
  if (answer.ok) {
    const left = decodeURIComponent(answer.headers.get(NOT_CARRIED) ?? "");
    return { blob: await answer.blob(), left };
  }
  const told = (await answer.json().catch(() => ({}))) as {
    error?: { code: string; message: string };
  };
  const { code = "error", message = answer.statusText } = told.error ?? {};
  throw new Refusal(answer.status, code, message);
}
