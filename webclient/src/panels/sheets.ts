/** Pages and layers of the board, and the paper of the page: what the "1 / 3" of the bar opens. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import type { Kind, SheetInfo } from "../core/stack";
import * as pages from "../tools/pages";
import { field, segments, swatchGrid } from "./choices";
import { attribute, el, fill, type Part, show } from "./dom";
import { icon } from "./icon";
import { mayDraw, type Page } from "./page";
import { openMenu, openPopup } from "./popup";
import { say } from "./words";
import "./sheets.css";

const GRIDS = ["dots", "lines", "squares", "isometric", "none"] as const;
const PAPERS = [
  ["cream", "#FBFAF6"],
  ["white", "#FFFFFF"],
  ["blue", "#EEF4FB"],
  ["green", "#EFF7EE"],
  ["yellow", "#FFF8DC"],
  ["grey", "#EEEDE8"],
] as const;

export function openSheets(page: Page, anchor: HTMLElement): void {
  const parts = [list(page, "pages"), list(page, "layers"), paper(page)];
  const body = el("div", { class: "sheets" }, ...parts.map(({ node }) => node));
  const whole: Part = {
    node: body,
    update() {
      for (const part of parts) part.update();
    },
  };
  const detach = page.attach(whole);
  const label = say("page.sheets");
  openPopup(anchor, { label, className: "sheets-popup", closed: detach }, body);
}

/** What a page or a layer is called: its name, or its place. */
function nameOf(kind: Kind, sheet: SheetInfo, at: number): string {
  return sheet.name || say(kind === "pages" ? "page.page" : "page.layer", { at: at + 1 });
}

function list(page: Page, kind: Kind): Part {
  const { stage } = page;
  const rows = el("div", { class: "sheets-rows", role: "listbox", "aria-label": titleOf(kind) });
  const plus = el(
    "button",
    { class: "button outline sheets-add", onclick: add },
    icon(icons.list.new, 16),
    say(kind === "pages" ? "page.add" : "page.add-layer"),
  );
  let renaming: string | null = null;
  let shown = "";

  function add(): void {
    const now = kind === "pages" ? stage.stack.page : stage.leaves.layer;
    const id = pages.add(stage.table, kind, now);
    if (id) take(id);
  }

  function take(id: string): void {
    if (kind === "pages") stage.leaves.turnTo(id);
    else stage.leaves.takeLayer(id);
    page.changed();
  }

  function menu(sheet: SheetInfo, at: number, count: number, button: HTMLElement): void {
    const move = (by: number) => pages.move(stage.table, kind, sheet.id, by);
    const up = kind === "pages" ? -1 : 1; // layers stand from the top down
    const first = kind === "pages" ? at === 0 : at === count - 1;
    const last = kind === "pages" ? at === count - 1 : at === 0;
    openMenu(
      button,
      say("page.menu", { name: nameOf(kind, sheet, at) }),
      [
        { label: say("page.rename"), icon: icons.view.rename, run: () => rename(sheet.id) },
        !first && { label: say("page.up"), icon: icons.edit.forward, run: () => move(up) },
        !last && { label: say("page.down"), icon: icons.edit.backward, run: () => move(-up) },
        stage.selection.length > 0 && {
          label: say("page.bring"),
          icon: icons.edit.paste,
          run: () => pages.bring(stage.table, kind, sheet.id),
        },
        count > 1 && {
          label: say(kind === "pages" ? "page.remove" : "page.remove-layer"),
          icon: icons.edit.delete,
          danger: kind === "pages",
          run: () => pages.remove(stage.table, kind, sheet.id),
        },
      ].filter((item) => item !== false),
      { align: "end" },
    );
  }

  function rename(id: string): void {
    renaming = id;
    shown = "";
    part.update();
  }

  function nameField(sheet: SheetInfo, at: number): HTMLElement {
    const done = (keep: boolean) => {
      if (renaming !== sheet.id) return;
      renaming = null;
      shown = "";
      const name = input.value.trim();
      if (keep) pages.change(stage.table, kind, sheet.id, { name });
      page.changed();
    };
    const input = el("input", {
      class: "input sheets-name",
      maxlength: 120,
      "aria-label": say("page.name"),
      onblur: () => done(true),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === "Enter") done(true);
        else if (event.key === "Escape") done(false);
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    });
    input.value = nameOf(kind, sheet, at);
    queueMicrotask(() => input.select());
    return input;
  }

  function row(sheet: SheetInfo, at: number, count: number, on: boolean): HTMLElement {
    const may = mayDraw(page);
    const name = nameOf(kind, sheet, at);
    const more: HTMLElement = el(
      "button",
      {
        class: "button quiet sheets-button",
        "aria-label": say("page.menu", { name }),
        onclick: () => menu(sheet, at, count, more),
      },
      icon(icons.view.more, 16),
    );
    return el(
      "div",
      { class: `sheets-row${on ? " is-on" : ""}` },
      renaming === sheet.id
        ? nameField(sheet, at)
        : el(
            "button",
            {
              class: "sheets-pick cut",
              role: "option",
              "aria-selected": String(on),
              onclick: () => take(sheet.id),
              ondblclick: () => may && rename(sheet.id),
            },
            name,
          ),
      ...(kind === "layers" && may ? flags(sheet, name) : []),
      may && more,
    );
  }

  function flags(sheet: SheetInfo, name: string): HTMLElement[] {
    const flag = (on: boolean, word: string, picture: string, change: Partial<SheetInfo>) =>
      el(
        "button",
        {
          class: `button quiet sheets-button${on ? " is-set" : ""}`,
          "aria-pressed": String(on),
          "aria-label": `${word}: ${name}`,
          "data-tip": word,
          onclick: () => pages.change(stage.table, kind, sheet.id, change),
        },
        icon(picture, 16),
      );
    const { hidden, locked } = sheet;
    return [
      flag(
        hidden,
        say(hidden ? "page.show" : "page.hide"),
        hidden ? icons.view.hidden : icons.view.shown,
        { hidden: !hidden },
      ),
      flag(
        locked,
        say(locked ? "page.unlock" : "page.lock"),
        locked ? icons.edit.lock : icons.edit.unlock,
        { locked: !locked },
      ),
    ];
  }

  const part: Part = {
    node: el("section", { class: "sheets-list" }, el("h3", {}, titleOf(kind)), rows, plus),
    update() {
      const sheets = stage.stack[kind];
      const now = kind === "pages" ? stage.stack.page : stage.leaves.layer;
      show(plus, mayDraw(page));
      const told = JSON.stringify([sheets, now, renaming, mayDraw(page)]);
      if (told === shown) return;
      shown = told;
      const made = sheets.map((one, at) => row(one, at, sheets.length, one.id === now));
      fill(rows, ...(kind === "pages" ? made : made.reverse()));
    },
  };
  part.update();
  return part;
}

function titleOf(kind: Kind): string {
  return say(kind === "pages" ? "page.pages" : "page.layers");
}

/** The colour and the grid of the page, or of all pages. */
function paper(page: Page): Part {
  const { stage } = page;
  let every = true;
  const set = (ground: { background?: string; grid?: string }) =>
    pages.paper(stage.table, stage.stack.page, ground, every);
  const colours = swatchGrid(
    say("page.background"),
    PAPERS.map(([name, value]) => ({ value, name: say(`page.paper-${name}`), css: "" })),
    (background) => set({ background }),
  );
  colours.node.querySelectorAll<HTMLElement>(".swatch").forEach((swatch, at) => {
    swatch.style.setProperty("--c", PAPERS[at]![1]);
  });
  const grids = segments(
    say("page.grid"),
    GRIDS.map((value) => ({ value, label: say(`page.grid-${value}`) })),
    (grid) => set({ grid }),
  );
  const all = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": say("page.every"),
    onclick: () => {
      every = !every;
      attribute(all, "aria-checked", String(every));
    },
  });
  attribute(all, "aria-checked", "true");
  const row = el(
    "label",
    { class: "row sheets-every" },
    el("span", { class: "grow" }, say("page.every")),
    all,
  );
  const part: Part = {
    node: el(
      "section",
      { class: "sheets-list" },
      el("h3", {}, say("page.ground")),
      field(say("page.background"), colours.node),
      field(say("page.grid"), grids.node),
      row,
    ),
    update() {
      const { ground, pages: known } = stage.stack;
      show(part.node, mayDraw(page));
      show(row, known.length > 1);
      colours.set(ground.background);
      grids.set(ground.grid as (typeof GRIDS)[number]); // EL-4: one of them
    },
  };
  part.update();
  return part;
}
