/**
 * The clipboard: copy, cut and paste, between boards and with Excalidraw, by the browser's own events.
 *
 * The events work on plain http too, where `navigator.clipboard` is not there; menus fall back on what was copied here.
 */

import { copied, pasted } from "../core/formats/clipboard";
import { svg } from "../core/render/svg";
import type { BoardPoint } from "../view/camera";
import { printed } from "../view/print";
import { addFiles } from "./arriving";
import { el } from "./dom";
import { keyOf } from "./keys";
import { onBoard } from "./onboard";
import { mayDraw, type Page, titleOf } from "./page";
import { saveBlob } from "./save";
import { toast } from "./toast";
import { say } from "./words";

type Way = "there" | "in-place" | "plain";

const WAYS: Record<string, Way> = {
  "edit.paste": "there",
  "edit.paste-in-place": "in-place",
  "edit.paste-text": "plain",
};

export interface Clipboard {
  /** Does a command that is the clipboard's; false: it is not. */
  run(command: string, at?: BoardPoint): boolean;
  /** The browser follows these keys with an event. */
  isNative(command: string): boolean;
}

export function openClipboard(page: Page, signal: AbortSignal): Clipboard {
  const { stage } = page;
  /** What was copied last on this page. */
  let kept = "";
  let next: Way = "there";

  function copy(event: ClipboardEvent): void {
    if (!onBoard(event) || stage.selected.length === 0) return;
    kept = copied(stage.carried);
    event.clipboardData?.setData("text/plain", kept);
    event.preventDefault();
    if (event.type === "cut") takeAway();
  }

  function takeAway(): void {
    if (!mayDraw(page)) return;
    stage.select(stage.carried.map((one) => one.id));
    page.run("edit.delete");
  }

  function paste(event: ClipboardEvent): void {
    const way = next;
    next = "there";
    if (event.defaultPrevented || !onBoard(event) || !mayDraw(page)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const files = [...(event.clipboardData?.files ?? [])];
    if (text ? put(text, way) : files.length > 0) event.preventDefault();
    if (!text && files.length > 0) void addFiles(page, files);
  }

  /** Puts what a text holds; false where there is nothing in it. */
  function put(text: string, way: Way, at?: BoardPoint): boolean {
    const elements = way === "plain" ? null : pasted(text);
    if (elements?.length === 0) toast(say("edit.not-pasted"));
    else if (elements) stage.paste(elements, way === "in-place" ? null : at);
    else if (text.trim() === "") return false;
    else stage.pasteText(text, at);
    page.changed();
    return true;
  }

  /** By a menu: the clipboard is asked where the browser lets it be, else what was copied here. */
  async function fetchAndPut(way: Way, at?: BoardPoint): Promise<void> {
    const text = await navigator.clipboard?.readText().catch(() => null);
    if (text ?? kept) put(text ?? kept, way, at);
    else toast(say("edit.paste-by-key", { keys: keyOf("edit.paste") }));
  }

  async function copyPng(): Promise<void> {
    const canvas = printed(stage, stage.shown);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!blob) return;
    const item = window.ClipboardItem && new ClipboardItem({ "image/png": blob });
    try {
      if (!item || !navigator.clipboard) throw new Error("no clipboard");
      await navigator.clipboard.write([item]);
      toast(say("edit.copied-picture"));
    } catch {
      saveBlob(blob, `${titleOf(page) || say("boards.untitled")}.png`);
      toast(say("edit.saved-picture"));
    }
  }

  function copyByMenu(cut: boolean): void {
    if (stage.selected.length === 0) return;
    kept = copied(stage.carried);
    give(kept);
    if (cut) takeAway();
  }

  function copySvg(): void {
    give(svg(stage.shown, stage.background));
    toast(say("edit.copied-picture"));
  }

  function drop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!mayDraw(page) || files.length === 0) return;
    event.preventDefault();
    void addFiles(page, files, stage.toBoard(event.clientX, event.clientY));
  }

  document.addEventListener("drop", drop, { signal });
  document.addEventListener("copy", copy, { signal });
  document.addEventListener("cut", copy, { signal });
  document.addEventListener("paste", paste, { signal });

  return {
    run(command, at) {
      const way = WAYS[command];
      if (way) void fetchAndPut(way, at);
      else if (command === "edit.copy") copyByMenu(false);
      else if (command === "edit.cut") copyByMenu(true);
      else if (command === "edit.copy-png") void copyPng();
      else if (command === "edit.copy-svg") copySvg();
      else return false;
      return true;
    },
    isNative(command) {
      if (command === "edit.paste-text") next = "plain";
      return ["edit.copy", "edit.cut", "edit.paste", "edit.paste-text"].includes(command);
    },
  };
}

/** Puts a text on the clipboard, on plain http by way of a field that is marked. */
function give(text: string): void {
  const byField = (): void => {
    const focused = document.activeElement;
    const field = el("textarea", { class: "unseen" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).catch(byField);
  else byField();
}
