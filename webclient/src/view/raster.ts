/** Painting one tile, a little at a time. */

import type { Box } from "../core/geometry";
import { Distant, isDistant } from "./distant";
import type { Painter, Surface } from "./painter";
import type { Item, Scene } from "./scene";

/** Elements painted between two looks at the clock. */
const BATCH = 16;

/** Where a tile lies: board units, and device px for one of them. */
export interface Place {
  readonly box: Box;
  readonly scale: number;
  /** Device px for one px of the screen: `fixed` lines are that much wider. */
  readonly ratio: number;
}

/** Paints what lies in the place, and yields now and then. */
export function* raster(
  to: Surface,
  place: Place,
  scene: Scene,
  painter: Painter,
): Generator<void, void> {
  const items = scene.within(place.box);
  const distant = new Distant();
  begin(to, place);
  for (let at = 0; at < items.length; at++) {
    one(to, items[at]!, place, scene, painter, distant);
    if (at % BATCH === BATCH - 1) {
      if (distant.full) distant.flush(to, place.scale, painter.dark);
      yield;
    }
  }
  distant.flush(to, place.scale, painter.dark);
}

/** Paints one item that lies above all others, where the tile is painted already. */
export function addTo(to: Surface, item: Item, place: Place, scene: Scene, painter: Painter): void {
  const distant = new Distant();
  begin(to, place);
  one(to, item, place, scene, painter, distant);
  distant.flush(to, place.scale, painter.dark);
}

function begin(to: Surface, { box, scale }: Place): void {
  to.setTransform(scale, 0, 0, scale, -box.left * scale, -box.top * scale);
}

function one(
  to: Surface,
  item: Item,
  place: Place,
  scene: Scene,
  painter: Painter,
  distant: Distant,
): void {
  const alpha = scene.alpha(item.id);
  if (alpha === 0) return;
  if (alpha === 1 && isDistant(item.element, place.scale)) {
    distant.add(item.element, item.box);
    return;
  }
  distant.flush(to, place.scale, painter.dark); // what is below it comes first
  painter.paint(to, item.element, (place.scale * 16) / place.ratio, alpha);
}
