/** The picture: camera, tiles and live layer together, painted when something of it changes. */

import type { Element } from "../core/board";
import type { Words } from "../core/item";
import { traceOf } from "../core/trail";
import type { Peer, Presence } from "../core/wire";
import { Camera } from "./camera";
import type { Room } from "./contract";
import { Cursors } from "./cursors";
import { Frames, type Painting } from "./frames";
import { paintGround } from "./grid";
import { type Around, Live } from "./live";
import { Overlay } from "./overlay";
import { Painter } from "./painter";
import { Pictures } from "./pictures";
import { Scene } from "./scene";
import { Sheets } from "./sheets";
import { type Sight, Tiles } from "./tiles";

/** This long after the last zoom the tiles are painted at the exact zoom; in ms. */
const SETTLE = 150;
/** More changes than this at once are not painted in place one by one. */
const IN_PLACE = 60;

export interface Options {
  readonly assetUrl: (sha: string) => string;
  /** The selection, and whether it shows handles. */
  readonly selected: () => { readonly elements: readonly Element[]; readonly handles: boolean };
  /** All in sight is painted for the first time since `begin`. */
  readonly painted: () => void;
  readonly resized: () => void;
}

export class Picture implements Painting {
  readonly camera = new Camera();
  readonly scene = new Scene();
  readonly live: Live;
  readonly cursors = new Cursors();
  private readonly painter: Painter;
  readonly pictures: Pictures;
  private readonly overlay = new Overlay(this.camera);
  private readonly tiles: Tiles;
  private readonly sheets: Sheets;
  private readonly frames: Frames;
  private readonly room: Room;
  private readonly options: Options;
  private zoomed = Number.NEGATIVE_INFINITY;
  private settling = 0;
  private waking = 0;
  private awaited = false;
  /** The past looks like the past: its ground is warmer. */
  past = false;

  constructor(host: HTMLElement, room: Room, options: Options) {
    this.room = room;
    this.options = options;
    this.pictures = new Pictures(options.assetUrl, (sha) => this.arrived(sha));
    this.painter = new Painter(this.pictures);
    this.tiles = new Tiles(this.scene, this.painter);
    this.live = new Live(this.camera, this.painter, this.overlay, this.cursors);
    this.frames = new Frames(this);
    this.sheets = new Sheets(host);
    document.fonts?.addEventListener("loadingdone", this.fontsCame);
  }

  /** From now on it follows the size of its host. */
  start(): void {
    this.sheets.watch((width, height) => {
      this.camera.resize(width, height);
      this.frames.paint();
      this.options.resized();
    });
  }

  stop(): void {
    document.fonts?.removeEventListener("loadingdone", this.fontsCame);
    clearTimeout(this.settling);
    clearTimeout(this.waking);
    this.frames.stop();
    this.sheets.remove();
  }

  /** Marks what was found. */
  markFound(ids: readonly string[]): void {
    this.live.found = ids;
    this.repaintLive();
  }

  set dark(dark: boolean) {
    if (this.painter.dark === dark) return;
    this.painter.dark = this.overlay.dark = dark;
    this.tiles.clear();
    this.frames.begin();
  }

  get dark(): boolean {
    return this.painter.dark;
  }

  /** A colour that is seen on the board and does not call. */
  get mild(): string {
    return this.overlay.token("text-3");
  }

  /** Of the own laser: the person's colour while others point too. */
  get laserColour(): string {
    const { me, presence } = this.room;
    const others = [...presence.values()].some(({ laser }) => laser);
    return this.overlay.laser(others ? me : null);
  }

  /** Follows the board: these elements changed, or all. */
  follow(ids: readonly string[] | null): void {
    const { stale, added, everything } = this.scene.update(this.room.board, ids);
    if (everything) {
      this.tiles.renew();
      this.awaited = true;
      this.frames.begin();
      return;
    }
    for (const box of stale) this.tiles.invalidate(box);
    for (const item of added) {
      if (added.length <= IN_PLACE) this.tiles.add(item);
      else this.tiles.invalidate(item.box);
    }
    for (const id of ids ?? []) {
      const item = this.scene.get(id);
      if (item && !this.tiles.settled(item.box)) this.live.linger(item.element);
    }
    this.frames.paint();
  }

  /** Another page is seen. */
  turnTo(page: string): void {
    this.scene.turnTo(this.room.board, page);
    this.tiles.clear();
    this.presenceChanged();
    this.frames.begin();
  }

  /** What others do on the page that is seen. */
  get presence(): ReadonlyMap<string, Presence> {
    const { stack } = this.scene;
    const [first] = stack.pages;
    const here = [...this.room.presence].filter(([, { page }]) => {
      const listed = stack.pages.some(({ id }) => id === page);
      return (listed ? page : first?.id) === stack.page;
    });
    return here.length === this.room.presence.size ? this.room.presence : new Map(here);
  }

  /** Elements that are painted with another alpha than 1, or, with 0, not at all. */
  setAlphas(alphas: ReadonlyMap<string, number>): void {
    for (const box of this.scene.setAlphas(alphas)) this.tiles.invalidate(box);
    this.frames.paint();
  }

  /** Elements that are paler than they are; null: none. */
  setFade(fade: ((element: Element) => number) | null): void {
    this.scene.setFade(fade);
    this.tiles.renew();
    this.frames.paint();
  }

  /** The camera moved. */
  moved(zoomed: boolean): void {
    this.frames.move();
    if (zoomed) {
      this.zoomed = performance.now();
      clearTimeout(this.settling);
      this.settling = window.setTimeout(() => this.frames.paint(), SETTLE + 1);
    }
    this.frames.paint();
  }

  /** The camera is somewhere else at once, and stays there: the tiles are painted as it is, not as if it went on. */
  jumped(): void {
    this.zoomed = Number.NEGATIVE_INFINITY;
    this.frames.paint();
  }

  /** A pointer draws: tiles must not hold it up. */
  busy(): void {
    this.frames.move();
  }

  repaintLive(): void {
    if (this.live.isUnder(this.around())) this.frames.paint();
    else this.frames.paintLive();
  }

  repaint(): void {
    this.frames.paint();
  }

  presenceChanged(): void {
    this.cursors.update(this.presence, performance.now());
    this.frames.paint();
  }

  /** Somebody makes a sign: it rises from their cursor, or from the middle of what is seen. */
  react(reaction: string, who: Pick<Peer, "name" | "colour"> | undefined, peer: string): void {
    if (!who) return;
    const cursor = this.room.presence.get(peer)?.cursor;
    const at = cursor ? { x: cursor[0], y: cursor[1] } : this.camera.middle;
    const { name, colour } = who;
    this.live.reactions.add({ ...at, reaction, name, colour, born: performance.now() });
    this.frames.paintLive();
  }

  // ------------------------------------------------------------- Painting

  aim(): void {
    this.tiles.aim(this.sight(), this.tileScale());
  }

  base(): void {
    const to = this.sheets.base;
    const { ratio } = this.sheets;
    to.setTransform(1, 0, 0, 1, 0, 0);
    const look = { ...this.scene.stack.ground, past: this.past };
    paintGround(to, this.camera, ratio, look, this.dark);
    const around = this.around();
    if (this.live.isUnder(around)) this.live.paintUnder(to, around, ratio);
    this.tiles.draw(to, !this.frames.late);
    this.titles();
    if (this.awaited && this.tiles.fresh) {
      this.awaited = false;
      this.options.painted();
    }
  }

  paintLive(): void {
    const now = performance.now();
    this.live.paint(this.sheets.live, this.around(), this.sheets.ratio, now);
    const moves = this.live.trail.places(now) || this.live.reactions.any;
    const next = moves ? 0 : this.cursors.nextChange(now);
    clearTimeout(this.waking);
    if (next === 0) this.frames.paintLive();
    else if (next !== null) {
      this.waking = window.setTimeout(() => this.frames.paintLive(), next);
    }
  }

  work(due: number, idle: boolean): boolean {
    return this.tiles.work(due, idle);
  }

  whole(): boolean {
    return this.tiles.fresh;
  }

  // ------------------------------------------------------------- parts

  private around(): Around {
    const { elements, handles } = this.options.selected();
    const { board, peers } = this.room;
    const { presence } = this;
    const settled: Around["settled"] = (box) => this.tiles.settled(box);
    const { laserColour, beams } = this;
    return { board, peers, presence, selected: elements, handles, laserColour, beams, settled };
  }

  /** Others' lasers on this page: in the person's colour where several point. */
  private get beams(): Around["beams"] {
    const { page } = this.scene.stack;
    const pointing = [...this.presence].filter(
      ([, { laser, page: where }]) => laser?.length && (where ?? "1") === page,
    );
    if (!pointing.length) return [];
    const several = pointing.length > 1 || this.live.trail.shown(performance.now()).length > 0;
    return pointing.map(([peer, { laser }]) => {
      const who = several ? this.room.peers.get(peer) : null;
      return [traceOf(laser ?? []), this.overlay.laser(who ?? null)];
    });
  }

  private sight(): Sight {
    const { x, y, scale, width, height } = this.camera;
    const { ratio } = this.sheets;
    const inPx = { width: width * ratio, height: height * ratio };
    return { x, y, scale: scale * ratio, ...inPx, ratio };
  }

  /** While zooming a power of 2, which serves a whole range of zooms; at rest the exact one. */
  private tileScale(): number {
    const exact = this.camera.scale * this.sheets.ratio;
    if (performance.now() - this.zoomed >= SETTLE) return exact;
    return 2 ** Math.round(Math.log2(exact));
  }

  /** What keeps its size on the screen: the titles of frames. */
  private titles(): void {
    const to = this.sheets.base;
    const { ratio } = this.sheets;
    const shown = new Map(this.live.previews.map((element) => [element.id, element]));
    for (const frame of this.scene.titled()) {
      const element = shown.get(frame.id) ?? frame;
      if (element === frame && this.scene.alpha(frame.id) === 0) continue; // it is being written
      const { items } = this.painter.paths.get(element).drawing;
      for (const item of items) {
        if (item.type !== "words" || !item.fixed) continue;
        to.setTransform(ratio, 0, 0, ratio, 0, 0);
        this.title(item);
      }
    }
    to.setTransform(1, 0, 0, 1, 0, 0);
  }

  private title(item: Words): void {
    const lines = item.lines.map(([text, x, y]) => {
      const at = this.camera.toScreen({ x, y });
      return [text, at.x, at.y] as const;
    });
    this.sheets.base.globalAlpha = item.opacity / 100;
    this.painter.words(this.sheets.base, { ...item, lines }, item.size / 16, 1);
    this.sheets.base.globalAlpha = 1;
  }

  private arrived(sha: string): void {
    for (const { element, box } of this.scene.all) {
      const asset = element.fixed.asset as { sha?: string } | undefined;
      if (asset?.sha === sha) this.tiles.invalidate(box);
    }
    this.frames.paint();
  }

  /** Fonts are fetched when they are first asked for: what was written without them is painted anew. */
  private readonly fontsCame = (): void => {
    for (const { element, box } of this.scene.all) {
      if (element.get("text")) this.tiles.invalidate(box);
    }
    this.frames.paint();
  };
}
