/** The track of the time bar: the histogram in people's colours, marks, days, and the playhead (face.md section 11). */

import { icon as icons } from "@face/tokens.json";
import { BREAK, COLUMN, type Column, Timeline } from "../../core/timeline";
import { attribute, el, fill, type Part, show, text, tint } from "../dom";
import { colourOf } from "../faces";
import { icon } from "../icon";
import type { Page } from "../page";
import { say } from "../words";
import type { Player } from "./player";
import { dateText, longText, sentenceOf, whoIs } from "./telling";

const HEIGHT = 56;
const AFTER = 0.26;
/** A label needs so much room, in px. */
const LABEL = 96;
const FINE_PX = 40;

export function track(page: Page, player: Player): Part & { redraw(): void; live(): void } {
  const canvas = el("canvas", { class: "track-canvas", "aria-hidden": "true" });
  const knob = el("span", { class: "track-knob", "aria-hidden": "true" });
  const head = el("div", { class: "track-head" }, knob);
  const flags = el("div", { class: "track-flags" });
  const days = el("div", { class: "track-days small second", "aria-hidden": "true" });
  const now = el(
    "button",
    { class: "track-now small", onclick: () => player.goto(null) },
    el("span", { class: "track-dot" }),
    say("history.now"),
  );
  const ground = el(
    "div",
    {
      class: "track-ground",
      role: "slider",
      tabindex: 0,
      "aria-label": say("history.moment"),
      "aria-valuemin": 0,
      "aria-orientation": "horizontal",
    },
    canvas,
    head,
  );
  const node = el("div", { class: "track" }, flags, ground, days, now);
  let time = new Timeline([], 0);
  let painted = "";

  function layOut(): void {
    const width = Math.floor(ground.clientWidth);
    const { history } = player;
    if (time.width === width && time.times.length === history.head) return;
    time = new Timeline(history.steps, width);
    painted = "";
    placeFlags();
    placeDays();
  }

  function placeFlags(): void {
    let free = Number.NEGATIVE_INFINITY;
    const made = player.history.marks.map((entry) => {
      const x = time.xOf(entry.seq);
      const name = entry.mark || say("history.mark");
      const wide = x >= free && x + Math.min(150, 26 + 7 * name.length) <= time.width + 40;
      const wanted = Math.min(150, 26 + 7 * name.length);
      if (wide) free = x + wanted;
      return tint(
        el(
          "button",
          {
            class: `track-flag small${wide ? "" : " is-narrow"}`,
            "aria-label": name,
            "data-tip": wide ? undefined : name,
            onclick: () => player.goto(entry.seq),
          },
          icon(icons.history.mark, 13),
          wide && el("span", { class: "cut" }, name),
        ),
        "--x",
        `${x}px`,
      );
    });
    fill(flags, ...made);
  }

  function placeDays(): void {
    let free = Number.NEGATIVE_INFINITY;
    let last = "";
    const made: HTMLElement[] = [];
    for (const { x, start } of time.spans) {
      const label = dateText(start);
      if (label === last || x < free || x > time.width - LABEL / 2) continue;
      last = label;
      free = x + LABEL;
      made.push(tint(el("span", {}, label), "--x", `${x}px`));
    }
    fill(days, ...made);
  }

  function paint(): void {
    const x = time.xOf(player.at);
    const key = [x, time.width, time.times.length, [...player.people].join(), player.period].join(
      " ",
    );
    if (key === painted) return;
    painted = key;
    const ratio = window.devicePixelRatio || 1;
    const size = [Math.round(time.width * ratio), Math.round(HEIGHT * ratio)] as const;
    if (canvas.width !== size[0] || canvas.height !== size[1]) [canvas.width, canvas.height] = size;
    const to = canvas.getContext("2d")!;
    to.setTransform(ratio, 0, 0, ratio, 0, 0);
    to.clearRect(0, 0, time.width, HEIGHT);
    const style = getComputedStyle(ground);
    if (player.period)
      paintPeriod(to, time, player.period, style.getPropertyValue("--accent-soft"));
    paintColumns(to, time, x, (user) => shade(page, style, user), player.people);
    paintBreaks(to, time, style.getPropertyValue("--control"));
    tint(head, "--x", `${x}px`);
  }

  function seek(event: PointerEvent): void {
    const box = ground.getBoundingClientRect();
    const up = Math.max(0, box.top - event.clientY);
    const to = event.clientX - box.left;
    const x = up > 0 && held !== null ? held + (to - held) / (1 + up / FINE_PX) : to;
    if (up === 0) held = to;
    player.goto(x >= time.width - 1 ? null : time.seqAt(Math.max(0, x)));
  }

  /** Shift and a drag choose a period: what else there is turns pale; a press without a drag shows all again. */
  function choose(event: PointerEvent): void {
    const x = event.clientX - ground.getBoundingClientRect().left;
    const ends = [time.seqAt(Math.max(0, begun!)), time.seqAt(Math.max(0, x))].sort(
      (a, b) => a - b,
    );
    const [since = 0, until = 0] = ends;
    player.within(Math.abs(x - begun!) < COLUMN || since === until ? null : [since, until]);
  }

  let begun: number | null = null;
  let held: number | null = null;
  ground.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    ground.focus({ preventScroll: true });
    ground.setPointerCapture(event.pointerId);
    held = null;
    begun = event.shiftKey ? event.clientX - ground.getBoundingClientRect().left : null;
    if (begun === null) seek(event);
    else choose(event);
  });
  ground.addEventListener("pointermove", (event) => {
    if (!ground.hasPointerCapture(event.pointerId)) return;
    if (begun === null) seek(event);
    else choose(event);
  });

  return {
    node,
    redraw() {
      painted = "";
      paint();
    },
    /** The live board moved on while a moment that is over is looked at. */
    live() {
      const dot = now.firstElementChild!;
      dot.classList.remove("is-pulsing");
      void (dot as HTMLElement).offsetWidth; // begins the motion anew
      dot.classList.toggle("is-pulsing", player.seq !== null);
    },
    update() {
      layOut();
      paint();
      const { history, at, entry } = player;
      attribute(ground, "aria-valuemax", history.head);
      attribute(ground, "aria-valuenow", at);
      attribute(
        ground,
        "aria-valuetext",
        entry
          ? say("history.value", {
              when: longText(entry.at),
              seq: at,
              head: history.head,
              deed: sentenceOf(page, entry),
            })
          : say("history.start"),
      );
      show(now, history.head > 0);
      text(now.lastChild as Element, say("history.now"));
      now.classList.toggle("is-on", player.seq === null);
    },
  };
}

function shade(page: Page, style: CSSStyleDeclaration, user: string): string {
  const name = /--[\w-]+/.exec(colourOf(whoIs(page, user).colour))![0];
  return style.getPropertyValue(name);
}

/** Stacked by person, the one with the most ink at the bottom. */
function paintColumns(
  to: CanvasRenderingContext2D,
  time: Timeline,
  playhead: number,
  colour: (user: string) => string,
  only: ReadonlySet<string>,
): void {
  const order = usersByInk(time.columns);
  const colours = new Map(order.map((user) => [user, colour(user)]));
  const most = Math.max(1, ...time.columns.map(heightOf));
  for (const column of time.columns) {
    const whole = sum(column);
    const height = Math.max(2, (HEIGHT * heightOf(column)) / most);
    let bottom = HEIGHT;
    for (const user of order) {
      const size = column.sizes.get(user);
      if (!size) continue;
      const part = (height * size) / whole;
      const pale = only.size > 0 && !only.has(user) ? 0.2 : 1;
      to.globalAlpha = pale * (column.x + COLUMN / 2 > playhead ? AFTER : 1);
      to.fillStyle = colours.get(user)!;
      const x = Math.min(column.x, time.width - COLUMN);
      to.fillRect(x, bottom - part, COLUMN - 1, part);
      bottom -= part;
    }
  }
  to.globalAlpha = 1;
}

function paintPeriod(
  to: CanvasRenderingContext2D,
  time: Timeline,
  [since, until]: readonly [number, number],
  colour: string,
): void {
  to.fillStyle = colour;
  const left = time.xOf(since);
  to.fillRect(left, 0, Math.max(COLUMN, time.xOf(until) - left), HEIGHT);
}

/** Nights and pauses: a hatched tick where time was left out. */
function paintBreaks(to: CanvasRenderingContext2D, time: Timeline, colour: string): void {
  to.strokeStyle = colour;
  to.lineWidth = 1;
  to.beginPath();
  for (const span of time.spans.slice(1)) {
    const x = span.x - BREAK / 2;
    for (const dx of [-2, 2]) {
      to.moveTo(x + dx - 2, HEIGHT - 1);
      to.lineTo(x + dx + 2, HEIGHT - 9);
    }
  }
  to.stroke();
}

export function usersByInk(columns: readonly Column[]): string[] {
  const ink = new Map<string, number>();
  for (const { sizes } of columns)
    for (const [user, size] of sizes) ink.set(user, (ink.get(user) ?? 0) + size);
  return [...ink.keys()].sort((a, b) => ink.get(b)! - ink.get(a)!);
}

export function sum({ sizes }: Column): number {
  let whole = 0;
  for (const size of sizes.values()) whole += size;
  return whole;
}

export const heightOf = (column: Column): number => Math.sqrt(sum(column));
