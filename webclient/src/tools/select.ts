/** The select tool: picks, moves, draws out and turns what is there. */

import type { Element } from "../core/board";
import { UNIT } from "../core/geometry";
import type { Desk, Hover, Pointer, Tool } from "./desk";
import { freeOf, isFree, selected } from "./draft";
import { BandDrag, type Drag, GripDrag, MoveDrag, PointDrag } from "./drag";
import { duplicate, nudge, remove } from "./edit";
import { eighth, frameOf, gripAt, inFrame, PAD, pointAt } from "./frame";
import { canName, canWrite, rewrite, writeAt } from "./write";

/** Px of the screen around a point that count as on it. */
const REACH = 4;
const REACH_TOUCH = 10;
/** Half of what a handle takes (face.md section 9). */
const GRIP = 12;
const GRIP_TOUCH = 22;
/** A press that moves less, in px of the screen, is a click. */
const STILL = 3;
const STILL_TOUCH = 8;

const NUDGES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A press that is not yet a drag. */
interface Press {
  readonly at: Pointer;
  /** What it becomes when it moves. */
  readonly drag: () => Drag;
  /** What it does when it does not. */
  readonly click: () => void;
}

export class SelectTool implements Tool {
  readonly name = "select";
  private readonly desk: Desk;
  private pressed: Press | null = null;
  private drag: Drag | null = null;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  press(p: Pointer): void {
    if (p.twice && this.write(p)) return;
    this.pressed = this.onGrip(p) ?? this.onElement(p);
  }

  move(p: Pointer): void {
    if (this.drag) this.drag.move(p);
    else if (!this.pressed) this.hover(p);
    else if (this.far(this.pressed.at, p)) {
      this.drag = this.pressed.drag();
      this.drag.move(p);
    }
  }

  release(p: Pointer): void {
    const { drag, pressed } = this;
    this.drag = this.pressed = null;
    if (drag) drag.end(p);
    else if (pressed && this.far(pressed.at, p)) pressed.drag().end(p);
    else pressed?.click();
  }

  cancel(): void {
    const { drag } = this;
    this.drag = this.pressed = null;
    drag?.cancel();
  }

  key(name: string): boolean {
    if (name === "Escape") return this.escape();
    if (name === "Enter") return this.writeSelected();
    if (name === "Delete" || name === "Backspace") return this.acts(remove);
    if (name === "Ctrl+d") return this.acts(duplicate);
    const nudged = NUDGES[name.replace("Shift+", "")];
    if (!nudged) return false;
    const by = name.startsWith("Shift+") ? 10 : 1;
    return this.acts((desk) => nudge(desk, nudged[0] * by, nudged[1] * by));
  }

  private acts(act: (desk: Desk) => void): boolean {
    if (!this.desk.mayDraw || this.desk.selection.length === 0 || this.drag) return false;
    act(this.desk);
    return true;
  }

  private escape(): boolean {
    if (this.drag) {
      this.cancel();
      return true;
    }
    if (this.desk.selection.length === 0) return false;
    this.desk.select([]);
    return true;
  }

  /** The handles of the selection come first: they lie above all. */
  private onGrip(p: Pointer): Press | null {
    const { desk } = this;
    const elements = selected(desk);
    if (!canReshape(desk, elements)) return null;
    const reach = ((p.touch ? GRIP_TOUCH : GRIP) * UNIT) / desk.zoom;
    const point = pointAt(elements, p.x, p.y, reach, desk.zoom);
    if (point !== null) {
      const drag = () => new PointDrag(desk, elements[0]!, point);
      return { at: p, drag, click: () => {} };
    }
    const frame = frameOf(elements);
    const grip = frame && gripAt(elements, frame, p.x, p.y, reach, desk.zoom);
    if (!frame || !grip) return null;
    return { at: p, drag: () => new GripDrag(desk, elements, frame, grip, p), click: () => {} };
  }

  private onElement(p: Pointer): Press {
    const { desk } = this;
    const hit = desk.pick(p.x, p.y, this.reach(p));
    if (!hit) return this.onGround(p);
    const ids = p.ctrl ? [hit.id] : groupOf(desk, hit);
    const was = desk.selection;
    const had = ids.every((id) => was.includes(id));
    if (p.shift) {
      if (!had) desk.select([...was, ...ids.filter((id) => !was.includes(id))]);
      const click = () => had && desk.select(was.filter((id) => !ids.includes(id)));
      return { at: p, drag: () => new MoveDrag(desk, p), click };
    }
    if (!had) desk.select(ids);
    return { at: p, drag: () => new MoveDrag(desk, p), click: () => had && desk.select(ids) };
  }

  /** Nothing is hit: within the frame the selection moves, elsewhere a box is drawn. */
  private onGround(p: Pointer): Press {
    const { desk } = this;
    const elements = selected(desk);
    const frame = frameOf(elements);
    const clear = () => !p.shift && desk.select([]);
    if (frame && !p.shift && inFrame(frame, p.x, p.y, (PAD * UNIT) / desk.zoom)) {
      return { at: p, drag: () => new MoveDrag(desk, p), click: clear };
    }
    const before = p.shift ? desk.selection : [];
    return { at: p, drag: () => new BandDrag(desk, p, before), click: clear };
  }

  private write(p: Pointer): boolean {
    if (!this.desk.mayDraw) return false;
    const hit = this.desk.pick(p.x, p.y, this.reach(p)) ?? this.inside(p);
    if (hit && !(canName(hit) && isFree(hit))) return false;
    this.desk.select(hit ? [hit.id] : []);
    if (hit) rewrite(this.desk, hit);
    else writeAt(this.desk, p.x, p.y);
    return true;
  }

  /** The topmost shape or note that the pointer is inside of: an empty one is not hit there. */
  private inside(p: Pointer): Element | null {
    const shapes = this.desk.under(p.x, p.y).filter((e) => canWrite(e) && isFree(e));
    return shapes.find((e) => inFrame(frameOf([e])!, p.x, p.y, 0)) ?? null;
  }

  private writeSelected(): boolean {
    const [only, ...more] = freeOf(this.desk);
    if (!only || more.length > 0 || !canName(only)) return false;
    rewrite(this.desk, only);
    return true;
  }

  private hover(p: Pointer): void {
    this.desk.hover(this.look(p));
  }

  private look(p: Pointer): Hover {
    const { desk } = this;
    const elements = selected(desk);
    const free = canReshape(desk, elements);
    const frame = free ? frameOf(elements) : null;
    const reach = (GRIP * UNIT) / desk.zoom;
    if (free && pointAt(elements, p.x, p.y, reach, desk.zoom) !== null) return "move";
    const grip = frame && gripAt(elements, frame, p.x, p.y, reach, desk.zoom);
    if (grip === "rotate") return "rotate";
    if (grip) return `resize-${eighth(grip, frame.angle)}`;
    const hit = desk.pick(p.x, p.y, this.reach(p));
    const mine = hit ? desk.selection.includes(hit.id) : frame && inFrame(frame, p.x, p.y, 0);
    return mine ? "move" : "select";
  }

  private reach(p: Pointer): number {
    return ((p.touch ? REACH_TOUCH : REACH) * UNIT) / this.desk.zoom;
  }

  private far(from: Pointer, p: Pointer): boolean {
    const px = (Math.hypot(p.x - from.x, p.y - from.y) * this.desk.zoom) / UNIT;
    return px >= (p.touch ? STILL_TOUCH : STILL);
  }
}

/** True where the selection has handles: nothing of it is locked. */
function canReshape(desk: Desk, elements: readonly Element[]): boolean {
  return desk.mayDraw && elements.length > 0 && elements.every(isFree);
}

/** The element with all others of its outermost group. */
export function groupOf(desk: Desk, hit: Element): string[] {
  const outermost = (hit.get("group") as string[]).at(-1);
  if (outermost === undefined) return [hit.id];
  const ids: string[] = [];
  for (const element of desk.board.visible()) {
    if ((element.get("group") as string[]).at(-1) === outermost) ids.push(element.id);
  }
  return ids;
}
