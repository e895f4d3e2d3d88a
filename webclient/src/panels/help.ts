/** The help sheet: all keys, from the one key table. */

import "./late";
import table from "@face/keys.json?help";
import { icon as icons } from "@face/tokens.json";
import { type Device, saveDevice } from "../store/device";
import { openDialog } from "./dialog";
import { attribute, el, show } from "./dom";
import { icon } from "./icon";
import { keyCaps } from "./keys";
import { say, type Word } from "./words";
import "./help.css";

/** Opens the sheet of keys. */
export function openHelp(device: Device): void {
  const rows: { node: HTMLElement; words: string }[] = [];
  const groups = table.help.map((group) => {
    const made = group.rows.map((row) => {
      const label = say(row.label as Word); // a test holds the labels to the words
      const node = helpRow(label, row.show);
      rows.push({ node, words: `${label} ${row.show.join(" ")}`.toLowerCase() });
      return node;
    });
    return el("section", {}, el("h3", {}, say(group.group as Word)), ...made);
  });
  const none = el("p", { class: "second help-none" }, say("keys.none"));
  show(none, false);
  const find = el("input", {
    type: "search",
    placeholder: say("keys.find"),
    "aria-label": say("keys.find"),
    autofocus: true,
    oninput: () => {
      const wanted = find.value.trim().toLowerCase();
      for (const { node, words } of rows) show(node, words.includes(wanted));
      for (const group of groups)
        show(
          group,
          [...group.children].some((one) => one.matches(".help-row:not([hidden])")),
        );
      show(
        none,
        groups.every((group) => group.hidden),
      );
    },
  });
  const toggle = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": say("keys.single"),
    "aria-checked": String(device.singleKeys),
    onclick: () => {
      device.singleKeys = !device.singleKeys;
      saveDevice(device);
      attribute(toggle, "aria-checked", String(device.singleKeys));
    },
  });
  const dialog = openDialog(
    say("keys.keys"),
    "dialog-help",
    el("div", { class: "help-groups" }, ...groups, none),
    el(
      "div",
      { class: "help-foot" },
      icon(icons.view.keys, 18),
      el("span", { class: "grow" }, say("keys.note")),
      el("span", {}, say("keys.single")),
      toggle,
    ),
  );
  dialog.node
    .querySelector(".dialog-extra")
    ?.append(el("span", { class: "input help-find" }, icon(icons.view.search, 16), find));
  find.focus();
}

function helpRow(label: string, keys: readonly string[]): HTMLElement {
  const chips = keys.map(keyCaps);
  const same =
    chips.length > 1 &&
    chips.every((chip) => chip.slice(0, -1).join() === chips[0]?.slice(0, -1).join());
  const parts = chips.flatMap((chip, at) => {
    const shown = at > 0 && same ? chip.slice(-1) : chip; // "Ctrl + or -", not "Ctrl + or Ctrl -"
    const caps = shown.map((cap) => el("kbd", { class: "key" }, cap));
    return at > 0 ? [el("span", { class: "third" }, say("keys.or")), ...caps] : caps;
  });
  return el("div", { class: "help-row" }, el("span", { class: "grow second" }, label), ...parts);
}
