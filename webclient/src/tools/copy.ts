/** Copies: elements as puts with ids of their own, for duplicate, Alt+drag and paste. */

import { type Element, paintedOrder } from "../core/board";
import { many } from "../core/order";
import type { Put } from "../core/wire";
import type { Desk } from "./desk";
import { moved, type Registers } from "./transform";

/** Ids of elements and groups, and what they are called in the copy. */
type Names = Map<string, string>;

/** The elements as new ones on top of all, moved, their groups and bindings among themselves kept. */
export function copies(
  desk: Desk,
  elements: readonly Element[],
  dx: number,
  dy: number,
  z: readonly string[] = many(desk.topZ(), null, elements.length),
): Put[] {
  const names: Names = new Map();
  const sorted = paintedOrder(elements);
  for (const element of sorted) names.set(element.id, desk.newId());
  for (const element of sorted) {
    for (const group of element.get("group") as string[]) {
      if (!names.has(group)) names.set(group, desk.newId());
    }
  }
  return sorted.map((element, at) => copied(desk, element, names, z[at]!, moved(element, dx, dy)));
}

/** A copy is put on the page and the layer that are in view, so it says neither. */
function copied(desk: Desk, element: Element, names: Names, z: string, { geom }: Registers): Put {
  const { deleted: _, page: __, layer: ___, ...values } = element.values;
  const put: Record<string, unknown> = {
    ...element.fixed,
    ...values,
    id: names.get(element.id)!,
    kind: element.kind,
    geom,
    z,
  };
  if (put.group) put.group = (put.group as string[]).map((group) => names.get(group) ?? group);
  const frame = names.get(element.get("frame") as string);
  if (frame) put.frame = frame;
  else if (!isThere(desk, element.get("frame") as string)) delete put.frame;
  for (const end of ["from", "to"]) {
    const bound = put[end] as { id: string } | null | undefined;
    if (!bound) continue;
    const id = names.get(bound.id);
    if (id) put[end] = { ...bound, id };
    else delete put[end];
  }
  delete put.of; // a copy is nobody's part (EL-10)
  // Every register of an element is one that its kind may be put with (EL-4).
  return put as unknown as Put;
}

function isThere(desk: Desk, id: string): boolean {
  return desk.board.get(id)?.deleted === false;
}
