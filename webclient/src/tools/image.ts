/** Images onto the board: as large as they are, or as fits, side by side. */

import { rnd, UNIT } from "../core/geometry";
import { many } from "../core/order";
import type { Asset, Image } from "../core/wire";
import type { Desk } from "./desk";
import type { Place } from "./paste";

/** Between two images. */
const GAP = 16 * UNIT;

/** Puts images with their middle at a place, all of them within `most` (board units). Selects them. */
export function putImages(
  desk: Desk,
  assets: readonly Asset[],
  at: Place,
  most: { readonly width: number; readonly height: number },
): void {
  if (!desk.mayDraw || assets.length === 0) return;
  const sizes = assets.map(({ width, height }) => {
    const wide = most.width / assets.length;
    const share = Math.min(1, wide / (width * UNIT), most.height / (height * UNIT));
    const sized = (px: number) => Math.max(1, rnd(px * UNIT * share));
    return [sized(width), sized(height)] as const;
  });
  const total = sizes.reduce((sum, [w]) => sum + w, GAP * (sizes.length - 1));
  const z = many(desk.topZ(), null, assets.length);
  let left = at.x - total / 2;
  const put = assets.map((asset, n): Image => {
    const [w, h] = sizes[n]!;
    const geom = [rnd(left), rnd(at.y - h / 2), w, h, 0];
    left += w + GAP;
    return { id: desk.newId(), kind: "image", asset, geom, z: z[n]! };
  });
  desk.submit({ put });
  desk.done(put.map((one) => one.id));
}
