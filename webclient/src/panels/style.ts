/** The style panel, right top: the look of the selection, or of what a shape tool draws next. */

import "./late";
import { boardText, icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { FORMS } from "../core/form";
import { formOf } from "../core/look";
import type { Style, ToolName } from "../tools/desk";
import { mixed } from "../tools/style";
import type { Order } from "../view/stage";
import { authorRow } from "./author";
import { type Choices, field, segments, swatchGrid } from "./choices";
import { attribute, el, fill, type Part, show, text } from "./dom";
import { formName, formPick, openForms } from "./formpick";
import { icon } from "./icon";
import { INKS, PAPERS, paintOf, WIDTHS } from "./inks";
import { inkChange, openFill, openWell, widthStep } from "./inkwell";
import { keyOf } from "./keys";
import { mayDraw, type Page } from "./page";
import { openPopup, type Popup } from "./popup";
import { isPhone } from "./screen";
import { say, type Word } from "./words";
import "./style.css";

type Row =
  | "form"
  | "paper"
  | "ink"
  | "fill"
  | "width"
  | "dash"
  | "sketch"
  | "curve"
  | "font"
  | "size"
  | "align"
  | "opacity"
  | "order";

const LABEL: readonly Row[] = ["font", "size", "align"];
const COMMON: readonly Row[] = ["opacity", "order"];
const ROWS: Record<string, readonly Row[]> = {
  stroke: ["ink", "width", ...COMMON],
  line: ["ink", "width", "dash", "sketch", "curve", ...COMMON],
  arrow: ["ink", "width", "dash", "sketch", "curve", ...COMMON],
  rect: ["form", "ink", "fill", "width", "dash", "sketch", ...COMMON],
  ellipse: ["form", "ink", "fill", "width", "dash", "sketch", ...COMMON],
  diamond: ["form", "ink", "fill", "width", "dash", "sketch", ...COMMON],
  shape: ["form", "ink", "fill", "width", "dash", "sketch", ...COMMON],
  text: ["ink", ...LABEL, ...COMMON],
  note: ["paper", ...LABEL, ...COMMON],
  image: COMMON,
  frame: COMMON,
};
/** Tools whose style is shown before anything is drawn; the pens have the ink well. */
const SHAPES: readonly ToolName[] = [
  ...(["arrow", "line", "rect", "ellipse", "diamond", "text", "note"] as const),
  ...FORMS.map((form) => `shape-${form}` as const),
];
const ORDERS: readonly { where: Order; icon: string; word: Word }[] = [
  { where: "back", icon: icons.edit.back, word: "edit.back" },
  { where: "backward", icon: icons.edit.backward, word: "edit.backward" },
  { where: "forward", icon: icons.edit.forward, word: "edit.forward" },
  { where: "front", icon: icons.edit.front, word: "edit.front" },
];
const UNIT = 16;

/** Opens what colours and widths are picked from: the ink well, or on a phone the sheet of the whole style. */
export function openInk(page: Page, anchor: HTMLElement): Popup {
  const { stage } = page;
  if (!isPhone() || !(stage.selection.length || SHAPES.includes(stage.tool)))
    return openWell(page, anchor);
  const panel = stylePanel(page);
  const detach = page.attach(panel);
  const label = headOf(stage.selected, stage.tool);
  return openPopup(anchor, { label, className: "style-sheet", closed: detach }, panel.node);
}

/** Carries out a command of the key table: opens ink or fill, or goes to another width. */
export function runStyle(page: Page, command: string, room: HTMLElement): void {
  const anchor = (selector: string): HTMLElement =>
    room.querySelector<HTMLElement>(selector) ??
    room.querySelector<HTMLElement>("[data-region=tools]")!;
  if (command === "style.ink") openInk(page, anchor(".ink-well"));
  else if (command === "style.fill") openFill(page, anchor(".fill-pick:not([hidden])"));
  else if (command === "style.form") openForms(page, anchor(".form-pick"));
  else if (command === "style.thinner") widthStep(page, -1);
  else if (command === "style.thicker") widthStep(page, 1);
}

export function stylePanel(page: Page): Part {
  const { stage } = page;
  const set = (change: Partial<Style>): void => stage.setStyle(change);
  const pick = <T extends string | number>(
    name: string,
    values: readonly T[],
    word: string,
    iconOf: ((value: T) => string) | null,
    chosen: (value: T) => void,
  ): Choices<T> =>
    segments(
      name,
      values.map((value) => {
        const label = say(`${word}-${value}` as Word); // the words of these choices are all there
        return iconOf ? { value, label, icon: iconOf(value) } : { value, label };
      }),
      chosen,
    );

  const inks = swatchGrid(say("style.ink"), INKS, (ink) => set(inkChange(stage.style, ink)));
  const fills = pick(
    say("style.fill"),
    ["none", "tint", "solid", "hachure"] as const,
    "style.fill",
    (value) => icons["fill-style"][value],
    (style) => set(style === "none" ? { fill: "none" } : { fill: filled(), fill_style: style }),
  );
  const filled = (): string => (stage.style.fill === "none" ? stage.style.ink : stage.style.fill);
  const widths = segments(
    say("style.width"),
    WIDTHS.map(({ name, value }) => ({
      value,
      label: say(`style.width-${name}` as Word), // s, m, l, xl have words
      icon: icons.width[name],
    })),
    (width) => set({ width }),
  );
  const dashes = pick(
    say("style.line"),
    ["solid", "dashed", "dotted"] as const,
    "style.dash",
    (value) => icons.dash[value],
    (dash) => set({ dash }),
  );
  const sketches = pick(
    say("style.sketch"),
    [0, 1, 2] as const,
    "style.sketch",
    (value) => icons.sketch[`${value}`],
    (sketch) => set({ sketch }),
  );
  const curves = pick(
    say("style.curve"),
    [0, 1, 2] as const,
    "style.curve",
    (value) => icons.curve[`${value}`],
    (curve) => set({ curve }),
  );
  const fonts = pick(
    say("style.font"),
    ["hand", "sans", "serif", "mono"] as const,
    "style.font",
    null,
    (font) => set({ font }),
  );
  const sizes = segments(
    say("style.size"),
    (["small", "medium", "large", "huge"] as const).map((name) => ({
      value: boardText[name] * UNIT,
      label: say(`style.size-${name}`),
      text: `${boardText[name]}`,
    })),
    (size) => set({ size }),
  );
  const aligns = pick(
    say("style.align"),
    ["left", "centre", "right"] as const,
    "style.align",
    null,
    (align) => set({ align }),
  );
  const opacity = opacitySlider((value) => set({ opacity: value }));
  const orders = orderRow(page);
  const papers = swatchGrid(say("style.paper"), PAPERS, (paper) => set({ fill: paper }));
  const fillPick = el(
    "button",
    {
      class: "swatch fill-pick",
      "aria-label": say("keys.fill"),
      "data-tip": say("keys.fill"),
      "data-key": keyOf("style.fill"),
      onclick: () => openFill(page, fillPick),
    },
    el("i"),
  );

  const form = formPick(page);
  const rows: Record<Row, HTMLElement> = {
    form: el(
      "div",
      { class: "row" },
      el("span", { class: "label grow" }, say("style.form")),
      form.node,
    ),
    paper: field(say("style.paper"), papers.node),
    ink: field(say("style.ink"), inks.node),
    fill: el(
      "div",
      { class: "field" },
      el("div", { class: "row" }, el("span", { class: "label grow" }, say("style.fill")), fillPick),
      fills.node,
    ),
    width: field(say("style.width"), widths.node),
    dash: field(say("style.line"), dashes.node),
    sketch: field(say("style.sketch"), sketches.node),
    curve: field(say("style.curve"), curves.node),
    font: field(say("style.font"), fonts.node),
    size: field(say("style.size"), sizes.node),
    align: field(say("style.align"), aligns.node),
    opacity: field(say("style.opacity"), opacity.node),
    order: field(say("style.order"), orders),
  };
  const title = el("h3", { class: "grow cut" });
  const actions = actionButtons(page);
  const author = authorRow(page);
  const node = el(
    "section",
    {
      class: "style panel",
      "aria-label": say("style.style"),
      "data-region": "style",
      tabindex: -1,
    },
    el(
      "div",
      { class: "style-body" },
      el("div", { class: "row style-head" }, title, actions.node),
      ...Object.values(rows),
    ),
    author.node,
  );

  return {
    node,
    update() {
      const selected = stage.selected;
      const tool = !selected.length && SHAPES.includes(stage.tool) ? stage.tool : null;
      show(node, mayDraw(page) && (selected.length > 0 || tool !== null));
      if (node.hidden) return;
      const wanted = tool
        ? (ROWS[tool.split("-")[0]!] ?? [])
        : selected.flatMap((one) => rowsOf(one));
      for (const [name, row] of Object.entries(rows)) {
        const drawn = tool && (name === "order" || name === "form"); // only of what is there
        show(row, wanted.includes(name as Row) && !drawn); // the names of `rows`
      }
      text(title, headOf(selected, stage.tool));
      show(actions.node, !tool);
      actions.update();
      form.show(selected);
      const { style } = stage;
      const differs = mixed(selected);
      /** Where the selected differ none is shown as chosen. */
      const same = <T>(name: keyof Style, value: T): T | null => (differs.has(name) ? null : value);
      const crossed = style.fill_style === "cross" || style.fill_style === "zigzag";
      const filling = style.fill === "none" ? "none" : crossed ? "hachure" : style.fill_style;
      inks.set(same("ink", style.ink));
      papers.set(same("fill", style.fill));
      fills.set(differs.has("fill_style") ? null : same("fill", filling));
      fillPick.style.setProperty("--c", paintOf(style.fill));
      show(fillPick, style.fill !== "none");
      widths.set(same("width", style.width));
      dashes.set(same("dash", style.dash));
      sketches.set(same("sketch", style.sketch as 0 | 1 | 2)); // EL: 0, 1 or 2
      curves.set(same("curve", style.curve as 0 | 1 | 2)); // EL: 0, 1 or 2
      fonts.set(same("font", style.font));
      sizes.set(same("size", style.size));
      aligns.set(same("align", style.align));
      opacity.set(style.opacity);
      author.set(selected.length === 1 ? (selected[0] ?? null) : null);
    },
  };
}

function rowsOf(element: Element): readonly Row[] {
  const rows = ROWS[element.kind] ?? COMMON;
  return element.kind !== "text" && element.get("text") ? [...rows, ...LABEL] : rows;
}

function headOf(selected: readonly Element[], tool: ToolName): string {
  const [one] = selected;
  if (!one) return say(`tool.${tool}` as Word); // every tool has a word
  if (selected.length === 1)
    return formOf(one) ? formName(formOf(one)) : say(`kind.${one.kind}` as Word); // every kind has one too
  return say("style.selected", { count: selected.length });
}

function opacitySlider(chosen: (value: number) => void): Choices<number> {
  const value = el("span", { class: "small second opacity-value" });
  const input = el("input", {
    type: "range",
    min: 5,
    max: 100,
    step: 5,
    "aria-label": say("style.opacity"),
    oninput: () => showValue(Number(input.value)),
    onchange: () => chosen(Number(input.value)),
  });
  const showValue = (percent: number): void => {
    text(value, say("style.opacity-value", { percent }));
    input.style.setProperty("--part", `${((percent - 5) / 95) * 100}%`);
  };
  const node = el("div", { class: "row opacity" }, input, value);
  return {
    node,
    update: () => undefined,
    set(percent) {
      if (document.activeElement === input && input.matches(":active")) return;
      input.value = String(percent ?? 100);
      showValue(percent ?? 100);
    },
  };
}

function orderRow(page: Page): HTMLElement {
  const buttons = ORDERS.map(({ where, icon: name, word }) =>
    el(
      "button",
      {
        "aria-label": say(word),
        "data-tip": say(word),
        "data-key": keyOf(word),
        onclick: () => page.stage.command(`edit.${where}`),
      },
      icon(name, 16),
    ),
  );
  return el(
    "div",
    { class: "segments", role: "group", "aria-label": say("style.order") },
    ...buttons,
  );
}

function actionButtons(page: Page): Part {
  const action = (word: Word, name: string, run: () => void): HTMLButtonElement =>
    el(
      "button",
      {
        class: "button quiet style-action",
        "aria-label": say(word),
        "data-tip": say(word),
        "data-key": keyOf(word),
        onclick: run,
      },
      icon(name, 16),
    );
  const lock = action("edit.lock", icons.edit.unlock, () => page.stage.command("edit.lock"));
  const node = el(
    "span",
    { class: "row style-actions" },
    lock,
    action("edit.duplicate", icons.edit.duplicate, () => page.stage.command("edit.duplicate")),
    action("edit.delete", icons.edit.delete, () => page.stage.command("edit.delete")),
  );
  let shown = "";
  return {
    node,
    update() {
      const locked =
        page.stage.selected.length > 0 &&
        page.stage.selected.every((one) => one.get("locked") === true);
      const word: Word = locked ? "edit.unlock" : "edit.lock";
      if (word === shown) return;
      shown = word;
      attribute(lock, "aria-label", say(word));
      attribute(lock, "data-tip", say(word));
      fill(lock, icon(locked ? icons.edit.lock : icons.edit.unlock, 16));
    },
  };
}
