/** The snapshot of a big board, fetched apart while the program is still loading (JOIN-11). */

import { boardPath, signature } from "./api";
import { breath } from "./idle";

/** So begins the first line of a part, and no other. */
const PART = '\n{"seq":';
/** After so many ms of reading the page has its turn. */
const SLICE_MS = 12;

/** Parts as they come, unpacked; they are held until somebody reads them. */
export type Parts = ReadableStream<string>;

/** Asks for the snapshot of a board; null: it is a small one, or the socket is to say why not. */
export async function fetchParts(board: string): Promise<Parts | null> {
  const answer = await fetch(`${boardPath(board)}/snapshot`, { headers: signature() });
  if (answer.status !== 200 || !answer.body) {
    await answer.body?.cancel();
    return null;
  }
  return answer.body.pipeThrough(new TransformStream(cutter(), undefined, AHEAD));
}

/** As much as there is, read or not: the browser would stop fetching else. */
const AHEAD: QueuingStrategy<string> = { highWaterMark: Number.POSITIVE_INFINITY };

/** Cuts lines where a part begins. */
export function cutter(): Transformer<Uint8Array<ArrayBuffer>, string> {
  const decoder = new TextDecoder();
  let text = "";
  return {
    transform(bytes, out) {
      let from = Math.max(0, text.length - PART.length);
      text += decoder.decode(bytes, { stream: true });
      for (let at = text.indexOf(PART, from); at >= 0; at = text.indexOf(PART, from)) {
        out.enqueue(text.slice(0, at + 1));
        text = text.slice(at + 1);
        from = 0;
      }
    },
    flush(out) {
      text += decoder.decode();
      if (text) out.enqueue(text);
    },
  };
}

/** Gives part after part to `take` until that answers false; the page has its turn in between. Rejects where the stream broke. */
export async function readParts(parts: Parts, take: (part: string) => boolean): Promise<void> {
  const reader = parts.getReader();
  let begun = performance.now();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (performance.now() - begun > SLICE_MS) {
      await breath();
      begun = performance.now();
    }
    if (!take(next.value)) return reader.cancel();
  }
}
