/** The person's own library: things to put on any board, by a press or a drag; kept on this device. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import type { Element } from "../core/board";
import { readLibrary, type Thing, writeLibrary } from "../core/formats/library";
import { loadLibrary, saveLibrary } from "../store/shelf";
import { withMembers } from "../tools/members";
import { printed } from "../view/print";
import { el, fill } from "./dom";
import { icon } from "./icon";
import { mayDraw, type Page } from "./page";
import { toast } from "./toast";
import { say, type Word } from "./words";
import "./library.css";

/** A press that moves less, in px, is no drag. */
const STILL = 6;
const NAME = "library.excalidrawlib";

let close: (() => void) | null = null;

/** Opens the library, or closes the one that is open. */
export function toggleLibrary(page: Page, host: HTMLElement): void {
  if (close) {
    close();
    return;
  }
  const grid = el("div", { class: "library-grid" });
  const keep = button("edit.to-library", icons.list.new, () => void keepSelected(page).then(show));
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
      button("library.open", icons.list.import, () => pick((file) => void bring(file).then(show))),
      button("library.save", icons.list.export, () => void save()),
      button("view.close", icons.view.close, () => close?.()),
    ),
    grid,
  );
  const show = async (): Promise<void> => {
    const things = await own();
    const empty = el("p", { class: "small second library-empty" }, say("library.empty"));
    const cells = things.map((thing, at) =>
      cell(page, thing, at, () => void takeOut(at).then(show)),
    );
    fill(grid, ...(cells.length ? cells : [empty]));
  };
  const detach = page.attach({
    node,
    update() {
      keep.disabled = page.stage.selection.length === 0;
      if (!mayDraw(page)) close?.();
    },
  });
  addEventListener("library", show);
  close = () => {
    close = null;
    removeEventListener("library", show);
    detach();
    node.remove();
    page.stage.focus();
  };
  host.append(node);
  void show().then(() => node.querySelector<HTMLElement>("button")?.focus());
}

/** Puts the selection into the library, with what lies in its frames. */
export async function keepSelected(page: Page): Promise<void> {
  const { table } = page.stage;
  const elements = withMembers(table, page.stage.selected);
  if (elements.length === 0) return;
  const title = elements.find((one) => one.kind === "frame")?.get("title");
  const name = typeof title === "string" ? title : "";
  const created = Date.now();
  if (await store([{ name, elements, about: { created } }, ...(await own())]))
    toast(say("library.kept"));
}

const own = async (): Promise<Thing[]> => readLibrary(await loadLibrary()) ?? [];

async function store(things: readonly Thing[]): Promise<boolean> {
  try {
    await saveLibrary(writeLibrary(things));
  } catch {
    toast(say("library.full"));
    return false;
  }
  dispatchEvent(new Event("library"));
  return true;
}

async function takeOut(at: number): Promise<void> {
  await store((await own()).filter((_, one) => one !== at));
}

async function bring(file: File): Promise<void> {
  const things = readLibrary(await file.text());
  if (things) await store([...things, ...(await own())]);
  else toast(say("library.not-one", { name: file.name }));
}

async function save(): Promise<void> {
  const blob = new Blob([await loadLibrary()], { type: "application/json" });
  const link = el("a", { href: URL.createObjectURL(blob), download: NAME });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function pick(picked: (file: File) => void): void {
  const input = el("input", { type: "file", accept: ".excalidrawlib,.json", hidden: true });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.remove();
    if (file) picked(file);
  });
  document.body.append(input);
  input.click();
}

function button(word: Word, name: string, run: () => void): HTMLButtonElement {
  return el(
    "button",
    { class: "button quiet", "aria-label": say(word), "data-tip": say(word), onclick: run },
    icon(name, 16),
  );
}

function cell(page: Page, thing: Thing, at: number, out: () => void): HTMLElement {
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
    button("library.remove", icons.edit.delete, out),
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
