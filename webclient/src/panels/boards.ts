/** The board list: what the lobby pushes, as cards; the same page holds the trash. */

import { icon as icons } from "@face/tokens.json";
import {
  createBoard,
  renameBoard,
  restoreBoard,
  trashBoard,
  trashedBoards,
  useToken,
} from "../store/api";
import { type Device, randomId, saveDevice } from "../store/device";
import { Lobby, type LobbyBoard } from "../store/lobby";
import { boardsHere } from "../store/queue";
import { type CardActions, card, updateCard } from "./card";
import { ask } from "./dialog";
import { attribute, el, fill, keyed, show } from "./dom";
import { icon } from "./icon";
import { pickFile, receiveFile, watchDrops } from "./incoming";
import { navigation } from "./navigation";
import { closeAll, openMenu } from "./popup";
import { onScreen } from "./screen";
import { toast } from "./toast";
import { say } from "./words";
import "./boards.css";

/** "20 min ago" is said anew this often. */
const CLOCK_MS = 30_000;

export interface Boards {
  close(): void;
}

/** Opens the list in `root`; `trash` shows the trash instead. */
export function openBoards(
  root: HTMLElement,
  token: string | null,
  device: Device,
  trash: boolean,
  go: (path: string) => void,
): Boards {
  useToken(token);
  const ends = new AbortController();
  let query = "";
  let here: LobbyBoard[] = [];
  let trashed: LobbyBoard[] = [];
  let moves = -1;

  const nav = navigation(device, trash, go, () => update());
  const search = el("input", {
    type: "search",
    placeholder: say("boards.search"),
    "aria-label": say("boards.search"),
    oninput: () => {
      query = search.value.trim().toLowerCase();
      update();
    },
  });
  const open = (file: File): void => void receiveFile(file, go);
  const importer = el(
    "button",
    { class: "button outline", onclick: () => pickFile(open) },
    icon(icons.list.import, 17),
    el("span", { class: "boards-word" }, say("boards.import")),
  );
  const maker = el(
    "button",
    { class: "button primary", onclick: () => void newBoard(go) },
    icon(icons.list.new, 18, 2),
    say("boards.new"),
  );
  const sort = el("button", {
    class: "button quiet",
    "aria-haspopup": "menu",
    onclick: () => openSort(),
  });
  const empty = el("div", { class: "boards-empty second" });
  const emptyNew = el(
    "button",
    { class: "button primary", onclick: () => void newBoard(go) },
    icon(icons.list.new, 18, 2),
    say("boards.new"),
  );
  const notice = el(
    "p",
    { class: "boards-notice second", role: "status" },
    icon(icons.state.waiting, 16),
    say("boards.not-reached"),
  );
  const grid = el("div", { class: "cards", role: "list" });
  const known = new Map<string, HTMLElement>();
  const heading = trash ? say("boards.trash-title") : say("boards.boards");
  root.replaceChildren(
    el(
      "div",
      { class: "boards" },
      nav.node,
      el(
        "main",
        { class: "boards-main" },
        el(
          "div",
          { class: "boards-head" },
          el("label", { class: "input boards-search" }, icon(icons.view.search, 18), search),
          el("span", { class: "grow boards-space" }),
          importer,
          maker,
        ),
        notice,
        el("div", { class: "row boards-title" }, el("h2", { class: "grow" }, heading), sort),
        grid,
        empty,
      ),
    ),
  );
  document.title = `${heading} · ${say("app.name")}`;

  const actions: CardActions = {
    go,
    rename: (board, title) => void attempt(renameBoard(board.id, title)),
    trash: (board) => void toTrash(board),
    restore: (board) => void putBack(board),
  };
  const lobby = new Lobby(token, update);
  const clock = window.setInterval(update, CLOCK_MS);
  const unwatch = onScreen(update);
  watchDrops(ends.signal, open);
  void boardsHere()
    .then((rows) => {
      here = rows.map((row) => ({
        id: row.board,
        title: row.title,
        head: row.seq,
        changed: row.used,
        peers: 0,
        names: [],
        drawers: 0,
      }));
      update();
    })
    .catch(() => undefined);
  update();

  function openSort(): void {
    openMenu(
      sort,
      say("boards.sort"),
      (["changed", "title"] as const).map((by) => ({
        label: say(`boards.sorted-${by}`),
        checked: device.sort === by,
        run: () => {
          device.sort = by;
          saveDevice(device);
          update();
        },
      })),
      { align: "end" },
    );
  }

  function update(): void {
    const offline = lobby.state === "offline" && lobby.boards.size === 0;
    const live = offline ? here : [...lobby.boards.values()];
    const mine = trash ? trashed : live;
    const found = mine
      .filter((board) => titleOf(board).toLowerCase().includes(query))
      .sort(order(device.sort));
    nav.count(live.length, trashed.length);
    if (lobby.moves !== moves) void readTrash();
    fill(sort, say(`boards.sorted-${device.sort}`), icon(icons.view["open-list"], 14));
    show(sort, found.length > 1);
    show(notice, lobby.state === "offline");
    const now = Date.now();
    keyed(
      grid,
      known,
      found,
      (board) => board.id,
      (board) => card(board, trash, actions),
      (node, board) => updateCard(node, board, now),
    );
    attribute(grid, "data-state", lobby.state);
    const closed = lobby.state === "closed";
    for (const node of [importer, maker]) show(node, !closed);
    const none = found.length === 0 && (lobby.state === "live" || offline || closed);
    show(empty, none);
    if (none) fill(empty, ...emptyState(mine.length > 0, closed));
  }

  /** The lobby pushes what comes and goes; what lies in the trash is asked for then. */
  async function readTrash(): Promise<void> {
    moves = lobby.moves;
    trashed = await trashedBoards().catch(() => trashed);
    update();
  }

  function emptyState(filtered: boolean, closed: boolean): Node[] {
    if (closed) return [el("p", {}, say("boards.closed"))];
    if (filtered) return [el("p", {}, say("boards.nothing-found", { query: search.value.trim() }))];
    if (trash) return [el("p", {}, say("boards.trash-empty"))];
    return [el("p", {}, say("boards.empty")), emptyNew];
  }

  async function toTrash(board: LobbyBoard): Promise<void> {
    const title = titleOf(board);
    if (
      !(await ask(
        say("boards.trash"),
        say("boards.trash-ask", { title }),
        say("boards.delete-button"),
      ))
    )
      return;
    if (!(await attempt(trashBoard(board.id)))) return;
    toast(say("boards.moved", { title }), {
      button: { label: say("boards.restore"), run: () => void attempt(restoreBoard(board.id)) },
    });
  }

  async function putBack(board: LobbyBoard): Promise<void> {
    if (await attempt(restoreBoard(board.id))) toast(say("boards.back", { title: titleOf(board) }));
  }

  return {
    close() {
      ends.abort();
      clearInterval(clock);
      unwatch();
      lobby.close();
      closeAll();
    },
  };
}

function titleOf(board: LobbyBoard): string {
  return board.title || say("boards.untitled");
}

function order(sort: Device["sort"]): (a: LobbyBoard, b: LobbyBoard) => number {
  return sort === "title"
    ? (a, b) => titleOf(a).localeCompare(titleOf(b))
    : (a, b) => b.changed - a.changed;
}

/** A new board; without the server it begins on this device and goes out later. */
async function newBoard(go: (path: string) => void): Promise<void> {
  const { id } = await createBoard("").catch(() => ({ id: randomId(12) }));
  go(`/b/${encodeURIComponent(id)}`);
}

async function attempt(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (why) {
    toast(why instanceof Error && why.message ? why.message : say("saved.offline"), {
      icon: icons.state.warning,
    });
    return false;
  }
}
