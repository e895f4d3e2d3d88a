/** How the page looks: light or dark, contrast, movement, which hand. Each is an attribute of the root. */

import { type Device, saveDevice, type Theme } from "../store/device";
import { isDark } from "./screen";

export const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** Sets the look of the page, and remembers it. */
export function setTheme(device: Device, theme: Theme): void {
  device.theme = theme;
  saveDevice(device);
  showLook(device);
}

/** Puts what the device remembers on the page. */
export function showLook(device: Device): void {
  const root = document.documentElement;
  if (device.theme === "system") delete root.dataset.theme;
  else root.dataset.theme = device.theme;
  root.toggleAttribute("data-contrast", device.contrast);
  root.toggleAttribute("data-still", device.still);
  root.toggleAttribute("data-left-handed", device.leftHanded);
}

/** From light to dark and back, whatever was chosen. */
export function toggleTheme(device: Device): void {
  setTheme(device, isDark() ? "light" : "dark");
}
