/** What the device keeps of one client on one board: its ops, and the confirmed board to start from. */

import type { Element, Row } from "../core/board";
import type { Session } from "../core/session";
import type { Stored } from "../core/stored";
import type { Queued } from "../core/undo";
import type { Stroke } from "../core/wire";
import { answer, lastKey, putAll, rowsOf, within, write } from "./database";

/** Own ops with a verdict that are kept however old, so that a server set back to an older copy gets them again (SES-18). */
export const ARCHIVE = 20_000;
/** So long all of them are kept, and what a page that is gone has left (SES-20). */
export const KEPT_MS = 30 * 24 * 3_600_000;
/** So many of them a session starts with; it asks for the others where it misses them (SES-18). */
export const RECENT = 1_000;
/** So many elements are a pack: one row, which is written and read much quicker than theirs. */
const PACK = 400;
/** More rows of single elements than this are packed anew with the others. */
const SINGLES = 2_000;

/** One client in short: where it stands. */
export interface ClientRow {
  board: string;
  client: string;
  /** When it was written last, in ms since 1970. */
  used: number;
  title: string;
  epoch: number;
  seq: number;
  chain: string;
  images: Stored["images"];
  /** The last lines of chat, and who took part: a tail does not bring them again. */
  says: Session["says"];
  people: Session["people"];
}

/** Of a client without a cached board. */
const BLANK: Pick<ClientRow, "seq" | "chain" | "images"> = {
  seq: 0,
  chain: "0".repeat(16),
  images: new Map(),
};

/** What a session starts from, and what it is given besides. */
export type Kept = Stored &
  Pick<ClientRow, "says" | "people"> & {
    /** The stroke that a crash cut off. */
    readonly wet: Stroke | null;
  };

interface OpRow {
  board: string;
  client: string;
  cseq: number;
  queued: Queued;
  /** When it got its verdict, in ms since 1970. */
  judged?: number;
}

interface WetRow {
  board: string;
  client: string;
  put: Stroke;
}

/** One element, or a pack of them as JSON; what stands alone is newer than what is packed. */
interface ElementRow {
  board: string;
  client: string;
  id: string;
  row?: Row;
  pack?: string;
}

/** The clients that this device has on a board, the last used first. */
export async function clientsOf(board: string): Promise<ClientRow[]> {
  const rows = await rowsOf<ClientRow>("clients", [board]);
  return rows.sort((a, b) => b.used - a.used);
}

/** The boards that this device has a copy of, the last used first, each once. */
export async function boardsHere(): Promise<ClientRow[]> {
  const rows = (await rowsOf<ClientRow>("clients", [])).sort((a, b) => b.used - a.used);
  const seen = new Map<string, ClientRow>();
  for (const row of rows) if (!seen.has(row.board)) seen.set(row.board, row);
  return [...seen.values()];
}

export class Queue {
  readonly board: string;
  readonly client: string;
  /** The elements as they lie in the store; elements are replaced and never changed, so identity tells. */
  private stored = new Map<string, Element>();
  /** The ops that lie in the store with their verdict: they are not written again. */
  private judged = new Set<number>();
  private epoch = -1;
  /** The rows of single elements in the store. */
  private singles = 0;
  /** The first own op that `load` has read. */
  private start = 0;
  private listed = false;

  constructor(board: string, client: string) {
    this.board = board;
    this.client = client;
  }

  private get key(): string[] {
    return [this.board, this.client];
  }

  /** What a session starts from, which is not all of the archive; null: nothing was kept yet. */
  async load(): Promise<Kept | null> {
    const [ops, elements, clients, [wet]] = await Promise.all([
      this.newest(),
      rowsOf<ElementRow>("elements", this.key),
      clientsOf(this.board),
      rowsOf<WetRow>("wet", this.key),
    ]);
    const row = clients.find((one) => one.client === this.client);
    if (!row && !ops.length && !wet) return null;
    for (const { cseq, queued } of ops) if (queued.verdict !== null) this.judged.add(cseq);
    this.epoch = row?.epoch ?? -1;
    this.listed = row !== undefined;
    this.singles = elements.filter((one) => one.row).length;
    return {
      epoch: row?.epoch ?? 0,
      seq: row?.seq ?? 0,
      chain: row?.chain ?? "0".repeat(16),
      rows: unpacked(elements),
      ops: ops.map(queuedOf),
      wet: wet?.put ?? null,
      images: row?.images ?? new Map(),
      says: row?.says ?? [],
      people: row?.people ?? new Map(),
    };
  }

  /** The newest ops, all that wait (those have the highest numbers), and what those undo or redo. */
  private async newest(): Promise<OpRow[]> {
    const last = await lastKey("ops", this.key);
    if (!last) return [];
    for (let start = Number(last[2]) - RECENT + 1; ; start -= RECENT) {
      this.start = Math.max(1, start);
      const rows = await rowsOf<OpRow>("ops", this.from(this.start));
      const waiting = rows.filter((one) => one.queued.verdict === null);
      const needed = waiting.flatMap(({ cseq, queued }) => [cseq - 1, ...queued.targets]);
      if (needed.every((cseq) => cseq >= this.start) || this.start === 1) return rows;
    }
  }

  /** The own ops that `load` left out; asked for again: none (SES-18). */
  async older(): Promise<Queued[]> {
    const end = this.start;
    this.start = 1;
    if (end <= 1) return [];
    return (await rowsOf<OpRow>("ops", this.from(1, end - 1))).map(queuedOf);
  }

  private from(first: number, last = Number.MAX_SAFE_INTEGER): IDBKeyRange {
    return IDBKeyRange.bound([...this.key, first], [...this.key, last]);
  }

  /** Tells which elements the session starts from, so that the next save writes only what differs. */
  started(session: Session): void {
    this.stored = new Map(session.confirmed.own);
  }

  /** Writes ops of the queue; resolves when they are on the disk (SES-2). The wet ink that was journalled is in them. */
  keep(ops: readonly Queued[]): Promise<void> {
    return write(["clients", "ops", "wet"], (transaction) => {
      this.list(transaction);
      const store = transaction.objectStore("ops");
      for (const queued of ops) {
        store.put(this.opRow(queued));
        this.judged.delete(queued.op.cseq); // a refusal that is offered again (SES-16)
      }
      transaction.objectStore("wet").delete(this.key);
    });
  }

  /** Who leaves something here is in the list of clients, before its first save too: the next page looks there. */
  private list(transaction: IDBTransaction): void {
    if (this.listed) return;
    this.listed = true;
    const { board, client } = this;
    const rest = { used: 0, epoch: 0, title: "", says: [], people: new Map() };
    transaction
      .objectStore("clients")
      .put({ ...BLANK, ...rest, board, client } satisfies ClientRow);
  }

  /** The stroke whose pen is down, for the case that this page ends; null: there is none (SES-19). */
  journal(put: Stroke | null): Promise<void> {
    const { board, client } = this;
    const row: WetRow | null = put && { board, client, put };
    return write(
      this.listed ? ["wet"] : ["clients", "wet"], // else it would wait for a save of the board
      (transaction) => {
        this.list(transaction);
        const store = transaction.objectStore("wet");
        if (row) store.put(row);
        else store.delete(this.key);
      },
      "relaxed",
    );
  }

  /**
   * Writes the confirmed board, its seq, the images and the verdicts in one transaction; `urgent` does it without
   * a pause, as when the page closes.
   */
  save(session: Session, now: number, urgent = false): Promise<void> {
    const { ops, epoch, seq, chain, images } = session.stored(); // `rows` is left alone: it is slow
    const { people } = session;
    const says = session.talk.entries();
    const title = String(session.confirmed.get("board")?.get("title") ?? "");
    const rest = { epoch, seq, chain, images, says, people, title };
    if (rest.epoch < this.epoch) return Promise.resolve(); // another page has seen a newer epoch
    const all = rest.epoch !== this.epoch; // verdicts of another past count no more
    const judged = all
      ? ops.filter((one) => one.kept)
      : ops.filter((one) => one.verdict !== null && !this.judged.has(one.op.cseq));
    const told = judged.filter((one) => one.verdict !== null).map((one) => one.op.cseq);
    const confirmed = session.confirmed.own;
    const gone = [...this.stored.keys()].filter((id) => !confirmed.has(id));
    const changed = [...confirmed.values()].filter((one) => all || this.stored.get(one.id) !== one);
    const packs = all || gone.length > 0 || this.singles + changed.length > SINGLES;
    const old = beyondArchive(ops);
    const row: ClientRow = { board: this.board, client: this.client, used: now, ...rest };
    const stored = new Map(confirmed);
    this.listed = true;
    return write(["clients", "ops", "elements"], (transaction) => {
      transaction.objectStore("clients").put(row);
      const opStore = transaction.objectStore("ops");
      for (const queued of judged) opStore.put({ ...this.opRow(queued), judged: now });
      const dropped =
        old > 0 && !urgent ? dropOlder(opStore, this.from(1, old), now - KEPT_MS) : undefined;
      const elements = transaction.objectStore("elements");
      if (!packs) {
        for (const element of changed) elements.put(this.elementRow(element));
        return dropped;
      }
      elements.delete(within(this.key));
      const starts = Array.from({ length: Math.ceil(stored.size / PACK) }, (_, n) => n * PACK);
      const whole = [...stored.values()];
      const put = putAll(elements, starts, urgent ? starts.length : 1, (start) =>
        this.packRow(start, whole.slice(start, start + PACK)),
      );
      return Promise.all([put, dropped]).then(() => undefined);
    }).then(() => {
      this.stored = stored;
      this.singles = packs ? 0 : this.singles + changed.length;
      this.epoch = rest.epoch;
      this.judged = new Set([...(all ? [] : this.judged), ...told]);
    });
  }

  /** Takes all of it away. */
  drop(): Promise<void> {
    return write(["clients", "ops", "elements", "wet"], (transaction) => {
      transaction.objectStore("clients").delete(this.key);
      transaction.objectStore("wet").delete(this.key);
      transaction.objectStore("ops").delete(within(this.key));
      transaction.objectStore("elements").delete(within(this.key));
    });
  }

  /** Another id has taken over what waits: the ops with a verdict stay, as a page that is gone leaves them (SES-12, SES-20). */
  leave(ops: readonly Queued[], now: number): Promise<void> {
    const told = ops.filter((one) => one.verdict !== null && !this.judged.has(one.op.cseq));
    return write(["clients", "ops", "elements", "wet"], async (transaction) => {
      transaction.objectStore("wet").delete(this.key);
      transaction.objectStore("elements").delete(within(this.key));
      const store = transaction.objectStore("ops");
      for (const queued of told) store.put({ ...this.opRow(queued), judged: now });
      const clients = transaction.objectStore("clients");
      if (!(await dropWaiting(store, within(this.key)))) {
        clients.delete(this.key);
        return;
      }
      const row = (await answer(clients.get(this.key))) as ClientRow | undefined; // a row of ours
      if (row) clients.put({ ...row, ...BLANK, used: now });
    });
  }

  /** Takes the cached board away and keeps the own ops: the next start asks for a snapshot. */
  slim(row: ClientRow): Promise<void> {
    return write(["clients", "elements"], (transaction) => {
      transaction.objectStore("clients").put({ ...row, ...BLANK });
      transaction.objectStore("elements").delete(within(this.key));
    });
  }

  private opRow(queued: Queued): OpRow {
    return { board: this.board, client: this.client, cseq: queued.op.cseq, queued };
  }

  private elementRow(element: Element): ElementRow {
    return { board: this.board, client: this.client, id: element.id, row: element.row() };
  }

  private packRow(start: number, elements: readonly Element[]): ElementRow {
    const pack = JSON.stringify(elements.map((element) => element.row()));
    return { board: this.board, client: this.client, id: ` ${start}`, pack }; // no element has such an id
  }
}

/** All elements of the store, of each the newest row. */
function unpacked(stored: readonly ElementRow[]): Row[] {
  const rows = new Map<unknown, Row>();
  for (const { pack } of stored) {
    for (const row of pack ? (JSON.parse(pack) as Row[]) : []) rows.set(row.id, row);
  }
  for (const { id, row } of stored) if (row) rows.set(id, row);
  return [...rows.values()];
}

function queuedOf(row: OpRow): Queued {
  return { ...row.queued, kept: true };
}

/** Takes the ops of a range away, up to the first that got its verdict since `before`. */
function dropOlder(store: IDBObjectStore, range: IDBKeyRange, before: number): Promise<void> {
  const request = store.openCursor(range);
  return new Promise((done, failed) => {
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      const row = cursor?.value as OpRow | undefined; // the rows that this program wrote
      if (!cursor || !row || (row.judged ?? 0) >= before) return done();
      cursor.delete();
      cursor.continue();
    };
  });
}

/** Takes the ops without a verdict away, which have the highest numbers; true where others are left. */
function dropWaiting(store: IDBObjectStore, range: IDBKeyRange): Promise<boolean> {
  const request = store.openCursor(range, "prev");
  return new Promise((done, failed) => {
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      const row = cursor?.value as OpRow | undefined; // the rows that this program wrote
      if (!cursor || !row || row.queued.verdict !== null) return done(cursor !== null);
      cursor.delete();
      cursor.continue();
    };
  });
}

/** The last own op that is none of the newest: all up to it have a verdict. */
function beyondArchive(ops: readonly Queued[]): number {
  const last = (ops.at(-1)?.op.cseq ?? 0) - ARCHIVE;
  const waits = ops.find((one) => one.verdict === null)?.op.cseq ?? last + 1;
  return Math.max(0, Math.min(last, waits - 1));
}
