/** The session scripts of both languages: what a session is told, and what it must say and be then. */

import { digestOf } from "../digest";
import type { Event } from "../events";
import { Session } from "../session";
import type { Stored } from "../stored";
import type { Queued } from "../undo";
import { vectorLines } from "./logs";

/** One call of a session: name, arguments, result, events, state. */
export type ScriptStep = readonly [string, readonly unknown[], unknown, readonly unknown[], string];

export interface Script {
  readonly seed: number;
  readonly client: string;
  readonly steps: readonly ScriptStep[];
  readonly presence: unknown;
  readonly says: readonly number[];
}

export function scripts(): Script[] {
  return vectorLines("sessions.jsonl").map((line) => JSON.parse(line) as Script);
}

/** A device that does what a script says: a session, and what is on the disk. */
export class Device {
  session: Session;
  private ops = new Map<number, Queued>();
  private point: Stored | null = null;

  constructor(client: string) {
    this.session = new Session(client);
  }

  /** Makes the call; what the session gave back. */
  call(name: string, args: readonly unknown[]): unknown {
    if (name === "checkpoint") return this.checkpoint();
    if (name === "restart") return this.restart();
    if (name === "kept") this.keep(args[0] as number);
    if (name === "renew") this.ops.clear();
    const method = name === "receive_part" ? "receivePart" : name;
    const calls = this.session as unknown as Record<string, (...all: unknown[]) => unknown>;
    const hashed = name === "verify" ? [digestOf] : [];
    return calls[method]!.apply(this.session, [...args, ...hashed]);
  }

  private keep(cseq: number): void {
    const queued = this.session.stored().ops.find((one) => one.op.cseq === cseq)!;
    this.ops.set(cseq, { ...structuredClone(queued), kept: true });
  }

  private checkpoint(): null {
    this.point = structuredClone({ ...this.session.stored() });
    for (const { op } of this.point.ops) if (this.ops.has(op.cseq)) this.keep(op.cseq);
    return null;
  }

  private restart(): null {
    const ops = [...this.ops.values()].sort((a, b) => a.op.cseq - b.op.cseq);
    const none = { epoch: 0, seq: 0, chain: "0".repeat(16), rows: [], images: new Map() };
    const stored = structuredClone({ ...none, ...this.point, ops });
    this.session = new Session(this.session.client, "", { stored });
    return null;
  }
}

/** An event as JSON that is equal in both languages. */
export function rowOf(event: Event): unknown[] {
  switch (event.type) {
    case "Confirmed":
    case "Said":
      return [event.type, event.entry.seq];
    case "Keep": {
      const { intent, targets, waits } = event.queued;
      return [event.type, event.cseq, intent, targets, waits];
    }
    case "Changed":
      return [event.type, event.ids && [...event.ids].sort()];
    default: {
      const { type, ...fields } = event;
      return [type, ...Object.values(fields)];
    }
  }
}

/** Where a session stands, shown and confirmed board too, in a few characters. */
export function stateOf(session: Session): string {
  const { phase, epoch, seq, waiting, saved, canUndo, canRedo, board, confirmed } = session;
  const flags = (saved ? "s" : "-") + (canUndo ? "u" : "-") + (canRedo ? "r" : "-");
  const digests = `${digestOf(board).slice(0, 8)} ${digestOf(confirmed).slice(0, 8)}`;
  return `${phase} ${epoch}.${seq} ${waiting} ${flags} ${digests}`;
}
