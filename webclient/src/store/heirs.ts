/** What pages of this device left on a board when they went: sent under their own ids, kept, or taken away (SES-20). */

import type { Event } from "../core/events";
import type { Session } from "../core/session";
import type { Stroke } from "../core/wire";
import { claim, type Release } from "./claim";
import { roomUrl } from "./door";
import { Link } from "./link";
import { type ClientRow, KEPT_MS, type Kept, Queue } from "./queue";

interface Estate {
  board: string;
  /** Hears `Status` when something of what waits has changed. */
  heard(event: Event): void;
  full(): void;
  now(): number;
  session(client: string, stored: Kept): Session;
  /** Puts a stroke that a crash cut off. */
  dry(queue: Queue, wet: Stroke): Promise<void>;
  /** The room's, as far as it is known; 0: it is not. */
  epoch(): number;
}

export class Heirs {
  private readonly estate: Estate;
  private readonly links: Link[] = [];
  private readonly releases: Release[] = [];
  /** Clients of pages that are gone, nothing of which waits. */
  private asleep: ClientRow[] = [];
  private closed = false;

  constructor(estate: Estate) {
    this.estate = estate;
  }

  /** Ops that are not on the server's disk. */
  get waiting(): number {
    return this.links.reduce((sum, { session }) => sum + session.waiting, 0);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.links.map((link) => link.close()));
    for (const release of this.releases) release();
  }

  /** What waits is sent; of others only the own ops stay, and those for thirty days. */
  async inherit(others: readonly ClientRow[]): Promise<void> {
    for (const row of others) {
      await this.adopt(row, async (queue, waits) => {
        if (waits) return true;
        if (this.estate.now() - row.used > KEPT_MS) await queue.drop();
        else {
          await queue.slim(row);
          this.asleep.push(row);
        }
        return false;
      });
    }
    this.offer();
  }

  /** At a newer epoch entries were lost, and those of dead pages may be among them. */
  offer(): void {
    const epoch = this.estate.epoch();
    const bereft = this.asleep.filter((row) => row.epoch < epoch);
    this.asleep = this.asleep.filter((row) => !bereft.includes(row));
    for (const row of bereft) void this.adopt(row, async () => true).catch(() => undefined);
  }

  /** Takes the claim of a dead page, and its place where `wanted` says so; no ops are made under it. */
  private async adopt(
    { board, client }: ClientRow,
    wanted: (queue: Queue, waits: boolean) => Promise<boolean>,
  ): Promise<void> {
    const release = await claim(`${board} ${client}`);
    if (!release) return;
    const queue = new Queue(board, client);
    const stored = await queue.load();
    if (stored?.wet) await this.estate.dry(queue, stored.wet);
    const waits = stored?.ops.some((one) => one.verdict === null) ?? false;
    if (!(await wanted(queue, waits)) || !stored?.ops.length || this.closed) {
      release();
      return;
    }
    const session = this.estate.session(client, stored);
    queue.started(session);
    this.releases.push(release);
    this.links.push(this.heir(session, queue));
  }

  private heir(session: Session, queue: Queue): Link {
    const { board, full, now, heard } = this.estate;
    const link: Link = new Link({
      url: roomUrl(board),
      session,
      queue,
      full,
      now,
      renewed: (client) => this.renewed(client),
      heard: (event) => {
        if (event.type !== "Status" && event.type !== "Refused") return;
        heard({ type: "Status" });
        if (!session.saved || link.unsafe || !this.links.includes(link)) return;
        this.links.splice(this.links.indexOf(link), 1);
        void link.close(); // its cached board is taken away by the next page that finds it
      },
    });
    link.start();
    return link;
  }

  /** The history of a dead page's client was compacted: what waits goes on under an id of its own (COMP-4). */
  private async renewed(client: string): Promise<Queue> {
    const { board } = this.estate;
    const release = await claim(`${board} ${client}`);
    if (release) this.releases.push(release);
    return new Queue(board, client);
  }
}
