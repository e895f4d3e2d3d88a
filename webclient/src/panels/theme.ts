/** Light, dark, or as the system. */

import { type Device, saveDevice, type Theme } from "../store/device";
import { isDark } from "./screen";

export const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** Sets the look of the page, and remembers it. */
export function setTheme(device: Device, theme: Theme): void {
  device.theme = theme;
  saveDevice(device);
  showTheme(theme);
}

export function showTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

/** From light to dark and back, whatever was chosen. */
export function toggleTheme(device: Device): void {
  setTheme(device, isDark() ? "light" : "dark");
}
