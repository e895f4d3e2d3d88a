/** A board in the list: its picture, title, age, tags, star, and who draws on it now. */

import { icon as icons } from "@face/tokens.json";
import { thumbPath } from "../store/api";
import type { LobbyBoard } from "../store/lobby";
import { attribute, el, fill, show, text } from "./dom";
import { face } from "./faces";
import { icon } from "./icon";
import { openMenu } from "./popup";
import { isDark } from "./screen";
import { sinceWhen } from "./when";
import { say } from "./words";

const FACES = 3;
const TITLE = 120;
const DAY_MS = 86_400_000;
/** How long a board stays in the trash (TRASH-1). */
const TRASH_DAYS = 30;
/** A picture is painted anew at most this often. */
const THUMB_MS = 1000;

export interface CardActions {
  go(path: string): void;
  rename(board: LobbyBoard, title: string): void;
  copy(board: LobbyBoard): void;
  tag(board: LobbyBoard, anchor: HTMLElement): void;
  star(board: LobbyBoard): void;
  isStarred(board: LobbyBoard): boolean;
  /** The step that this device saw last; 0: it was never here. */
  seen(board: LobbyBoard): number;
  trash(board: LobbyBoard): void;
  restore(board: LobbyBoard): void;
  /** Deletes it for good. */
  end(board: LobbyBoard): void;
}

interface Parts {
  board: LobbyBoard;
  picture: HTMLImageElement;
  /** The board when this device was last there, small in the corner of what it is now. */
  before: HTMLElement;
  pill: HTMLElement;
  pillText: HTMLElement;
  title: HTMLElement;
  when: HTMLElement;
  faces: HTMLElement;
  tags: HTMLElement;
  star: HTMLElement;
  news: HTMLElement;
  more: HTMLElement;
  actions: CardActions;
  painted: number;
  head: number;
  dark: boolean;
  timer: number;
}

const partsOf = new WeakMap<HTMLElement, Parts>();

/** A new card; `updateCard` fills it. */
export function card(board: LobbyBoard, trash: boolean, actions: CardActions): HTMLElement {
  const path = `/b/${encodeURIComponent(board.id)}`;
  const picture = el("img", {
    class: "card-picture",
    alt: "",
    decoding: "async",
    draggable: "false",
  });
  picture.addEventListener("error", () => attribute(picture, "data-empty", true));
  picture.addEventListener("load", () => attribute(picture, "data-empty", false));
  const before = el("span", { class: "card-before", hidden: true });
  const pillText = el("span");
  const pill = el("span", { class: "card-pill" }, el("i"), pillText);
  const title = el("b", { class: "card-title cut" });
  const when = el("span", { class: "small second grow cut" });
  const faces = el("span", { class: "faces" });
  const tags = el("span", { class: "card-tags" });
  const star = el(
    "button",
    { class: "button quiet card-star", onclick: () => actions.star(parts.board) },
    icon(icons.list.starred, 16),
  );
  const news = el("button", {
    class: "card-news small",
    onclick: () => actions.go(`${path}#since=${actions.seen(parts.board)}`),
  });
  const more = el(
    "button",
    { class: "button quiet card-more", "aria-haspopup": "menu", onclick: () => menu() },
    icon(icons.view.more, 16),
  );
  const open = el(
    trash ? "div" : "a",
    trash
      ? { class: "card-open" }
      : {
          class: "card-open",
          href: path,
          onclick: (event: MouseEvent) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            actions.go(path);
          },
        },
    el("span", { class: "card-frame" }, picture, before),
    pill,
    el(
      "span",
      { class: "card-text" },
      title,
      el("span", { class: "card-foot" }, when, tags, faces),
    ),
  );
  const node = el("div", { class: "card", role: "listitem", "data-board": board.id }, open);
  const parts: Parts = {
    board,
    picture,
    before,
    pill,
    pillText,
    title,
    when,
    faces,
    tags,
    star,
    news,
    more,
    actions,
    painted: 0,
    head: -1,
    dark: false,
    timer: 0,
  };
  partsOf.set(node, parts);
  if (trash) {
    node.append(
      el(
        "div",
        { class: "card-restore row" },
        el(
          "button",
          { class: "button outline grow", onclick: () => actions.restore(parts.board) },
          icon(icons.history.restore, 16),
          say("boards.restore"),
        ),
        el(
          "button",
          {
            class: "button outline card-end",
            "aria-label": say("boards.end"),
            "data-tip": say("boards.end"),
            onclick: () => actions.end(parts.board),
          },
          icon(icons.list.trash, 16),
        ),
      ),
    );
  } else {
    node.append(more, star, news);
  }

  function menu(): void {
    openMenu(
      more,
      say("boards.menu", { title: nameOf(parts.board) }),
      [
        { label: say("boards.open"), icon: icons.list.boards, run: () => actions.go(path) },
        {
          label: say("boards.rename"),
          icon: icons.people["ask-to-edit"],
          run: () => rename(node, parts, actions),
        },
        {
          label: say("boards.tags"),
          icon: icons.list.tag,
          run: () => actions.tag(parts.board, more),
        },
        {
          label: say("boards.duplicate"),
          icon: icons.edit.duplicate,
          run: () => actions.copy(parts.board),
        },
        null,
        {
          label: say("boards.trash"),
          icon: icons.list.trash,
          danger: true,
          run: () => actions.trash(parts.board),
        },
      ],
      { align: "end" },
    );
  }

  return node;
}

/** Brings a card up to date. */
export function updateCard(node: HTMLElement, board: LobbyBoard, now: number): void {
  const parts = partsOf.get(node);
  if (!parts) return;
  parts.board = board;
  text(parts.title, nameOf(board));
  attribute(parts.more, "aria-label", say("boards.menu", { title: nameOf(board) }));
  text(parts.when, whenOf(board, now));
  const starred = parts.actions.isStarred(board);
  attribute(parts.star, "aria-pressed", String(starred));
  attribute(parts.star, "aria-label", say(starred ? "boards.unstar" : "boards.star"));
  attribute(parts.star, "data-tip", say(starred ? "boards.unstar" : "boards.star"));
  const tagged = board.names.length ? [] : board.tags; // who is there is more than what it is about
  if (parts.tags.dataset.tags !== tagged.join()) {
    parts.tags.dataset.tags = tagged.join();
    fill(parts.tags, ...tagged.map((tag) => el("span", { class: "card-tag cut" }, tag)));
  }
  show(parts.pill, board.drawers > 0);
  text(parts.pillText, say("boards.drawing", { count: board.drawers }));
  const people = board.names
    .slice(0, FACES)
    .map((peer) => `${peer.name} ${peer.colour}`)
    .join();
  if (parts.faces.dataset.people !== people) {
    parts.faces.dataset.people = people;
    fill(
      parts.faces,
      ...board.names.slice(0, FACES).map((peer) => face(peer.name, peer.colour, 22)),
    );
    attribute(parts.faces, "title", board.names.map((peer) => peer.name).join(", "));
  }
  if (board.head !== parts.head || parts.dark !== isDark()) repaint(parts);
  const seen = parts.actions.seen(board);
  const count = board.head - seen;
  show(parts.news, seen > 0 && count > 0);
  text(parts.news, say("boards.news", { count }));
  attribute(parts.news, "aria-label", say("boards.watch", { count }));
  attribute(parts.news, "data-tip", say("boards.watch", { count }));
  showBefore(parts, count > 0 ? seen : 0);
}

/** What it was before, beside what it is now; 0: nothing is new, or it was never here. */
function showBefore({ before, board }: Parts, seen: number): void {
  show(before, seen > 0);
  const key = `${seen} ${board.head} ${isDark()}`;
  if (seen === 0 || before.dataset.shown === key) return;
  before.dataset.shown = key;
  const src = thumbPath(board.id, board.head, isDark(), seen);
  const said = say("boards.before");
  fill(before, el("img", { src, alt: said, decoding: "async", draggable: "false" }));
  attribute(before, "data-tip", said);
}

/** Its age and number, or how long it still lies in the trash. */
function whenOf(board: LobbyBoard, now: number): string {
  if (board.trashed !== null) {
    const past = Math.floor((now - board.trashed) / DAY_MS);
    return say("boards.days-left", { count: Math.max(0, TRASH_DAYS - past) });
  }
  const when = board.peers ? say("boards.now") : sinceWhen(board.changed, now);
  return say("boards.when", { when, seq: board.head });
}

function repaint(parts: Parts): void {
  clearTimeout(parts.timer);
  const paint = (): void => {
    parts.head = parts.board.head;
    parts.dark = isDark();
    parts.painted = performance.now();
    parts.picture.src = thumbPath(parts.board.id, parts.head, parts.dark);
  };
  const wait = parts.painted + THUMB_MS - performance.now();
  if (parts.painted === 0 || wait <= 0) paint();
  else parts.timer = window.setTimeout(paint, wait);
}

function rename(node: HTMLElement, parts: Parts, actions: CardActions): void {
  let over = false;
  const input = el("input", {
    class: "title-input card-rename",
    maxlength: TITLE,
    "aria-label": say("boards.title"),
    value: parts.board.title,
    onblur: () => end(true),
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    },
  });
  const end = (keep: boolean): void => {
    if (over) return;
    over = true;
    const title = input.value.trim();
    input.remove();
    if (keep && title && title !== parts.board.title) actions.rename(parts.board, title);
  };
  node.append(input);
  input.focus();
  input.select();
}

function nameOf(board: LobbyBoard): string {
  return board.title || say("boards.untitled");
}
