/** The history of a board made short by its owner: asked for, followed line by line, called off by hanging up (COMP-7). */

import { boardPath, call, Refusal, signature } from "./api";

/** What went, or would go: `head` steps since `since`. All of it is on the board `copy`, which is called `title`. */
export interface Compaction {
  readonly epoch: number;
  /** What whoever did it is called, in the list. */
  readonly name: string;
  readonly copy: string;
  readonly title: string;
  readonly head: number;
  readonly since: number;
  readonly marks: number;
  readonly erased: number;
  readonly bytes_before: number;
  readonly bytes_after: number;
  /** Where one owns by a token for one board: one for the copy. */
  readonly token: string;
}

export interface Wanted {
  readonly title?: string;
  readonly id?: string;
  readonly preview?: boolean;
}

/** How far it is, 0..1; once it is `bound` it cannot be called off any more. */
export interface Course {
  readonly progress: number;
  readonly bound: boolean;
}

type Line =
  | Course
  | { readonly done: Compaction }
  | { readonly error: { readonly code: string; readonly message: string } };

/** Does it, or with `preview` says what it would do; raises Refusal, TypeError where the connection breaks. */
export async function compact(
  board: string,
  wanted: Wanted,
  signal: AbortSignal,
  tell: (course: Course) => void,
): Promise<Compaction> {
  const answer = await fetch(`${boardPath(board)}/compactions`, {
    method: "POST",
    headers: { ...signature(), "content-type": "application/json" },
    body: JSON.stringify({ ...wanted, progress: true }),
    signal,
  });
  if (!answer.ok || !answer.body) throw refusalOf(answer.status, await answer.json());
  for await (const line of linesOf(answer.body)) {
    if ("done" in line) return line.done;
    if ("error" in line) throw new Refusal(409, line.error.code, line.error.message);
    tell(line);
  }
  throw new TypeError("The answer ended before its end");
}

function refusalOf(status: number, told: { error?: { code: string; message: string } }): Refusal {
  return new Refusal(status, told.error?.code ?? "error", told.error?.message ?? "");
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Line> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Line; // our own server's
  }
}

/** Those of a board, the newest first. */
export const compactionsOf = async (board: string): Promise<Compaction[]> =>
  (await call<{ compactions: Compaction[] }>("GET", `${boardPath(board)}/compactions`)).compactions;
