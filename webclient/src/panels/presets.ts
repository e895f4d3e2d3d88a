/** Pens kept at hand: a strip beside the rail on tablets, a row in the ink well elsewhere. */

import { icon as icons } from "@face/tokens.json";
import { type Pen, saveDevice } from "../store/device";
import { attribute, el, keyed, type Part, show, tint } from "./dom";
import { icon } from "./icon";
import { inkName, paintOf, sameInk } from "./inks";
import { mayDraw, type Page } from "./page";
import { isPhone, isTablet, isTouch } from "./screen";
import { say } from "./words";
import "./presets.css";

const MOST = 6;
const UNIT = 16;

/** The buttons of the pens, and one that keeps the present pen. */
export function penButtons(page: Page): Part {
  const node = el("div", { class: "pens", role: "group", "aria-label": say("style.presets") });
  const list = el("div", { class: "pens-list" });
  const known = new Map<string, HTMLElement>();
  const add = el(
    "button",
    {
      class: "pen-button second",
      "aria-label": say("style.preset-add"),
      "data-tip": say("style.preset-add"),
      onclick: () => keep(page),
    },
    icon(icons.list.new, 20),
  );
  node.append(list, el("hr"), add);
  return {
    node,
    update() {
      const { style } = page.stage;
      keyed(
        list,
        known,
        page.device.pens,
        keyOf,
        (pen) => penButton(page, pen),
        (button, pen) => {
          attribute(button, "aria-pressed", String(isPen(pen, style)));
        },
      );
      attribute(
        add,
        "disabled",
        page.device.pens.some((pen) => isPen(pen, style)),
      );
    },
  };
}

/** The strip beside the rail, while a pen is active on a tablet. */
export function presetStrip(page: Page): Part {
  const pens = penButtons(page);
  const node = el("div", { class: "pen-strip panel" }, pens.node);
  return {
    node,
    update() {
      const there = isTablet() || (isTouch() && !isPhone());
      show(node, mayDraw(page) && page.stage.tool === "pen" && there);
      if (!node.hidden) pens.update();
    },
  };
}

function penButton(page: Page, pen: Pen): HTMLElement {
  const name = say("style.preset", { ink: inkName(pen.ink), width: pen.width / UNIT });
  const dot = tint(el("i"), "--c", paintOf(pen.ink));
  tint(dot, "--d", `${dotSize(pen.width)}px`);
  return el(
    "button",
    {
      class: "pen-button",
      "aria-label": name,
      "data-tip": name,
      onclick: () => page.stage.setStyle({ ink: pen.ink, width: pen.width }),
      oncontextmenu: (event: Event) => {
        event.preventDefault();
        drop(page, pen);
      },
    },
    dot,
  );
}

/** The real width, as far as it can be seen and fits. */
function dotSize(width: number): number {
  return Math.min(26, 10 + (width / UNIT) * 1.4);
}

function keyOf({ ink, width }: Pen): string {
  return `${ink} ${width}`;
}

function isPen(pen: Pen, style: { ink: string; width: number }): boolean {
  return sameInk(pen.ink, style.ink) && pen.width === style.width;
}

function keep(page: Page): void {
  const { ink, width } = page.stage.style;
  page.device.pens = [...page.device.pens, { ink, width }].slice(-MOST);
  saveDevice(page.device);
  page.changed();
}

function drop(page: Page, pen: Pen): void {
  page.device.pens = page.device.pens.filter((one) => one !== pen);
  saveDevice(page.device);
  page.changed();
}
