/** Makes the history of a board short, for its owner: first what goes and where all of it stays, then one press (COMP-1, COMP-6). */

import "./late";
import { icon as icons } from "@face/tokens.json";
import { Refusal } from "../store/api";
import { type Compaction, type Course, compact, compactionsOf } from "../store/compactions";
import { randomId } from "../store/device";
import { field } from "./choices";
import { type Dialog, openDialog } from "./dialog";
import { attribute, type Child, el, fill, text } from "./dom";
import { icon } from "./icon";
import { type Page, titleShown } from "./page";
import { momentText } from "./past/telling";
import { toast } from "./toast";
import { written } from "./when";
import { dateLocale, say, sayIf } from "./words";
import "./compact.css";

const TITLE = 120;
const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
/** Copies that were made by a dialog of this page, which has said so. */
const own = new Set<string>();

/** Opens the dialog: it looks first at what would go. */
export function openCompact(page: Page): void {
  const ends = new AbortController();
  const body = el("div", { class: "dialog-body compact" });
  const foot = el("div", { class: "dialog-foot" });
  const dialog: Dialog = openDialog(say("history.compact"), "dialog-compact", body, foot);
  dialog.node.addEventListener("close", () => ends.abort());
  const shown: Shown = { page, dialog, ends, show: (parts, buttons) => show(parts, buttons) };

  function show(parts: Child[], buttons: Child[]): void {
    fill(body, ...parts.filter(isThere));
    fill(foot, ...buttons.filter(isThere));
    foot.querySelector<HTMLElement>("[autofocus]")?.focus();
  }

  void look(shown);
}

interface Shown {
  readonly page: Page;
  readonly dialog: Dialog;
  readonly ends: AbortController;
  /** Puts something else into the dialog. */
  show(parts: Child[], buttons: Child[]): void;
}

const isThere = (one: Child): one is Node | string => Boolean(one);

async function look(shown: Shown): Promise<void> {
  const { page, dialog, ends } = shown;
  const bar = progress(say("compact.reading"));
  shown.show([bar.node], [cancel(dialog)]);
  try {
    ask(shown, await compact(page.board, { preview: true }, ends.signal, bar.tell));
  } catch (why) {
    failed(shown, why, false);
  }
}

/** What goes, what stays, and what the copy will be called. */
function ask(shown: Shown, told: Compaction): void {
  const { page, dialog } = shown;
  const title = titleShown(page);
  const name = el("input", {
    class: "input",
    maxlength: TITLE,
    "aria-label": say("compact.copy"),
  });
  const date = written(Date.now(), DAY);
  const rest = [...say("compact.copy-title", { title: "", date })].length;
  const short = [...title].slice(0, TITLE - rest).join("");
  name.value = say("compact.copy-title", { title: short, date });
  const since = momentText(told.since);
  const rows: [string, string][] = [
    [say("compact.steps"), say("compact.since", { count: told.head, when: since })],
    [say("compact.marks"), number(told.marks)],
    [say("compact.erased"), number(told.erased)],
    [say("compact.undo"), say("compact.undo-none")],
  ];
  const sizes = { before: size(told.bytes_before), after: size(told.bytes_after) };
  shown.show(
    [
      el("p", {}, say("compact.note", { title })),
      el(
        "div",
        { class: "compact-goes" },
        el("h3", {}, say("compact.goes")),
        list(rows, "minus"),
        list([[say("compact.size"), say("compact.sizes", sizes)]], "archive"),
      ),
      field(say("compact.copy"), name),
      el("p", { class: "small second" }, say("compact.away")),
    ],
    [
      cancel(dialog),
      el(
        "button",
        { class: "button danger", onclick: () => void run(shown, name.value.trim(), told) },
        say("compact.verb"),
      ),
    ],
  );
}

async function run(shown: Shown, title: string, told: Compaction): Promise<void> {
  const { page, dialog, ends } = shown;
  const bar = progress(say("compact.making"));
  const off = cancel(dialog);
  shown.show([bar.node], [off]);
  const id = randomId();
  own.add(id);
  let bound = false;
  const tell = (course: Course): void => {
    bar.tell(course);
    if (!course.bound || bound) return;
    bound = true;
    bar.say(say("compact.bound"));
    off.remove();
  };
  try {
    const wanted = { id, title: title || told.title };
    done(shown, await compact(page.board, wanted, ends.signal, tell));
  } catch (why) {
    own.delete(id); // where it is done after all, the board says it when it is back
    if (ends.signal.aborted && !bound) toast(say("compact.called-off"));
    failed(shown, why, bound);
  }
}

/** The copy, and a link to it where one came by a link. */
function done({ page, dialog, show }: Shown, made: Compaction): void {
  const path = `/b/${encodeURIComponent(made.copy)}${made.token && `#token=${made.token}`}`;
  const link = el("input", {
    class: "input",
    readonly: true,
    "aria-label": say("compact.link"),
    onfocus: () => link.select(),
  });
  link.value = `${location.origin}${path}`;
  const open = (): void => {
    dialog.close();
    page.go(path);
  };
  show(
    [
      el(
        "p",
        { class: "row compact-done", role: "status" },
        icon(icons.state.saved, 18),
        el("span", {}, say("compact.done", { title: made.title })),
      ),
      made.token !== "" && field(say("compact.link"), link),
    ],
    [
      el("button", { class: "button outline", onclick: open }, say("compact.open")),
      el(
        "button",
        { class: "button primary", autofocus: true, onclick: () => dialog.close() },
        say("view.close"),
      ),
    ],
  );
}

function failed({ dialog, ends, show }: Shown, why: unknown, bound: boolean): void {
  if (ends.signal.aborted) return;
  if (!(why instanceof Refusal || why instanceof TypeError)) throw why; // fetch raises TypeError without a network
  const otherwise = say(bound ? "compact.unsure" : "compact.not-done");
  const words = why instanceof Refusal ? sayIf(`compact.${why.code}`, otherwise) : otherwise;
  const close = el(
    "button",
    { class: "button primary", autofocus: true, onclick: () => dialog.close() },
    say("view.close"),
  );
  show([el("p", { role: "status" }, words)], [close]);
}

/** A newer epoch of the board: true where its history was made short, which is said then (COMP-5). */
export async function tellCompacted(page: Page): Promise<boolean> {
  const { epoch } = page.seat.session;
  const made = (await compactionsOf(page.board)).find((one) => one.epoch === epoch);
  if (!made) return false;
  if (own.has(made.copy) || page.signal.aborted) return true;
  const name = made.name || say("history.somebody");
  const open = (): void => page.go(`/b/${encodeURIComponent(made.copy)}`);
  toast(say("compact.told", { name, title: made.title }), {
    icon: "archive",
    stays: true,
    button: { label: say("compact.open"), run: open },
  });
  return true;
}

function cancel(dialog: Dialog): HTMLElement {
  return el(
    "button",
    { class: "button outline", autofocus: true, onclick: () => dialog.close() },
    say("view.cancel"),
  );
}

function list(rows: readonly (readonly [string, string])[], sign: string): HTMLElement {
  return el(
    "dl",
    {},
    ...rows.map(([name, value]) =>
      el("div", { class: "row" }, icon(sign, 16), el("dt", {}, name), el("dd", {}, value)),
    ),
  );
}

interface Progress {
  readonly node: HTMLElement;
  tell(course: Course): void;
  say(words: string): void;
}

function progress(words: string): Progress {
  const said = el("p", { role: "status" }, words);
  const bar = el("progress", { max: 1, "aria-label": words });
  return {
    node: el("div", { class: "compact-progress" }, said, bar),
    tell: ({ progress }) => attribute(bar, "value", progress),
    say: (more) => text(said, more),
  };
}

function number(value: number, how?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(dateLocale(), how).format(value);
}

/** "4.2 MB". */
function size(bytes: number): string {
  const large = bytes >= 1_000_000;
  return number(large ? bytes / 1_000_000 : bytes / 1_000, {
    style: "unit",
    unit: large ? "megabyte" : "kilobyte",
    maximumSignificantDigits: 2,
  });
}
