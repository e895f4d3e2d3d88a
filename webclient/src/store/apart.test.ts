import { expect, test } from "vitest";
import { cutter, readParts } from "./apart";

const head = (part: number) => `{"seq":7,"chain":"ab","epoch":1,"part":${part},"parts":2}\n`;
const line = `{"id":"é","kind":"text","text":"\\n{\\"seq\\":1"}\n`;
const text = head(1) + line + line + head(2) + line;

/** The parts of a stream that comes in pieces of so many bytes. */
function cut(size: number, bytes = new TextEncoder().encode(text)): ReadableStream<string> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.slice(n * size, (n + 1) * size),
  );
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(out) {
      for (const piece of pieces) out.enqueue(piece);
      out.close();
    },
  });
  return source.pipeThrough(new TransformStream(cutter()));
}

test("[JOIN-11] a stream is cut where a part begins, however it is torn on its way", async () => {
  for (let size = 1; size < 60; size++) {
    const parts: string[] = [];
    await readParts(cut(size), (part) => parts.push(part) > 0);
    expect(parts).toEqual([head(1) + line + line, head(2) + line]);
  }
});

test("who does not want the rest is not given it", async () => {
  const parts: string[] = [];
  await readParts(cut(9), (part) => parts.push(part) > 1);
  expect(parts).toHaveLength(1);
});
