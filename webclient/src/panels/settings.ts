/** Settings: how this device looks and answers. Each holds at once, and is remembered on this device. */

import "./late";
import { type Device, saveDevice, type Theme } from "../store/device";
import { segments } from "./choices";
import { openDialog } from "./dialog";
import { attribute, type Child, el, show, text } from "./dom";
import { face, reface } from "./faces";
import { isNotified, leave, setNotified } from "./notify";
import { summon } from "./summon";
import { showLook, THEMES } from "./theme";
import { LANGUAGES, say, type Word } from "./words";
import "./settings.css";

/** Opens the dialog; `changed` is called after each change. The focus is on what the command `first` sets. */
export function openSettings(device: Device, changed: () => void, first = ""): void {
  const apply = (): void => {
    saveDevice(device);
    showLook(device);
    dispatchEvent(new Event("looked"));
    changed();
  };
  const themes = segments<Theme>(
    say("settings.theme"),
    THEMES.map((theme) => ({
      value: theme,
      label: say(`view.theme-${theme}` as Word), // light, dark, system have words
    })),
    (theme) => {
      device.theme = theme;
      themes.set(theme);
      apply();
    },
  );
  themes.set(device.theme);
  const dialog = openDialog(
    say("settings.settings"),
    "dialog-settings",
    el(
      "div",
      { class: "dialog-body settings" },
      group(
        "settings.look",
        el(
          "div",
          { class: "settings-row", "data-setting": "settings.theme" },
          el("span", { class: "grow" }, say("settings.theme")),
          themes.node,
        ),
        toggle(device, "contrast", "settings.contrast", "settings.contrast-note", apply),
        toggle(device, "still", "settings.still", "settings.still-note", apply),
        languages(device, () => dialog.close()),
      ),
      group(
        "settings.hands",
        toggle(device, "leftHanded", "settings.left-handed", "settings.left-handed-note", apply),
        toggle(device, "singleKeys", "keys.single", "settings.single-note", apply),
        pen(device, apply),
      ),
      group("settings.you", person(device, changed), notices(device)),
    ),
  );
  const wanted = dialog.node.querySelector(`[data-setting="${first}"]`);
  wanted?.querySelector<HTMLElement>("button:not([tabindex='-1']), select")?.focus();
}

function group(title: Word, ...rows: Child[]): HTMLElement {
  return el("section", { class: "settings-group" }, el("h3", {}, say(title)), ...rows);
}

const COMMANDS = {
  contrast: "settings.contrast",
  still: "settings.still",
  leftHanded: "settings.left-handed",
  singleKeys: "settings.single",
} as const;

function toggle(
  device: Device,
  name: keyof typeof COMMANDS,
  label: Word,
  note: Word,
  apply: () => void,
): HTMLElement {
  const button = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": say(label),
    "aria-checked": String(device[name]),
    onclick: () => {
      device[name] = !device[name];
      attribute(button, "aria-checked", String(device[name]));
      apply();
    },
  });
  return el(
    "div",
    { class: "settings-row", "data-setting": COMMANDS[name] },
    el(
      "span",
      { class: "grow" },
      say(label),
      el("span", { class: "small second settings-note" }, say(note)),
    ),
    button,
  );
}

/** Notices of the system: the browser asks when they are turned on. Where it has none, nothing is offered. */
function notices(device: Device): HTMLElement | null {
  if (leave() === null) return null;
  const note = el("span", { class: "small second settings-note" });
  const button = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": say("settings.notices"),
    onclick: async () => {
      await setNotified(device, !isNotified(device));
      update();
    },
  });
  function update(): void {
    const blocked = leave() === "denied";
    show(button, !blocked);
    attribute(button, "aria-checked", String(isNotified(device)));
    text(note, say(blocked ? "settings.notices-blocked" : "settings.notices-note"));
  }
  update();
  return el(
    "div",
    { class: "settings-row", "data-setting": "settings.notices" },
    el("span", { class: "grow" }, say("settings.notices"), note),
    button,
  );
}

/** How the pen writes has a dialog of its own. */
function pen(device: Device, apply: () => void): HTMLElement {
  return el(
    "div",
    { class: "settings-row" },
    el(
      "span",
      { class: "grow" },
      say("pen.pen"),
      el("span", { class: "small second settings-note" }, say("pen.note")),
    ),
    el(
      "button",
      {
        class: "button outline",
        "aria-label": `${say("settings.change")}: ${say("pen.pen")}`,
        onclick: () =>
          summon(
            "nib",
            () => import("./nib"),
            (part) => part.openNib(device, apply),
          ),
      },
      say("settings.change"),
    ),
  );
}

/** Another language: the whole page is said anew in it. */
function languages(device: Device, close: () => void): HTMLElement {
  const options = [["", say("settings.language-system")], ...Object.entries(LANGUAGES)];
  const select = el(
    "select",
    {
      class: "input settings-language",
      onchange: () => {
        device.language = select.value;
        saveDevice(device);
        close();
        dispatchEvent(new Event("languagechange"));
      },
    },
    ...options.map(([value, name]) =>
      el(
        "option",
        { value: value ?? "", selected: value === device.language, lang: value || undefined },
        name ?? "",
      ),
    ),
  );
  return el(
    "label",
    { class: "settings-row", "data-setting": "settings.language" },
    el("span", { class: "grow" }, say("settings.language")),
    select,
  );
}

function person(device: Device, changed: () => void): HTMLElement {
  const name = (): string => device.name || say("guest.name");
  const avatar = face(name(), device.colour || "cobalt", 32);
  const title = el("b", { class: "grow cut" }, name());
  const named = (): void => {
    reface(avatar, name(), device.colour || "cobalt");
    title.textContent = name();
    changed();
  };
  return el(
    "div",
    { class: "settings-row" },
    avatar,
    title,
    el(
      "button",
      {
        class: "button outline",
        "aria-label": `${say("settings.change")}: ${say("people.profile")}`,
        onclick: () =>
          summon(
            "profile",
            () => import("./profile"),
            (part) => part.openProfile(device, named),
          ),
      },
      say("settings.change"),
    ),
  );
}
