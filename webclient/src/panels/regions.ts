/** F6: the parts of the window one after another: top bar, tools, board, style, side panel, time bar. */

const ORDER = ["bar", "tools", "board", "style", "side", "outline", "history"];
const FOCUSABLE =
  "button:not(:disabled), a[href], input, textarea, [tabindex='0'], canvas[tabindex]";

/** Moves the focus to the next part that is there. */
export function nextRegion(root: HTMLElement, back: boolean): void {
  const regions = ORDER.map((name) =>
    root.querySelector<HTMLElement>(`[data-region="${name}"]`),
  ).filter((one): one is HTMLElement => one !== null && one.offsetParent !== null);
  const at = regions.findIndex((one) => one.contains(document.activeElement));
  const next = regions[(at + (back ? -1 : 1) + regions.length) % regions.length];
  const target = [...(next?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].find(
    (one) => one.offsetParent,
  );
  (target ?? next)?.focus();
}
