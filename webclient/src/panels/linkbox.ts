/** Asks for the link of what is selected. */

import "./late";
import { freeOf } from "../tools/draft";
import { linkOf, relink } from "../tools/link";
import { openDialog } from "./dialog";
import { attribute, el, text } from "./dom";
import type { Page } from "./page";
import { say } from "./words";
import "./links.css";

/** Opens the dialog, where something that may be changed is selected. */
export function openLinkBox(page: Page): void {
  const { table } = page.stage;
  const [first] = freeOf(table);
  if (!first) return;
  const before = String(page.stage.selected.map((one) => one.get("link")).find(Boolean) ?? "");
  const trouble = el("p", { class: "small link-trouble", role: "status", id: "link-trouble" });
  const field = el("input", {
    class: "input",
    value: before,
    autofocus: true,
    placeholder: say("link.hint"),
    "aria-label": say("link.address"),
    "aria-describedby": "link-trouble",
    inputmode: "url",
    spellcheck: false,
    oninput: () => told(true),
  });
  const told = (good: boolean): void => {
    attribute(field, "aria-invalid", String(!good));
    text(trouble, good ? "" : say("link.not-opened"));
  };
  const set = (link: string | null): void => {
    told(link !== null);
    if (link === null) return;
    relink(table, link);
    dialog.close();
    page.changed();
  };
  const remove = el(
    "button",
    { class: "button outline", type: "button", onclick: () => set("") },
    say("link.remove"),
  );
  const form = el(
    "form",
    {
      onsubmit: (event: Event) => {
        event.preventDefault();
        set(linkOf(field.value));
      },
    },
    el("div", { class: "dialog-body link-body" }, field, trouble),
    el(
      "div",
      { class: "dialog-foot" },
      ...(before ? [remove] : []),
      el("button", { class: "button primary", type: "submit" }, say("link.save")),
    ),
  );
  const dialog = openDialog(say("link.link"), "dialog-link", form);
  field.select();
}
