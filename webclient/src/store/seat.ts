/** A place at a board: the session of this page, and those of dead pages whose ops still wait on this device. */

import type { Event } from "../core/events";
import { Session } from "../core/session";
import type { Stroke } from "../core/wire";
import { claim, type Release } from "./claim";
import { type Device, randomId } from "./device";
import { roomUrl } from "./door";
import { Link } from "./link";
import { type ClientRow, clientsOf, KEPT_MS, Queue } from "./queue";

export interface SeatOptions {
  board: string;
  device: Device;
  token: string | null;
  heard(event: Event): void;
  full(): void;
  /** In ms since 1970. */
  now(): number;
}

/** Remembers, over a reload, which client this tab was. */
const remembered = (board: string): string => `inkroom.client.${board}`;

export class Seat {
  readonly session: Session;
  readonly link: Link;
  /** The step that this device had seen when it last left the board; 0: it was never here. */
  readonly lastVisit: number;
  private readonly options: SeatOptions;
  private readonly releases: Release[];
  private readonly heirs: Link[] = [];
  /** Clients of pages that are gone, nothing of which waits. */
  private asleep: ClientRow[] = [];

  private constructor(options: SeatOptions, session: Session, queue: Queue, release: Release) {
    this.options = options;
    this.session = session;
    this.lastVisit = session.seq;
    this.releases = [release];
    this.link = new Link({
      url: roomUrl(options.board),
      session,
      queue,
      heard: (event) => {
        options.heard(event);
        if (event.type === "Status") this.offer();
      },
      full: options.full,
      now: options.now,
      renewed: (client) => this.renewed(client),
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
    void seat.inherit(known.filter((one) => one.client !== own.client));
    return seat;
  }

  /** Own ops of this device that are not on the server's disk, those of dead pages too. */
  get waiting(): number {
    return this.heirs.reduce((sum, heir) => sum + heir.session.waiting, this.session.waiting);
  }

  get saved(): boolean {
    return this.session.saved && this.heirs.every((heir) => !heir.session.waiting);
  }

  get unsafe(): boolean {
    return this.link.unsafe || this.waiting > 0;
  }

  async close(): Promise<void> {
    await Promise.all([this.link, ...this.heirs].map((link) => link.close()));
    for (const release of this.releases) release();
  }

  /** Puts the stroke that a crash cut off; its journal goes once the op is on the disk (SES-19). */
  private async dry(queue: Queue, wet: Stroke): Promise<void> {
    if (!this.session.board.get(wet.id)) this.session.submit({ put: [wet] });
    this.link.flush();
    await queue.journal(null).catch(() => undefined);
  }

  /** Takes over what dead pages left: what waits is sent under their own ids, and no ops are made under them (SES-20). */
  private async inherit(others: ClientRow[]): Promise<void> {
    for (const row of others) {
      await this.adopt(row, async (queue, waits) => {
        if (waits) return true;
        if (this.options.now() - row.used > KEPT_MS) await queue.drop();
        else {
          await queue.slim(row);
          this.asleep.push(row);
        }
        return false;
      });
    }
    this.offer();
  }

  /** A newer epoch: entries were lost, and those of dead pages may be among them. */
  private offer(): void {
    const { phase, epoch } = this.session;
    if (phase !== "live") return;
    const bereft = this.asleep.filter((row) => row.epoch < epoch);
    this.asleep = this.asleep.filter((row) => row.epoch >= epoch);
    for (const row of bereft) void this.adopt(row, async () => true).catch(() => undefined);
  }

  /** Takes the claim of a dead page, and its place where `wanted` says so; what it drew last is put (SES-19). */
  private async adopt(
    { client }: ClientRow,
    wanted: (queue: Queue, waits: boolean) => Promise<boolean>,
  ): Promise<void> {
    const { board } = this.options;
    const release = await claim(`${board} ${client}`);
    if (!release) return;
    const queue = new Queue(board, client);
    const stored = await queue.load();
    if (stored?.wet) await this.dry(queue, stored.wet);
    const waits = stored?.ops.some((one) => one.verdict === null) ?? false;
    if (!(await wanted(queue, waits)) || !stored?.ops.length) {
      release();
      return;
    }
    const session = newSession(this.options, client, stored);
    queue.started(session);
    this.releases.push(release);
    this.heirs.push(this.heir(session, queue));
  }

  private heir(session: Session, queue: Queue): Link {
    const link: Link = new Link({
      url: roomUrl(this.options.board),
      session,
      queue,
      full: this.options.full,
      now: this.options.now,
      heard: (event) => {
        if (event.type !== "Status" && event.type !== "Refused") return;
        this.options.heard({ type: "Status" });
        if (!session.saved || link.unsafe || !this.heirs.includes(link)) return;
        this.heirs.splice(this.heirs.indexOf(link), 1);
        void link.close(); // its cached board is taken away by the next page that finds it
      },
    });
    link.start();
    return link;
  }

  private async renewed(client: string): Promise<Queue> {
    const { board } = this.options;
    const release = await claim(`${board} ${client}`);
    if (release) this.releases.push(release);
    remember(board, client);
    return new Queue(board, client);
  }
}

function newSession(
  { device, token }: SeatOptions,
  client: string,
  stored: Awaited<ReturnType<Queue["load"]>>,
): Session {
  const session = new Session(client, device.name, {
    stored,
    token,
    guest: device.guest,
    colour: device.colour || null,
    random: Math.random,
  });
  session.people = stored?.people ?? new Map();
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
