/** The library: things to put on any board, by a press or a drag; the person's own, and everyone's on the server. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import type { Thing } from "../core/formats/library";
import { withMembers } from "../tools/members";
import { printed } from "../view/print";
import { segments } from "./choices";
import { chooseFiles, LIBRARIES } from "./chooser";
import { el, fill } from "./dom";
import { icon } from "./icon";
import { mayDraw, type Page } from "./page";
import { mine, type Shelf, shared, Unshelved } from "./shelves";
import { toast } from "./toast";
import { say, type Word } from "./words";
import "./library.css";

/** A press that moves less, in px, is no drag. */
const STILL = 6;
const NAME = "library.excalidrawlib";
const SHELVES = { mine, shared };

let close: (() => void) | null = null;
/** Which one was looked at last. */
let chosen: keyof typeof SHELVES = "mine";

/** Opens the library, or closes the one that is open. */
export function toggleLibrary(page: Page, host: HTMLElement): void {
  if (close) {
    close();
    return;
  }
  const shelf = (): Shelf => SHELVES[chosen];
  const grid = el("div", { class: "library-grid" });
  const act = (work: Promise<void>, name = ""): void => void work.then(show, trouble(name));
  const keep = button("edit.to-library", icons.list.new, () => act(keepSelected(page, shelf())));
  const open = button("library.open", icons.list.import, () =>
    chooseFiles(LIBRARIES, ([file]) => file && act(shelf().bring(file), file.name)),
  );
  const whose = segments(
    say("library.whose"),
    [
      { value: "mine" as const, label: say("library.mine") },
      { value: "shared" as const, label: say("library.shared") },
    ],
    (value) => {
      chosen = value;
      act(Promise.resolve());
    },
  );
  const node = el(
    "section",
    {
      class: "library panel",
      "aria-label": say("view.library"),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close?.();
      },
    },
    el(
      "div",
      { class: "row library-head" },
      el("h3", { class: "grow cut" }, say("view.library")),
      keep,
      open,
      button("library.save", icons.list.export, () => void save(shelf())),
      button("view.close", icons.view.close, () => close?.()),
    ),
    el("div", { class: "library-whose" }, whose.node),
    grid,
  );
  let turn = 0;
  let failed = false;
  let live = page.seat.session.phase === "live";
  let lives = 0;
  const show = async (): Promise<void> => {
    const now = ++turn;
    const [from, since] = [shelf(), lives];
    whose.set(chosen);
    let things: Thing[] = [];
    let change = false;
    let none = from.empty;
    try {
      [things, change] = await Promise.all([from.things(), from.mayChange()]);
    } catch (why) {
      if (now === turn && since !== lives) return show(); // the server came back meanwhile
      none = why instanceof Unshelved ? why.word : "library.not-reached";
    }
    if (now !== turn) return; // another one is looked at by now
    failed = none !== from.empty;
    for (const one of [keep, open]) one.hidden = !change;
    const out = (thing: Thing, at: number) => (): void => act(from.remove(thing, at));
    const cells = things.map((thing, at) => cell(page, thing, at, change ? out(thing, at) : null));
    const empty = el("p", { class: "small second library-empty", role: "status" }, say(none));
    fill(grid, ...(cells.length ? cells : [empty]));
    grid.dataset.shelf = chosen;
  };
  const detach = page.attach({
    node,
    update() {
      keep.disabled = page.stage.selection.length === 0;
      if (!mayDraw(page)) close?.();
      const was = live;
      live = page.seat.session.phase === "live";
      if (!live || was) return;
      lives += 1;
      if (failed) void show();
    },
  });
  const showKept = (): void => void show();
  addEventListener("library", showKept);
  close = () => {
    close = null;
    turn += 1;
    removeEventListener("library", showKept);
    detach();
    node.remove();
    page.stage.focus();
  };
  host.append(node);
  void show().then(() =>
    node.querySelector<HTMLElement>("button:not([hidden], :disabled)")?.focus(),
  );
}

/** Puts the selection into the person's own library, with what lies in its frames. */
export function keepOwn(page: Page): void {
  keepSelected(page, mine).then(() => dispatchEvent(new Event("library")), trouble(""));
}

async function keepSelected(page: Page, shelf: Shelf): Promise<void> {
  const { table } = page.stage;
  const elements = withMembers(table, page.stage.selected);
  if (elements.length === 0) return;
  const title = elements.find((one) => one.kind === "frame")?.get("title");
  const name = typeof title === "string" ? title : "";
  await shelf.keep({ name, elements, about: { created: Date.now() } });
  toast(say(shelf.kept));
}

/** Tells what could not be done; `name`: of the file that it was about. */
function trouble(name: string): (why: unknown) => void {
  return (why) => {
    if (!(why instanceof Unshelved)) throw why;
    toast(say(why.word, { name }));
  };
}

async function save(shelf: Shelf): Promise<void> {
  const text = await shelf.text().catch(trouble(""));
  if (!text) return;
  const blob = new Blob([text], { type: "application/json" });
  const link = el("a", { href: URL.createObjectURL(blob), download: NAME });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function button(word: Word, name: string, run: () => void): HTMLButtonElement {
  return el(
    "button",
    { class: "button quiet", "aria-label": say(word), "data-tip": say(word), onclick: run },
    icon(name, 16),
  );
}

function cell(page: Page, thing: Thing, at: number, out: (() => void) | null): HTMLElement {
  const name = thing.name || say("library.thing", { number: at + 1 });
  const picture = printed(page.stage, thing.elements);
  picture.setAttribute("aria-hidden", "true");
  const item = el(
    "button",
    {
      class: "library-thing",
      "aria-label": say("library.place", { name }),
      "data-tip": thing.name || undefined,
      onclick: (event: MouseEvent) => {
        if (event.detail === 0) page.stage.paste(thing.elements, undefined); // by key
      },
    },
    picture,
    thing.name ? el("span", { class: "small cut" }, thing.name) : undefined,
  );
  item.addEventListener("pointerdown", (event) => drag(page, thing.elements, item, picture, event));
  return el(
    "div",
    { class: "library-cell" },
    item,
    out ? button("library.remove", icons.edit.delete, out) : undefined,
  );
}

/** Follows the pointer with the picture; where it is let go over the board the thing is put. */
function drag(
  page: Page,
  elements: readonly Element[],
  item: HTMLElement,
  picture: HTMLCanvasElement,
  down: PointerEvent,
): void {
  if (down.button !== 0) return;
  down.preventDefault();
  item.setPointerCapture(down.pointerId);
  let ghost: HTMLElement | null = null;
  const ends = new AbortController();
  const { signal } = ends;
  const moved = (event: PointerEvent): void => {
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) >= STILL;
    if (far && !ghost) {
      ghost = el("img", { class: "library-ghost", src: picture.toDataURL(), alt: "" });
      document.body.append(ghost);
    }
    ghost?.style.setProperty("transform", `translate(${event.clientX}px, ${event.clientY}px)`);
  };
  const ended = (event: PointerEvent): void => {
    ends.abort();
    const dragged = ghost !== null;
    ghost?.remove();
    if (event.type === "pointercancel") return;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    if (!dragged) page.stage.paste(elements, middle(page));
    else if (under?.closest(".stage"))
      page.stage.paste(elements, page.stage.toBoard(event.clientX, event.clientY));
  };
  item.addEventListener("pointermove", moved, { signal });
  item.addEventListener("pointerup", ended, { signal });
  item.addEventListener("pointercancel", ended, { signal });
}

function middle(page: Page): { x: number; y: number } {
  const { x, y } = page.stage.view;
  return { x, y };
}
