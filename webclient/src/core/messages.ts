/** What goes over the wire: parse at the edge, once; inside, messages are typed and trusted (MSG-1 to MSG-9). */

import { checkAlone } from "./accord";
import { STROKE_POINTS, VALUES } from "./elements";
import { BadMessage, BadOp } from "./errors";
import { check, DEFS, equal, isObject, normal } from "./schema";
import type { Entry, Op, Put, Restore, ServerMessage, Stroke } from "./wire";
import wire from "./wire.json";

export type * from "./wire";

export const PROTOCOL = wire.protocol;
export const EXTRA_DEPTH = 16;
/** The refusal of an op that is in the log already, put under another client id (ROOM-13). */
export const AGAIN = "again";

const EXTRA_TEXT = { type: "string", pattern: "^[^\\x00]*$" };
const utf8 = new TextEncoder();

/** The compact JSON of a message. */
export const encode: (message: unknown) => string = JSON.stringify;

/** The length of a text in bytes of UTF-8. */
export function bytesOf(text: string): number {
  return utf8.encode(text).length;
}

/** The fields that are there: an optional field is left out, never `undefined`. */
export function compact<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as T;
}

/** The writer of every register that an entry, or an op of `client`, puts or sets. */
export function writerOf(entry: { readonly client: string; readonly cseq: number }): string {
  return `${entry.client}:${entry.cseq}`;
}

/** The op that became this entry. */
export function opOf(entry: Entry): Op {
  const { seq: _seq, at: _at, by: _by, client: _client, refused: _refused, ...op } = entry;
  return op as Op; // only the type of an entry lets `view` have any length
}

/** The same op, whatever they restore: an undo is filled in at each send (UNDO-3). */
export function alike(one: Op, other: Op): boolean {
  const { restore: _one, ...left } = one;
  const { restore: _other, ...right } = other;
  return equal(left, right);
}

/** A server's frame as a message; raises BadMessage and nothing else. */
export function readServer(frame: string): ServerMessage {
  return read("ServerMessage", frame) as ServerMessage;
}

/** The stored text of an entry; raises BadMessage. */
export function readEntry(text: string): Entry {
  return read("Entry", text) as Entry;
}

/** An op of plain JSON values, wholly checked, in the form in which it is stored; raises BadOp. */
export function readOp(raw: unknown): Op {
  try {
    check(DEFS.Op!, raw);
    const op = normal(DEFS.Op!, raw) as Op;
    op.put?.forEach(checkPut);
    op.restore?.forEach(checkRestore);
    checkOnce(op);
    checkThread(op);
    checkAlone(op);
    return op;
  } catch (why) {
    if (why instanceof BadMessage) throw new BadOp(why.message);
    throw why;
  }
}

function read(name: string, frame: string): unknown {
  const message = parsed(frame);
  check(DEFS[name]!, message);
  return message;
}

function parsed(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch (why) {
    throw new BadMessage(`Expected JSON, got ${(why as Error).message}`);
  }
}

function checkRestore(restore: Restore): void {
  const schema = VALUES.get(restore.register);
  if (!schema) throw new BadOp(`Expected the name of a register, got ${restore.register}`);
  if (restore.writer === null && restore.value === null) return;
  check(schema, restore.value);
  restore.value = normal(schema, restore.value);
}

/** A thread is spoken in or judged, and only a thread has a place and an end (TALK-4). */
function checkThread({ thread, place, done, say, mark, moment }: Op): void {
  if (thread === undefined) {
    if (place !== undefined || done !== undefined) {
      throw new BadOp("Expected `place` and `done` only beside `thread`");
    }
  } else if (say === undefined && done === undefined) {
    throw new BadOp("Expected `say` or `done` beside `thread`");
  }
  if (moment !== undefined && mark === undefined) {
    throw new BadOp("Expected `moment` only beside `mark`"); // HIST-11
  }
}

/** A writer stands for one value of a register, so an op names each at most once (ROOM-12). */
function checkOnce(op: Op): void {
  const ids = [...(op.put ?? []), ...(op.set ?? [])].map((part) => part.id);
  const own = new Set(ids);
  if (own.size !== ids.length) {
    throw new BadOp("Expected each element at most once among the puts and sets of an op");
  }
  const values = new Map<string, unknown>();
  for (const x of op.restore ?? []) {
    if (x.writer === null) continue;
    const key = `${x.id} ${x.register} ${x.writer}`;
    if (!values.has(key)) values.set(key, x.value);
    if (!equal(values.get(key), x.value)) {
      throw new BadOp(
        "Expected one value for each register and writer among the restores of an op",
      );
    }
    if (own.has(x.id) && x.writer.endsWith(`:${op.cseq}`)) {
      throw new BadOp("Expected restores of other elements than those that the op puts or sets");
    }
  }
}

/** Checks what the schema cannot; raises BadOp. */
function checkPut(put: Put): void {
  if (put.kind === "stroke") checkPoints(put);
  if (put.id === "board") throw new BadOp("Expected an id of one's own, got 'board'");
  if (put.extra !== undefined) checkExtra(put.extra, EXTRA_DEPTH);
}

/** The flat points of a stroke (EL-6). */
function checkPoints({ points, pressure = true }: Stroke): void {
  const stride = pressure ? 4 : 3;
  const count = points.length / stride;
  if (!Number.isInteger(count) || count < 1 || count > STROKE_POINTS) {
    throw new BadOp(
      `Expected 1 to 10,000 points of ${stride} integers, got ${points.length} integers`,
    );
  }
  for (let n = 0; n < points.length; n += stride) {
    const p = points[n + 2]!;
    if (pressure && (p < 0 || p > 255)) {
      throw new BadOp("Expected a pressure of 0 to 255 at every point");
    }
    if (points[n + stride - 1]! < 0) throw new BadOp("Expected time steps of 0 ms or more");
  }
}

function checkExtra(value: unknown, depth: number): void {
  if (depth === 0) throw new BadOp(`Expected \`extra\` nested at most ${EXTRA_DEPTH} deep`);
  if (typeof value === "string") check(EXTRA_TEXT, value);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new BadOp("Expected numbers within 2**53 in `extra`");
  }
  if (Array.isArray(value)) {
    for (const part of value) checkExtra(part, depth - 1);
  } else if (isObject(value)) {
    for (const part of Object.entries(value).flat()) checkExtra(part, depth - 1);
  }
}
