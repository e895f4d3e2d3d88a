/** The form of what is selected, and the grid that it is picked from. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { FORMS, PLAIN } from "../core/form";
import { formOf } from "../core/look";
import type { ToolName } from "../tools/desk";
import { reform } from "../tools/edit";
import { attribute, el, fill } from "./dom";
import { icon } from "./icon";
import { keyOf } from "./keys";
import type { Page } from "./page";
import { openPopup, type Popup } from "./popup";
import { isPhone } from "./screen";
import { say, type Word } from "./words";

const ALL: readonly string[] = [...PLAIN, ...FORMS];

/** The tool that draws a form: they share their icon and their name. */
function toolOf(form: string): ToolName {
  return (PLAIN.includes(form) ? form : `shape-${form}`) as ToolName; // a test counts them
}

/** What a form is called. */
export function formName(form: string): string {
  return say(`tool.${toolOf(form)}` as Word); // every tool has a word
}

/** The one form of all that have any; "" where they differ or none has one. */
function sharedForm(elements: readonly Element[]): string {
  const forms = new Set(elements.map(formOf).filter(Boolean));
  return forms.size === 1 ? [...forms][0]! : "";
}

export interface FormPick {
  readonly node: HTMLButtonElement;
  show(selected: readonly Element[]): void;
}

/** A button that shows the form of the selection and opens the others. */
export function formPick(page: Page): FormPick {
  const node = el("button", {
    class: "form-pick",
    "aria-haspopup": "menu",
    "data-tip": say("style.form"),
    "data-key": keyOf("style.form"),
    onclick: () => openForms(page, node),
  });
  return {
    node,
    show(selected) {
      const form = sharedForm(selected);
      const word = form ? formName(form) : say("style.form");
      const label = form ? `${say("style.form")}: ${word}` : word;
      if (node.getAttribute("aria-label") === label) return;
      attribute(node, "aria-label", label);
      fill(node, icon(form ? icons.tool[toolOf(form)] : icons.tool.shapes, 20));
    },
  };
}

/** Opens the fifteen forms; a press gives all that is selected and has a form another. */
export function openForms(page: Page, anchor: HTMLElement): Popup | null {
  const { stage } = page;
  if (!stage.selected.some(formOf)) return null;
  const now = sharedForm(stage.selected);
  const choices = ALL.map((form) => {
    const on = form === now;
    const tool = toolOf(form);
    return el(
      "button",
      {
        class: `tool${on ? " is-on" : ""}`,
        role: "menuitemradio",
        "aria-checked": String(on),
        "aria-label": formName(form),
        "data-tip": formName(form),
        onclick: () => {
          popup.close();
          reform(stage.table, form);
          page.changed();
        },
      },
      icon(icons.tool[tool], isPhone() ? 22 : 20),
      isPhone() && el("span", { class: "small" }, formName(form)),
    );
  });
  const popup = openPopup(
    anchor,
    {
      label: say("style.form"),
      side: isPhone() ? "above" : "below",
      align: "end",
      className: "flyout is-grid",
      role: "menu",
    },
    ...choices,
  );
  return popup;
}
