/** The person's own name and colour, as the others see them. */

import "./late";
import type { Device } from "../store/device";
import { saveDevice } from "../store/device";
import { openDialog } from "./dialog";
import { attribute, el, tint } from "./dom";
import { COLOURS, colourOf, face, reface } from "./faces";
import { say, type Word } from "./words";

const NAME = 64;

/** Opens the dialog; `changed` gets the new name. */
export function openProfile(device: Device, changed: (name: string) => void): void {
  let colour = device.colour;
  const avatar = face(device.name || say("guest.name"), colour || "cobalt", 32);
  const input = el("input", {
    class: "input",
    name: "name",
    value: device.name,
    maxlength: NAME,
    placeholder: say("guest.name"),
    autocomplete: "name",
    autofocus: true,
    oninput: () => show(),
  });
  const swatches = COLOURS.map((name) => {
    const button = el(
      "button",
      {
        type: "button",
        class: "swatch",
        role: "radio",
        "aria-label": say(`people.colour-${name}` as Word), // every colour has a word
        onclick: () => {
          colour = colour === name ? "" : name;
          show();
        },
      },
      el("i"),
    );
    return tint(button, "--c", colourOf(name));
  });
  const show = (): void => {
    reface(avatar, input.value.trim() || say("guest.name"), colour || "cobalt");
    swatches.forEach((button, at) => {
      attribute(button, "aria-checked", String(COLOURS[at] === colour));
    });
  };
  show();
  const form = el(
    "form",
    {
      class: "dialog-body",
      onsubmit: (event: Event) => {
        event.preventDefault();
        device.name = input.value.replace(/\p{Cc}/gu, "").trim();
        device.colour = colour;
        saveDevice(device);
        dialog.close();
        changed(device.name);
      },
    },
    el(
      "label",
      { class: "field" },
      el("span", { class: "label" }, say("people.name")),
      el("span", { class: "row profile-name" }, avatar, input),
    ),
    el(
      "div",
      { class: "field" },
      el("span", { class: "label" }, say("people.colour")),
      el(
        "div",
        {
          class: "swatches profile-colours",
          role: "radiogroup",
          "aria-label": say("people.colour"),
        },
        ...swatches,
      ),
    ),
    el(
      "div",
      { class: "dialog-foot profile-foot" },
      el(
        "button",
        { type: "button", class: "button outline", onclick: () => dialog.close() },
        say("view.cancel"),
      ),
      el("button", { type: "submit", class: "button primary" }, say("people.save")),
    ),
  );
  const dialog = openDialog(say("people.profile"), "dialog-profile", form);
  input.select();
}
