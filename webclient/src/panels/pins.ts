/** The pins of the threads of comments, over the board: each keeps its size and follows its place. */

import { pinOf } from "../core/pin";
import type { Thread } from "../core/talk";
import { attribute, el, fill, keyed, type Part, show, tint } from "./dom";
import { colourOf } from "./faces";
import type { Page } from "./page";
import { pinFace, pinLabel } from "./pin";
import { say } from "./words";

/** A pin stands on its place with its lower left corner. */
const HEIGHT = 30;
const MOST = 500;

export function pins(page: Page): Part {
  const known = new Map<string, HTMLElement>();
  const drawn = new WeakMap<HTMLElement, string>();
  const threads = el("div", { class: "pins" });
  const draft = el(
    "span",
    { class: "pin is-open", "aria-hidden": "true" },
    el("i"),
    el("span", {}, "+"),
  );
  threads.setAttribute("aria-label", say("comments.comments"));
  threads.setAttribute("role", "group");
  const layer = el("div", { class: "pins" }, draft);
  const node = el("div", { class: "pins-layers" }, threads, layer);

  const make = (thread: Thread): HTMLElement =>
    el("button", { class: "pin", onclick: () => open(page, thread.id) });

  function stand(pin: HTMLElement, x: number, y: number): void {
    const at = page.stage.toStage(x, y);
    pin.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y - HEIGHT)}px)`;
  }

  return {
    node,
    update() {
      const { session } = page.seat;
      const { talking } = page;
      show(node, !page.stage.inPast);
      const all = [...session.threads.values()].filter(
        (thread) =>
          (!thread.done || thread.id === talking.open) &&
          pinOf(thread, session.board).page === page.stage.stack.page,
      );
      keyed(
        threads,
        known,
        all.slice(-MOST),
        (thread) => thread.id,
        make,
        (pin, thread) => {
          const { x, y } = pinOf(thread, session.board);
          stand(pin, x, y);
          const label = pinLabel(page, thread);
          const state = `${label} ${thread.number}`;
          if (drawn.get(pin) !== state) {
            drawn.set(pin, state);
            fill(pin, ...pinFace(page, thread));
            attribute(pin, "aria-label", label);
            attribute(pin, "data-tip", label.length > 120 ? `${label.slice(0, 119)}…` : label);
          }
          pin.classList.toggle("is-open", thread.id === talking.open);
          pin.classList.toggle("is-new", talking.isUnread(thread));
        },
      );
      show(draft, talking.draft !== null);
      if (talking.draft) {
        stand(draft, ...talking.draft.place);
        tint(draft.firstElementChild as HTMLElement, "--w", colourOf(session.me?.colour ?? ""));
      }
    },
  };
}

function open(page: Page, id: string): void {
  page.talking.open = id;
  page.side("comments");
}
