/** Two moments side by side: what was added, changed and removed, on the board and as a list (HIST-5). */

import { icon as icons } from "@face/tokens.json";
import { Board, type Element, owner } from "../../core/board";
import { compare } from "../../core/comparison";
import { paintedBox } from "../../core/extent";
import { el, type Part } from "../dom";
import { face } from "../faces";
import { icon } from "../icon";
import { say, sayIf } from "../words";
import type { Past } from "./past";
import { markingsOf } from "./restore";
import { momentText, whoIs } from "./telling";

const GONE = 0.38;
const ROWS = 200;

export interface Compared extends Part {
  close(): void;
}

/** Shows what is other at `other` (null: now) than at the moment that is looked at. */
export function openCompare(past: Past, other: number | null): Compared {
  const { page, player } = past;
  const { history } = player;
  player.pause();
  const at = player.at;
  const end = other ?? history.head;
  const [first, last] = at <= end ? [at, end] : [end, at];
  const old = history.at(first);
  const young = history.at(last);
  const told = compare(old, young);
  const shown = new Board(young);
  const gone = new Set(told.removed);
  for (const id of told.removed) shown.write(old.get(id)!);
  page.stage.lookAt({ board: shown, peers: new Map(), presence: new Map() });
  player.applyFade((element) => (gone.has(element.id) ? GONE : 1));
  page.stage.mark([
    ...markingsOf(young, told.added, "back", say("compare.added-label")),
    ...markingsOf(young, told.changed, "other", say("compare.changed-label")),
    ...markingsOf(old, told.removed, "goes", say("compare.removed-label")),
  ]);

  const name = (seq: number): string =>
    seq === history.head
      ? say("history.now")
      : seq === 0
        ? say("history.start")
        : momentText(history.entries[seq - 1]!.at);
  const group = (ids: readonly string[], board: Board, tone: string, words: string) =>
    ids.length > 0 && [
      el("h3", { class: `compare-head is-${tone}` }, words),
      ...ids.slice(0, ROWS).map((id) => row(past, board.get(id)!)),
    ];
  const same = !told.added.length && !told.changed.length && !told.removed.length;
  const node = el(
    "section",
    {
      class: "past-restore past-compare panel",
      role: "dialog",
      "aria-label": say("history.compare"),
    },
    el(
      "div",
      { class: "row" },
      el("h2", { class: "grow" }, say("history.compare")),
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
    el("p", { class: "second" }, say("compare.between", { old: name(first), young: name(last) })),
    same && el("p", {}, say("compare.same")),
    el(
      "div",
      { class: "compare-list", role: "list" },
      ...[
        group(told.added, young, "back", say("compare.added", { count: told.added.length })),
        group(told.changed, young, "other", say("compare.changed", { count: told.changed.length })),
        group(told.removed, old, "goes", say("compare.removed", { count: told.removed.length })),
      ].flatMap((part) => part || []),
    ),
  );
  return {
    node,
    update: () => undefined,
    close() {
      page.stage.mark([]);
      player.applyFade();
      player.showAgain();
      node.remove();
    },
  };
}

/** An element by what it is and whose; pressed, the board shows it. */
function row(past: Past, element: Element): HTMLElement {
  const who = whoIs(past.page, past.player.history.users.get(owner(element.put)) ?? "");
  const words = String(element.get("text") ?? element.get("title") ?? "").trim();
  const kind = sayIf(`kind.${element.kind}`, element.kind);
  return el(
    "button",
    {
      class: "compare-row",
      role: "listitem",
      onclick: () => past.page.stage.fit(paintedBox(element)),
    },
    face(who.name, who.colour, 22),
    el("span", { class: "grow cut" }, words || kind),
    el("span", { class: "small second" }, words ? kind : ""),
  );
}
