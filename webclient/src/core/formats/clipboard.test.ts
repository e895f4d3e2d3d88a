import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { elementOf, type Row } from "../board";
import { copied, pasted } from "./clipboard";

const file = new URL("../../../../tests/vectors/clipboard.json", import.meta.url);
const vectors: Record<"theirs" | "puts" | "rows" | "copied" | "pasted", Row[]> = JSON.parse(
  readFileSync(file, "utf8"),
);
const elements = vectors.rows.map((row) => elementOf({ ...row, put: "c:1" }));

function plain(text: string): Row[] {
  return (pasted(text) ?? []).map(({ id, kind, fixed, values: { deleted: _, ...values } }) =>
    JSON.parse(JSON.stringify({ ...fixed, ...values, id, kind })),
  );
}

/** Strokes say `pressure` and `brush` or leave their defaults out. */
function told(rows: Row[]): Row[] {
  return rows.map(({ deleted: _, ...row }) =>
    row.kind === "stroke" ? { pressure: true, brush: "pen", ...row } : row,
  );
}

describe("clipboard", () => {
  test("[CLIP-2] Excalidraw's elements are read as Python reads them", () => {
    const text = JSON.stringify({ type: "excalidraw/clipboard", elements: vectors.theirs });
    expect(told(plain(text))).toEqual(told(vectors.puts));
  });

  test("[CLIP-1] what Excalidraw takes is written as Python writes it", () => {
    const made = JSON.parse(copied(elements)) as { type: string; elements: Row[] };
    expect(made.type).toBe("excalidraw/clipboard");
    const wanted = new Map(vectors.copied.map((raw) => [raw.id, raw]));
    expect(made.elements.map((raw) => raw.id)).toEqual([...wanted.keys()]);
    for (const raw of made.elements) {
      const python = wanted.get(raw.id)!;
      const alike = Object.fromEntries(Object.keys(raw).map((name) => [name, python[name]]));
      expect(raw, String(raw.id)).toEqual(alike);
    }
  });

  test("[CLIP-1] [CLIP-2] what was copied here comes back whole, without page and layer", () => {
    expect(told(plain(copied(elements)))).toEqual(told(vectors.pasted));
  });

  test("[CLIP-2] what no board would take is left out, and other text is writing", () => {
    const own = [{ id: "a", kind: "rect", geom: [0, 0, 1.5, 1, 0] }, { id: "b", kind: "cloud" }, 7];
    const text = JSON.stringify({ type: "excalidraw/clipboard", inkroom: { elements: own } });
    expect(pasted(text)).toEqual([]);
    for (const other of ["Hello", '{"type":"other"}', "{broken", "[1]", ""])
      expect(pasted(other)).toBeNull();
  });
});
