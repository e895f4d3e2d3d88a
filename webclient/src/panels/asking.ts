/** Alt over an element tells who drew it, when, and how often it was changed, on the board as it is and as it was (HIST-13). */

import "./late";
import type { Element } from "../core/board";
import { el, fill, show, tint } from "./dom";
import { colourOf } from "./faces";
import type { Page } from "./page";
import { shortWhen } from "./when";
import { say } from "./words";
import { Authors } from "./writer";

/** Px round the pointer that count as on it, and how far below it the words stand. */
const REACH = 6;
const BELOW = 20;

export function watchAlt(page: Page, signal: AbortSignal): void {
  const authors = new Authors(page);
  const node = el("div", { class: "tip who-tip", role: "status", hidden: true });
  document.body.append(node);
  let at = { x: 0, y: 0 };
  let element: Element | null = null;

  function look(): void {
    const { table, view } = page.stage;
    const { x, y } = page.stage.toBoard(at.x, at.y);
    element = table.pick(x, y, (REACH * 16) / view.zoom);
    paint();
  }

  function paint(): void {
    const author = element && authors.of(element);
    show(node, Boolean(author));
    if (!author) return;
    const { me, name, at: when, changes } = author;
    const who = me ? say("style.drawn-by-you") : say("style.drawn-by", { name });
    const told =
      when === null ? who : say("style.drawn-at", { who, time: shortWhen(when, Date.now()) });
    const dot = tint(el("span", { class: "who-dot" }), "--w", colourOf(author.colour));
    fill(node, dot, changes ? `${told} · ${say("style.changes", { count: changes })}` : told);
    node.style.left = `${Math.max(4, Math.min(at.x + 12, innerWidth - node.offsetWidth - 4))}px`;
    const below = at.y + BELOW + node.offsetHeight < innerHeight;
    node.style.top = `${below ? at.y + BELOW : at.y - BELOW - node.offsetHeight}px`;
  }

  function leave(): void {
    element = null;
    show(node, false);
  }

  const isOver = ({ target }: Event): boolean =>
    target instanceof globalThis.Element && target.closest(".stage") !== null;
  document.addEventListener(
    "pointermove",
    (event) => {
      at = { x: event.clientX, y: event.clientY };
      if (event.altKey && event.buttons === 0 && isOver(event)) look();
      else leave();
    },
    { signal, passive: true },
  );
  addEventListener(
    "keyup",
    ({ key }) => {
      if (key === "Alt") leave();
    },
    { signal },
  );
  document.addEventListener("pointerdown", leave, { signal, capture: true });
  const detach = page.attach({ node, update: paint });
  signal.addEventListener("abort", () => {
    detach();
    node.remove();
  });
}
