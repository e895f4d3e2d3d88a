/** What opens over the page and closes by itself: popovers, menus, and on phones the same as sheets. */

import { attribute, type Child, el } from "./dom";
import { icon } from "./icon";
import { isPhone } from "./screen";
import { isRightToLeft, say } from "./words";
import "./popup.css";

const EDGE = 8;
const FOCUSABLE = "button:not(:disabled), [href], input, select, textarea, [tabindex='0']";

export type Side = "below" | "above" | "right";

export interface Popup {
  node: HTMLElement;
  close(): void;
}

interface Options {
  label: string;
  side?: Side;
  align?: "start" | "end" | "centre";
  className?: string;
  role?: string;
  /** It opens by itself: leaves the focus where it is, and lets a hand that draws through (PEN-5). */
  quiet?: boolean;
  closed?(): void;
}

interface Open extends Popup {
  anchor: HTMLElement;
  label: string;
}

const open: Open[] = [];

/** Closes what was opened last; false where nothing is open. */
export function closeInnermost(): boolean {
  const last = open.at(-1);
  last?.close();
  return last !== undefined;
}

/** Closes all popups, as when the page changes. */
export function closeAll(): void {
  while (closeInnermost());
}

/** Opens `children` beside `anchor`; a second press of the anchor closes it again. */
export function openPopup(anchor: HTMLElement, options: Options, ...children: Child[]): Popup {
  const before = open.find((one) => one.anchor === anchor && one.label === options.label);
  if (before) {
    before.close();
    options.closed?.();
    return before;
  }
  const phone = isPhone();
  const node = el(
    "div",
    {
      class: `popup ${phone ? "sheet" : "panel"} ${options.quiet ? "passing " : ""}${options.className ?? ""}`,
      role: options.role ?? "dialog",
      "aria-label": options.label,
      tabindex: -1,
    },
    phone && sheetHead(options.label, () => popup.close()),
    ...children,
  );
  const scrim =
    phone && !options.quiet && el("div", { class: "sheet-scrim", onclick: () => popup.close() });
  const focused = document.activeElement;
  const outside = (event: Event): void => {
    const target = event.target as Node; // events of a page have nodes as targets
    const later = open.slice(open.indexOf(popup) + 1);
    if (node.contains(target) || later.some((other) => other.node.contains(target))) return;
    if (!anchor.contains(target)) popup.close();
  };
  const popup: Open = {
    node,
    anchor,
    label: options.label,
    close() {
      const at = open.indexOf(popup);
      if (at < 0) return;
      while (open.length > at + 1) open.at(-1)?.close();
      open.pop();
      document.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("resize", popup.close);
      const held =
        node.contains(document.activeElement) || document.activeElement === document.body;
      node.remove();
      if (scrim) scrim.remove();
      attribute(anchor, "aria-expanded", "false");
      if (held && focused instanceof HTMLElement && focused.isConnected) focused.focus();
      options.closed?.();
    },
  };
  const home = document.querySelector("main") ?? document.body; // within a landmark
  if (scrim) home.append(scrim);
  home.append(node);
  open.push(popup);
  attribute(anchor, "aria-expanded", "true");
  if (!phone) place(node, anchor, options.side ?? "below", options.align ?? "start");
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", popup.close);
  node.addEventListener("keydown", (event) => arrows(node, event));
  if (!options.quiet)
    (node.querySelector<HTMLElement>(".is-on, [autofocus]") ?? first(node) ?? node).focus();
  return popup;
}

export interface Item {
  label: string;
  icon?: string;
  keys?: string;
  checked?: boolean;
  danger?: boolean;
  run(): void;
}

/** A menu of named things to do; null is a line between groups, a string a heading. */
export function openMenu(
  anchor: HTMLElement,
  label: string,
  items: readonly (Item | string | null)[],
  options: Partial<Options> = {},
): Popup {
  const rows = items.map((item) => {
    if (item === null) return el("hr", { role: "separator" });
    if (typeof item === "string")
      return el("div", { class: "menu-heading label", role: "presentation" }, item);
    return menuItem(item, () => menu.close());
  });
  const menu: Popup = openPopup(
    anchor,
    { ...options, label, role: "menu", className: "menu" },
    ...rows,
  );
  return menu;
}

function menuItem(item: Item, done: () => void): HTMLElement {
  const choice = item.checked !== undefined;
  return el(
    "button",
    {
      class: `menu-item${item.danger ? " is-danger" : ""}`,
      role: choice ? "menuitemradio" : "menuitem",
      "aria-checked": choice ? String(item.checked) : undefined,
      onclick: () => {
        done();
        item.run();
      },
    },
    el("span", { class: "menu-icon" }, item.icon ? icon(item.icon, 16) : undefined),
    el("span", { class: "grow" }, item.label),
    item.keys ? el("span", { class: "menu-keys" }, item.keys) : undefined,
    item.checked ? icon("check", 16) : undefined,
  );
}

function sheetHead(label: string, close: () => void): HTMLElement {
  return el(
    "div",
    { class: "sheet-head" },
    el("div", { class: "sheet-grip" }),
    el("h2", {}, label),
    el(
      "button",
      { class: "button quiet", "aria-label": say("view.close"), onclick: close },
      icon("x", 20),
    ),
  );
}

function first(node: HTMLElement): HTMLElement | null {
  return node.querySelector<HTMLElement>(FOCUSABLE);
}

/** Arrow keys walk through menus and grids of buttons; Tab stays within the popup. */
function arrows(node: HTMLElement, event: KeyboardEvent): void {
  const all = [...node.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.offsetParent);
  const at = all.indexOf(document.activeElement as HTMLElement); // -1 where another thing has the focus
  const on = isRightToLeft() ? -1 : 1;
  const step = {
    ArrowDown: 1,
    ArrowUp: -1,
    ArrowRight: on,
    ArrowLeft: -on,
    Tab: event.shiftKey ? -1 : 1,
  }[event.key];
  if (step === undefined || !all.length) return;
  const typing = document.activeElement instanceof HTMLInputElement;
  if (typing && event.key !== "Tab") return;
  event.preventDefault();
  all[(at + step + all.length) % all.length]?.focus();
}

function place(
  node: HTMLElement,
  anchor: HTMLElement,
  side: Side,
  align: "start" | "end" | "centre",
): void {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: w, offsetHeight: h } = node;
  const mirrored = isRightToLeft();
  const along = (from: number, to: number, size: number): number =>
    align === "centre"
      ? (from + to - size) / 2
      : (align === "start") === mirrored
        ? to - size
        : from;
  const head = anchor.closest(".bar")?.getBoundingClientRect().bottom ?? 0;
  const beside = box.left > window.innerWidth / 2 ? box.left - EDGE - w : box.right + EDGE;
  const x = side === "right" ? beside : along(box.left, box.right, w);
  const y =
    side === "below"
      ? Math.max(box.bottom, head) + (head ? EDGE : 4)
      : side === "above"
        ? box.top - h - 4
        : upright(align, box, h);
  node.style.left = `${within(x, w, window.innerWidth)}px`;
  node.style.top = `${within(y, h, window.innerHeight)}px`;
}

function upright(align: "start" | "end" | "centre", box: DOMRect, h: number): number {
  if (align === "centre") return (box.top + box.bottom - h) / 2;
  return align === "start" ? box.top : box.bottom - h;
}

function within(at: number, size: number, room: number): number {
  return Math.round(Math.max(EDGE, Math.min(at, room - size - EDGE)));
}
