/** What an undo says that it left (UNDO-7), read off the board: no crash and no snapshot can take a part of it away. */

import type { Board, Writer } from "./board";
import type { Op } from "./messages";
import { type Image, keyOf, MADE, type Queued, unique, writes } from "./undo";

/** The undo with this cseq, and before it those that take back the other ops of its gesture. */
export function partsOf(ops: ReadonlyMap<number, Queued>, last: number): Queued[] {
  const parts: Queued[] = [];
  let n = last;
  do parts.unshift(ops.get(n)!);
  while (goesOn(ops, --n));
  return parts;
}

/** True where no other part of this undo follows: the report is due. */
export function ends(ops: ReadonlyMap<number, Queued>, cseq: number): boolean {
  return !goesOn(ops, cseq);
}

/**
 * The elements that the undone ops wrote, and those of them that stand otherwise than the gesture found them.
 *
 * `last` is the cseq of the newest part of the undo. A register without an image counts as left (UNDO-4), a refused
 * op has nothing to undo.
 */
export function report(
  board: Board,
  client: string,
  ops: ReadonlyMap<number, Queued>,
  images: ReadonlyMap<number, Image>,
  last: number,
): [string[], string[]] {
  const takers = new Map<number, Writer>();
  for (const { op, targets } of partsOf(ops, last)) {
    for (const n of targets) takers.set(n, `${client}:${op.cseq}`);
  }
  const undone = new Map<string, readonly [string, boolean]>();
  for (const n of [...takers.keys()].sort((a, b) => a - b)) {
    const target = ops.get(n);
    if (target?.verdict !== "saved") continue;
    const stands = standing(board, target.op, images.get(n) ?? new Map(), takers.get(n)!);
    for (const [key, one] of stands) if (!undone.has(key)) undone.set(key, one);
  }
  const all = [...undone.values()];
  return [unique(all.map(([id]) => id)), unique(all.flatMap(([id, as]) => (as ? [] : [id])))];
}

/** True where this op and the next undo parts of one gesture. */
function goesOn(ops: ReadonlyMap<number, Queued>, cseq: number): boolean {
  const one = ops.get(cseq);
  const next = ops.get(cseq + 1);
  if (one?.intent !== "undo" || next?.intent !== "undo") return false;
  return one.op.gesture !== undefined && one.op.gesture === next.op.gesture;
}

/** Each register that `op` meant to write, and whether it stands as before: what it made, `taker` has deleted. */
function standing(
  board: Board,
  op: Op,
  image: Image,
  taker: Writer,
): Map<string, readonly [string, boolean]> {
  const stands = new Map<string, readonly [string, boolean]>();
  for (const [id, register] of writes(op)) {
    const writer = board.get(id)?.writer(register) ?? null;
    const found = image.get(keyOf(id, register));
    const as =
      found === undefined
        ? image.has(keyOf(id, MADE)) && writer === taker
        : writer === (found?.[1] ?? null);
    stands.set(keyOf(id, register), [id, as]);
  }
  return stands;
}
