import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Row } from "../board";
import { readLibrary, type Thing, writeLibrary } from "./library";

const file = new URL("../../../../tests/vectors/library.json", import.meta.url);
const vectors: Record<string, unknown> = JSON.parse(readFileSync(file, "utf8"));

/** Strokes say `pressure` and `brush` or leave their defaults out. */
function told(things: readonly Thing[] | null): unknown {
  return things?.map(({ name, about, elements }) => [
    name,
    about,
    elements.map(({ id, kind, fixed, values: { deleted: _, z: __, ...values } }) =>
      JSON.parse(JSON.stringify(full({ ...fixed, ...values, id, kind }))),
    ),
  ]);
}

function full({ extra: _, ...row }: Row): Row {
  return row.kind === "stroke" ? { pressure: true, brush: "pen", ...row } : row;
}

describe("library", () => {
  test.each(["old", "new"])("[FILE-15] the %s form is read as Python reads it", (form) => {
    const wanted = vectors[`${form}_things`] as [string, object, Row[]][];
    const rows = wanted.map(([name, about, puts]) => [name, about, puts.map(full)]);
    expect(told(readLibrary(JSON.stringify(vectors[form])))).toEqual(rows);
  });

  test("[FILE-15] what was written comes back whole", () => {
    const things = readLibrary(JSON.stringify(vectors.new));
    const text = writeLibrary(things ?? []);
    expect(told(readLibrary(text))).toEqual(told(things));
    expect(JSON.parse(text)).toMatchObject({ type: "excalidrawlib", version: 2 });
  });

  test("[FILE-15] what is no library is none", () => {
    for (const text of ["", "{", "[]", "{}", '{"type":"excalidrawlib","library":[[]]}'])
      expect(readLibrary(text)).toBeNull();
  });
});
