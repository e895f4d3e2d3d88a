/** Presenting: the frames of all pages one after another, each filling the screen; of a page without frames all of it (SHEET-7). */

import "./late";
import { icon as icons } from "@face/tokens.json";
import { span } from "../core/extent";
import { slides as slidesOf } from "../core/slides";
import { el, show, text } from "./dom";
import { icon } from "./icon";
import type { Page } from "./page";
import { say } from "./words";
import "./present.css";

const ON = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];

/** Begins with the first slide of the page in view; Esc ends it and brings the view of before back. */
export function present(page: Page): void {
  const { stage } = page;
  const root = document.documentElement;
  const before = { page: stage.stack.page, view: stage.view, tool: stage.tool };
  const slides = slidesOf(stage.table.board);
  const ends = new AbortController();
  let at = slides.findIndex(({ page: one }) => one === before.page);
  const count = el("span", { class: "present-count", role: "status" });
  const button = (label: string, sign: string, run: () => void): HTMLElement =>
    el("button", { class: "button", "aria-label": label, onclick: run }, icon(sign, 20));
  const back = button(say("present.back"), icons.view.back, () => go(at - 1));
  const on = button(say("present.on"), icons.view.on, () => go(at + 1));
  const node = el(
    "div",
    { class: "present", role: "group", "aria-label": say("view.present") },
    back,
    count,
    on,
    button(say("present.end"), icons.view.close, () => end()),
  );

  function go(to: number): void {
    at = Math.max(0, Math.min(slides.length - 1, to));
    const { page: leaf, frame } = slides[at]!; // a board has a page
    stage.leaves.leafTo(leaf);
    stage.fit(frame ? span(frame) : "board");
    text(count, say("present.of", { at: at + 1, count: slides.length }));
  }

  function end(): void {
    if (ends.signal.aborted) return;
    ends.abort();
    node.remove();
    root.removeAttribute("data-zen");
    if (document.fullscreenElement) void document.exitFullscreen();
    stage.setTool(before.tool);
    stage.leaves.leafTo(before.page);
    stage.setView(before.view);
    stage.focus();
    page.changed();
  }

  function pressed(event: KeyboardEvent): void {
    const step = ON.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
    const held = event.target instanceof Element && node.contains(event.target);
    if (event.key === "Escape") end();
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(slides.length - 1);
    else if (step && !(held && (event.key === " " || event.key === "Enter"))) go(at + step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const several = slides.length > 1;
  for (const part of [back, count, on]) show(part, several);
  root.toggleAttribute("data-zen", true);
  document.querySelector("main")?.append(node);
  stage.setTool("laser");
  addEventListener("keydown", pressed, { signal: ends.signal, capture: true });
  addEventListener("resize", () => go(at), { signal: ends.signal });
  addEventListener("popstate", end, { signal: ends.signal });
  void root.requestFullscreen?.().catch(() => undefined); // the window's size does too
  requestAnimationFrame(() => go(at));
  node.querySelector<HTMLElement>(".button:not([hidden])")?.focus();
}
