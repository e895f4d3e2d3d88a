/** A place at a board: the session of this page, and those of dead pages whose ops still wait on this device. */

import type { Event } from "../core/events";
import { Session } from "../core/session";
import type { Stroke } from "../core/wire";
import { claim, type Release } from "./claim";
import { type Device, randomId } from "./device";
import { partsAhead, roomUrl } from "./door";
import type { Heirs } from "./heirs";
import { Link } from "./link";
import { type ClientRow, clientsOf, type Kept, Queue } from "./queue";

export interface SeatOptions {
  board: string;
  device: Device;
  token: string | null;
  heard(event: Event): void;
  full(): void;
  /** In ms since 1970. */
  now(): number;
}

/** What dead pages left is looked for again, where the server went away before this device had what does it. */
const AGAIN_MS = 3_000;

/** Remembers, over a reload, which client this tab was. */
const remembered = (board: string): string => `inkroom.client.${board}`;

export class Seat {
  readonly session: Session;
  readonly link: Link;
  /** The step that this device had seen when it last left the board; 0: it was never here. */
  readonly lastVisit: number;
  private readonly options: SeatOptions;
  /** By the client that each holds. */
  private readonly releases: Map<string, Release>;
  private heirs: Heirs | null = null;
  /** It is not known yet what dead pages left. */
  private unknown = false;
  private again: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  private constructor(options: SeatOptions, session: Session, queue: Queue, release: Release) {
    this.options = options;
    this.session = session;
    this.lastVisit = session.seq;
    this.releases = new Map([[session.client, release]]);
    this.link = new Link({
      url: roomUrl(options.board),
      session,
      queue,
      heard: (event) => {
        options.heard(event);
        if (event.type === "Status") this.heirs?.offer();
      },
      full: options.full,
      now: options.now,
      apart: partsAhead(),
      renewed: (client) => this.renewed(client),
      left: (client) => void this.rest(client).catch(() => undefined),
    });
  }

  /** Sits down: as the client that this device was last, if no other page is it, else as a fresh one. */
  static async open(options: SeatOptions): Promise<Seat> {
    const { board } = options;
    const known = await clientsOf(board).catch(() => []);
    const own = (await ownClient(board, known)) ?? (await freshClient(board));
    const queue = new Queue(board, own.client);
    const stored = await queue.load().catch(() => null);
    const session = newSession(options, own.client, stored);
    queue.started(session);
    remember(board, own.client);
    const seat = new Seat(options, session, queue, own.release);
    if (stored?.wet) await seat.dry(queue, stored.wet);
    seat.inherit(known.filter((one) => one.client !== own.client));
    return seat;
  }

  /** Own ops of this device that are not on the server's disk, those of dead pages too. */
  get waiting(): number {
    return this.session.waiting + (this.heirs?.waiting ?? 0);
  }

  get saved(): boolean {
    return this.session.saved && !this.unknown && !this.heirs?.waiting;
  }

  get unsafe(): boolean {
    return this.link.unsafe || this.waiting > 0;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.again);
    await Promise.all([this.link.close(), this.heirs?.close()]);
    for (const release of this.releases.values()) release();
  }

  /** Puts the stroke that a crash cut off; its journal goes once the op is on the disk (SES-19). */
  private async dry(queue: Queue, wet: Stroke): Promise<void> {
    if (!this.session.board.get(wet.id)) this.session.submit({ put: [wet] });
    this.link.flush();
    await queue.journal(null).catch(() => undefined);
  }

  /** Those who send what dead pages left come after the board; until it is known what waits, nothing is "saved". */
  private inherit(others: readonly ClientRow[]): void {
    const { options, session } = this;
    if (others.length === 0) return;
    this.unknown = true;
    import("./heirs")
      .then(async ({ Heirs }) => {
        if (this.closed) return;
        this.heirs ??= new Heirs({
          ...options,
          session: (client, stored) => newSession(options, client, stored),
          dry: (queue, wet) => this.dry(queue, wet),
          epoch: () => (session.phase === "live" ? session.epoch : 0),
        });
        await this.heirs.inherit(others);
      })
      .then(
        () => {
          this.unknown = false;
          options.heard({ type: "Status" });
        },
        () => {
          if (!this.closed) this.again = setTimeout(() => this.inherit(others), AGAIN_MS);
        },
      );
  }

  private async renewed(client: string): Promise<Queue> {
    const { board } = this.options;
    const release = await claim(`${board} ${client}`);
    if (release) this.releases.set(client, release);
    remember(board, client);
    return new Queue(board, client);
  }

  /** What this page has left under an id that it gave up, it sees to as to that of a dead page (SES-12). */
  private async rest(client: string): Promise<void> {
    this.releases.get(client)?.();
    this.releases.delete(client);
    const known = await clientsOf(this.options.board);
    if (!this.closed) this.inherit(known.filter((one) => one.client === client));
  }
}

function newSession({ device, token }: SeatOptions, client: string, stored: Kept | null): Session {
  const session = new Session(client, device.name, {
    stored,
    token,
    guest: device.guest,
    colour: device.colour || null,
    random: Math.random,
  });
  session.company.people = new Map(stored?.people);
  return session;
}

interface Own {
  client: string;
  release: Release;
}

async function ownClient(board: string, known: ClientRow[]): Promise<Own | null> {
  const was = recall(board);
  const clients = [...new Set([...(was ? [was] : []), ...known.map((one) => one.client)])];
  for (const client of clients) {
    const release = await claim(`${board} ${client}`, client === was && isReload());
    if (release) return { client, release };
  }
  return null;
}

async function freshClient(board: string): Promise<Own> {
  const client = randomId();
  return { client, release: (await claim(`${board} ${client}`)) ?? (() => undefined) };
}

function isReload(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return (entry as PerformanceNavigationTiming | undefined)?.type === "reload"; // of that type only
}

function recall(board: string): string | null {
  try {
    return sessionStorage.getItem(remembered(board));
  } catch {
    return null;
  }
}

function remember(board: string, client: string): void {
  try {
    sessionStorage.setItem(remembered(board), client);
  } catch {
    // A browser that keeps nothing: a reload is then a fresh client.
  }
}
