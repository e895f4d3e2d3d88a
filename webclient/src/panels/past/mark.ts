/** Naming a moment: one field, and Enter. */

import { el } from "../dom";
import { openPopup } from "../popup";
import { say } from "../words";
import type { Past } from "./past";

const MOST = 120;

export function openMark(past: Past, anchor: HTMLElement): void {
  const field = el("input", {
    class: "field-input",
    maxlength: MOST,
    autofocus: true,
    "aria-label": say("history.mark-name"),
  });
  const form = el(
    "form",
    { class: "mark-form", onsubmit: take },
    el("label", { class: "label" }, say("history.mark-name"), field),
    el("button", { class: "button primary", type: "submit" }, say("history.mark-now")),
  );
  const popup = openPopup(
    anchor,
    { label: say("history.mark-now"), side: "above", align: "end", className: "mark-popup" },
    form,
  );
  field.focus();
  function take(event: Event): void {
    event.preventDefault();
    past.mark(field.value.trim());
    popup.close();
  }
}
