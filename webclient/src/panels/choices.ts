/** Rows of choices: swatches and segments, as radio groups that arrow keys walk through. */

import { attribute, el, type Part, tint } from "./dom";
import { icon } from "./icon";
import type { Swatch } from "./inks";

export interface Choice<T> {
  value: T;
  label: string;
  icon?: string;
  text?: string;
}

export interface Choices<T> extends Part {
  set(value: T | null): void;
}

/** One of a few, side by side. `null` as the value: none of them is on. */
export function segments<T extends string | number>(
  label: string,
  choices: readonly Choice<T>[],
  chosen: (value: T) => void,
): Choices<T> {
  const buttons = choices.map((choice) =>
    el(
      "button",
      {
        role: "radio",
        "aria-label": choice.label,
        "data-tip": choice.label,
        onclick: () => chosen(choice.value),
      },
      choice.icon ? icon(choice.icon, 22) : (choice.text ?? choice.label),
    ),
  );
  const node = el(
    "div",
    { class: "segments", role: "radiogroup", "aria-label": label },
    ...buttons,
  );
  return group(node, buttons, (value) => choices.findIndex((choice) => choice.value === value));
}

/** The colours of a palette in rows of six. */
export function swatchGrid(
  label: string,
  palette: readonly Swatch[],
  chosen: (value: string) => void,
): Choices<string> {
  const buttons = palette.map(({ value, name, css }) => {
    const button = el(
      "button",
      {
        class: "swatch",
        role: "radio",
        "aria-label": name,
        "data-tip": name,
        onclick: () => chosen(value),
      },
      el("i"),
    );
    return tint(button, "--c", value === "none" ? "transparent" : `var(${css})`);
  });
  const node = el(
    "div",
    { class: "swatches", role: "radiogroup", "aria-label": label },
    ...buttons,
  );
  return group(node, buttons, (value) =>
    palette.findIndex((one) => one.value.toLowerCase() === String(value).toLowerCase()),
  );
}

function group<T>(
  node: HTMLElement,
  buttons: HTMLButtonElement[],
  indexOf: (value: T) => number,
): Choices<T> {
  node.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement); // -1 where none
    const next = buttons[(at + step + buttons.length) % buttons.length];
    next?.focus();
    next?.click();
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    node,
    update: () => undefined,
    set(value) {
      const on = value === null ? -1 : indexOf(value);
      buttons.forEach((button, at) => {
        attribute(button, "aria-checked", String(at === on));
        button.tabIndex = at === Math.max(on, 0) ? 0 : -1;
      });
    },
  };
}

/** A label above a control. */
export function field(label: string, ...controls: HTMLElement[]): HTMLElement {
  return el("div", { class: "field" }, el("span", { class: "label" }, label), ...controls);
}
