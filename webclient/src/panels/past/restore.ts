/** The preview before a restore: what comes back, what goes, and whose; then one gesture (mock 02b, HIST-6, HIST-7). */

import { icon as icons } from "@face/tokens.json";
import { Board, type Element, owner } from "../../core/board";
import { type Built, builtOn, remarks } from "../../core/built";
import { paintedBox } from "../../core/extent";
import {
  type Area,
  chosen,
  type Restoring,
  restoring,
  takingBack,
  without,
} from "../../core/restoring";
import { joinedBoxes, type Marking, type Tone } from "../../view/markings";
import { attribute, el, type Part, text } from "../dom";
import { face } from "../faces";
import { icon } from "../icon";
import { toast } from "../toast";
import { say } from "../words";
import type { Past } from "./past";
import { momentText, whoIs } from "./telling";

/** What goes is seen at this much. */
const GOES = 0.38;
/** So many people are named. */
const BUILDERS = 4;
/** More boxes than this say nothing any more. */
const BOXES = 40;

/** What is to be restored: a moment, or the work of the chosen people in a period taken away. */
export interface Wish {
  readonly to: number | null;
  readonly since: number;
  readonly until: number;
  readonly area: Area | null;
}

export interface Preview extends Part {
  close(): void;
}

export function openRestore(past: Past, wish: Wish): Preview {
  const { page, player } = past;
  const { history, people } = player;
  const now = page.seat.session.board;
  const { told, built } = planned();
  const took = wish.to === null;

  function planned(): { told: Restoring; built: Built[] } {
    const { users, entries } = history;
    const by = page.seat.session.me?.user ?? "";
    const chosenPeople = people.size ? people : null;
    if (wish.to !== null) {
      const then = history.at(wish.to);
      const part = wish.area || chosenPeople;
      const only = part
        ? chosen([now, then], { area: wish.area, people: chosenPeople, users })
        : null;
      const told = restoring(now, then, only);
      const said = remarks(entries, wish.to);
      return { told, built: builtOn(now, then, told, said, { users, by }) };
    }
    const taken = (writer: string): boolean => {
      const seq = history.seqOf(writer);
      const user = users.get(owner(writer)) ?? "";
      return seq > wish.since && seq <= wish.until && (!chosenPeople || chosenPeople.has(user));
    };
    const rest = without(entries, taken);
    const only = wish.area ? chosen([now, rest], { area: wish.area }) : null;
    const told = takingBack(now, rest, taken, only);
    const said = remarks(entries, wish.since, taken);
    return { told, built: builtOn(now, rest, told, said, { users, taken, by }) };
  }

  /** The board as it will be, with what goes still there, pale. */
  const after = new Board(now);
  const goes = new Set(told.goes);
  for (const set of told.parts.set ?? []) {
    let element = now.get(set.id);
    if (!element || goes.has(set.id)) continue;
    for (const [name, value] of Object.entries(set)) {
      if (name !== "id") element = element.written(name, value, element.put);
    }
    after.write(element);
  }
  player.pause();
  page.stage.lookAt({ board: after, peers: new Map(), presence: new Map() });
  player.applyFade((element) => (goes.has(element.id) ? GOES : 1));
  page.stage.mark([
    ...markingsOf(after, told.back, "back", say("restore.back-label")),
    ...markingsOf(after, told.changes, "other", say("restore.changes-label")),
    ...markingsOf(now, told.goes, "goes", say("restore.goes-label")),
  ]);

  const stays = [...now.visible()].length - told.goes.length - told.changes.length;
  const nothing = !told.parts.set?.length;
  const title = el("h2", {});
  const go = el(
    "button",
    { class: "button primary wide", autofocus: true, onclick: restore },
    say(took ? "restore.take-verb" : "history.restore"),
  );
  const when = wish.to === null ? "" : momentOf(past, wish.to);
  text(title, took ? say("restore.take-title") : say("restore.title", { when }));
  const promise = took ? say("restore.take-note") : say("restore.note", { seq: wish.to ?? 0 });
  const inside = wish.area && wish.area === player.fence.area ? say("restore.inside") : "";
  const note = nothing ? say("restore.nothing") : `${inside} ${promise}`.trim();
  const node = el(
    "section",
    {
      class: "past-restore panel",
      role: "dialog",
      "aria-label": title.textContent ?? "",
      tabindex: -1,
    },
    title,
    el("p", { class: "second" }, note),
    el(
      "div",
      { class: "restore-counts", hidden: nothing },
      countRow(past, "back", told.back, say("restore.back", { count: told.back.length }), after),
      countRow(past, "goes", told.goes, say("restore.goes", { count: told.goes.length }), now),
      countRow(
        past,
        "other",
        told.changes,
        say("restore.changes", { count: told.changes.length }),
        now,
      ),
      countRow(past, "left", told.left, say("restore.left", { count: told.left.length }), now),
      stays > 0 &&
        el(
          "div",
          { class: "restore-row second" },
          icon("check", 16),
          say("restore.stays", { count: stays }),
        ),
    ),
    builtList(past, built),
    nothing ? null : go,
    el(
      "div",
      { class: "restore-foot" },
      !took &&
        el(
          "button",
          { class: "button outline", onclick: () => void past.branch() },
          icon(icons.history["new-board-from-here"], 17),
          say("history.new-board"),
        ),
      el(
        "button",
        { class: "button outline", onclick: () => past.cancelRestore() },
        say("view.cancel"),
      ),
    ),
  );

  function restore(): void {
    const { session, link } = page.seat;
    session.submit(told.parts);
    const seq = session.seq + session.waiting;
    link.flush();
    past.cancelRestore();
    past.goto(null);
    toast(took ? say("restore.took") : say("restore.done", { when, seq }), {
      button: { label: say("edit.undo"), run: () => page.run("edit.undo") },
    });
  }

  return {
    node,
    update: () => attribute(go, "disabled", !past.mayChange),
    close() {
      page.stage.mark([]);
      player.applyFade();
      player.showAgain();
      node.remove();
    },
  };
}

/** "Tue 17 Nov, 14:32". */
function momentOf(past: Past, seq: number): string {
  const entry = past.player.history.entries[seq - 1];
  return entry ? momentText(entry.at) : say("history.start");
}

/** What others have built on what would change, person by person (HIST-15). */
function builtList(past: Past, built: readonly Built[]): HTMLElement | null {
  if (!built.length) return null;
  const rows = built.slice(0, BUILDERS).map((one) => {
    const { name, colour } = whoIs(past.page, one.user);
    const parts = [
      one.edited.length && say("built.edited", { count: one.edited.length }),
      one.bound.length && say("built.bound", { count: one.bound.length }),
      one.said.length && say("built.said", { count: one.said.length }),
    ];
    const deeds = parts.filter(Boolean).join(" · ");
    return el(
      "li",
      { class: "restore-row" },
      face(name, colour, 22),
      el("span", { class: "grow" }, say("built.person", { name, deeds })),
    );
  });
  return el(
    "div",
    { class: "restore-counts restore-built" },
    el("h3", { class: "label" }, say("built.title")),
    el("ul", {}, ...rows),
  );
}

/** One line of the preview: how many, and whose they are. */
function countRow(
  past: Past,
  tone: Tone | "left",
  ids: readonly string[],
  words: string,
  board: Board,
): HTMLElement | null {
  if (!ids.length) return null;
  const signs = { back: "plus", goes: "minus", other: "pen-line", left: "lock" };
  const users = new Set<string>();
  for (const id of ids) {
    const element = board.get(id);
    if (element) users.add(past.player.history.users.get(owner(element.put)) ?? "");
  }
  const faces = [...users].slice(0, 4).map((user) => {
    const who = whoIs(past.page, user);
    return face(who.name, who.colour, 22);
  });
  return el(
    "div",
    { class: `restore-row is-${tone}` },
    icon(signs[tone], 16),
    el("span", { class: "grow" }, words),
    el("span", { class: "restore-faces row" }, ...faces),
  );
}

/** Boxes round these elements, those that are near each other in one. */
export function markingsOf(
  board: Board,
  ids: readonly string[],
  tone: Tone,
  label: string,
): Marking[] {
  const elements = ids.flatMap((id) => board.get(id) ?? []);
  const boxes = joinedBoxes(elements.slice(0, 2_000).map((one: Element) => paintedBox(one)));
  return boxes.slice(0, BOXES).map((box) => ({ box, tone, label }));
}
