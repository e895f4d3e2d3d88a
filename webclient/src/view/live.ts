/** The live layer: what changes too often for tiles, painted whole in each frame. */

import type { Board, Element } from "../core/board";
import { paintedBox } from "../core/extent";
import type { Box } from "../core/geometry";
import { painted } from "../core/palette";
import { Trail } from "../core/trail";
import type { Peer, Presence, Wet } from "../core/wire";
import type { Guide } from "../tools/snap";
import { paintBeam } from "./beam";
import type { Camera, ScreenPoint } from "./camera";
import type { Cursors } from "./cursors";
import { paintGuides } from "./guides";
import { paintLens, paintLoop } from "./lens";
import { type Marking, paintMarkings } from "./markings";
import type { Overlay } from "./overlay";
import type { Painter, Surface } from "./painter";
import { Reactions } from "./reactions";
import { isHighlighter, paintTip, paintWet } from "./wet";

/** More than this are not painted while their tiles are: it would take longer than the tiles. */
const LINGER = 300;
/** So many of what was found are marked. */
const MARKED = 500;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** The pointer as a ring, while a pen or the eraser hovers. */
export interface Ring {
  readonly at: ScreenPoint;
  readonly diameter: number;
  readonly colour: string;
  /** A dot, not a ring. */
  readonly full?: boolean;
}

/** What the layer shows besides its own state, as of now. */
export interface Around {
  readonly board: Board;
  readonly peers: ReadonlyMap<string, Peer>;
  readonly presence: ReadonlyMap<string, Presence>;
  readonly selected: readonly Element[];
  readonly handles: boolean;
  /** Of the own laser. */
  readonly laserColour: string;
  /** Others' lasers on this page, each with its colour. */
  readonly beams: readonly (readonly [trace: readonly number[], colour: string])[];
  /** True where the tiles show the box as the board is now. */
  settled(box: Box): boolean;
}

export class Live {
  wet: Wet | null = null;
  band: Box | null = null;
  /** The loop of a lasso. */
  loop: readonly number[] | null = null;
  /** The loop that a part of the past is chosen by. */
  fence: readonly number[] | null = null;
  /** The colour that the picker is over. */
  lens: string | null = null;
  /** Ids of what was found. */
  found: readonly string[] = [];
  /** The lines that a drag stands in. */
  guides: readonly Guide[] = [];
  /** What the end of an arrow would hold on to. */
  targets: readonly string[] = [];
  ring: Ring | null = null;
  /** Where the own pointer will be soon, in board units. */
  ahead: readonly { readonly x: number; readonly y: number }[] = [];
  /** The own laser. */
  readonly trail = new Trail();
  readonly reactions = new Reactions();
  /** False: others' cursors are not shown. */
  pointers = true;
  /** The shape whose text is being written, without it. */
  bare: Element | null = null;
  markings: readonly Marking[] = [];
  private preview: readonly Element[] = [];
  private lingering = new Map<string, Element>();
  private readonly camera: Camera;
  private readonly painter: Painter;
  private readonly overlay: Overlay;
  private readonly cursors: Cursors;

  constructor(camera: Camera, painter: Painter, overlay: Overlay, cursors: Cursors) {
    this.camera = camera;
    this.painter = painter;
    this.overlay = overlay;
    this.cursors = cursors;
  }

  get previews(): readonly Element[] {
    return this.preview;
  }

  show(elements: readonly Element[] | null): void {
    this.preview = elements ?? [];
  }

  /** Keeps an element in sight until the tiles below show it. */
  linger(element: Element): void {
    if (this.lingering.size < LINGER) this.lingering.set(element.id, element);
  }

  /** The highlighters that are wet: they lie under the board's ink. */
  paintUnder(to: Surface, around: Around, ratio: number): void {
    this.onBoard(to, ratio);
    for (const wet of this.wets(around)) {
      if (isHighlighter(wet)) paintWet(to, wet, this.painter, this.camera.zoom);
    }
    to.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** True where `paintUnder` has something to paint. */
  isUnder(around: Around): boolean {
    return this.wets(around).some(isHighlighter);
  }

  paint(to: Surface, around: Around, ratio: number, now: number): void {
    to.setTransform(1, 0, 0, 1, 0, 0);
    to.clearRect(0, 0, to.canvas.width, to.canvas.height);
    this.onBoard(to, ratio);
    this.settle(around);
    const { zoom } = this.camera;
    for (const element of this.lingering.values()) this.painter.paint(to, element, zoom);
    if (this.bare) this.painter.paint(to, this.bare, zoom);
    for (const element of this.preview) this.painter.paint(to, element, zoom);
    for (const wet of this.wets(around)) {
      if (!isHighlighter(wet)) paintWet(to, wet, this.painter, zoom);
    }
    if (this.wet && this.ahead.length > 0) paintTip(to, this.wet, this.ahead, this.painter.dark);
    for (const trace of this.trail.shown(now)) {
      paintBeam(to, trace, around.laserColour, this.camera.scale);
    }
    for (const [trace, colour] of around.beams) paintBeam(to, trace, colour, this.camera.scale);
    to.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paintOver(to, around, now);
  }

  private paintOver(to: Surface, around: Around, now: number): void {
    const { overlay } = this;
    for (const [peer, { selection }] of around.presence) {
      const person = around.peers.get(peer);
      const elements = (selection ?? []).flatMap((id) => this.here(around.board, id));
      if (person && elements.length > 0) overlay.peerSelected(to, elements, person);
    }
    overlay.found(
      to,
      this.found.slice(0, MARKED).flatMap((id) => this.here(around.board, id)),
    );
    const shown = new Map(this.preview.map((element) => [element.id, element]));
    const selected = around.selected.map((element) => shown.get(element.id) ?? element);
    overlay.selected(to, selected, around.handles);
    overlay.targets(
      to,
      this.targets.flatMap((id) => this.here(around.board, id)),
    );
    if (this.markings.length) paintMarkings(to, this.markings, this.camera, overlay);
    if (this.band) overlay.band(to, this.band);
    for (const loop of [this.fence, this.loop]) {
      if (loop) paintLoop(to, loop, this.camera, overlay.token("select"));
    }
    if (this.guides.length > 0) paintGuides(to, this.guides, this.camera, overlay.dark);
    for (const sign of this.reactions.shown(now, STILL.matches)) overlay.sign(to, sign);
    for (const cursor of this.pointers ? this.cursors.shown(now) : []) {
      const person = around.peers.get(cursor.peer);
      if (person) overlay.cursor(to, cursor, person);
    }
    if (this.ring) overlay.ring(to, this.ring);
    if (this.lens && this.ring) {
      paintLens(to, this.ring.at, painted(this.lens, "ink", overlay.dark), overlay.token("panel"));
    }
  }

  private here(board: Board, id: string): Element[] {
    const element = board.get(id);
    return element && !element.deleted && element.kind !== "board" ? [element] : [];
  }

  private wets(around: Around): Wet[] {
    const wets = this.wet && this.preview.length === 0 ? [this.wet] : [];
    for (const { wet } of around.presence.values()) if (wet) wets.push(wet);
    return wets;
  }

  /** Lets go what the tiles show by now, or what is not there any more. */
  private settle(around: Around): void {
    for (const id of [...this.lingering.keys()]) {
      const element = around.board.get(id);
      if (!element || element.deleted || around.settled(paintedBox(element))) {
        this.lingering.delete(id);
      } else this.lingering.set(id, element);
    }
  }

  private onBoard(to: Surface, ratio: number): void {
    const { x, y, scale } = this.camera;
    const size = scale * ratio;
    // On whole device px as the tiles are, so that ink stays where it is when it dries.
    to.setTransform(size, 0, 0, size, -Math.round(x * size), -Math.round(y * size));
  }
}
