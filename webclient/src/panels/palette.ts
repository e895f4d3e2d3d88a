/** The command palette: every command, the writing on this board and the boards, by a few letters. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { kindOf } from "../core/look";
import { foundAmong, type Match, match } from "../core/search";
import { sheetOf } from "../core/stack";
import { listBoards } from "../store/api";
import type { LobbyBoard } from "../store/lobby";
import { offers } from "./commands";
import { attribute, type Child, el, fill, text } from "./dom";
import { icon } from "./icon";
import { keyCaps } from "./keys";
import type { Page } from "./page";
import { sinceWhen } from "./when";
import { say, type Word } from "./words";
import { Authors } from "./writer";
import "./palette.css";

/** So many of a kind are shown for a query. */
const COMMANDS = 8;
const WRITINGS = 5;
const BOARDS = 4;

interface Row {
  readonly label: string;
  readonly match: Match | null;
  readonly icon: string;
  readonly note?: string;
  readonly keys?: readonly string[];
  run(): void;
}

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Opens the palette; what is picked is done after it has closed. */
export function openPalette(page: Page): void {
  if (document.querySelector("dialog[open]")) return;
  const authors = new Authors(page);
  let boards: LobbyBoard[] = [];
  let rows: readonly Row[] = [];
  let at = 0;
  const list = el("div", { class: "palette-list", role: "listbox", id: "palette-list" });
  const count = el("span", { class: "unseen", role: "status" });
  const input = el("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "palette-list",
    "aria-autocomplete": "list",
    "aria-label": say("palette.find"),
    placeholder: say("palette.find"),
    spellcheck: "false",
    autocomplete: "off",
    oninput: () => {
      at = 0;
      render();
    },
    onkeydown: keyed,
  });
  const node = el(
    "dialog",
    { class: "palette", "aria-label": say("view.commands") },
    el(
      "label",
      { class: "palette-head" },
      icon(icons.view.search, 20),
      input,
      el("kbd", { class: "key" }, "Esc"),
    ),
    list,
    foot(),
    count,
  );

  function render(): void {
    const query = input.value.trim();
    const sections = [
      commandsOf(page, query),
      ...(query ? [writingsOf(page, authors, query), boardsOf(page, boards, query)] : []),
    ].filter((section) => section.rows.length > 0);
    rows = sections.flatMap((section) => section.rows);
    at = Math.min(at, Math.max(0, rows.length - 1));
    fill(
      list,
      ...sections.flatMap((section) => [
        el("div", { class: "palette-title label", role: "presentation" }, section.title),
        ...section.rows.map((row) => rowNode(row, rows.indexOf(row), choose)),
      ]),
      rows.length === 0 && el("p", { class: "palette-none second" }, say("palette.none")),
    );
    text(count, say("palette.count", { count: rows.length }));
    mark();
  }

  function mark(): void {
    const options = list.querySelectorAll<HTMLElement>("[role='option']");
    for (const [n, option] of options.entries())
      attribute(option, "aria-selected", String(n === at));
    attribute(input, "aria-activedescendant", options[at]?.id);
    options[at]?.scrollIntoView({ block: "nearest" });
  }

  function choose(row: Row): void {
    node.close();
    row.run();
    page.changed();
  }

  function keyed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    const row = rows[at];
    if (event.key === "Enter" && row) choose(row);
    else if (event.key === "?" && input.value === "") {
      node.close();
      page.run("view.keys");
    } else if (step && rows.length > 0) {
      const wraps = Math.abs(step) === 1;
      at = wraps
        ? (at + step + rows.length) % rows.length
        : Math.max(0, Math.min(rows.length - 1, at + step));
      mark();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const focused = document.activeElement;
  node.addEventListener("click", (event) => {
    if (event.target === node) node.close();
  });
  node.addEventListener("close", () => {
    node.remove();
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
  });
  document.body.append(node);
  node.showModal();
  input.focus();
  render();
  listBoards()
    .then((found) => {
      boards = found;
      render();
    })
    .catch(() => undefined); // without the server there are no other boards to go to
}

/** All commands in their order, or those that fit, the best first. */
function commandsOf(page: Page, query: string): Section {
  const all = offers(page).filter((offer) => offer.command !== "view.commands");
  const found = all.flatMap((offer) => {
    const fits = query ? match(query, offer.label, true) : null;
    return query && !fits ? [] : [{ offer, fits }];
  });
  if (query) found.sort((a, b) => (b.fits?.score ?? 0) - (a.fits?.score ?? 0));
  const rows = found.slice(0, query ? COMMANDS : undefined).map(({ offer, fits }): Row => {
    const { label, icon: name, command, keys } = offer;
    return { label, match: fits, icon: name, keys, run: () => page.run(command) };
  });
  return { title: say("palette.commands"), rows };
}

function writingsOf(page: Page, authors: Authors, query: string): Section {
  const found = foundAmong(page.seat.session.board.visible(), query)
    .sort((a, b) => b.match.score - a.match.score)
    .slice(0, WRITINGS);
  const rows = found.map(({ element, words, match: fits }): Row => {
    const kind = say(`kind.${kindOf(element)}` as Word); // every kind has a word
    const author = authors.of(element);
    return {
      label: words,
      match: fits,
      icon: icons.tool[element.kind as "note"] ?? icons.tool.text, // kinds that say something are tools
      note: noted(page, element, author ? say("palette.by", { kind, name: author.name }) : kind),
      run: () => page.stage.reveal([element.id]),
    };
  });
  return { title: say("palette.on-board"), rows };
}

/** With the page where there are several. */
function noted(page: Page, element: Element, what: string): string {
  const { pages } = page.stage.stack;
  const at = pages.findIndex(({ id }) => id === sheetOf(element, "pages", pages)) + 1;
  return pages.length > 1 ? say("palette.on-page", { what, at }) : what;
}

function boardsOf(page: Page, boards: readonly LobbyBoard[], query: string): Section {
  const found = boards.flatMap((board) => {
    const fits = board.id === page.board ? null : match(query, board.title, true);
    return fits ? [{ board, fits }] : [];
  });
  found.sort((a, b) => b.fits.score - a.fits.score);
  const rows = found.slice(0, BOARDS).map(
    ({ board, fits }): Row => ({
      label: board.title,
      match: fits,
      icon: icons.list.boards,
      note: sinceWhen(board.changed, Date.now()),
      run: () => page.go(`/b/${board.id}`),
    }),
  );
  return { title: say("palette.boards"), rows };
}

function rowNode(row: Row, at: number, choose: (row: Row) => void): HTMLElement {
  return el(
    "div",
    {
      class: "palette-row",
      role: "option",
      id: `palette-${at}`,
      "aria-selected": "false",
      onclick: () => choose(row),
    },
    el("span", { class: "palette-icon" }, row.icon ? icon(row.icon, 18) : null),
    el("span", { class: "cut palette-label" }, ...marked(row.label, row.match)),
    row.note ? el("span", { class: "small second cut" }, row.note) : null,
    el("span", { class: "grow" }),
    ...(row.keys ?? []).map((cap) => el("kbd", { class: "key" }, cap)),
  );
}

/** The label with what fits in bold. */
function marked(label: string, fits: Match | null): Child[] {
  const letters = [...label];
  const parts: Child[] = [];
  let from = 0;
  for (const [start, end] of fits?.spans ?? []) {
    parts.push(letters.slice(from, start).join(""));
    parts.push(el("b", {}, letters.slice(start, end).join("")));
    from = end;
  }
  return [...parts, letters.slice(from).join("")];
}

function foot(): HTMLElement {
  const key = (name: string) => el("kbd", { class: "key" }, ...keyCaps(name));
  return el(
    "div",
    { class: "palette-foot small second" },
    key("ArrowUp"),
    key("ArrowDown"),
    el("span", {}, say("palette.choose")),
    key("Enter"),
    el("span", { class: "grow" }, say("palette.run")),
    el("span", {}, say("palette.keys")),
  );
}
