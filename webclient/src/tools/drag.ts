/** The drags of the select tool, each one gesture: move, draw out or turn, a point of a line, a box. */

import type { Element } from "../core/board";
import { span } from "../core/extent";
import { type Box, boxOf, rnd, turned, union } from "../core/geometry";
import { equal } from "../core/schema";
import type { Binding, Put, Set as SetOf } from "../core/wire";
import { straight } from "./arrow";
import { copies } from "./copy";
import type { Desk, Pointer } from "./desk";
import { changed, elementOfPut, freeOf } from "./draft";
import { centre, type Frame, type Grip, geomOf, isLine } from "./frame";
import { holdAt, loosened } from "./hold";
import { withMembers } from "./members";
import { evened, guides, reachOf, snapped, snappedTo, type Way } from "./snap";
import { moved, type Registers, rotated, type Stretch, scaled, stretched } from "./transform";

export interface Drag {
  move(p: Pointer): void;
  end(p: Pointer): void;
  cancel(): void;
}

type Side = Exclude<Grip, "rotate">;

/** A turn with Shift goes by 15 degrees. */
const STEP = 1500;

/** A drag that gives elements other registers. */
abstract class Reshape implements Drag {
  protected readonly desk: Desk;
  protected readonly elements: readonly Element[];
  protected readonly ids: ReadonlySet<string>;

  constructor(desk: Desk, elements: readonly Element[]) {
    this.desk = desk;
    this.elements = elements;
    this.ids = new Set(elements.map((element) => element.id));
  }

  /** What the element is given while the pointer is at `p`. */
  protected abstract registers(element: Element, p: Pointer): Registers;

  move(p: Pointer): void {
    this.desk.preview(this.elements.map((e) => changed(e, this.registers(e, p))));
  }

  end(p: Pointer): void {
    const set = this.elements.flatMap((element) => {
      const registers = this.registers(element, p);
      const same = Object.entries(registers).every(([name, v]) => equal(v, element.get(name)));
      return same ? [] : [{ id: element.id, ...registers } as SetOf];
    });
    if (set.length > 0) this.desk.submit({ set });
    this.desk.preview(null);
  }

  cancel(): void {
    this.desk.preview(null);
  }
}

/** Moves the selection; Shift keeps to one axis, Alt leaves it there and moves a copy. */
export class MoveDrag extends Reshape {
  private readonly from: Pointer;
  private readonly box: Box | null;
  private readonly others: readonly Box[];
  private made: Put[] | null = null;

  constructor(desk: Desk, from: Pointer) {
    super(desk, withMembers(desk, freeOf(desk)));
    this.from = from;
    this.box = union(this.elements.map(span));
    this.others = desk.neighbours(this.elements.map(({ id }) => id));
  }

  override move(p: Pointer): void {
    this.desk.hover("move");
    this.show(p);
    if (p.alt) this.desk.preview(this.copies(p).map(elementOfPut));
    else super.move(p);
  }

  override cancel(): void {
    this.desk.guide([]);
    super.cancel();
  }

  override end(p: Pointer): void {
    this.desk.guide([]);
    if (!p.alt) {
      super.end(p);
      return;
    }
    const put = this.copies(p);
    if (put.length > 0) this.desk.submit({ put });
    this.desk.preview(null);
    this.desk.select(put.map((copy) => copy.id));
  }

  protected registers(element: Element, p: Pointer): Registers {
    return { ...moved(element, ...this.step(p)), ...loosened(element, this.ids) };
  }

  private copies(p: Pointer): Put[] {
    this.made ??= copies(this.desk, this.elements, 0, 0);
    const step = this.step(p);
    return this.made.map((put) => ({ ...put, ...moved(elementOfPut(put), ...step) }));
  }

  private step(p: Pointer): [number, number] {
    const dx = rnd(p.x - this.from.x);
    const dy = rnd(p.y - this.from.y);
    const across = Math.abs(dx) >= Math.abs(dy);
    const free = { x: !p.shift || across, y: !p.shift || !across };
    const [x, y] = [free.x ? dx : 0, free.y ? dy : 0];
    if (!this.box || p.ctrl || this.others.length === 0) return [x, y];
    const reach = reachOf(p, this.desk.zoom);
    const [sx, sy] = snapped(shifted(this.box, x, y), this.others, reach, free);
    return [x + sx, y + sy];
  }

  /** Ctrl lets it go where it likes. */
  private show(p: Pointer): void {
    if (this.others.length === 0) return;
    const off = !this.box || p.ctrl;
    this.desk.guide(off ? [] : guides(shifted(this.box!, ...this.step(p)), this.others));
  }
}

function shifted({ left, top, right, bottom }: Box, dx: number, dy: number): Box {
  return { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy };
}

/** Draws the selection out by a handle, or turns it by the round one. */
export class GripDrag extends Reshape {
  private readonly frame: Frame;
  private readonly grip: Grip;
  /** Where it was gripped. */
  private readonly from: Pointer;
  /** What a side that is drawn out snaps to: nothing where it is turned. */
  private readonly others: readonly Box[];

  constructor(desk: Desk, elements: readonly Element[], frame: Frame, grip: Grip, from: Pointer) {
    super(desk, elements);
    this.frame = frame;
    this.grip = grip;
    this.from = from;
    const upright = frame.angle % 36_000 === 0 && grip !== "rotate";
    this.others = upright ? desk.neighbours([...this.ids]) : [];
  }

  override move(p: Pointer): void {
    super.move(p);
    if (this.others.length === 0) return;
    const shown = this.elements.map((e) => span(changed(e, this.registers(e, p))));
    this.desk.guide(p.ctrl ? [] : guides(union(shown)!, this.others));
  }

  override end(p: Pointer): void {
    this.desk.guide([]);
    super.end(p);
  }

  override cancel(): void {
    this.desk.guide([]);
    super.cancel();
  }

  protected registers(element: Element, p: Pointer): Registers {
    return { ...this.reshaped(element, p), ...loosened(element, this.ids) };
  }

  private reshaped(element: Element, p: Pointer): Registers {
    const { frame, grip } = this;
    if (grip === "rotate") return rotated(element, this.turn(p), ...centre(frame));
    const edge = grabbed(frame, grip);
    const pulled = {
      ...p,
      x: edge[0] + p.x - this.from.x,
      y: edge[1] + p.y - this.from.y,
    };
    return scaled(element, frame, this.kept(p) ? this.even(pulled, edge) : this.free(pulled));
  }

  private free(pulled: Pointer): Stretch {
    const { frame, grip } = this;
    const free = { x: /[ew]/.test(grip), y: /[ns]/.test(grip) };
    const { x, y } = snappedTo(pulled, this.others, this.desk.zoom, free);
    return stretched(frame, grip as Side, x, y, { ratio: false, centre: pulled.alt });
  }

  /** With its proportions: the side that is nearest to a line goes there, and the other as far. */
  private even(pulled: Pointer, [edgeX, edgeY]: [number, number]): Stretch {
    const { frame, grip } = this;
    const keep = { ratio: true, centre: pulled.alt };
    const by = stretched(frame, grip as Side, pulled.x, pulled.y, keep);
    const writing = this.elements.every((e) => e.kind === "text"); // its size goes by steps
    if (pulled.ctrl || writing) return by;
    const ways: Way[] = [];
    if (/[ew]/.test(grip))
      ways.push({ from: by.ax, to: by.ax + (edgeX - by.ax) * by.sx, side: "x" });
    if (/[ns]/.test(grip))
      ways.push({ from: by.ay, to: by.ay + (edgeY - by.ay) * by.sy, side: "y" });
    const share = evened(ways, this.others, reachOf(pulled, this.desk.zoom));
    return { ...by, sx: by.sx * share, sy: by.sy * share };
  }

  /** Whether the proportions are kept. */
  private kept(p: Pointer): boolean {
    const { grip } = this;
    const sides = grip === "e" || grip === "w";
    const writing = this.elements.every((e) => e.kind === "text");
    const corner = grip.length === 2;
    const images = corner && this.elements.every((e) => e.kind === "image");
    const kept = p.shift !== images; // an image keeps its proportions unless Shift is down
    return kept || (writing && !sides) || this.mixed();
  }

  /** Several with writing or a turn among them keep their proportions, else they would be bent. */
  private mixed(): boolean {
    if (this.elements.length === 1) return false;
    return this.elements.some(
      (e) => e.kind === "text" || (!isLine(e) && geomOf(e)[4]! % 9_000 !== 0),
    );
  }

  private turn(p: Pointer): number {
    const [cx, cy] = centre(this.frame);
    const before = degrees(this.from.x - cx, this.from.y - cy);
    const by = degrees(p.x - cx, p.y - cy) - before;
    if (!p.shift) return rnd(by);
    return rnd((this.frame.angle + by) / STEP) * STEP - this.frame.angle;
  }
}

/** Moves one point of a line, or bends it at a middle (0.5: between the first two); Shift keeps it at 15 degrees from the point before it. */
export class PointDrag extends Reshape {
  private readonly point: number;

  constructor(desk: Desk, element: Element, point: number) {
    super(desk, [element]);
    this.point = point;
  }

  protected registers(element: Element, p: Pointer): Registers {
    const geom = [...geomOf(element)];
    const at = 2 * Math.ceil(this.point);
    if (at !== 2 * this.point) geom.splice(at, 0, 0, 0); // a middle becomes a point
    const other = at === 0 ? 2 : at - 2;
    const from = { x: geom[other]!, y: geom[other + 1]! };
    const [x, y] = p.shift ? straight(from, p) : [rnd(p.x), rnd(p.y)];
    const closed =
      geom.length >= 8 && geom[0] === geom.at(-2) && geom[1] === geom.at(-1) && !p.ctrl;
    geom[at] = x;
    geom[at + 1] = y;
    if (closed && (at === 0 || at === geom.length - 2)) {
      const twin = at === 0 ? geom.length - 2 : 0;
      geom[twin] = x;
      geom[twin + 1] = y;
    }
    return { geom, ...this.hold(element, p) };
  }

  override move(p: Pointer): void {
    const [held] = Object.values(this.hold(this.elements[0]!, p));
    this.desk.target(held ? [held.id] : []);
    super.move(p);
  }

  override end(p: Pointer): void {
    this.desk.target([]);
    super.end(p);
  }

  override cancel(): void {
    this.desk.target([]);
    super.cancel();
  }

  /** What the end that is dragged holds on to then; not what the other end holds, and nothing with Shift. */
  private hold(element: Element, p: Pointer): Record<string, Binding | null> {
    const last = geomOf(element).length / 2 - 1;
    if (this.point !== 0 && this.point !== last) return {};
    const [end, other] = this.point === 0 ? ["from", "to"] : ["to", "from"];
    const found = element.kind === "arrow" && !p.shift ? holdAt(this.desk, p) : null;
    const bound = element.get(other!) as Binding | null; // of a connector (EL-4)
    const held = found?.id === bound?.id ? null : found;
    return held || element.get(end!) ? { [end!]: held } : {};
  }
}

/** Draws a box and selects what lies within it. */
export class BandDrag implements Drag {
  private readonly desk: Desk;
  private readonly from: Pointer;
  private readonly before: readonly string[];
  private readonly was: readonly string[];

  /** `before` is selected besides what the box takes. */
  constructor(desk: Desk, from: Pointer, before: readonly string[]) {
    this.desk = desk;
    this.from = from;
    this.before = before;
    this.was = desk.selection;
  }

  move(p: Pointer): void {
    const box = boxOf([this.from.x, this.from.y, p.x, p.y]);
    this.desk.band(box);
    const found = this.desk.within(box).map((element) => element.id);
    this.desk.select([...this.before, ...found.filter((id) => !this.before.includes(id))]);
  }

  end(p: Pointer): void {
    this.move(p);
    this.desk.band(null);
  }

  cancel(): void {
    this.desk.band(null);
    this.desk.select(this.was);
  }
}

/** The corner or side of the frame itself that a grip stands for, where the pointer took hold of it. */
function grabbed(frame: Frame, grip: Side): [number, number] {
  const [cx, cy] = centre(frame);
  const x = grip.includes("w") ? frame.left : grip.includes("e") ? frame.right : cx;
  const y = grip.includes("n") ? frame.top : grip.includes("s") ? frame.bottom : cy;
  return turned(x, y, frame.angle, cx, cy);
}

/** The direction of a vector in 1/100 degree, clockwise from east. */
function degrees(dx: number, dy: number): number {
  return (Math.atan2(dy, dx) * 18_000) / Math.PI;
}
