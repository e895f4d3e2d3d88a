/** The size and the pointer of the screen, which decide between desktop, tablet and phone. */

const PHONE = matchMedia("(width < 700px)");
const TABLET = matchMedia("(width < 1100px)");
const COARSE = matchMedia("(pointer: coarse)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

export const isPhone = (): boolean => PHONE.matches;
export const isTablet = (): boolean => TABLET.matches && !PHONE.matches;
export const isTouch = (): boolean => document.documentElement.hasAttribute("data-touch");
export const isMovedByKeys = (): boolean => document.documentElement.hasAttribute("data-keyboard");

/** Whether the page is dark now, by the person's choice or the system's. */
export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : DARK.matches;
}

/** Calls `changed` when the size class or the look changes, by the system or in the settings. */
export function onScreen(changed: () => void): () => void {
  const all = [PHONE, TABLET, DARK];
  for (const query of all) query.addEventListener("change", changed);
  addEventListener("looked", changed);
  return () => {
    removeEventListener("looked", changed);
    for (const query of all) query.removeEventListener("change", changed);
  };
}

/**
 * Touch sizes where the pointer is coarse, or from the first touch on; the width of the window does not matter.
 * Notes too whether the person moves by keys.
 */
export function watchInput(root: HTMLElement): void {
  const set = (touch: boolean): void => {
    root.toggleAttribute("data-touch", touch);
  };
  set(COARSE.matches);
  COARSE.addEventListener("change", () => set(COARSE.matches));
  addEventListener("keydown", ({ key }) => {
    if (key === "Tab" || key === "F6") root.toggleAttribute("data-keyboard", true);
  });
  addEventListener(
    "pointerdown",
    (event) => {
      root.toggleAttribute("data-keyboard", false);
      if (event.pointerType === "touch") set(true);
    },
    { capture: true, passive: true },
  );
}
