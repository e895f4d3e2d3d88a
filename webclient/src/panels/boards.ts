/** The board list: what the lobby pushes, as cards or rows; the same page holds stars, tags and the trash. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import {
  copyBoard,
  endBoard,
  renameBoard,
  restoreBoard,
  tagBoard,
  trashBoard,
  trashedBoards,
  useToken,
} from "../store/api";
import { type Device, type Sort, saveDevice } from "../store/device";
import { Lobby, type LobbyBoard } from "../store/lobby";
import { boardsHere } from "../store/queue";
import { newBoard, templateRow } from "./beginnings";
import { type CardActions, card, updateCard } from "./card";
import { chooseFiles, DRAWINGS } from "./chooser";
import { ask } from "./dialog";
import { attribute, el, fill, keyed, show } from "./dom";
import { icon } from "./icon";
import { receiveFile, watchDrops } from "./incoming";
import { navigation } from "./navigation";
import { closeAll, openMenu } from "./popup";
import { onScreen } from "./screen";
import { headingOf, isAmong, type Shown, tagsOf } from "./shown";
import { openTags } from "./tagging";
import { toast } from "./toast";
import { say } from "./words";
import { writtenPart } from "./written";
import "./boards.css";

/** "20 min ago" is said anew this often. */
const CLOCK_MS = 30_000;
const TITLE = 120;

export interface Boards {
  close(): void;
}

/** Opens the list in `root`. */
export function openBoards(
  root: HTMLElement,
  token: string | null,
  device: Device,
  shown: Shown,
  go: (path: string) => void,
): Boards {
  useToken(token);
  const ends = new AbortController();
  let query = "";
  let here: LobbyBoard[] = [];
  let trashed: LobbyBoard[] = [];
  let moves = -1;

  const trash = shown.kind === "trash";
  const nav = navigation(device, shown, go);
  const search = el("input", {
    type: "search",
    placeholder: say("boards.search"),
    "aria-label": say("boards.search"),
    oninput: () => {
      query = search.value.trim().toLowerCase();
      written.search(trash ? "" : search.value.trim());
      update();
    },
  });
  const open = (file: File): void => void receiveFile(file, go);
  const importer = el(
    "button",
    {
      class: "button outline",
      onclick: () => chooseFiles(DRAWINGS, ([file]) => file && open(file)),
    },
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
  const layouts = (["cards", "rows"] as const).map((layout) =>
    el(
      "button",
      {
        class: "button quiet",
        "aria-label": say(`boards.${layout}`),
        "data-tip": say(`boards.${layout}`),
        onclick: () => {
          device.list = layout;
          saveDevice(device);
          update();
        },
      },
      icon(layout === "cards" ? icons.list.boards : icons.list.list, 17),
    ),
  );
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
  const written = writtenPart(go, () => update());
  const grid = el("div", { class: "cards", role: "list", "aria-busy": "true" });
  const known = new Map<string, HTMLElement>();
  const heading = headingOf(shown);
  const templates = templateRow(go);
  show(templates, shown.kind === "all");
  const titles = el(
    "div",
    { class: "row boards-title" },
    el("h1", { class: "grow cut" }, heading),
    sort,
    ...layouts,
  );
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
        templates,
        titles,
        grid,
        empty,
        written.node,
      ),
    ),
  );
  document.title = `${heading} · ${say("app.name")}`;

  const actions: CardActions = {
    go,
    rename: (board, title) => void attempt(renameBoard(board.id, title)),
    copy: (board) => void copy(board),
    tag: (board, anchor) => {
      const all = tagsOf(lobby.boards.values()).map(([tag]) => tag);
      openTags(
        anchor,
        titleOf(board),
        all,
        board.tags,
        (tags) => void attempt(tagBoard(board.id, tags)),
      );
    },
    star: (board) => {
      const on = device.stars.includes(board.id);
      device.stars = on
        ? device.stars.filter((id) => id !== board.id)
        : [...device.stars, board.id];
      saveDevice(device);
      update();
    },
    isStarred: (board) => device.stars.includes(board.id),
    seen: (board) => here.find((one) => one.id === board.id)?.head ?? 0,
    trash: (board) => void toTrash(board),
    restore: (board) => void putBack(board),
    end: (board) => void end(board),
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
        tags: [],
        created: row.used,
        trashed: null,
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
      (["changed", "created", "title"] as const).map((by) => ({
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
    const mine = trash ? trashed : live.filter((board) => isAmong(shown, board, device.stars));
    const found = mine
      .filter((board) => titleOf(board).toLowerCase().includes(query))
      .sort(order(device.sort));
    nav.update({
      boards: live.length,
      starred: live.filter((board) => device.stars.includes(board.id)).length,
      trashed: trashed.length,
      tags: tagsOf(live),
    });
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
    attribute(grid, "aria-busy", lobby.state === "waiting");
    grid.classList.toggle("is-rows", device.list === "rows");
    layouts.forEach((button, at) => {
      attribute(button, "aria-pressed", String(device.list === (at ? "rows" : "cards")));
      show(button, mine.length > 0);
    });
    const closed = lobby.state === "closed";
    for (const node of [importer, maker]) show(node, !closed);
    show(templates, shown.kind === "all" && !closed && !query);
    const none =
      found.length === 0 && !written.found && (lobby.state === "live" || offline || closed);
    show(empty, none);
    show(titles, found.length > 0 || !written.found);
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
    if (filtered) {
      const nothing = say("boards.nothing-found", { query: search.value.trim() });
      const where = written.whole ? say("boards.searched", { count: lobby.boards.size }) : "";
      return [el("p", {}, `${nothing} ${where}`)];
    }
    if (trash) return [el("p", {}, say("boards.trash-empty"))];
    if (shown.kind === "starred") return [el("p", {}, say("boards.starred-empty"))];
    if (shown.kind === "tag") return [el("p", {}, say("boards.tag-empty", { tag: shown.tag }))];
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

  async function copy(board: LobbyBoard): Promise<void> {
    const title = say("boards.copy-of", { title: titleOf(board) }).slice(0, TITLE);
    const made = await attempt(copyBoard(board.id, title));
    if (made) toast(say("boards.copied", { title }));
  }

  async function putBack(board: LobbyBoard): Promise<void> {
    if (await attempt(restoreBoard(board.id))) toast(say("boards.back", { title: titleOf(board) }));
  }

  async function end(board: LobbyBoard): Promise<void> {
    const title = titleOf(board);
    const asked = say("boards.end-ask", { title, count: board.head });
    if (!(await ask(say("boards.end"), asked, say("boards.end")))) return;
    if (!(await attempt(endBoard(board.id)))) return;
    toast(say("boards.ended", { title }));
    await readTrash();
  }

  return {
    close() {
      ends.abort();
      clearInterval(clock);
      unwatch();
      written.close();
      lobby.close();
      closeAll();
    },
  };
}

function titleOf(board: LobbyBoard): string {
  return board.title || say("boards.untitled");
}

function order(sort: Sort): (a: LobbyBoard, b: LobbyBoard) => number {
  if (sort === "title") return (a, b) => titleOf(a).localeCompare(titleOf(b));
  return (a, b) => b[sort] - a[sort];
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
