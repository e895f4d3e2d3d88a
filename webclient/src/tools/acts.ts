/** The commands of the key table that change the selection, by their names. */

import { align, distribute, flip, group, TURN, turn, ungroup } from "./arrange";
import { Brush } from "./brush";
import type { Desk } from "./desk";
import { duplicate, lock, order, remove } from "./edit";

export type Act = (desk: Desk) => unknown;

export const ACTS: Readonly<Record<string, (desk: Desk, brush: Brush) => unknown>> = {
  "edit.duplicate": duplicate,
  "edit.delete": remove,
  "edit.lock": lock,
  "edit.front": (desk) => order(desk, "front"),
  "edit.back": (desk) => order(desk, "back"),
  "edit.forward": (desk) => order(desk, "forward"),
  "edit.backward": (desk) => order(desk, "backward"),
  "edit.group": group,
  "edit.ungroup": ungroup,
  "edit.flip-h": (desk) => flip(desk, "h"),
  "edit.flip-v": (desk) => flip(desk, "v"),
  "edit.turn-left": (desk) => turn(desk, -TURN),
  "edit.turn-right": (desk) => turn(desk, TURN),
  "edit.align-left": (desk) => align(desk, "left"),
  "edit.align-centre": (desk) => align(desk, "centre"),
  "edit.align-right": (desk) => align(desk, "right"),
  "edit.align-top": (desk) => align(desk, "top"),
  "edit.align-middle": (desk) => align(desk, "middle"),
  "edit.align-bottom": (desk) => align(desk, "bottom"),
  "edit.distribute-h": (desk) => distribute(desk, "h"),
  "edit.distribute-v": (desk) => distribute(desk, "v"),
  "edit.copy-style": (desk, brush) => brush.take(desk),
  "edit.paste-style": (desk, brush) => brush.give(desk),
};

/** The commands of one person, who has one brush. */
export function actsOf(): (name: string) => Act | undefined {
  const brush = new Brush();
  return (name) => {
    const act = ACTS[name];
    return act && ((desk) => act(desk, brush));
  };
}
