/** Tooltips: the name and the key of what the pointer rests on, after half a second. */

import { el } from "./dom";
import { isMovedByKeys, isTouch } from "./screen";
import "./tip.css";

const REST_MS = 500;

/** Shows `data-tip` and `data-key` of the element under the pointer or with the focus. */
export function watchTips(): void {
  const node = el("div", { class: "tip", role: "presentation", hidden: true });
  document.body.append(node);
  let timer = 0;
  const hide = (): void => {
    clearTimeout(timer);
    node.hidden = true;
  };
  document.addEventListener("pointerover", (event) => {
    hide();
    const target = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
    if (!(target instanceof HTMLElement) || isTouch()) return;
    timer = window.setTimeout(() => open(node, target), REST_MS);
  });
  document.addEventListener("pointerdown", hide, true);
  document.addEventListener("keydown", hide, true);
  document.addEventListener("focusout", hide);
  document.addEventListener("focusin", (event) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || !target.dataset.tip) return;
    if (isMovedByKeys() && target.matches(":focus-visible"))
      timer = window.setTimeout(() => open(node, target), REST_MS);
  });
}

function open(node: HTMLElement, target: HTMLElement): void {
  if (!target.isConnected || target.getAttribute("aria-expanded") === "true") return;
  node.replaceChildren(target.dataset.tip ?? "");
  if (target.dataset.key) node.append(el("span", { class: "tip-key" }, target.dataset.key));
  node.hidden = false;
  const box = target.getBoundingClientRect();
  const right = target.closest(".rail") !== null;
  const beside = box.left > innerWidth / 2 ? box.left - 8 - node.offsetWidth : box.right + 8;
  const x = right ? beside : box.left + (box.width - node.offsetWidth) / 2;
  const below = box.bottom + 6 + node.offsetHeight < innerHeight;
  const y = right
    ? box.top + (box.height - node.offsetHeight) / 2
    : below
      ? box.bottom + 6
      : box.top - node.offsetHeight - 6;
  node.style.left = `${Math.max(4, Math.min(x, innerWidth - node.offsetWidth - 4))}px`;
  node.style.top = `${Math.max(4, y)}px`;
}
