/** The stage: the board on the screen, with everything that the shell may ask of it. */

import type { Element } from "../core/board";
import type { Event as SessionEvent } from "../core/events";
import { paintedBox } from "../core/extent";
import { type Box, union } from "../core/geometry";
import { type Stack, sheetOf } from "../core/stack";
import type { Asset } from "../core/wire";
import type { Act } from "../tools/acts";
import type { Style, ToolName } from "../tools/desk";
import { isFree } from "../tools/draft";
import * as edit from "../tools/edit";
import { putImages } from "../tools/image";
import { kit, LOOKING, TALKING } from "../tools/kit";
import { withMembers } from "../tools/members";
import type { Nib } from "../tools/nib";
import { pasteElements, pasteText } from "../tools/paste";
import { groupOf } from "../tools/select";
import { Styles } from "../tools/style";
import { Broadcast } from "./broadcast";
import { type BoardPoint, nextZoom, type ScreenPoint } from "./camera";
import { Canvas } from "./canvas";
import { commands } from "./commands";
import { Company } from "./company";
import type { Room, StageEvents, StageOptions, View } from "./contract";
import { Glass, type Moment } from "./glass";
import { Hands } from "./hands";
import { Journal } from "./journal";
import { Lead } from "./lead";
import { Leaves } from "./leaves";
import type { Marking } from "./markings";
import { Picture } from "./picture";
import { Signals } from "./signals";
import { Table } from "./table";

export type { Order, Room, StageEvents, StageOptions, View } from "./contract";

const MARGIN = 24;
/** What is revealed is at least so large on the screen. */
const LEAST_PX = 24;
/** Of the height that is seen, how much a key scrolls. */
const SCREENFUL = 0.85;
/** Px round a press for a menu that count as on it. */
const MENU_REACH = 6;

export class Stage {
  /** Whom one follows, and who follows. */
  readonly lead: Lead;
  readonly company: Company;
  private readonly host: HTMLElement;
  private readonly session: Glass;
  private readonly options: StageOptions;
  private readonly signals = new Signals<StageEvents>();
  private readonly styles = new Styles();
  readonly picture: Picture;
  private readonly broadcast: Broadcast;
  /** The desk of the tools. */
  readonly table: Table;
  private readonly hands: Hands;
  private readonly canvas: Canvas;
  /** The commands that change the selection come after the board; what is asked for before waits. */
  private acts: ((name: string) => Act | undefined) | null = null;
  private waiting: string[] = [];
  private readonly journal: Journal;
  readonly leaves: Leaves;
  private name: ToolName;
  private keeps = false;
  /** The tool that the picker was taken from. */
  private before: ToolName = "select";

  constructor(host: HTMLElement, session: Room, options: StageOptions = {}) {
    this.host = host;
    this.session = new Glass(session);
    this.options = options;
    this.name = options.tool ?? "select";
    this.picture = new Picture(host, this.session, {
      assetUrl: options.assetUrl ?? ((sha) => `/api/assets/${sha}`),
      selected: () => ({ elements: this.selected, handles: this.hasHandles }),
      painted: () => {
        const elements = this.picture.scene.size;
        performance.mark("inkroom:painted", { detail: elements }); // what the bench waits for
        this.signals.emit("painted", { elements });
      },
      resized: () => this.signals.emit("camera", this.view),
    });
    this.picture.dark = options.dark ?? false;
    this.broadcast = new Broadcast((change) => {
      this.session.live(change);
      options.flush?.();
    });
    this.table = new Table(this.session, this.picture, this.broadcast, this.signals, this.styles, {
      done: (made) => this.done(made),
      hover: (name) => this.hands.look(name),
      inked: (down) => (down ? this.journal.draw() : this.journal.end()),
      panned: () => this.moved(false),
      flush: () => options.flush?.(),
      tool: () => this.name,
      dipped: (change) => this.dipped(change),
    });
    const tools = kit(this.table);
    this.journal = new Journal(
      () => tools.pen.draft() ?? tools.highlighter.draft(),
      options.journal ?? (() => Promise.resolve()),
    );
    this.hands = new Hands(host, this.picture, this.table, this.broadcast, tools, {
      tool: () => this.name,
      setTool: (name) => this.setTool(name),
      cameraMoved: (zoomed) => this.moved(zoomed),
      focus: () => this.focus(),
      menu: (at) => this.askMenu(at),
      penFound: () => this.signals.emit("penFound", () => this.canvas.drawWithFingers()),
    });
    this.canvas = new Canvas(host, this.hands);
    this.leaves = new Leaves(this, this.picture, this.table, (stack) => {
      this.hands.finish();
      this.broadcast.gone();
      this.signals.emit("sheets", stack);
    });
    this.lead = new Lead({
      room: session,
      camera: this.picture.camera,
      page: () => this.stack.page,
      show: (view, page) => {
        this.leaves.leafTo(page);
        this.show(view);
      },
      tell: (change) => this.broadcast.tell(change),
      flush: () => options.flush?.(),
      changed: () => this.signals.emit("lead", undefined),
    });
    this.company = new Company(session, this.picture, this.broadcast);
    this.signals.on("camera", () => this.lead.looked());
    this.picture.start();
    this.hands.rest();
    this.signals.on("selection", () => this.signals.emit("style", this.style));
  }

  // ------------------------------------------------------------- tools and style

  get tool(): ToolName {
    return this.name;
  }

  get keep(): boolean {
    return this.keeps;
  }

  /** `keep`: stay with the tool after a shape is drawn (Q). */
  setTool(name: ToolName, keep = this.keeps): void {
    if (!this.may(name)) return;
    const same = name === this.name;
    if (!same) this.hands.finish();
    if (this.name !== "picker") this.before = this.name;
    this.name = name;
    this.keeps = keep;
    if (!same && !TALKING.includes(name) && name !== "picker") this.select([]);
    this.hands.rest();
    this.signals.emit("tool", { tool: name, keep });
    if (!same) this.signals.emit("style", this.style);
  }

  /** Whether the person's role lets them have a tool (ACC-3). */
  may(name: ToolName): boolean {
    if (this.table.mayDraw) return true;
    return (this.session.role === "commenter" ? TALKING : LOOKING).includes(name);
  }

  /** Of the selection if there is one (of its first element), else of the tool. */
  get style(): Readonly<Style> {
    const style = this.styles.of(this.name);
    const [first] = this.selected;
    if (!first) return style;
    const own = Object.keys(style).map((name) => [name, first.get(name)]);
    return { ...style, ...Object.fromEntries(own.filter(([, value]) => value !== undefined)) };
  }

  /** Applied to the tool, and to the selection as one gesture. */
  setStyle(change: Partial<Style>): void {
    const [first] = this.selected;
    const high = first?.fixed.brush === "highlighter";
    this.styles.set(high ? "highlighter" : first?.kind === "note" ? "note" : this.name, change);
    if (first) edit.restyle(this.table, change);
    this.hands.rest();
    this.signals.emit("style", this.style);
  }

  /** How the pen of this device writes. */
  setNib(nib: Nib): void {
    this.table.nib = nib;
  }

  private dipped(change: Partial<Style>): void {
    this.setTool(this.before);
    this.setStyle(change);
    this.signals.emit("dipped", change.ink ?? change.fill ?? "");
  }

  // ------------------------------------------------------------- selection

  get selection(): readonly string[] {
    return this.table.selection;
  }

  get selected(): readonly Element[] {
    return this.table.selected;
  }

  /** The selection with what lies in its frames: what goes where it goes. */
  get carried(): readonly Element[] {
    return withMembers(this.table, this.selected);
  }

  select(ids: readonly string[]): void {
    this.table.select(ids);
  }

  selectAll(): void {
    this.setTool("select");
    const { all, stack } = this.picture.scene;
    const free = all.filter(({ element }) => isFree(element) && stack.frees(element));
    this.select(free.map((item) => item.id));
  }

  private get hasHandles(): boolean {
    return this.name === "select" && this.table.mayDraw && this.selected.every(isFree);
  }

  private done(made: readonly string[]): void {
    if (this.keeps) return;
    this.setTool("select");
    this.select(made);
  }

  // ------------------------------------------------------------- camera

  get view(): View {
    const { camera } = this.picture;
    return { ...camera.middle, zoom: camera.zoom };
  }

  setView(view: View): void {
    const { camera } = this.picture;
    const zoomed = view.zoom !== camera.zoom;
    camera.centre(view, view.zoom);
    this.moved(false, zoomed);
  }

  /** `at`: client px that stay where they are (default: the middle). */
  zoomTo(zoom: number, at?: ScreenPoint): void {
    const { camera } = this.picture;
    const box = this.host.getBoundingClientRect();
    const middle = { x: camera.width / 2, y: camera.height / 2 };
    camera.zoomTo(zoom, at ? { x: at.x - box.left, y: at.y - box.top } : middle);
    this.moved(true);
  }

  /** A screenful up or down. */
  scroll(by: 1 | -1): void {
    const { camera } = this.picture;
    camera.panBy(0, -by * camera.height * SCREENFUL);
    this.moved(false);
  }

  zoomBy(factor: number): void {
    this.zoomTo(this.picture.camera.zoom * factor);
  }

  /** One step of the zoom buttons. */
  zoomStep(up: boolean): void {
    this.zoomTo(nextZoom(this.picture.camera.zoom, up));
  }

  /** Shows the whole board, the selection, or a box of board units. */
  fit(what: "board" | "selection" | Box = "board"): void {
    const { camera, scene } = this.picture;
    const around = { left: MARGIN, top: MARGIN, right: MARGIN, bottom: MARGIN };
    const box = typeof what === "object" ? what : what === "board" ? scene.box : this.selectedBox;
    if (box) camera.fit(box, this.options.insets?.() ?? around);
    else if (what === "board") camera.centre({ x: 0, y: 0 }, 1);
    this.moved(false, true);
  }

  /** Selects elements and brings them into view, where they are not. */
  reveal(ids: readonly string[]): void {
    const first = this.session.board.get(ids[0] ?? "");
    if (first) this.leaves.turnTo(sheetOf(first, "pages", this.stack.pages));
    this.setTool("select");
    this.select(ids);
    const box = this.selectedBox;
    if (!box) return;
    const { camera } = this.picture;
    const { left = 0, top = 0, right = 0, bottom = 0 } = this.options.insets?.() ?? {};
    const from = camera.toBoard({ x: left, y: top });
    const to = camera.toBoard({ x: camera.width - right, y: camera.height - bottom });
    const seen = box.left >= from.x && box.top >= from.y && box.right <= to.x && box.bottom <= to.y;
    const size = Math.max(box.right - box.left, box.bottom - box.top) * camera.scale;
    if (!seen || size < LEAST_PX) this.fit("selection");
  }

  /** From client px to board units. */
  toBoard(x: number, y: number): { x: number; y: number } {
    const box = this.host.getBoundingClientRect();
    return this.picture.camera.toBoard({ x: x - box.left, y: y - box.top });
  }

  /** From board units to px from the left top of the stage. */
  toStage(x: number, y: number): ScreenPoint {
    return this.picture.camera.toScreen({ x, y });
  }

  /** From board units to client px. */
  toClient(x: number, y: number): { x: number; y: number } {
    const box = this.host.getBoundingClientRect();
    const at = this.picture.camera.toScreen({ x, y });
    return { x: at.x + box.left, y: at.y + box.top };
  }

  private get selectedBox(): Box | null {
    return union(this.selected.map(paintedBox));
  }

  private show(view: View): void {
    const { camera } = this.picture;
    const zoomed = view.zoom !== camera.zoom;
    camera.centre(view, view.zoom);
    this.picture.moved(zoomed);
    this.signals.emit("camera", this.view);
  }

  /** The person moved the camera; `jumped`: at once to another zoom. */
  private moved(zoomed: boolean, jumped = false): void {
    this.lead.own();
    if (jumped) this.picture.jumped();
    else this.picture.moved(zoomed);
    this.hands.rest();
    this.signals.emit("camera", this.view);
  }

  // ------------------------------------------------------------- pages and layers

  /** The pages and layers of the board, and which page is seen. */
  get stack(): Stack {
    return this.picture.scene.stack;
  }

  // ------------------------------------------------------------- edits

  undo(): boolean {
    return this.table.mayDraw && this.flushed(this.session.undo());
  }

  redo(): boolean {
    return this.table.mayDraw && this.flushed(this.session.redo());
  }

  /** Puts elements with their middle at a place, the pointer's where none is named; null: where they were. */
  paste(elements: readonly Element[], at: BoardPoint | null = this.hands.place): void {
    pasteElements(this.table, elements, at);
  }

  /** Puts a text as writing. */
  pasteText(text: string, at: BoardPoint = this.hands.place): void {
    pasteText(this.table, text, at);
  }

  /** Puts pictures that the server keeps, none larger than most of what is seen. */
  putImages(assets: readonly Asset[], at: BoardPoint = this.hands.place): void {
    const { width, height, scale } = this.picture.camera;
    const most = { width: (0.6 * width) / scale, height: (0.6 * height) / scale };
    putImages(this.table, assets, at, most);
  }

  /** What a picture of the board shows: the selection, or all that is seen. */
  get shown(): readonly Element[] {
    const { selected } = this;
    return selected.length > 0 ? selected : this.picture.scene.all.map((item) => item.element);
  }

  get background(): string {
    return this.stack.ground.background;
  }

  /** What is pressed for a menu is selected, with its group; beside all nothing is. */
  private askMenu(at: ScreenPoint): void {
    const { camera } = this.picture;
    const { x, y } = camera.toBoard(at);
    const hit = this.table.pick(x, y, MENU_REACH / camera.scale);
    this.hands.cancel();
    if (hit && !this.selection.includes(hit.id)) {
      this.setTool("select");
      this.select(groupOf(this.table, hit));
    } else if (!hit) this.select([]);
    this.signals.emit("menu", { at: this.toClient(x, y), on: hit ? "element" : "ground" });
  }

  /** The pointer is taken from the hand: what it drew stays (PEN-4). */
  readonly finish = (): void => this.hands.finish();

  /** A command of `keys.json` (`tool.pen`, `edit.undo`, `view.fit` …); false: not the stage's. */
  command(name: string): boolean {
    const [command, act] = [commands[name], this.acts?.(name)];
    command?.(this);
    act?.(this.table);
    if (act) this.signals.emit("style", this.style);
    if (!command && !this.acts) this.waiting.push(name);
    return command !== undefined || act !== undefined;
  }

  /** They are there now. */
  learn(acts: (name: string) => Act | undefined): void {
    this.acts = acts;
    for (const name of this.waiting.splice(0)) this.command(name);
  }

  private flushed(done: boolean): boolean {
    this.options.flush?.();
    return done;
  }

  // ------------------------------------------------------------- the session, the shell

  /** Feed it every event of the session. */
  receive(event: SessionEvent): void {
    if (event.type === "Changed" && !this.session.moment) {
      const { page } = this.stack;
      this.picture.follow(event.ids);
      if (this.stack.page !== page)
        this.leaves.turned(); // the page was taken away
      else if (event.ids?.includes("board")) this.signals.emit("sheets", this.stack);
      this.table.prune();
    }
    this.company.heard(event);
    this.lead.heard(event);
  }

  // ------------------------------------------------------------- the past

  /** Whether a moment that is over is shown: nothing can be drawn in it. */
  get inPast(): boolean {
    return this.session.moment !== null;
  }

  /** The entry after which the board is shown; null: as it is now. */
  get shownAt(): number | null {
    return this.session.moment?.board.seq ?? null;
  }

  /** Shows a moment, of whose board the elements `ids` differ from what was shown before (null: any may); null: now. */
  lookAt(moment: Moment | null, ids: readonly string[] | null = null): void {
    if (moment && !this.session.moment) this.leaveNow();
    this.session.moment = moment;
    this.picture.past = moment !== null;
    this.host.toggleAttribute("data-past", moment !== null);
    this.picture.follow(ids);
    this.picture.presenceChanged();
    this.table.prune();
    if (!moment) this.hands.rest();
  }

  /** Paints elements paler than they are; null: all as they are. */
  setFade(fade: ((element: Element) => number) | null): void {
    this.picture.setFade(fade);
  }

  /** Boxes with a word, over the board. */
  mark(markings: readonly Marking[]): void {
    this.picture.live.markings = markings;
    this.picture.repaintLive();
  }

  private leaveNow(): void {
    this.hands.finish();
    this.select([]);
    this.session.live({ cursor: null, wet: null, selection: null });
    this.options.flush?.();
    if (!LOOKING.includes(this.name)) this.setTool("select");
  }

  setTheme(dark: boolean): void {
    this.picture.dark = dark;
    this.hands.rest();
  }

  on<K extends keyof StageEvents>(event: K, heard: (value: StageEvents[K]) => void): () => void {
    return this.signals.on(event, heard);
  }

  focus(): void {
    this.host.focus({ preventScroll: true });
  }

  destroy(): void {
    this.finish();
    this.canvas.stop();
    this.journal.stop();
    this.lead.stop();
    this.broadcast.stop();
    this.picture.stop();
  }
}
