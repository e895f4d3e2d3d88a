/** The table that the tools work at: the desk over a session and the picture of its board. */

import { following, routed } from "../core/bind";
import { type Board, type Element, isHighlight } from "../core/board";
import { defaultOf } from "../core/elements";
import { BadOp } from "../core/errors";
import { span } from "../core/extent";
import type { Box } from "../core/geometry";
import type { Parts } from "../core/gesture";
import type { Wet } from "../core/wire";
import type { Desk, Hover, Remark, Style, ToolName, Writing } from "../tools/desk";
import { changed } from "../tools/draft";
import { NIB, type Nib } from "../tools/nib";
import type { Guide } from "../tools/snap";
import type { Straighten } from "../tools/straight";
import type { Styles } from "../tools/style";
import type { Broadcast } from "./broadcast";
import type { Room, StageEvents } from "./contract";
import { enclosed, looped, pick, swept } from "./find";
import type { Picture } from "./picture";
import type { Signals } from "./signals";

/** How a dimmed element is painted: what the eraser holds. */
const DIM = 0.25;

/** A drag looks at so many others at most, the topmost. */
const NEIGHBOURS = 300;

export interface Parting {
  /** A shape is drawn: the tool may change. */
  done(made: readonly string[]): void;
  hover(name: Hover): void;
  /** The own ink has grown, or the pen is up. */
  inked(down: boolean): void;
  /** The camera was moved. */
  panned(): void;
  flush(): void;
  tool(): ToolName;
  /** The picker took a colour. */
  dipped(change: Partial<Style>): void;
}

export class Table implements Desk {
  private readonly room: Room;
  private readonly picture: Picture;
  private readonly broadcast: Broadcast;
  private readonly signals: Signals<StageEvents>;
  private readonly styles: Styles;
  private readonly parting: Parting;
  private ids: readonly string[] = [];
  private dimmed: readonly string[] = [];
  private written: string | null = null;
  private dried: string | null = null;

  constructor(
    room: Room,
    picture: Picture,
    broadcast: Broadcast,
    signals: Signals<StageEvents>,
    styles: Styles,
    parting: Parting,
  ) {
    this.room = room;
    this.picture = picture;
    this.broadcast = broadcast;
    this.signals = signals;
    this.styles = styles;
    this.parting = parting;
  }

  get mayDraw(): boolean {
    return this.room.role === "editor" || this.room.role === "owner";
  }

  get board(): Board {
    return this.room.board;
  }

  get zoom(): number {
    return this.picture.camera.zoom;
  }

  get style(): Readonly<Style> {
    return this.styles.of(this.parting.tool());
  }

  /** How the pen of this device writes. */
  nib: Nib = NIB;
  /** It comes after the board. */
  straighten: Straighten | null = null;

  // ------------------------------------------------------------- selection

  get selection(): readonly string[] {
    return this.ids;
  }

  /** The elements of the selection that are there. */
  get selected(): readonly Element[] {
    return this.ids.flatMap((id) => {
      const element = this.room.board.get(id);
      return element && !element.deleted ? [routed(this.room.board, element)] : [];
    });
  }

  select(ids: readonly string[]): void {
    const unique = [...new Set(ids)];
    if (unique.length === this.ids.length && unique.every((id, at) => id === this.ids[at])) return;
    this.ids = unique;
    this.broadcast.selection(unique);
    this.picture.repaintLive();
    this.signals.emit("selection", unique);
  }

  /** Elements may have gone from the board: the selection lets them go. */
  prune(): void {
    this.select(this.selected.map((element) => element.id));
  }

  // ------------------------------------------------------------- making

  /** The layer that new elements go to; null: the topmost. */
  layer: string | null = null;

  submit(given: Parts): void {
    if (!this.mayDraw) return;
    const parts = this.placed(given);
    if (!parts) {
      this.signals.emit("refused", { code: "layer", message: "" });
      return;
    }
    try {
      this.room.submit(parts);
    } catch (why) {
      if (!(why instanceof BadOp)) throw why;
      this.signals.emit("refused", { code: why.code, message: why.message });
      return;
    }
    const wet = this.picture.live.wet?.id;
    this.dried = parts.put?.some((put) => put.id === wet) ? wet! : null;
    this.parting.flush();
  }

  /** New elements on the page and the layer in view; null where no layer takes them (SHEET-4). */
  private placed(parts: Parts): Parts | null {
    if (!parts.put?.length) return parts;
    const { stack } = this.picture.scene;
    const layer = stack.openLayer(this.layer);
    if (layer === null) return null;
    const place = {
      ...(stack.page !== defaultOf("rect", "page") && { page: stack.page }),
      ...(layer !== defaultOf("rect", "layer") && { layer }),
    };
    return { ...parts, put: parts.put.map((put) => ({ ...place, ...put })) };
  }

  wet(wet: Wet | null): void {
    const { live } = this.picture;
    if (!wet && !live.wet) return;
    if (wet) this.broadcast.draw(wet);
    else if (live.wet) this.broadcast.end(this.dried === live.wet.id);
    live.wet = wet;
    live.ahead = []; // what was foreseen is past
    this.parting.inked(wet !== null);
    this.picture.busy();
    this.picture.repaintLive();
  }

  laser(at: readonly [number, number] | null): void {
    const { trail } = this.picture.live;
    if (at) trail.add(at[0], at[1], performance.now());
    else trail.lift(performance.now());
    this.broadcast.laser(trail);
    this.picture.repaintLive();
  }

  preview(elements: readonly Element[] | null): void {
    const { scene, live } = this.picture;
    const followers = elements ? scene.holders.of(elements.map((one) => one.id)) : [];
    live.show(elements && following(this.room.board, elements, followers));
    this.setAlphas();
    this.picture.repaintLive();
  }

  dim(ids: readonly string[]): void {
    this.dimmed = ids;
    this.setAlphas();
  }

  target(ids: readonly string[]): void {
    const { live } = this.picture;
    if (ids.length === 0 && live.targets.length === 0) return;
    live.targets = ids;
    this.picture.repaintLive();
  }

  band(box: Box | null): void {
    this.picture.live.band = box;
    this.picture.repaintLive();
  }

  loop(points: readonly number[] | null): void {
    this.picture.live.loop = points;
    this.picture.repaintLive();
  }

  lens(colour: string | null): void {
    const { live } = this.picture;
    if (colour === null && live.lens === null) return;
    live.lens = colour;
    this.picture.repaintLive();
  }

  dip(change: Partial<Style>): void {
    this.parting.dipped(change);
  }

  /** Drags snap to other elements. */
  snaps = true;

  neighbours(ids: readonly string[]): Box[] {
    if (!this.snaps) return [];
    const mine = new Set(ids);
    const seen = this.picture.scene.within(this.picture.camera.seen);
    const others = seen.filter(({ id, element }) => !mine.has(id) && !isHighlight(element));
    return others.slice(-NEIGHBOURS).map(({ element }) => span(element));
  }

  guide(guides: readonly Guide[]): void {
    if (guides.length === 0 && this.picture.live.guides.length === 0) return;
    this.picture.live.guides = guides;
    this.picture.repaintLive();
  }

  // ------------------------------------------------------------- looking

  pick(x: number, y: number, reach: number): Element | null {
    return pick(this.picture.scene, x, y, reach);
  }

  swept(ax: number, ay: number, bx: number, by: number, reach: number): Element[] {
    return swept(this.picture.scene, ax, ay, bx, by, reach);
  }

  under(x: number, y: number): Element[] {
    const items = this.picture.scene.free({ left: x, top: y, right: x, bottom: y });
    return items.map((item) => item.element).reverse();
  }

  within(box: Box): Element[] {
    return enclosed(this.picture.scene, box);
  }

  /** Takes the lasso's next loop instead of the selection. */
  asked: ((loop: readonly number[]) => void) | null = null;

  lassoed(loop: readonly number[]): Element[] {
    const { asked } = this;
    if (!asked) return looped(this.picture.scene, loop);
    this.asked = null;
    asked(loop);
    return [];
  }

  newId(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_");
  }

  topZ(): string {
    return this.picture.scene.topZ();
  }

  pan(dx: number, dy: number): void {
    const { camera } = this.picture;
    camera.panBy(dx * camera.scale, dy * camera.scale);
    this.parting.panned();
  }

  hover(name: Hover): void {
    this.parting.hover(name);
  }

  /** While an element is written its own text is not on the board: the editor shows it. */
  write(writing: Writing): void {
    if (!this.mayDraw) return;
    this.written = writing.id;
    this.setAlphas();
    const ended = () => {
      this.written = null;
      this.setAlphas();
    };
    this.signals.emit("editText", {
      ...writing,
      commit: (text) => {
        writing.commit(text);
        ended();
      },
      cancel: () => {
        writing.cancel();
        ended();
      },
    });
  }

  comment(remark: Remark): void {
    this.signals.emit("comment", remark);
  }

  done(made: readonly string[]): void {
    this.parting.done(made);
  }

  /** What is previewed or written is not on the tiles; what the eraser holds is pale on them. */
  private setAlphas(): void {
    const alphas = new Map(this.dimmed.map((id) => [id, DIM]));
    for (const element of this.picture.live.previews) alphas.set(element.id, 0);
    const written = this.written ? this.room.board.get(this.written) : undefined;
    if (written) alphas.set(written.id, 0);
    const shape = written && written.kind !== "text";
    const bare = written?.kind === "frame" ? { title: "" } : { text: "" };
    this.picture.live.bare = shape ? changed(written, bare) : null;
    this.picture.setAlphas(alphas);
  }
}
