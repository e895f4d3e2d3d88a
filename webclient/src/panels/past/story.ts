/** The story of one element: who made and changed it, each step to look at, and a replay of just this. */

import { icon as icons } from "@face/tokens.json";
import { Board, type Element } from "../../core/board";
import { deedOf } from "../../core/deed";
import { paintedBox } from "../../core/extent";
import { begun, drawnMs } from "../../core/replay";
import { el } from "../dom";
import { face } from "../faces";
import { icon } from "../icon";
import { say } from "../words";
import type { Past } from "./past";
import type { Preview } from "./restore";
import { deedText, momentText, whoIs } from "./telling";

const OTHERS = 0.12;
/** How long a change is looked at, and how long a stroke takes at most, in ms. */
const STEP_MS = 700;
const STROKE_MS = 6_000;

export function openStory(past: Past, id: string): Preview {
  const { page, player } = past;
  const { history } = player;
  const edits = history.edits(id);
  let frame = 0;
  player.pause();
  player.applyFade((element) => (element.id === id ? 1 : OTHERS));

  function show(board: Board): void {
    page.stage.lookAt({ board, peers: new Map(), presence: new Map() });
  }

  function step(seq: number): void {
    cancelAnimationFrame(frame);
    show(history.at(seq));
    const element = history.at(seq).get(id);
    page.stage.mark(
      element && !element.deleted
        ? [{ box: paintedBox(element), tone: "other", label: momentText(atOf(seq)) }]
        : [],
    );
  }

  const atOf = (seq: number): number => history.entries[seq - 1]?.at ?? 0;

  /** Draws it as it was drawn, then each change. */
  function replay(): void {
    cancelAnimationFrame(frame);
    page.stage.mark([]);
    const first = edits[0]!;
    const made = history.at(first).get(id)!;
    const drawn = Math.min(STROKE_MS, drawnMs(history.entries[first - 1]!));
    const start = performance.now();
    const run = (now: number): void => {
      const passed = now - start;
      if (passed < drawn) show(withOne(history.at(first - 1), begun(made, passed)));
      else {
        const at = Math.min(edits.length - 1, Math.floor((passed - drawn) / STEP_MS));
        show(history.at(edits[at]!));
        if (at === edits.length - 1) return;
      }
      frame = requestAnimationFrame(run);
    };
    frame = requestAnimationFrame(run);
  }

  const rows = edits.map((seq) => {
    const entry = history.entries[seq - 1]!;
    const who = whoIs(page, entry.by);
    return el(
      "button",
      { class: "compare-row", role: "listitem", onclick: () => step(seq) },
      face(who.name, who.colour, 22),
      el("span", { class: "grow cut" }, `${who.name.split(" ")[0]} ${deedText(deedOf(entry))}`),
      el("span", { class: "small second" }, momentText(entry.at)),
    );
  });
  const node = el(
    "section",
    {
      class: "past-restore past-story panel",
      role: "dialog",
      "aria-label": say("story.title"),
      tabindex: -1,
    },
    el(
      "div",
      { class: "row" },
      el("h2", { class: "grow" }, say("story.title")),
      el(
        "button",
        {
          class: "button quiet",
          "aria-label": say("view.close"),
          onclick: () => past.cancelRestore(),
        },
        icon(icons.view.close, 18),
      ),
    ),
    el("div", { class: "compare-list", role: "list" }, ...rows),
    el(
      "button",
      { class: "button primary wide", autofocus: true, onclick: replay },
      icon(icons.history.play, 17),
      say("story.replay"),
    ),
  );
  step(edits.at(-1) ?? history.head);
  return {
    node,
    update: () => undefined,
    close() {
      cancelAnimationFrame(frame);
      page.stage.mark([]);
      player.applyFade();
      player.showAgain();
      node.remove();
    },
  };
}

function withOne(board: Board, element: Element): Board {
  const shown = new Board(board);
  shown.write(element);
  return shown;
}
