/** The class: everyone's side boards as small pictures, live, to open one or to show it to all (SIDE-5, SIDE-8). */

import "../late";
import { icon as icons } from "@face/tokens.json";
import { sideOf } from "../../core/side";
import { thumbPath } from "../../store/api";
import { Lobby, type LobbyBoard } from "../../store/lobby";
import { attribute, el, keyed, type Part, show, text } from "../dom";
import { icon } from "../icon";
import type { Page } from "../page";
import { isDark } from "../screen";
import { say } from "../words";
import { reveal } from "./reveal";
import "./class.css";

/** A picture is fetched anew at most this often. */
const THUMB_MS = 1000;

interface Pupil {
  user: string;
  name: string;
  board: LobbyBoard;
}

/** Fills `home`; it listens while the list is seen. */
export function classList(page: Page, home: HTMLElement): Part {
  const head = el("div", { class: "label people-head" });
  const grid = el("div", { class: "class-grid", role: "list" });
  const none = el("p", { class: "class-none second" }, say("lesson.none"));
  const away = el("p", { class: "class-none small second" });
  home.append(head, grid, none, away);
  const known = new Map<string, HTMLElement>();
  let lobby: Lobby | null = null;
  const stop = (): void => {
    lobby?.close();
    lobby = null;
  };
  page.signal.addEventListener("abort", stop);

  function listen(): void {
    const lesson = { lesson: page.board, guest: page.device.guest };
    lobby = new Lobby(page.token, update, lesson);
  }

  function update(): void {
    const seen = page.sideTab === "people" && !page.signal.aborted;
    if (seen && !lobby) listen();
    if (!seen) stop();
    const people = [...page.seat.session.people.values()];
    const boards = lobby?.boards ?? new Map<string, LobbyBoard>();
    const pupils: Pupil[] = [];
    const missing: string[] = [];
    for (const { id, name } of people) {
      const board = boards.get(sideOf(page.board, id) ?? "");
      const shown = name || say("guest.name");
      if (board) pupils.push({ user: id, name: shown, board });
      else if (id !== page.seat.session.me?.user) missing.push(shown);
    }
    pupils.sort((a, b) => a.name.localeCompare(b.name) || (a.user < b.user ? -1 : 1));
    text(head, say("lesson.class-count", { count: pupils.length }));
    keyed(grid, known, pupils, ({ user }) => user, card, updateCard);
    const told = lobby !== null && lobby.state === "live";
    show(none, told && pupils.length === 0);
    show(away, told && missing.length > 0);
    text(away, say("lesson.missing", { names: missing.join(", ") }));
  }

  const shown = new WeakMap<HTMLElement, Pupil>();
  const painted = new WeakMap<HTMLElement, { key: string; at: number; timer: number }>();

  function card({ board }: Pupil): HTMLElement {
    const picture = el("img", { alt: "", decoding: "async", draggable: "false" });
    const open = el(
      "button",
      { class: "class-open", onclick: () => page.go(`/b/${board.id}`) },
      el("span", { class: "class-frame" }, picture),
      el("span", { class: "row class-name" }, el("b", { class: "grow cut", dir: "auto" }), el("i")),
    );
    const show_ = el(
      "button",
      {
        class: "button outline class-reveal",
        onclick: () => {
          const pupil = shown.get(node);
          if (pupil) void reveal(page, pupil.board.id, pupil.name, show_);
        },
      },
      icon(icons.people.bring, 16),
      say("lesson.reveal"),
    );
    const node = el("div", { class: "class-card", role: "listitem" }, open, show_);
    return node;
  }

  function updateCard(node: HTMLElement, pupil: Pupil): void {
    const [open, button] = node.children as unknown as [HTMLElement, HTMLElement]; // as made above
    shown.set(node, pupil);
    const name = open.querySelector("b")!;
    text(name, pupil.name);
    attribute(open, "aria-label", say("lesson.open", { name: pupil.name }));
    attribute(button, "aria-label", say("lesson.reveal-name", { name: pupil.name }));
    attribute(button, "disabled", pupil.board.head === 0);
    node.classList.toggle("is-drawing", pupil.board.drawers > 0);
    node.classList.toggle("is-here", pupil.board.peers > 0);
    repaint(node, pupil.board);
  }

  function repaint(node: HTMLElement, board: LobbyBoard): void {
    const key = thumbPath(board.id, board.head, isDark());
    const last = painted.get(node) ?? { key: "", at: 0, timer: 0 };
    painted.set(node, last);
    if (last.key === key) return;
    clearTimeout(last.timer);
    const wait = last.at + THUMB_MS - performance.now();
    const paint = (): void => {
      last.key = key;
      last.at = performance.now();
      attribute(node.querySelector("img")!, "src", key);
    };
    if (last.at === 0 || wait <= 0) paint();
    else last.timer = window.setTimeout(paint, wait);
  }

  return { node: home, update };
}
