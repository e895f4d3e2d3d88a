/** The tags of one board: a press gives or takes one, a line makes a new one. */

import { icon as icons } from "@face/tokens.json";
import { attribute, el, fill, tint } from "./dom";
import { icon } from "./icon";
import { openPopup } from "./popup";
import { tagColour } from "./shown";
import { say } from "./words";

const TAG = 40;
const TAGS = 12;

/** Opens the list beside `anchor`; `tagged` gets the tags after each press. */
export function openTags(
  anchor: HTMLElement,
  title: string,
  all: readonly string[],
  own: readonly string[],
  tagged: (tags: string[]) => void,
): void {
  const known = new Set([...all, ...own]);
  let chosen = [...own];
  const list = el("div", { class: "tags-list" });
  const input = el("input", {
    class: "input",
    maxlength: TAG,
    placeholder: say("boards.tag-add"),
    "aria-label": say("boards.tag-add"),
    enterkeyhint: "done",
  });
  const form = el(
    "form",
    {
      class: "row tags-new",
      onsubmit: (event: Event) => {
        event.preventDefault();
        const tag = input.value.replace(/\p{Cc}/gu, "").trim();
        input.value = "";
        if (tag && !chosen.includes(tag)) toggle(tag);
      },
    },
    input,
    el(
      "button",
      { class: "button outline", type: "submit", "aria-label": say("boards.tag-add") },
      icon(icons.list.new, 16),
    ),
  );
  function toggle(tag: string): void {
    known.add(tag);
    const on = chosen.includes(tag);
    if (!on && chosen.length >= TAGS) return;
    chosen = on ? chosen.filter((one) => one !== tag) : [...chosen, tag];
    tagged(chosen);
    update();
  }
  function update(): void {
    const rows = [...known]
      .sort((a, b) => a.localeCompare(b))
      .map((tag) => {
        const on = chosen.includes(tag);
        const row = el(
          "button",
          {
            class: "menu-item",
            role: "checkbox",
            "aria-checked": String(on),
            onclick: () => toggle(tag),
          },
          tint(el("i", { class: "tag-sign" }), "--c", tagColour(tag)),
          el("span", { class: "grow cut" }, tag),
          on && icon("check", 16),
        );
        return row;
      });
    const at = [...list.children].indexOf(document.activeElement as Element);
    fill(list, ...rows);
    if (at >= 0) rows[at]?.focus();
    attribute(list, "data-count", rows.length);
  }
  update();
  openPopup(
    anchor,
    { label: say("boards.tags-of", { title }), align: "end", className: "tags-popup" },
    list,
    form,
  );
  input.focus();
}
