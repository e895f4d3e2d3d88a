/** The board page: puts the stage and all parts together, and answers what the session says. */

import type { Event } from "../core/events";
import { assetPath } from "../store/api";
import { type Device, saveDevice } from "../store/device";
import { Seat } from "../store/seat";
import { recallView, rememberView } from "../store/sight";
import type { Remark } from "../tools/desk";
import type { BoardPoint } from "../view/camera";
import { Stage } from "../view/stage";
import { awaited } from "./awaited";
import { bar } from "./bar";
import { fetchTemplates, templateFor } from "./begin";
import { chooseFiles, DRAWINGS, PICTURES } from "./chooser";
import { cluster } from "./cluster";
import { attribute, el, type Part } from "./dom";
import { gathering } from "./gathering";
import { hints } from "./hints";
import { historyPart } from "./history";
import { holding } from "./holding";
import { commandOf } from "./keys";
import { later } from "./later";
import { lead } from "./lead";
import { News } from "./news";
import { isEmpty, mayDraw, mayTalk, type Page, type Tab } from "./page";
import { patiently } from "./patience";
import { cornerOf, dropDraft } from "./pin";
import { pins } from "./pins";
import { openPlain } from "./plain";
import { closeAll, closeInnermost } from "./popup";
import { presetStrip } from "./presets";
import { rail } from "./rail";
import { nextRegion } from "./regions";
import { isDark, isPhone, onScreen } from "./screen";
import { summon } from "./summon";
import { Talking } from "./talking";
import { toggleTheme } from "./theme";
import { toast } from "./toast";
import { troubleStrip } from "./trouble";
import { isRightToLeft, say } from "./words";
import { type Editor, openEditor } from "./writing";
import "./room.css";

const PENS = ["pen", "highlighter"];
/** Commands that open something which is fetched for it. */
const OPENS =
  /^(style|settings|timer|vote|history)\.|^view\.(keys|commands|find|present|print|pen|library)$|^edit\.(to-library|open-link|link)$|^(page\.sheets|tool\.image)$/;

export interface Room {
  /** Resolves when the board is stored. */
  close(): Promise<void>;
}

/** Opens a board in `root`. */
export async function openRoom(
  root: HTMLElement,
  board: string,
  token: string | null,
  device: Device,
  go: (path: string) => void,
): Promise<Room> {
  const ends = new AbortController();
  const { signal } = ends;
  const early: Event[] = [];
  let heard: (event: Event) => void = (event) => early.push(event);
  let full: () => void = () => undefined;
  const seat = await Seat.open({
    board,
    device,
    token,
    heard: (event) => heard(event),
    full: () => full(),
    now: Date.now,
  });
  const { session, link } = seat;
  link.start(); // the server looks for the board while the page is put together

  const host = el("div", {
    class: "stage",
    role: "region",
    "aria-label": say("view.board"),
    "data-region": "board",
  });
  const middle = el("main", { class: "room-middle" }, host);
  const node = el("div", { class: "room" }, middle);
  root.replaceChildren(node);

  const stage = new Stage(host, session, {
    dark: isDark(),
    tool: "pen",
    flush: link.flush,
    journal: (put) => link.journal(put),
    insets,
    assetUrl: assetPath,
  });

  let frame = 0;
  let settled = false;
  let chosen = false;
  let tab: Tab | null = null;
  let editor: Editor | null = null;
  let closeOutline: (() => void) | null = null;
  const trouble = troubleStrip(() => session.phase === "live");
  const page: Page = {
    board,
    token,
    seat,
    stage,
    device,
    signal,
    run,
    changed() {
      frame ||= requestAnimationFrame(update);
    },
    attach(part) {
      parts.add(part);
      part.update();
      return () => parts.delete(part);
    },
    side(name) {
      tab = name;
      closeOutline?.();
      update();
      if (!name) stage.focus();
      else if (side.there) side.there.focus();
      else
        void holding(side.fetch().then((there) => tab && there.focus())).catch(() =>
          page.side(null),
        );
    },
    get trouble() {
      return trouble.words;
    },
    get sideTab() {
      return tab;
    },
    talking: new Talking(board, session),
    jobs: new Map(),
    whose: "",
    go,
  };

  const top = bar(page);
  const tools = rail(page, (anchor) => {
    summon(
      "more",
      () => import("./appmenu"),
      (part) => part.openMore(page, anchor),
    );
  });
  const style = awaited(page, async () => (await import("./style")).stylePanel(page));
  const zoom = cluster(page);
  const side = awaited(page, async () => (await import("./side")).sidePanel(page));
  const first = hints(page, () => {
    chooseFiles(DRAWINGS, ([file]) => {
      const receive = (part: typeof import("./incoming")) => file && part.receiveFile(file, go);
      patiently(() => import("./incoming"), receive, signal);
    });
  });
  const pens = presetStrip(page);
  const memory = historyPart(page, node);
  const parts = new Set<Part>([top, tools, pens, zoom, first, memory]);
  attribute(tools.node, "data-region", "tools");
  node.prepend(top.node);
  middle.prepend(tools.node);
  const led = lead(page);
  const met = gathering(page);
  const pinned = pins(page);
  parts.add(led);
  parts.add(met);
  parts.add(pinned);
  host.append(pinned.node);
  middle.append(
    led.node,
    met.node,
    first.node,
    pens.node,
    style.node,
    zoom.node,
    memory.node,
    trouble.node,
  );
  node.append(side.node);
  const extra = later(
    page,
    middle,
    [style.fetch, side.fetch, () => import("./opening"), () => import("./savedcard")],
    signal,
  );

  function update(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    for (const part of parts) part.update();
    node.toggleAttribute("data-side", tab !== null);
    attribute(host, "data-elements", session.board.size);
    editor?.update();
  }

  function insets(): { left: number; top: number; right: number; bottom: number } {
    const margin = 24;
    const past = memory.past !== null;
    if (isPhone()) return { left: margin, top: margin, right: margin, bottom: past ? 270 : 88 };
    const [start, end] = device.leftHanded ? [margin, 84] : [84, margin];
    const sides = [start, tab ? 344 : end] as const;
    const [left, right] = isRightToLeft() ? [sides[1], sides[0]] : sides;
    return { left, top: margin, right, bottom: past ? 196 : 72 };
  }

  function run(command: string, at?: BoardPoint): void {
    if (command === "view.theme") {
      toggleTheme(device);
      stage.setTheme(isDark());
    } else if (command === "edit.undo" && !session.canUndo) {
      toast(say("edit.nothing-to-undo"));
    } else if (command === "view.minimap") {
      device.minimap = !device.minimap;
      saveDevice(device);
    } else if (command === "view.snap") {
      stage.table.snaps = device.snap = !device.snap;
      saveDevice(device);
      toast(say(device.snap ? "view.snap-on" : "view.snap-off"));
    } else if (command === "history.history") memory.toggle();
    else if (command === "history.story") memory.story(stage.selection[0]);
    else if (command === "view.outline") toggleOutline();
    else if (command === "view.pointers") first.recall();
    else if (command === "view.board-only") document.documentElement.toggleAttribute("data-zen");
    else if (command === "view.regions") nextRegion(node, false);
    else if (command === "tool.keep") keepTool();
    else if (command === "tool.comment") comment();
    else if (OPENS.test(command)) openBy(command);
    else if (!extra.run(command, at)) stage.command(command);
    page.changed();
  }

  function openBy(command: string): void {
    if (command === "tool.image") {
      if (mayDraw(page)) chooseFiles(PICTURES, addPictures, true);
      return;
    }
    summon(
      command,
      async () => (await import("./opening")).opening(command),
      (open) => open({ page, node, middle, memory }),
    );
  }

  function addPictures(files: File[]): void {
    patiently(
      () => import("./images"),
      (part) => part.addImages(page, files),
      signal,
    );
  }

  function toggleOutline(): void {
    if (closeOutline) {
      closeOutline();
      return;
    }
    summon(
      "outline",
      () => import("./outline"),
      ({ openOutline }) => {
        closeOutline = openOutline(page, node, () => {
          closeOutline = null;
        });
      },
    );
  }

  /** A comment on the selection; without one the next press says on what. */
  function comment(): void {
    if (!mayTalk(page)) return;
    const [about] = stage.selection;
    if (about) remark({ about, place: cornerOf(page, about) });
    else stage.setTool("comment");
  }

  function remark(asked: Remark): void {
    page.talking.draft = asked;
    page.side("comments");
  }

  function keepTool(): void {
    stage.setTool(stage.tool, !stage.keep);
    device.keepTool = stage.keep;
    saveDevice(device);
  }

  /** Esc closes the innermost thing first, before the board hears of it. */
  function escaped(event: KeyboardEvent): void {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (!closeInnermost()) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const target = event.target as Element; // key events have elements as targets
    const typing = target.matches("input:not([type='range']), textarea, [contenteditable]");
    const inside = target.closest(".popup, .dialog") !== null;
    if (event.key === "Escape" && page.talking.draft) {
      dropDraft(page);
      return;
    }
    if (event.key === "Escape" && target.closest(".side")) {
      page.side(null);
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    const command = commandOf(event, {
      typing: typing || inside,
      pen: PENS.includes(stage.tool),
      selected: stage.selection.length > 0,
      singleKeys: device.singleKeys,
    });
    if (!command || extra.isNative(command)) return; // the browser tells of it with an event of its own
    event.preventDefault();
    if (command === "view.regions" && event.shiftKey) nextRegion(node, true);
    else run(command);
  }

  /** The board is there for the first time: the view that this tab had of it, or all of it. */
  function settle(): void {
    if (settled) return;
    settled = true;
    const view = recallView(board);
    if (!stage.lead.following) {
      if (view) stage.setView(view);
      else stage.fit("board");
    }
    if (!isEmpty(page) && !isPhone() && !chosen) stage.setTool("select");
    const at = /^#at=(\d{1,15})$/.exec(location.hash)?.[1];
    if (at) memory.show((past) => past.goto(Number(at)));
    const found = /^#find=(\d{1,15})(?:,([\w-]{1,64}))?$/.exec(location.hash);
    if (found) void memory.find(Number(found[1]), found[2] ?? "");
    const since = /^#since=(\d{1,15})$/.exec(location.hash)?.[1];
    if (since) memory.show((past) => past.since(Number(since)));
    start();
  }

  /** A new board begins with what was pressed in the list. */
  function start(): void {
    const template = templateFor(board);
    if (!template || !isEmpty(page)) return;
    summon("template", fetchTemplates, (templates) => {
      templates.apply(seat, template);
      stage.fit("board");
    });
  }

  /** There is nothing here for this person: says so instead of an empty board. */
  async function leave(): Promise<void> {
    const words = session.seq ? null : news.plain;
    if (words) openPlain(root, words, go);
  }

  const news = new News(page, top, () => void leave());
  heard = (event) => {
    stage.receive(event);
    if (event.type === "Changed" && event.ids === null) settle();
    if (event.type === "Status") top.showSaved();
    news.heard(event);
    if (event.type === "Notified") page.jobs.get(event.notice.job ?? "")?.(event.notice);
    else if (event.type === "Status") for (const ask of page.jobs.values()) ask(null);
    trouble.heard(event);
    memory.heard(event);
    const quiet =
      event.type === "Confirmed" ||
      (event.type === "PresenceChanged" && tab !== "people" && tab !== "chat");
    if (!quiet) page.changed();
  };
  full = () => toast(say("offline.device-full"), { stays: true });

  stage.on("editText", (writing) => {
    editor?.done();
    editor = openEditor(page, host, writing, () => {
      editor = null;
      page.changed();
      stage.focus();
    });
  });
  let { tool: held } = stage;
  stage.on("tool", ({ tool }) => {
    chosen = true;
    if (tool !== held) first.taken();
    held = tool;
  });
  for (const name of ["tool", "style", "selection", "camera", "lead"] as const)
    stage.on(name, page.changed);
  stage.on("menu", (asked) => {
    summon(
      "context",
      () => import("./context"),
      (part) => part.openContext(page, asked),
    );
  });
  stage.on("comment", remark);
  stage.on("penFound", (run) => {
    const button = { label: say("offline.pen-fingers"), run };
    toast(say("offline.pen-found"), { stays: true, button });
  });
  stage.on("dipped", (colour) => {
    summon(
      "inks",
      () => import("./inks"),
      ({ inkName }) => toast(say("style.picked", { colour: inkName(colour) })),
    );
  });
  stage.on("refused", ({ code }) => news.refused(code));

  addEventListener("keydown", escaped, { signal, capture: true });
  addEventListener("keydown", pressed, { signal });
  host.addEventListener(
    "pointerdown",
    () => {
      settled = true; // a hand is on the board: nothing moves under it
      first.touched();
    },
    { signal, capture: true },
  );
  addEventListener("pagehide", () => rememberView(board, stage.view), { signal });
  addEventListener(
    "beforeunload",
    (event) => {
      if (seat.unsafe) event.preventDefault();
    },
    { signal },
  );
  const unwatch = onScreen(() => {
    stage.setTheme(isDark());
    stage.setNib(device.nib);
    page.changed();
  });

  stage.table.snaps = device.snap;
  stage.setNib(device.nib);
  if (device.keepTool) stage.setTool(stage.tool, true);
  chosen = false; // until a person takes a tool, which then stays when the board comes
  stage.company.showPointers(device.pointers);
  update();
  stage.receive({ type: "Changed", ids: null });
  if (session.seq) settle();
  for (const event of early) heard(event);
  performance.mark("inkroom:usable"); // what the bench waits for
  stage.focus();
  return {
    close() {
      rememberView(board, stage.view);
      ends.abort();
      unwatch();
      closeAll();
      news.close();
      memory.stop();
      cancelAnimationFrame(frame);
      document.documentElement.removeAttribute("data-zen");
      stage.destroy();
      return seat.close();
    },
  };
}
