/** What a board does not need to be drawn on: fetched soon after it, or with the first touch, and nothing copied, pasted or dropped is lost meanwhile. */

import { whenIdle } from "../store/idle";
import type { BoardPoint } from "../view/camera";
import { moreGlyphs } from "../view/glyphs";
import type { Clipboard } from "./clipboard";
import { onBoard } from "./onboard";
import type { Page } from "./page";

const REST_MS = 800;
const AGAIN_MS = 3_000;
const NATIVE = ["edit.copy", "edit.cut", "edit.paste", "edit.paste-text"];
const COMMANDS = [...NATIVE, "edit.paste-in-place", "edit.copy-png", "edit.copy-svg"];

export interface Later {
  /** Does a command that is the clipboard's, once that is there; false: it is not. */
  run(command: string, at?: BoardPoint): boolean;
  /** The browser follows these keys with an event. */
  isNative(command: string): boolean;
}

/** Puts the minimap into `home`, and fetches `others`. */
export function later(
  page: Page,
  home: HTMLElement,
  others: readonly (() => Promise<unknown>)[],
  signal: AbortSignal,
): Later {
  let clipboard: Clipboard | null = null;
  let fetching = false;
  const waiting: (() => void)[] = [];

  function fetchAll(): void {
    if (fetching) return;
    fetching = true;
    for (const fetch of [...others, moreGlyphs]) fetch().catch(() => undefined); // who needs it asks again
    void Promise.all([
      import("./clipboard"),
      import("./minimap"),
      import("./asking"),
      import("./linkmarks"),
      import("../tools/straight"),
      import("../tools/acts"),
    ]).then(
      ([
        { openClipboard },
        { minimap },
        { watchAlt },
        { linkMarks },
        { Straightened },
        { actsOf },
      ]) => {
        if (signal.aborted) return;
        watchAlt(page, signal);
        clipboard = openClipboard(page, signal);
        const small = minimap(page);
        home.append(small.node);
        page.attach(small);
        page.attach(linkMarks(page));
        page.stage.table.straighten = Straightened.of;
        page.stage.learn(actsOf());
        for (const tell of waiting.splice(0)) tell();
      },
      again, // the server went away before the parts were kept on this device
    );
  }

  function again(): void {
    fetching = false;
    if (!signal.aborted) timer = setTimeout(fetchAll, AGAIN_MS);
  }

  /** An event's data is gone after it: what was pasted or dropped is held, and told again when somebody hears it. */
  function hold(
    event: Event,
    again: (data: DataTransfer) => Event,
    given: DataTransfer | null,
  ): void {
    const data = new DataTransfer();
    data.setData("text/plain", given?.getData("text/plain") ?? "");
    for (const file of given?.files ?? []) data.items.add(file);
    const target = event.target ?? document;
    waiting.push(() => target.dispatchEvent(again(data)));
    fetchAll();
  }

  function pasted(event: ClipboardEvent): void {
    if (clipboard) return;
    const told = { bubbles: true, cancelable: true };
    const copy = (clipboardData: DataTransfer): Event =>
      new ClipboardEvent("paste", { ...told, clipboardData });
    hold(event, copy, event.clipboardData);
  }

  /** A file that nobody takes would have the browser leave the board for it. */
  function dropped(event: DragEvent): void {
    if (clipboard) return;
    event.preventDefault();
    const { clientX, clientY } = event;
    const told = { clientX, clientY, bubbles: true, cancelable: true };
    hold(
      event,
      (dataTransfer) => new DragEvent("drop", { ...told, dataTransfer }),
      event.dataTransfer,
    );
  }

  /** A copy has to be told what it copies at once: this one is made a little later, as from the menu. */
  function copied(event: ClipboardEvent): void {
    if (clipboard || !onBoard(event) || page.stage.selected.length === 0) return;
    event.preventDefault();
    part.run(event.type === "cut" ? "edit.cut" : "edit.copy");
  }

  /** What can wait comes behind the first picture of a big board. */
  function fetchCalmly(): void {
    const joining = page.seat.session.phase === "joining";
    if (joining) timer = setTimeout(fetchCalmly, REST_MS);
    else whenIdle(() => !signal.aborted && fetchAll(), AGAIN_MS);
  }

  let timer = setTimeout(fetchCalmly, REST_MS);
  signal.addEventListener("abort", () => clearTimeout(timer));
  const first = { signal, once: true, capture: true };
  addEventListener("pointerdown", fetchAll, first);
  addEventListener("keydown", fetchAll, first);
  document.addEventListener("copy", copied, { signal });
  document.addEventListener("cut", copied, { signal });
  document.addEventListener("paste", pasted, { signal });
  document.addEventListener("drop", dropped, { signal });
  document.addEventListener("dragover", (event) => event.preventDefault(), { signal });
  const part: Later = {
    run(command, at) {
      if (clipboard) return clipboard.run(command, at);
      if (!COMMANDS.includes(command)) return false;
      waiting.push(() => clipboard?.run(command, at));
      fetchAll();
      return true;
    },
    isNative: (command) => clipboard?.isNative(command) ?? NATIVE.includes(command),
  };
  return part;
}
