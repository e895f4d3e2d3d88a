/** One gesture as ops: what a tool made, split so that each op and its undo fit one message (SES-9). */

import type { Ballot, Dot, Grant, Timer } from "./accord";
import type { Board } from "./board";
import { bytesOf, encode, type Op, type Put, readOp, type Set as SetOf } from "./messages";

export const MESSAGE_BYTES = 60_000;
export const MESSAGE_OPS = 64;
export const OP_BYTES = 60_000;
export const OP_PARTS = 64;
/** What a restore needs besides its value: two writers, an id, names. */
export const RESTORE_BYTES = 200;

/** What a tool makes: plain JSON values in the form of an op, without its number. */
export interface Parts {
  put?: readonly Put[];
  set?: readonly SetOf[];
  say?: string;
  about?: string;
  thread?: string;
  place?: [number, number];
  done?: boolean;
  page?: string;
  mark?: string;
  moment?: number;
  view?: [number, number, number, number];
  timer?: Timer;
  ballot?: Ballot;
  dot?: Dot;
  grant?: Grant;
  hush?: boolean;
  lesson?: boolean;
  made?: number;
}

interface Group {
  put?: Put[];
  set?: SetOf[];
}

/**
 * The ops of a gesture, numbered from `cseq` on; raises BadOp where a part is invalid.
 *
 * Each is within 64 parts and 60,000 bytes, and so is the undo of each, whose restores carry what the sets replace.
 */
export function opsOf(parts: Parts, board: Board, cseq: number): Op[] {
  const { put: _, set: __, ...rest } = parts;
  const groups = groupsOf(parts, board);
  if (groups.length === 0) groups.push({});
  return groups.map((group, n) => {
    const body: Record<string, unknown> = { cseq: cseq + n, ...group };
    if (groups.length > 1) body.gesture = `g${cseq}`;
    if (n === 0) Object.assign(body, rest);
    else if (rest.made !== undefined) body.made = rest.made;
    return readOp(body);
  });
}

/** The ops in order, packed into `ops` frames of at most 60,000 bytes and 64 ops (MSG-4, SES-5). */
export function framesOf(ops: Iterable<Op>): string[] {
  const batches: string[][] = [];
  let size = 0;
  for (const op of ops) {
    const raw = encode(op);
    const bytes = bytesOf(raw);
    const last = batches.at(-1);
    if (last && size + bytes <= MESSAGE_BYTES && last.length < MESSAGE_OPS) last.push(raw);
    else {
      batches.push([raw]);
      size = 0;
    }
    size += bytes + 1;
  }
  return batches.map((batch) => `{"type":"ops","ops":[${batch.join(",")}]}`);
}

function groupsOf(parts: Parts, board: Board): Group[] {
  const groups: Group[] = [];
  let size = 0;
  let count = 0;
  const room = (cost: number): Group => {
    if (groups.length === 0 || size + cost > OP_BYTES || count === OP_PARTS) {
      groups.push({});
      size = 0;
      count = 0;
    }
    size += cost;
    count += 1;
    return groups.at(-1)!;
  };
  for (const put of parts.put ?? []) {
    const group = room(putCost(put));
    group.put = [...(group.put ?? []), put];
  }
  for (const set of parts.set ?? []) {
    const group = room(setCost(set, board));
    group.set = [...(group.set ?? []), set];
  }
  return groups;
}

function putCost(put: Put): number {
  return Math.max(bytesOf(encode(put)) + 1, RESTORE_BYTES);
}

function setCost(set: SetOf, board: Board): number {
  const element = board.get(set.id);
  let cost = 0;
  for (const [register, value] of Object.entries(set)) {
    if (register === "id") continue;
    const old = element?.values[register] ?? null;
    cost += RESTORE_BYTES + Math.max(bytesOf(encode(value)), bytesOf(encode(old)));
  }
  return cost;
}
