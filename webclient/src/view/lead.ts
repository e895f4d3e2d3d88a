/** Leading and following: whose view the camera shows, and who shows ours (LIVE-7 to LIVE-9). */

import type { Event as SessionEvent } from "../core/events";
import { Follow, Presenter, type Seen, type Sight } from "../core/follow";
import { rnd } from "../core/geometry";
import { equal } from "../core/schema";
import type { Peer, Presence } from "../core/wire";
import type { Camera } from "./camera";
import type { Room, View } from "./contract";

/** The camera comes two thirds nearer to where the other looks in this time; in ms. */
const GLIDE = 80;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export interface Led {
  readonly room: Room;
  readonly camera: Camera;
  page(): string;
  /** Shows this, not by the person's hand. */
  show(view: View, page: string): void;
  tell(change: Presence): void;
  flush(): void;
  changed(): void;
}

export class Lead {
  private readonly led: Led;
  private readonly follow = new Follow();
  private readonly presenter = new Presenter();
  private told: Sight | null = null;
  private live = false;
  private asks = false;
  private frame = 0;
  private last = 0;
  private timer = 0;

  constructor(led: Led) {
    this.led = led;
  }

  /** Whom one follows. */
  get following(): Peer | null {
    return this.follow.peer ? (this.led.room.peers.get(this.follow.peer) ?? null) : null;
  }

  get presenting(): boolean {
    return this.presenter.on;
  }

  get asking(): boolean {
    return this.asks;
  }

  /** Follows a person, or nobody. */
  begin(peer: Peer | null): void {
    if (peer) this.follow.begin(peer);
    else this.follow.stop();
    this.switched();
    this.aim();
  }

  /** The person moved the camera: they look around themselves now. */
  own(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.follow.user) return;
    this.follow.stop();
    this.switched();
  }

  /** Brings everybody to what one sees. */
  call(): void {
    this.own();
    this.looked();
    this.led.tell({ call: true });
  }

  /** From now on everybody sees what one sees, and it is recorded; or no longer. */
  present(on: boolean): void {
    if (on === this.presenter.on) return;
    if (on) {
      this.own();
      this.presenter.begin();
      this.looked();
      this.record();
    } else {
      const parts = this.presenter.stop();
      if (parts) this.led.room.submit(parts);
      this.led.flush();
    }
    this.led.tell({ presenting: on ? true : null });
    this.led.changed();
  }

  /** Asks those who may allow it for more than looking, or no longer. */
  ask(asks: boolean): void {
    this.asks = asks;
    this.led.tell({ asks: asks ? true : null });
    this.led.changed();
  }

  /** The camera shows something else, by whoever's hand. */
  looked(): void {
    const seen = this.sight();
    if (equal(seen, this.told)) return;
    this.told = seen;
    this.led.tell({ view: seen.view, page: seen.page === "1" ? null : seen.page });
    this.record();
  }

  heard(event: SessionEvent): void {
    const { room } = this.led;
    if (event.type === "Status") this.status();
    else if (event.type === "Called") {
      const peer = room.peers.get(event.peer);
      if (peer && !this.presenter.on) this.begin(peer);
    } else if (event.type === "PeersChanged" || event.type === "PresenceChanged") {
      const was = this.follow.peer;
      this.follow.heard(room.peers, room.presence, this.presenter.on);
      if (was !== this.follow.peer) this.switched();
      this.aim();
    }
  }

  stop(): void {
    this.present(false);
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
  }

  /** A new connection knows nothing of what the one before was told. */
  private status(): void {
    const live = this.led.room.phase === "live";
    if (live && !this.live) {
      this.told = null;
      const { peer } = this.follow;
      if (peer) this.led.tell({ follow: peer });
      if (this.presenter.on) this.led.tell({ presenting: true });
      if (this.asks) this.led.tell({ asks: true });
      this.looked();
    }
    this.live = live;
  }

  private switched(): void {
    this.led.tell({ follow: this.follow.peer || null });
    this.looked();
    this.led.changed();
  }

  /** What one tells the others that one sees: of who follows, what the followed sees. */
  private sight(): Sight {
    const { room, camera } = this.led;
    const other = this.follow.sight(room.me?.peer ?? "", room.presence);
    if (other) return other;
    const { left, top, right, bottom } = camera.box;
    const size = [Math.max(1, rnd(right - left)), Math.max(1, rnd(bottom - top))] as const;
    const view = [rnd(left), rnd(top), ...size].map(within) as Seen; // of four numbers
    return { page: this.led.page(), view };
  }

  private record(): void {
    clearTimeout(this.timer);
    if (!this.presenter.on) return;
    const now = performance.now();
    const wait = this.presenter.wait(now);
    if (wait > 0) {
      this.timer = window.setTimeout(() => this.record(), wait);
      return;
    }
    const parts = this.presenter.due(this.sight(), now);
    if (!parts) return;
    this.led.room.submit(parts);
    this.led.flush();
  }

  private aim(): void {
    if (!this.follow.peer) return;
    this.looked();
    if (this.frame) return;
    this.last = performance.now();
    if (STILL.matches) this.come(1);
    else this.frame = requestAnimationFrame(this.step);
  }

  private readonly step = (now: number): void => {
    this.frame = 0;
    const part = 1 - Math.exp(-Math.max(1, now - this.last) / GLIDE);
    this.last = now;
    if (!this.come(part)) this.frame = requestAnimationFrame(this.step);
  };

  /** Comes a part of the way to where the other looks; true: it is there. */
  private come(part: number): boolean {
    const { room } = this.led;
    const sight = this.follow.sight(room.me?.peer ?? "", room.presence);
    return sight === null || this.approach(sight, part);
  }

  /** Comes a part of the way to this view; true: it is there. */
  approach(sight: Sight, part: number): boolean {
    const { camera, show } = this.led;
    const to = camera.viewing(sight.view);
    const { x, y } = camera.middle;
    const turn = Math.log(to.zoom / camera.zoom);
    const far = Math.hypot(to.x - x, to.y - y) * camera.scale;
    if (far < 0.5 && Math.abs(turn) < 0.001) {
      if (far > 0 || turn !== 0) show(to, sight.page);
      return true;
    }
    const other = sight.page !== this.led.page();
    const by = other ? 1 : part;
    const zoom = camera.zoom * Math.exp(turn * by);
    show({ x: x + (to.x - x) * by, y: y + (to.y - y) * by, zoom }, sight.page);
    return by === 1;
  }
}

/** The far ends of a board (EL-1). */
function within(value: number): number {
  return Math.max(-(2 ** 31), Math.min(2 ** 31, value));
}
