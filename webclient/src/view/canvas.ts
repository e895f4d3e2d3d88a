/** Translates what mice, fingers, pens, wheels and keys do over the board; decides nothing about it. */

import type { ScreenPoint, Wheel } from "./camera";

/** The second press within this time and this near makes it a double one; in ms and px. */
const TWICE_MS = 400;
const TWICE_PX = 6;
const TWICE_TOUCH_PX = 24;
/** A second finger within this time turns a gesture of the first into moving the board. */
const PINCH_MS = 500;
/** After a pen was near, fingers are palms for this long, and move the board from then on. */
const PALM_MS = 700;
/** A finger that rests so long and so still asks for a menu. */
const HOLD_MS = 500;
const HOLD_PX = 8;

/** A pointer event in px of the screen from the left top of the stage. */
export interface Touching extends ScreenPoint {
  readonly pressure: number | null;
  readonly time: number;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
  readonly pen: boolean;
  readonly touch: boolean;
  readonly twice: boolean;
}

/** What the canvas tells; `pan` and `pinch` in px of the screen. */
export interface Heard {
  /** The pen's other end is the eraser, whatever the tool is. */
  press(p: Touching, eraser: boolean): void;
  move(p: Touching): void;
  release(p: Touching): void;
  /** Where the pointer will be soon; nothing that counts. */
  predict(ahead: readonly Touching[]): void;
  /** A pen came for the first time, on a screen that fingers can touch. */
  penFound(): void;
  /** The pointer is taken from the hand: what it drew stays (PEN-4). */
  finish(): void;
  /** The gesture is taken back. */
  cancel(): void;
  hover(p: Touching | null): void;
  pan(dx: number, dy: number): void;
  pinch(factor: number, at: ScreenPoint, dx: number, dy: number): void;
  wheel(turn: Wheel, at: ScreenPoint): void;
  /** A key by name; true: used. */
  key(name: string): boolean;
  /** The hand is wanted while Space is down, or the middle button. */
  grab(held: boolean): void;
  focus(): void;
  /** The right button, the menu key, or a finger that rests (`held`); false: no menu then. */
  menu(at: ScreenPoint, held: boolean): boolean;
}

type Mode = "none" | "tool" | "pan" | "pinch";

export class Canvas {
  private readonly host: HTMLElement;
  private readonly heard: Heard;
  private readonly ends = new AbortController();
  private mode: Mode = "none";
  private pointer = -1;
  private began = 0;
  private readonly fingers = new Map<number, ScreenPoint>();
  private last: PointerEvent | null = null;
  private space = false;
  private pressed: { x: number; y: number; time: number } | null = null;
  private penSeen = Number.NEGATIVE_INFINITY;
  private hasPen = false;
  private fingersDraw = false;
  private held: { x: number; y: number; timer: number } | null = null;
  private readonly raw = "onpointerrawupdate" in window;

  constructor(host: HTMLElement, heard: Heard) {
    this.host = host;
    this.heard = heard;
    const { signal } = this.ends;
    host.style.touchAction = "none";
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      hear: (event: HTMLElementEventMap[K]) => void,
    ) => host.addEventListener(name, hear, { signal, passive: false });
    on("pointerdown", this.down);
    on("pointermove", this.moved);
    if (this.raw) host.addEventListener("pointerrawupdate", this.rawMoved, { signal });
    on("pointerup", this.up);
    on("pointercancel", this.cancelled);
    on("lostpointercapture", this.lost);
    on("pointerleave", (event) => {
      if (event.pointerId !== this.pointer) heard.hover(null);
    });
    on("wheel", this.wheel);
    on("contextmenu", this.menu);
    on("dragstart", (event) => event.preventDefault());
    addEventListener("keydown", this.keyDown, { signal });
    addEventListener("keyup", this.keyUp, { signal });
    addEventListener("blur", this.blurred, { signal });
    // Safari tells a pinch on its trackpad with events of its own.
    host.addEventListener("gesturestart", prevent, { signal });
    host.addEventListener("gesturechange", prevent, { signal });
  }

  stop(): void {
    this.ends.abort();
  }

  private readonly down = (event: PointerEvent): void => {
    if (!this.isBoard(event.target)) return; // an editor over the board
    this.heard.focus();
    if (event.pointerType === "pen") {
      this.nearPen(event);
      if (this.last?.pointerType === "touch" || this.mode === "pinch") this.release(false); // a palm came first
    }
    if (event.pointerType === "touch") {
      if (this.isPalm(event)) return;
      this.fingers.set(event.pointerId, this.at(event));
      if (this.fingers.size > 1) {
        this.pinch(event);
        return;
      }
    }
    if (this.mode !== "none" || event.button > 2) return;
    const eraser = event.pointerType === "pen" && (event.buttons & 32) !== 0;
    if (event.button === 2 && !eraser) return;
    event.preventDefault();
    this.capture(event);
    const pan =
      event.button === 1 || this.space || (event.pointerType === "touch" && this.fingersPan);
    this.mode = pan ? "pan" : "tool";
    if (event.pointerType === "touch") this.hold(event);
    if (pan) this.heard.grab(true);
    else this.heard.press(this.touching(event, this.isTwice(event)), eraser);
  };

  private readonly moved = (event: PointerEvent): void => {
    if (event.pointerType === "pen") this.nearPen(event);
    if (this.mode === "pinch") {
      if (this.fingers.has(event.pointerId)) this.pinched(event);
      return;
    }
    if (this.mode === "none") {
      if (event.pointerType !== "touch") this.heard.hover(this.touching(event));
      return;
    }
    if (event.pointerId !== this.pointer) return;
    if (event.pointerType !== "touch" && event.buttons === 0) {
      this.release(true); // it was lifted where nobody heard of it
      return;
    }
    const { held } = this;
    if (held && Math.hypot(event.clientX - held.x, event.clientY - held.y) > HOLD_PX) this.letGo();
    if (this.mode === "pan") this.panned(event);
    else if (!this.raw) this.follow(event);
    else if (this.last !== event) this.heard.move(this.touching(event));
    if (this.mode === "tool" && event.pointerType !== "touch") this.predict(event);
  };

  /** Where the pointer will be when the frame is on the screen, as the browser reckons. */
  private predict(event: PointerEvent): void {
    const ahead = event.getPredictedEvents?.() ?? [];
    this.heard.predict(ahead.map((one) => this.touching(one)));
  }

  private readonly rawMoved = (event: Event): void => {
    const moved = event as PointerEvent; // the only events of this name
    if (this.mode === "tool" && moved.pointerId === this.pointer) this.follow(moved);
  };

  /** All places that the pointer was at since the last event. */
  private follow(event: PointerEvent): void {
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length > 0 ? all : [event]) this.heard.move(this.touching(one));
    this.last = event;
  }

  private readonly up = (event: PointerEvent): void => {
    this.letGo();
    this.fingers.delete(event.pointerId);
    if (this.mode === "pinch") {
      if (this.fingers.size === 0) this.mode = "none";
      return;
    }
    if (event.pointerId !== this.pointer) return;
    const { mode } = this;
    this.mode = "none";
    this.pointer = -1;
    this.last = null;
    if (mode === "tool") this.heard.release(this.touching(event));
    else if (mode === "pan") this.heard.grab(this.space);
  };

  private readonly cancelled = (event: PointerEvent): void => {
    this.fingers.delete(event.pointerId);
    if (this.fingers.size === 0 && this.mode === "pinch") this.mode = "none";
    if (event.pointerId === this.pointer) this.release(!this.isYoung(event));
  };

  /** The system took the pointer. */
  private readonly lost = (event: PointerEvent): void => {
    if (event.pointerId === this.pointer && this.mode !== "none") this.release(true);
  };

  /** Another window has the keys; a pointer that is down goes on. */
  private readonly blurred = (): void => {
    if (this.mode !== "tool") this.release(false);
  };

  /** A finger has only just come: it may be a palm, or the first of two. */
  private isYoung(event: PointerEvent): boolean {
    return event.pointerType === "touch" && event.timeStamp - this.began <= PINCH_MS;
  }

  /** The gesture ends, with what is there (`stays`) or as if it had not been. */
  private release(stays: boolean): void {
    this.letGo();
    const { mode } = this;
    this.mode = "none";
    this.pointer = -1;
    this.last = null;
    this.fingers.clear();
    if (mode === "tool") {
      if (stays) this.heard.finish();
      else this.heard.cancel();
    }
    if (this.space || mode === "pan") this.heard.grab(false);
    this.space = false;
  }

  // ------------------------------------------------------------- menus

  /** The menu key asks too; it has no place of its own, and so gets the middle of the board. */
  private readonly menu = (event: MouseEvent): void => {
    event.preventDefault();
    const byTouch = event instanceof PointerEvent && event.pointerType === "touch";
    if (this.mode !== "none" || byTouch || !this.isBoard(event.target)) return;
    const { clientWidth: width, clientHeight: height } = this.host;
    const at = event.button === 2 ? this.at(event) : { x: width / 2, y: height / 2 };
    this.heard.menu(at, false);
  };

  private hold(event: PointerEvent): void {
    this.letGo();
    const at = this.at(event);
    const timer = window.setTimeout(() => {
      if (this.heard.menu(at, true)) this.release(false);
    }, HOLD_MS);
    this.held = { x: event.clientX, y: event.clientY, timer };
  }

  private letGo(): void {
    if (this.held) window.clearTimeout(this.held.timer);
    this.held = null;
  }

  private isBoard(target: EventTarget | null): boolean {
    return target === this.host || target instanceof HTMLCanvasElement;
  }

  // ------------------------------------------------------------- fingers

  private pinch(event: PointerEvent): void {
    this.letGo();
    if (this.mode === "tool") {
      if (!this.isYoung(event)) {
        this.fingers.delete(event.pointerId);
        return;
      }
      this.heard.cancel();
    }
    this.mode = "pinch";
    this.pointer = -1;
    this.capture(event, false);
  }

  private pinched(event: PointerEvent): void {
    const before = [...this.fingers.values()].slice(0, 2);
    this.fingers.set(event.pointerId, this.at(event));
    const after = [...this.fingers.values()].slice(0, 2);
    if (before.length < 2) return;
    const from = middle(before);
    const to = middle(after);
    const factor = Math.max(1, spread(after)) / Math.max(1, spread(before));
    this.heard.pinch(factor, to, to.x - from.x, to.y - from.y);
  }

  private panned(event: PointerEvent): void {
    const last = this.last ?? event;
    this.heard.pan(event.clientX - last.clientX, event.clientY - last.clientY);
    this.last = event;
  }

  private nearPen(event: PointerEvent): void {
    this.penSeen = event.timeStamp;
    if (!this.hasPen && navigator.maxTouchPoints > 0) this.heard.penFound();
    this.hasPen = true;
  }

  /** Fingers draw although a pen was seen. */
  drawWithFingers(): void {
    this.fingersDraw = true;
  }

  private get fingersPan(): boolean {
    return this.hasPen && !this.fingersDraw;
  }

  private isPalm(event: PointerEvent): boolean {
    const drawing = this.mode === "tool" && this.last?.pointerType === "pen";
    return drawing || event.timeStamp - this.penSeen < PALM_MS;
  }

  // ------------------------------------------------------------- wheel and keys

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { deltaX: dx, deltaY: dy, deltaMode: mode, shiftKey: shift } = event;
    this.heard.wheel({ dx, dy, mode, shift, ctrl: event.ctrlKey || event.metaKey }, this.at(event));
  };

  private readonly keyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || !this.isOurs(event)) return;
    if (event.key === " " && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      if (!this.space && this.mode === "none") this.heard.grab(true);
      this.space = true;
    } else if (this.heard.key(nameOf(event))) event.preventDefault();
    else if (isModifier(event)) this.again(event);
  };

  private readonly keyUp = (event: KeyboardEvent): void => {
    if (event.key === " " && this.space) {
      this.space = false;
      if (this.mode !== "pan") this.heard.grab(false);
    } else if (isModifier(event)) this.again(event);
  };

  /** Shift, Alt and Ctrl change what a drag does also while the pointer rests. */
  private again(event: KeyboardEvent): void {
    if (this.mode !== "tool" || !this.last) return;
    const { shiftKey: shift, altKey: alt, ctrlKey, metaKey } = event;
    this.heard.move({ ...this.touching(this.last), shift, alt, ctrl: ctrlKey || metaKey });
    if (event.key === "Alt") event.preventDefault(); // else it opens the browser's menu
  }

  /** Keys are the board's unless something else has the focus. */
  private isOurs(event: KeyboardEvent): boolean {
    const target = event.target as Element; // keys go to elements
    if (target.closest?.("input, textarea, [contenteditable], dialog")) return false;
    return target === document.body || this.host.contains(target);
  }

  // ------------------------------------------------------------- events to points

  private capture(event: PointerEvent, own = true): void {
    if (own) {
      this.pointer = event.pointerId;
      this.began = event.timeStamp;
      this.last = event;
    }
    this.host.setPointerCapture(event.pointerId);
  }

  private at(event: MouseEvent): ScreenPoint {
    const box = this.host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private touching(event: PointerEvent, twice = false): Touching {
    const pen = event.pointerType === "pen";
    return {
      ...this.at(event),
      pressure: pen ? Math.round(event.pressure * 255) : null,
      time: event.timeStamp,
      shift: event.shiftKey,
      alt: event.altKey,
      ctrl: event.ctrlKey || event.metaKey,
      pen,
      touch: event.pointerType === "touch",
      twice,
    };
  }

  private isTwice(event: PointerEvent): boolean {
    const was = this.pressed;
    const near = event.pointerType === "touch" ? TWICE_TOUCH_PX : TWICE_PX;
    const twice =
      was !== null &&
      event.timeStamp - was.time < TWICE_MS &&
      Math.hypot(event.clientX - was.x, event.clientY - was.y) <= near;
    this.pressed = twice ? null : { x: event.clientX, y: event.clientY, time: event.timeStamp };
    return twice;
  }
}

/** A key as tools know it: `Ctrl+d`, `Shift+ArrowLeft`. */
function nameOf(event: KeyboardEvent): string {
  const named = event.key.length > 1;
  const ctrl = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  const alt = event.altKey ? "Alt+" : "";
  return `${ctrl}${alt}${event.shiftKey && named ? "Shift+" : ""}${event.key}`;
}

function isModifier(event: KeyboardEvent): boolean {
  return ["Shift", "Alt", "Control", "Meta"].includes(event.key);
}

function middle(points: readonly ScreenPoint[]): ScreenPoint {
  const x = points.reduce((sum, p) => sum + p.x, 0) / points.length;
  const y = points.reduce((sum, p) => sum + p.y, 0) / points.length;
  return { x, y };
}

function spread(points: readonly ScreenPoint[]): number {
  const [a, b] = points;
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 1;
}

function prevent(event: Event): void {
  event.preventDefault();
}
