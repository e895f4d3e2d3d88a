/** How the pen of this device writes: its curve of pressure, its steadiness, and a place to try it. */

import "./late";
import { rnd } from "../core/geometry";
import { outline } from "../core/ink";
import { pathText } from "../core/path";
import type { Device } from "../store/device";
import { followed, NIB, type Nib, pressed } from "../tools/nib";
import { segments } from "./choices";
import { openDialog } from "./dialog";
import { attribute, el, text } from "./dom";
import { say, type Word } from "./words";
import "./settings.css";
import "./nib.css";

const SIDE = 168;
const CURVES = {
  soft: [0, 40, 40, 100],
  even: [33, 33, 67, 67],
  firm: [60, 0, 100, 60],
} as const;
type Feel = keyof typeof CURVES;
const UNIT = 16;
const WIDTH = 112;
/** What a mouse presses with, so that the curve can be tried without a pen: more, the faster it is. */
const SPEED = 2.2;

/** Opens the dialog; `apply` is called after each change. */
export function openNib(device: Device, apply: () => void): void {
  const change = (part: Partial<Nib>): void => {
    device.nib = { ...device.nib, ...part };
    show();
    apply();
  };
  const feels = segments<Feel>(
    say("pen.pressure"),
    (Object.keys(CURVES) as Feel[]).map((feel) => ({
      value: feel,
      label: say(`pen.${feel}`),
      text: say(`pen.${feel}`),
    })),
    (feel) => change({ curve: CURVES[feel] }),
  );
  const curve = curveEditor(() => device.nib, change);
  const constant = flag(
    "pen.constant",
    () => device.nib.constant,
    (on) => change({ constant: on }),
  );
  const straighten = flag(
    "pen.straighten",
    () => device.nib.straighten,
    (on) => change({ straighten: on }),
  );
  const steady = el("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 5,
    "aria-label": say("pen.steady"),
    oninput: () => change({ steady: Number(steady.value) }),
  });
  const percent = el("span", { class: "small second nib-percent" });
  const show = (): void => {
    const { nib } = device;
    const feel = (Object.keys(CURVES) as Feel[]).find(
      (one) => CURVES[one].join() === nib.curve.join(),
    );
    feels.set(feel ?? null);
    curve.update();
    constant.update();
    straighten.update();
    steady.value = String(nib.steady);
    steady.style.setProperty("--part", `${nib.steady}%`);
    text(percent, say("pen.value", { percent: nib.steady }));
    curve.node.classList.toggle("is-off", nib.constant);
  };
  openDialog(
    say("pen.pen"),
    "dialog-nib",
    el(
      "div",
      { class: "dialog-body nib" },
      el(
        "div",
        { class: "nib-pressure" },
        el(
          "div",
          { class: "nib-curve" },
          el("span", { class: "label" }, say("pen.pressure")),
          curve.node,
        ),
        el(
          "div",
          { class: "nib-side" },
          feels.node,
          pad(() => device.nib),
        ),
      ),
      constant.node,
      el(
        "div",
        { class: "settings-row" },
        named("pen.steady"),
        el("span", { class: "row opacity nib-steady" }, steady, percent),
      ),
      straighten.node,
    ),
    el(
      "div",
      { class: "dialog-foot" },
      el("button", { class: "button outline", onclick: () => change(NIB) }, say("pen.reset")),
    ),
  );
  show();
}

function named(word: Word): HTMLElement {
  const note = say(`${word}-note` as Word); // each of these has a note
  return el(
    "span",
    { class: "grow" },
    say(word),
    el("span", { class: "small second settings-note" }, note),
  );
}

function flag(
  word: Word,
  get: () => boolean,
  set: (on: boolean) => void,
): { node: HTMLElement; update(): void } {
  const button = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": say(word),
    onclick: () => set(!get()),
  });
  return {
    node: el("div", { class: "settings-row" }, named(word), button),
    update: () => attribute(button, "aria-checked", String(get())),
  };
}

/** The curve with its two places, which a pointer drags and the arrow keys move. */
function curveEditor(
  get: () => Nib,
  change: (part: Partial<Nib>) => void,
): { node: HTMLElement; update(): void } {
  const canvas = el("canvas", { width: SIDE * 2, height: SIDE * 2, "aria-hidden": "true" });
  const move = (at: 0 | 2, x: number, y: number): void => {
    const curve = [...get().curve] as [number, number, number, number];
    curve[at] = within(x);
    curve[at + 1] = within(y);
    change({ curve });
  };
  const handle = (at: 0 | 2, word: Word): HTMLElement => {
    const knob = el("button", {
      class: "nib-knob",
      "aria-label": say(word),
      onpointerdown: (event: PointerEvent) => knob.setPointerCapture(event.pointerId),
      onpointermove: (event: PointerEvent) => {
        if (!knob.hasPointerCapture(event.pointerId)) return;
        const box = canvas.getBoundingClientRect();
        const x = (100 * (event.clientX - box.left)) / box.width;
        move(at, x, 100 - (100 * (event.clientY - box.top)) / box.height);
      },
      onkeydown: (event: KeyboardEvent) => {
        const steps: Record<string, [number, number]> = {
          ArrowLeft: [-2, 0],
          ArrowRight: [2, 0],
          ArrowUp: [0, 2],
          ArrowDown: [0, -2],
        };
        const step = steps[event.key];
        if (!step) return;
        event.preventDefault();
        const { curve } = get();
        move(at, curve[at] + step[0], curve[at + 1]! + step[1]);
      },
    });
    return knob;
  };
  const knobs = [handle(0, "pen.low"), handle(2, "pen.high")];
  const node = el(
    "div",
    { class: "nib-box", role: "group", "aria-label": say("pen.curve") },
    canvas,
    ...knobs,
  );
  return {
    node,
    update() {
      const nib = get();
      knobs.forEach((knob, at) => {
        knob.style.left = `${nib.curve[2 * at]}%`;
        knob.style.top = `${100 - nib.curve[2 * at + 1]!}%`;
      });
      paintCurve(canvas, nib);
    },
  };
}

function within(value: number): number {
  return Math.min(100, Math.max(0, Math.round(value)));
}

function paintCurve(canvas: HTMLCanvasElement, nib: Nib): void {
  const to = canvas.getContext("2d")!;
  const side = canvas.width;
  const look = getComputedStyle(canvas);
  to.clearRect(0, 0, side, side);
  to.lineWidth = 2;
  to.strokeStyle = look.getPropertyValue("--border");
  for (const [ax, ay, bx, by] of [
    [0, side, (nib.curve[0] * side) / 100, side - (nib.curve[1] * side) / 100],
    [side, 0, (nib.curve[2] * side) / 100, side - (nib.curve[3] * side) / 100],
  ] as const) {
    to.beginPath();
    to.moveTo(ax, ay);
    to.lineTo(bx, by);
    to.stroke();
  }
  to.beginPath();
  for (let p = 0; p <= 255; p += 3)
    to.lineTo((p / 255) * side, side - (pressed(nib, p) / 255) * side);
  to.lineWidth = 5;
  to.strokeStyle = look.getPropertyValue("--accent");
  to.stroke();
}

/** A place to try the pen: what is drawn there is on no board. */
function pad(get: () => Nib): HTMLElement {
  const canvas = el("canvas", { class: "nib-pad", "aria-label": say("pen.try"), role: "img" });
  const hint = el("span", { class: "small second nib-hint" }, say("pen.try"));
  let trace: number[] = [];
  let last: { x: number; y: number; time: number } | null = null;
  const begin = (event: PointerEvent): void => {
    canvas.setPointerCapture(event.pointerId);
    hint.hidden = true;
    trace = [];
    last = null;
    take(event);
  };
  const take = (event: PointerEvent): void => {
    const nib = get();
    const box = canvas.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const share = last ? followed(nib, Math.max(0, event.timeStamp - last.time)) : 1;
    const x = last ? last.x + (px - last.x) * share : px;
    const y = last ? last.y + (py - last.y) * share : py;
    const speed = last
      ? Math.hypot(x - last.x, y - last.y) / Math.max(1, event.timeStamp - last.time)
      : 0;
    const force =
      event.pointerType === "pen" ? 255 * event.pressure : 255 * Math.min(1, 0.15 + speed / SPEED);
    const before = trace.at(-1) ?? force;
    const mild = event.pointerType === "pen" ? force : before * 0.8 + force * 0.2;
    trace.push(rnd(x * UNIT), rnd(y * UNIT), nib.constant ? 255 : rnd(pressed(nib, mild)));
    last = { x, y, time: event.timeStamp };
    paint();
  };
  const paint = (): void => {
    const ratio = devicePixelRatio;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    const to = canvas.getContext("2d")!;
    to.scale(ratio / UNIT, ratio / UNIT);
    to.fillStyle = getComputedStyle(canvas).color;
    to.fill(new Path2D(pathText(outline(trace, WIDTH))), "nonzero");
  };
  canvas.addEventListener("pointerdown", begin);
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) take(one);
  });
  return el("div", { class: "nib-try" }, canvas, hint);
}
