import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elementOfPut } from "./draft";
import { linkOf, relink } from "./link";
import { PlainDesk } from "./testing/plain";

const file = new URL("../../../tests/vectors/links.json", import.meta.url);
const cases: [string, string | null][] = JSON.parse(readFileSync(file, "utf8"));

test.each(cases)("[LINK-1] %j is meant as %j", (text, link) => {
  expect(linkOf(text)).toBe(link);
  if (link) {
    const put = { id: "e1", kind: "rect" as const, geom: [0, 0, 16, 16, 0], link };
    expect(elementOfPut(put).get("link")).toBe(link);
  }
});

test("[LINK-1] the selection is linked in one gesture, what is locked is not", () => {
  const desk = new PlainDesk();
  for (const id of ["e1", "e2", "e3"])
    desk.place({ id, kind: "rect", geom: [0, 0, 16, 16, 0], locked: id === "e3" });
  desk.select(["e1", "e2", "e3"]);
  relink(desk, "https://example.org");
  relink(desk, "https://example.org");
  const link = "https://example.org";
  expect(desk.submitted).toEqual([
    {
      set: [
        { id: "e1", link },
        { id: "e2", link },
      ],
    },
  ]);
});
