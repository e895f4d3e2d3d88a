/** The editor of text on the board: a text field that lies exactly where the writing will be. */

import { boardText } from "@face/tokens.json";
import type { Writing } from "../tools/desk";
import { el } from "./dom";
import { paintOf } from "./inks";
import type { Page } from "./page";
import { say } from "./words";
import "./writing.css";

const UNIT = 16;
const LONGEST = 10_000;
/** An empty text field is this many px wide, so that the caret is seen. */
const LEAST = 24;

export interface Editor {
  /** The camera moved, or the style changed. */
  update(): void;
  /** Keeps what was written, and closes. */
  done(): void;
}

/** Opens the editor over the stage; `closed` is called once. */
export function openEditor(
  page: Page,
  host: HTMLElement,
  writing: Writing,
  closed: () => void,
): Editor {
  const { box } = writing;
  let over = false;
  const area = el("textarea", {
    class: `writing is-${writing.wrap ? "wrapped" : "growing"}`,
    "aria-label": say("style.text-here"),
    maxlength: LONGEST,
    spellcheck: "true",
    wrap: writing.wrap ? "soft" : "off",
    rows: 1,
    oninput: () => update(),
    onblur: () => end(true),
    onpointerdown: (event: Event) => event.stopPropagation(),
    onkeydown: (event: KeyboardEvent) => {
      event.stopPropagation();
      const line = writing.kind === "frame" || event.ctrlKey || event.metaKey;
      if (event.key === "Escape" || (event.key === "Enter" && line)) end(true);
    },
  });
  area.value = writing.text;

  function end(keep: boolean): void {
    if (over) return;
    over = true;
    const text = area.value;
    area.remove();
    if (keep) writing.commit(text);
    else writing.cancel();
    closed();
  }

  function update(): void {
    const { zoom } = page.stage.view;
    const { left, top } = host.getBoundingClientRect();
    const at = page.stage.toClient(box.left, box.top);
    const size = (writing.size / UNIT) * zoom;
    const { style } = area;
    style.left = `${at.x - left}px`;
    style.top = `${at.y - top}px`;
    style.fontFamily = `var(--font-${writing.font})`;
    style.fontSize = `${size}px`;
    style.lineHeight = String(boardText.lineHeight);
    style.textAlign = writing.align === "centre" ? "center" : writing.align;
    style.color = paintOf(writing.kind === "text" ? page.stage.style.ink : writing.ink);
    const width = ((box.right - box.left) / UNIT) * zoom;
    const height = ((box.bottom - box.top) / UNIT) * zoom;
    style.height = "0";
    if (writing.wrap) {
      style.width = `${width}px`;
      const full = area.scrollHeight;
      style.height = `${Math.max(full, size)}px`;
      style.top = `${at.y - top + Math.max(0, (height - full) / 2)}px`;
    } else {
      style.width = "0";
      style.width = `${Math.max(area.scrollWidth + 2, LEAST)}px`;
      style.height = `${area.scrollHeight}px`;
    }
    style.transformOrigin = writing.wrap ? "50% 50%" : `${width / 2}px ${height / 2}px`;
    style.transform = writing.angle ? `rotate(${writing.angle / 100}deg)` : "";
  }

  host.append(area);
  update();
  area.focus({ preventScroll: true });
  area.setSelectionRange(area.value.length, area.value.length);
  return { update, done: () => end(true) };
}
