/** Undo, redo and zoom, bottom left; on a phone a pill with undo and redo. */

import { icon as icons } from "@face/tokens.json";
import { attribute, el, type Part, show, text } from "./dom";
import { icon } from "./icon";
import { keyOf } from "./keys";
import { mayDraw, type Page } from "./page";
import { openMenu } from "./popup";
import { say, type Word } from "./words";
import "./cluster.css";

const ZOOMS = [50, 100, 150, 200];

export function cluster(page: Page): Part {
  const button = (word: Word, name: string, size: number, className = ""): HTMLButtonElement =>
    el(
      "button",
      {
        class: `button ${className}`,
        "aria-label": say(word),
        "data-tip": say(word),
        "data-key": keyOf(word),
        onclick: () => page.run(word),
      },
      icon(name, size),
    );
  const undo = button("edit.undo", icons.edit.undo, 18);
  const redo = button("edit.redo", icons.edit.redo, 18);
  const line = el("span", { class: "separator" });
  const zoom = el("button", {
    class: "button zoom-value",
    "aria-haspopup": "menu",
    onclick: () => openZoom(page, zoom),
  });
  const node = el(
    "div",
    { class: "cluster panel", role: "toolbar", "aria-label": say("view.zoom") },
    undo,
    redo,
    line,
    button("view.zoom-out", icons.view["zoom-out"], 17, "zoom-step"),
    zoom,
    button("view.zoom-in", icons.view["zoom-in"], 17, "zoom-step"),
    button("view.fit", icons.view.fit, 16, "zoom-step"),
  );
  return {
    node,
    update() {
      const { session } = page.seat;
      const draw = mayDraw(page);
      for (const one of [undo, redo, line]) show(one, draw);
      attribute(undo, "disabled", !session.canUndo);
      attribute(redo, "disabled", !session.canRedo);
      const percent = Math.round(page.stage.view.zoom * 100);
      text(zoom, `${percent}%`);
      attribute(zoom, "aria-label", `${say("view.zoom")}: ${say("view.percent", { percent })}`);
    },
  };
}

function openZoom(page: Page, anchor: HTMLElement): void {
  openMenu(
    anchor,
    say("view.zoom"),
    [
      ...ZOOMS.map((percent) => ({
        label: say("view.percent", { percent }),
        keys: percent === 100 ? keyOf("view.actual") : "",
        run: () => page.stage.zoomTo(percent / 100),
      })),
      null,
      { label: say("view.fit"), keys: keyOf("view.fit"), run: () => page.run("view.fit") },
      {
        label: say("view.fit-selection"),
        keys: keyOf("view.fit-selection"),
        run: () => page.run("view.fit-selection"),
      },
    ],
    { side: "above" },
  );
}
