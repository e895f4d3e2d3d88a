/** Comments: threads pinned to the board, open, done or one's own, and a field for what comes next. */

import { icon as icons } from "@face/tokens.json";
import { pinOf } from "../core/pin";
import type { Thread } from "../core/talk";
import type { Entry } from "../core/wire";
import { randomId } from "../store/device";
import type { Remark } from "../tools/desk";
import { type Composer, composer } from "./composer";
import { attribute, el, fill, type Part, show, text } from "./dom";
import { icon } from "./icon";
import { mayTalk, type Page } from "./page";
import { cornerOf, dropDraft, pinFace, pinLabel } from "./pin";
import { called, nameOf, words } from "./said";
import { shortWhen } from "./when";
import { say } from "./words";

const WHICH = ["open", "done", "mine"] as const;
type Which = (typeof WHICH)[number];

export interface Comments extends Part {
  focus(): void;
}

export function commentsTab(page: Page): Comments {
  let which: Which = "open";
  let shown = "";
  const choices = WHICH.map((name) =>
    el("button", {
      role: "radio",
      onclick: () => {
        which = name;
        page.changed();
      },
    }),
  );
  const list = el("div", { role: "list", "aria-label": say("comments.comments") });
  const empty = el("p", { class: "side-empty" });
  const write = composer(page, begin);
  const cancel = el(
    "button",
    { class: "button quiet", onclick: () => dropDraft(page) },
    say("view.cancel"),
  );
  const foot = el("div", { class: "side-foot comments-foot" }, cancel, write.node);
  const reply = composer(page, (line) => answer(page, line));

  function begin(line: string): void {
    const { draft } = page.talking;
    const { stage, seat } = page;
    const remark = draft ?? proposed(page);
    const thread = randomId();
    const { about, place } = remark;
    const parts = { say: line, thread, place, page: stage.stack.page, made: Date.now() };
    seat.session.submit(about ? { ...parts, about } : parts);
    seat.link.flush();
    page.talking.draft = null;
    page.talking.open = thread;
    which = "open";
    stage.focus();
    page.changed();
  }

  function build(): void {
    const { session } = page.seat;
    const threads = [...session.threads.values()];
    const mine = session.me?.user;
    const groups: Record<Which, Thread[]> = {
      open: threads.filter((one) => !one.done),
      done: threads.filter((one) => one.done),
      mine: threads.filter((one) => one.lines.some((line) => line.by === mine)),
    };
    choices.forEach((button, at) => {
      const name = WHICH[at]!;
      const word = say(`comments.${name}`);
      const count = groups[name].length;
      text(button, name === "mine" ? word : say("comments.count", { which: word, count }));
      attribute(button, "aria-checked", String(name === which));
    });
    const rows = groups[which];
    const state = JSON.stringify([
      which,
      page.talking.open,
      session.role,
      rows.map(({ id, last, lines }) => [id, last.seq, lines.map((line) => nameOf(page, line.by))]),
    ]);
    if (state !== shown) {
      shown = state;
      fill(list, ...rows.map((thread) => row(page, thread, reply)));
    }
    const none = { open: "comments.empty", done: "comments.none-done", mine: "comments.none-mine" };
    text(empty, say(none[which] as "comments.empty"));
    show(empty, rows.length === 0 && page.talking.draft === null);
  }

  return {
    node: el(
      "div",
      {
        class: "side-page",
        role: "tabpanel",
        id: "panel-comments",
        "aria-labelledby": "tab-comments",
      },
      el(
        "div",
        {
          class: "segments comments-which",
          role: "radiogroup",
          "aria-label": say("comments.which"),
        },
        ...choices,
      ),
      el("div", { class: "side-scroll", tabindex: 0 }, empty, list),
      foot,
    ),
    focus() {
      if (page.talking.draft) write.focus();
      else if (list.contains(reply.node)) reply.focus();
      else choices.find((one) => one.getAttribute("aria-checked") === "true")?.focus();
    },
    update() {
      build();
      const remark = page.talking.draft ?? proposed(page);
      show(foot, mayTalk(page));
      show(cancel, page.talking.draft !== null);
      write.ask(asked(page, remark.about));
    },
  };
}

/** What a comment would be about that nobody has put anywhere: the selection, or the middle of what is seen. */
function proposed(page: Page): Remark {
  const about = page.stage.selected[0]?.id ?? "";
  return { about, place: cornerOf(page, about) };
}

function asked(page: Page, about: string): string {
  const element = about ? page.seat.session.board.get(about) : undefined;
  if (!element) return say("comments.here");
  return say("comments.write", { what: called(element) });
}

function answer(page: Page, line: string): void {
  const { open } = page.talking;
  if (!page.seat.session.threads.has(open)) return;
  page.seat.session.submit({ say: line, thread: open, made: Date.now() });
  page.seat.link.flush();
  page.changed();
}

/** Shows the pin of a thread on the board. */
export function revealThread(page: Page, thread: Thread): void {
  const pin = pinOf(thread, page.seat.session.board);
  page.stage.leaves.turnTo(pin.page);
  page.stage.setView({ x: pin.x, y: pin.y, zoom: page.stage.view.zoom });
}

function row(page: Page, thread: Thread, reply: Composer): HTMLElement {
  const open = page.talking.open === thread.id;
  const [first, ...rest] = thread.lines;
  const body = el(
    "div",
    { class: "grow" },
    lineOf(page, first!),
    open
      ? el("div", { class: "comments-replies" }, ...rest.map((line) => lineOf(page, line)))
      : more(page, thread),
    open && thread.done && doneBy(page, thread),
    open && mayTalk(page) && reply.node,
  );
  if (open) reply.ask(say("comments.write-reply", { name: nameOf(page, first!.by) }));
  return el(
    "div",
    {
      class: `comments-row${thread.done ? " is-done" : ""}`,
      role: "listitem",
      "data-thread": thread.id,
    },
    el(
      "button",
      {
        class: "pin is-in-list",
        "aria-expanded": String(open),
        "aria-label": pinLabel(page, thread),
        onclick: () => toggle(page, thread),
      },
      ...pinFace(page, thread),
    ),
    body,
    mayTalk(page) && doneButton(page, thread),
  );
}

function toggle(page: Page, thread: Thread): void {
  const { talking } = page;
  talking.open = talking.open === thread.id ? "" : thread.id;
  if (talking.open) revealThread(page, thread);
  page.side("comments");
}

function more(page: Page, thread: Thread): HTMLElement {
  const rest = thread.lines.slice(1);
  const names = [...new Set(rest.map((line) => nameOf(page, line.by)))].join(", ");
  const label = thread.done
    ? doneWords(page, thread)
    : rest.length
      ? say("comments.replies", { names, count: rest.length })
      : say("comments.reply");
  return el("button", { class: "comments-more", onclick: () => toggle(page, thread) }, label);
}

function doneWords(page: Page, thread: Thread): string {
  return say("comments.done-by", { name: nameOf(page, thread.last.by) });
}

function doneBy(page: Page, thread: Thread): HTMLElement {
  return el("div", { class: "small second" }, doneWords(page, thread));
}

function doneButton(page: Page, thread: Thread): HTMLElement {
  const label = say(thread.done ? "comments.reopen" : "comments.finish");
  return el(
    "button",
    {
      class: "button quiet comments-done",
      "aria-label": label,
      "data-tip": label,
      "aria-pressed": String(thread.done),
      onclick: () => {
        page.seat.session.submit({ thread: thread.id, done: !thread.done, made: Date.now() });
        page.seat.link.flush();
        page.changed();
      },
    },
    icon(icons.people.done, 18),
  );
}

function lineOf(page: Page, line: Entry): HTMLElement {
  return el(
    "div",
    { class: "comments-line" },
    el(
      "div",
      { class: "say-head" },
      el("b", {}, nameOf(page, line.by)),
      el("span", { class: "small third" }, shortWhen(line.at, Date.now())),
    ),
    words(page, line.say ?? ""),
  );
}
