/** The hands: what a person does on the canvas goes to the tool that is in use. */

import { painted } from "../core/palette";
import type { Hover, Pointer, Tool, ToolName } from "../tools/desk";
import { RADIUS } from "../tools/eraser";
import { HOVERS, LOOKING } from "../tools/kit";
import type { Broadcast } from "./broadcast";
import type { BoardPoint, ScreenPoint, Wheel } from "./camera";
import type { Heard, Touching } from "./canvas";
import type { Ring } from "./live";
import { cursorOf } from "./look";
import type { Picture } from "./picture";
import type { Table } from "./table";

/** A ring is never smaller than this, in px (face.md section 9). */
const RING = 6;
/** The laser at rest; in px. */
const DOT = 8;
/** Pointers that are painted on the live layer. */
const RINGS: readonly Hover[] = ["pen", "eraser", "laser", "picker"];
/** A pointer that is down and stays so near for so long rests; in px and ms. */
const STILL = 3;
const REST_MS = 550;

export interface Grip {
  tool(): ToolName;
  setTool(name: ToolName): void;
  cameraMoved(zoomed: boolean): void;
  focus(): void;
  penFound(): void;
  /** A menu is asked for at a place of the screen. */
  menu(at: ScreenPoint): void;
}

export class Hands implements Heard {
  private readonly host: HTMLElement;
  private readonly picture: Picture;
  private readonly table: Table;
  private readonly broadcast: Broadcast;
  private readonly tools: Record<ToolName, Tool>;
  private readonly grip: Grip;
  /** The tool that is at work instead: the hand while Space is down, the eraser end of a pen. */
  private instead: ToolName | null = null;
  private hovering: Hover = "select";
  private pointer: Touching | null = null;
  private down = false;
  private resting: { at: Touching; timer: number } | null = null;

  constructor(
    host: HTMLElement,
    picture: Picture,
    table: Table,
    broadcast: Broadcast,
    tools: Record<ToolName, Tool>,
    grip: Grip,
  ) {
    this.host = host;
    this.picture = picture;
    this.table = table;
    this.broadcast = broadcast;
    this.tools = tools;
    this.grip = grip;
  }

  // ------------------------------------------------------------- pointers

  press(p: Touching, eraser: boolean): void {
    this.instead = eraser ? "eraser" : null;
    this.down = true;
    this.picture.busy();
    const { name } = this.tool;
    if (name !== "select" && name !== "hand") this.broadcast.tool(name);
    this.at(p);
    this.tool.press(this.onBoard(p));
    this.rests(p);
  }

  /** Tells the tool when the pointer that is down has been still for a while. */
  private rests(p: Touching | null): void {
    if (p && this.resting && near(p, this.resting.at)) return;
    if (this.resting) clearTimeout(this.resting.timer);
    const { tool } = this;
    if (!p || !tool.rest) {
      this.resting = null;
      return;
    }
    const rest = () => this.down && this.tool === tool && tool.rest?.(this.onBoard(p));
    this.resting = { at: p, timer: window.setTimeout(rest, REST_MS) };
  }

  move(p: Touching): void {
    this.picture.busy();
    this.at(p);
    this.tool.move(this.onBoard(p));
    this.rests(p);
  }

  predict(ahead: readonly Touching[]): void {
    if (this.table.nib.steady > 0) return; // its ink is behind the pen
    this.picture.live.ahead = ahead.map((p) => this.onBoard(p));
  }

  penFound(): void {
    this.grip.penFound();
  }

  release(p: Touching): void {
    this.down = false;
    this.rests(null);
    this.at(p);
    this.tool.release(this.onBoard(p));
    this.broadcast.tool(null);
    this.instead = null;
    this.rest();
  }

  finish(): void {
    this.leave(() => (this.tool.finish ? this.tool.finish() : this.tool.cancel()));
  }

  cancel(): void {
    this.leave(() => this.tool.cancel());
  }

  private leave(end: () => void): void {
    this.down = false;
    this.rests(null);
    end();
    this.broadcast.tool(null);
    this.instead = null;
    this.rest();
  }

  hover(p: Touching | null): void {
    if (!p) {
      this.pointer = null;
      this.broadcast.gone();
      this.ring();
      return;
    }
    this.at(p);
    if (this.instead !== "hand") this.tool.move(this.onBoard(p));
  }

  grab(held: boolean): void {
    this.instead = held ? "hand" : null;
    if (held) this.look("grab");
    else this.rest();
  }

  focus(): void {
    this.grip.focus();
  }

  /** Where the pointer is on the board; the middle of what is seen where there is none. */
  get place(): BoardPoint {
    const { camera } = this.picture;
    return this.pointer && !this.pointer.touch ? camera.toBoard(this.pointer) : camera.middle;
  }

  /** A finger that draws may rest as long as it likes. */
  menu(at: ScreenPoint, held: boolean): boolean {
    if (held && !LOOKING.includes(this.tool.name)) return false;
    this.grip.menu(at);
    return true;
  }

  // ------------------------------------------------------------- camera

  pan(dx: number, dy: number): void {
    this.picture.camera.panBy(dx, dy);
    this.grip.cameraMoved(false);
  }

  pinch(factor: number, at: ScreenPoint, dx: number, dy: number): void {
    const { camera } = this.picture;
    camera.panBy(dx, dy);
    if (factor !== 1) camera.zoomTo(camera.zoom * factor, at);
    this.grip.cameraMoved(factor !== 1);
  }

  wheel(turn: Wheel, at: ScreenPoint): void {
    this.picture.camera.wheel(turn, at);
    this.grip.cameraMoved(turn.ctrl);
  }

  // ------------------------------------------------------------- keys

  key(name: string): boolean {
    if (this.tool.key(name)) return true;
    if (name !== "Escape") return false;
    if (this.table.selection.length > 0) this.table.select([]);
    else if (this.grip.tool() !== "select") this.grip.setTool("select");
    else return false;
    return true;
  }

  // ------------------------------------------------------------- how the pointer looks

  /** Another tool is in hand, or a gesture is over: the pointer looks as it does at rest. */
  rest(): void {
    if (this.down || this.instead === "hand") return;
    const p = this.pointer;
    if (p && !p.touch) this.tool.move(this.onBoard(p));
    else this.look(HOVERS[this.tool.name]);
  }

  look(hover: Hover): void {
    this.hovering = this.instead === "hand" ? "grab" : hover;
    this.host.style.cursor = cursorOf(this.hovering);
    this.ring();
  }

  private get tool(): Tool {
    return this.tools[this.instead ?? this.grip.tool()];
  }

  private at(p: Touching): void {
    this.pointer = p;
    const at = this.picture.camera.toBoard(p);
    this.broadcast.cursor(at.x, at.y);
    if (RINGS.includes(this.hovering)) this.ring();
  }

  private ring(): void {
    const { live, dark, camera } = this.picture;
    const { pointer: p, hovering } = this;
    const had = live.ring !== null;
    live.ring = null;
    if (p && !p.touch && RINGS.includes(hovering)) {
      const { ink, width } = this.table.style;
      const high = this.tool.name === "highlighter";
      const colour = painted(ink, high ? "highlighter" : "ink", dark);
      const shapes: Record<string, Ring> = {
        eraser: { at: p, diameter: 2 * RADIUS, colour: this.picture.mild },
        laser: { at: p, diameter: DOT, colour: this.picture.laserColour, full: true },
        picker: { at: p, diameter: DOT, colour: this.picture.mild },
        pen: { at: p, diameter: Math.max(RING, width * camera.scale), colour },
      };
      live.ring = shapes[hovering] ?? null;
    }
    if (had || live.ring) this.picture.repaintLive();
  }

  private onBoard(p: Touching): Pointer {
    const { x, y } = this.picture.camera.toBoard(p);
    return { ...p, x, y };
  }
}

function near(a: ScreenPoint, b: ScreenPoint): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= STILL;
}
