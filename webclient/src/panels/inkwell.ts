/** The ink well: colour and width of what is drawn next; on a phone the sheet of the tool. */

import "./late";
import { saveDevice } from "../store/device";
import type { Style } from "../tools/desk";
import { field, segments, swatchGrid } from "./choices";
import { attribute, el } from "./dom";
import { BROAD, HIGHLIGHTERS, INKS, sameInk, WIDTHS } from "./inks";
import type { Page } from "./page";
import { openPopup, type Popup } from "./popup";
import { penButtons } from "./presets";
import { isPhone } from "./screen";
import { say, type Word } from "./words";

/** The change of style that a new ink means: a fill in the old ink follows. */
export function inkChange(style: Readonly<Style>, ink: string): Partial<Style> {
  return style.fill !== "none" && sameInk(style.fill, style.ink) ? { ink, fill: ink } : { ink };
}

/** Opens the ink well beside its button. */
export function openWell(page: Page, anchor: HTMLElement): Popup {
  const { stage } = page;
  const broad = stage.tool === "highlighter" && stage.selection.length === 0;
  const inks = swatchGrid(say("style.ink"), broad ? HIGHLIGHTERS : INKS, (ink) => {
    stage.setStyle(inkChange(stage.style, ink));
    show();
  });
  const widths = segments(
    say("style.width"),
    (broad ? BROAD : WIDTHS).map(({ name, value }) => ({
      value,
      label: say(`style.width-${name}` as Word), // s, m, l, xl have words
      icon: `width-${name}`,
    })),
    (width) => {
      stage.setStyle({ width });
      show();
    },
  );
  const show = (): void => {
    inks.set(stage.style.ink);
    widths.set(stage.style.width);
  };
  const pens = stage.tool === "pen" ? penButtons(page) : null;
  const thicker = stage.tool === "pen" ? pressureSwitch(page) : null;
  const detach = pens && page.attach(pens);
  show();
  const label = isPhone() ? say(`tool.${stage.tool}` as Word) : say("tool.ink-well"); // every tool has a word
  return openPopup(
    anchor,
    {
      label,
      side: isPhone() ? "above" : "right",
      align: "end",
      className: "well",
      closed: () => detach?.(),
    },
    el(
      "div",
      { class: "well-body" },
      inks.node,
      field(say("style.width"), widths.node),
      thicker,
      pens && field(say("style.presets"), pens.node),
    ),
  );
}

/** Whether the pen of this device writes thicker the harder it is pressed. */
function pressureSwitch({ device, stage }: Page): HTMLElement {
  const button = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": say("pen.thicker"),
    onclick: () => {
      device.nib = { ...device.nib, constant: !device.nib.constant };
      saveDevice(device);
      stage.setNib(device.nib);
      show();
    },
  });
  const show = (): void => attribute(button, "aria-checked", String(!device.nib.constant));
  show();
  return el(
    "div",
    { class: "row" },
    el("span", { class: "grow small" }, say("pen.thicker")),
    button,
  );
}

/** Opens a choice of fill colours. */
export function openFill(page: Page, anchor: HTMLElement): Popup {
  const { stage } = page;
  const fills = swatchGrid(say("style.fill"), INKS, (fill) => {
    stage.setStyle({ fill });
    fills.set(fill);
  });
  fills.set(stage.style.fill);
  return openPopup(
    anchor,
    {
      label: say("keys.fill"),
      side: isPhone() ? "above" : "below",
      align: "end",
      className: "well",
    },
    el("div", { class: "well-body" }, fills.node),
  );
}

/** The next width, thinner or thicker. */
export function widthStep(page: Page, step: 1 | -1): void {
  const { stage } = page;
  const values = (stage.tool === "highlighter" ? BROAD : WIDTHS).map((one) => one.value);
  const at = values.findIndex((value) => value >= stage.style.width);
  const next =
    values[Math.max(0, Math.min(values.length - 1, (at < 0 ? values.length : at) + step))];
  if (next !== undefined) stage.setStyle({ width: next });
}
