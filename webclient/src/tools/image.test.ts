/** Images are put side by side and fit what is seen (twin of tests/desktop/test_images.py). */

import { expect, it } from "vitest";
import type { Asset } from "../core/wire";
import { putImages } from "./image";
import { PlainDesk } from "./testing/plain";

it("puts images side by side, none larger than what it is told", () => {
  const desk = new PlainDesk();
  const asset: Asset = { sha: "ab".repeat(32), type: "image/png", width: 100, height: 50 };
  const tall = { ...asset, width: 200, height: 400 };
  putImages(desk, [asset, tall], { x: 0, y: 0 }, { width: 1600, height: 1600 });
  const put = desk.submitted[0]!.put!;
  expect(put.map((one) => one.geom)).toEqual([
    [-928, -200, 800, 400, 0],
    [128, -800, 800, 1600, 0],
  ]);
  expect(put[0]!.z! < put[1]!.z!).toBe(true);
  expect(desk.finished).toEqual([["new1", "new2"]]);
});
