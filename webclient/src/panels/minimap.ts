/** The minimap, bottom right: the page in small, and what is seen of it as a frame to drag. */

import { Overview } from "../view/overview";
import { attribute, el, type Part, show } from "./dom";
import type { Page } from "./page";
import { isDark } from "./screen";
import "./minimap.css";

/** The picture is made anew so long after a change, in ms: never while somebody draws fast. */
const CALM = 700;
/** Px between the panels. */
const GAP = 8;

export function minimap(page: Page): Part {
  const { stage } = page;
  const { scene, camera, pictures } = stage.picture;
  const overview = new Overview(scene, camera, pictures);
  const canvas = el("canvas", { class: "minimap-picture" });
  const frame = el("div", { class: "minimap-frame" });
  const node = el(
    "div",
    { class: "minimap panel", "aria-hidden": "true", onpointerdown: press, onpointermove: drag },
    canvas,
    frame,
  );
  let painted = "";
  let due = false;

  function press(event: PointerEvent): void {
    node.setPointerCapture(event.pointerId);
    look(event);
    event.preventDefault();
  }

  function drag(event: PointerEvent): void {
    if (node.hasPointerCapture(event.pointerId)) look(event);
  }

  /** The middle of the view goes to the pointer. */
  function look(event: PointerEvent): void {
    const box = canvas.getBoundingClientRect();
    const at = overview.place(event.clientX - box.left, event.clientY - box.top);
    if (at) stage.setView({ ...at, zoom: stage.view.zoom });
  }

  /** A style panel that is as tall needs the place. */
  function isCovered(): boolean {
    const style = document.querySelector<HTMLElement>(".style.panel:not([hidden])");
    const room = node.getBoundingClientRect();
    return style !== null && style.getBoundingClientRect().bottom > room.top - GAP;
  }

  function paint(): void {
    due = false;
    overview.paint(canvas, isDark());
    frameView();
  }

  function frameView(): void {
    const seen = overview.seen();
    show(frame, seen !== null);
    if (!seen) return;
    frame.style.transform = `translate(${seen.left}px, ${seen.top}px)`;
    frame.style.width = `${Math.max(4, seen.right - seen.left)}px`;
    frame.style.height = `${Math.max(4, seen.bottom - seen.top)}px`;
  }

  return {
    node,
    update() {
      const { session } = page.seat;
      show(node, page.device.minimap && stage.shown.length > 0);
      if (node.hidden) return;
      attribute(node, "data-covered", isCovered());
      const now = [session.seq, session.waiting, stage.stack.page, isDark()].join();
      if (now !== painted) {
        if (!due) setTimeout(paint, painted === "" ? 0 : CALM);
        due = true;
        painted = now;
      }
      attribute(node, "data-painted", painted);
      frameView();
    },
  };
}
