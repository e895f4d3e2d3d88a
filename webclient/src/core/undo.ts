/** Undo as restores: before-images, and the ops that put them back (UNDO-1 to UNDO-8). */

import { type Board, named, owner, type Writer } from "./board";
import { fits, type Value } from "./elements";
import { compact, type Op, type Restore } from "./messages";
import { equal } from "./schema";

/** In place of a register's name: this op made the element. */
export const MADE = "+";

/** What an op found in a register: value and writer; null: never written. */
export type Found = readonly [Value, Writer] | null;
/** What one op found before it wrote, by `keyOf` an element id and register. */
export type Image = ReadonlyMap<string, Found>;

/** The parts of an undone gesture, each with the undo that took it back. */
export type Undone = (readonly [readonly number[], number])[];

/**
 * An own op. An undo or redo is an intent: its restores are filled in at each send (UNDO-3).
 *
 * `targets` are the own ops that it undoes or redoes, oldest first; `waits` the own ops that must be
 * confirmed before it is sent. `verdict` is null while it is in the queue, "saved", or the code of its refusal.
 */
export interface Queued {
  op: Op;
  intent: "" | "undo" | "redo";
  targets: readonly number[];
  waits: readonly number[];
  kept: boolean;
  verdict: string | null;
}

/** An own op in the queue. */
export function queuedOf(
  op: Op,
  intent: Queued["intent"] = "",
  targets: readonly number[] = [],
  waits: readonly number[] = [],
): Queued {
  return { op, intent, targets, waits, kept: false, verdict: null };
}

export function keyOf(id: string, register: string): string {
  return `${id} ${register}`;
}

/** What can be undone and redone after these own ops: gestures by cseq, the newest last (UNDO-1, UNDO-6). */
export function stacks(ops: Iterable<Queued>): [number[][], Undone[]] {
  const undos: number[][] = [];
  let redos: Undone[] = [];
  let gesture: number[] = [];
  let undone: Undone = [];
  let last: Queued | null = null;
  for (const queued of fromWholeGesture(ops)) {
    const { op, intent, targets } = queued;
    const named = op.gesture !== undefined && op.gesture === last?.op.gesture;
    const goesOn = named && last?.intent === intent;
    last = queued;
    if (intent === "undo") {
      if (!goesOn) {
        undone = [];
        if (undos.at(-1)?.includes(targets.at(-1)!)) {
          undos.pop();
          redos.push(undone);
        }
      }
      undone.push([targets, op.cseq]);
    } else if (intent === "redo") {
      const found = redos.at(-1)?.some(([part]) => equal(part, targets));
      if (goesOn || !found) continue;
      const parts = redos.pop()!.flatMap(([part]) => part);
      undos.push(parts.sort((a, b) => a - b));
    } else if (op.put?.length || op.set?.length) {
      redos = [];
      if (!goesOn) gesture = [];
      if (queued.verdict !== null && queued.verdict !== "saved") continue;
      if (gesture.length === 0) undos.push(gesture);
      gesture.push(op.cseq);
    }
  }
  return [undos, redos];
}

/** Without the end of a gesture whose beginning is not here: it could not be undone whole (SES-18). */
function fromWholeGesture(ops: Iterable<Queued>): Queued[] {
  const all = [...ops];
  const first = all[0]?.op;
  if (!first || first.cseq === 1 || first.gesture === undefined) return all;
  const whole = all.findIndex(({ op }) => op.gesture !== first.gesture);
  return whole < 0 ? [] : all.slice(whole);
}

/** What `op` finds on `board`; a write without effect has no image (UNDO-2). */
export function before(board: Board, op: Op): Image {
  const image = new Map<string, Found>();
  for (const put of op.put ?? []) if (!board.get(put.id)) image.set(keyOf(put.id, MADE), null);
  for (const set of op.set ?? []) {
    const element = board.get(set.id);
    if (!element) continue;
    for (const [register, value] of Object.entries(named(set))) {
      if (!fits(element.kind, register, value)) continue;
      const writer = element.writer(register);
      const found: Found = writer === null ? null : [element.values[register], writer];
      image.set(keyOf(set.id, register), found);
    }
  }
  return image;
}

/** Every register that the op means to write, as element id and register. */
export function writes(op: Op): [string, string][] {
  const sets = (op.set ?? []).flatMap((set) =>
    Object.keys(named(set)).map((register): [string, string] => [set.id, register]),
  );
  return [...sets, ...(op.put ?? []).map((put): [string, string] => [put.id, "deleted"])];
}

/** The op of an intent over `board`, its restores taken from `images` (UNDO-4, UNDO-5); any other op as it is. */
export function filled(
  queued: Queued,
  client: string,
  ops: ReadonlyMap<number, Queued>,
  images: ReadonlyMap<number, Image>,
  board: Board,
): Op {
  if (!queued.intent) return queued.op;
  const undo = queued.intent === "undo";
  const known = queued.targets.filter((n) => ops.has(n));
  const imageless = known.filter((n) => !images.has(n)).flatMap((n) => writes(ops.get(n)!.op));
  const unknown = new Set(imageless.map(([id, register]) => keyOf(id, register)));
  const me = `${client}:${queued.op.cseq}`;
  const taker = (id: string) => takerOf(board, id, client, ops);
  const restores = (undo ? [...known].reverse() : known).flatMap((n) => {
    const { op } = ops.get(n)!;
    const image: Image = images.get(n) ?? new Map();
    const own = `${client}:${n}`;
    return undo ? undoOf(op, image, own, me) : redoOf(op, image, own, taker);
  });
  const whole = restores.filter((x) => !unknown.has(keyOf(x.id, x.register)));
  return compact<Op>({
    cseq: queued.op.cseq,
    gesture: queued.op.gesture,
    restore: whole.length > 0 ? whole : undefined,
    undoes: undo ? queued.targets.at(-1) : undefined,
    made: queued.op.made,
  });
}

function undoOf(op: Op, image: Image, own: Writer, me: Writer): Restore[] {
  const restores: Restore[] = [];
  for (const set of op.set ?? []) {
    for (const register of Object.keys(named(set))) {
      const found = image.get(keyOf(set.id, register));
      if (found === undefined) continue;
      const [value, writer] = found ?? [null, null];
      restores.push({ id: set.id, register, value, writer, expect: own });
    }
  }
  for (const { id } of op.put ?? []) {
    if (!image.has(keyOf(id, MADE))) continue;
    restores.push({ id, register: "deleted", value: true, writer: me, expect: own, alone: true });
  }
  return restores;
}

function redoOf(
  op: Op,
  image: Image,
  own: Writer,
  taker: (id: string) => Writer | null,
): Restore[] {
  const restores: Restore[] = [];
  for (const { id } of op.put ?? []) {
    const expect = taker(id);
    if (expect) restores.push({ id, register: "deleted", value: false, writer: own, expect });
  }
  for (const set of op.set ?? []) {
    for (const [register, value] of Object.entries(named(set))) {
      const found = image.get(keyOf(set.id, register));
      if (found === undefined) continue;
      restores.push({ id: set.id, register, value, writer: own, expect: found?.[1] ?? null });
    }
  }
  return restores;
}

/** The own undo that took this element away: the redo of its put expects that one and no other (UNDO-5). */
function takerOf(
  board: Board,
  id: string,
  client: string,
  ops: ReadonlyMap<number, Queued>,
): Writer | null {
  const element = board.get(id);
  const by = element?.deleted ? element.writer("deleted") : null;
  const undo = owner(by) === client && ops.get(Number(by!.split(":")[1]));
  return undo && undo.intent === "undo" ? by : null;
}

/** Each text once, in the order of its first place. */
export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
