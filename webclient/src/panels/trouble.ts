/** A strip over the board while the server cannot save: what is safe, and what is wrong (DISK-1). */

import { icon as icons } from "@face/tokens.json";
import type { Event } from "../core/events";
import { el, show, text } from "./dom";
import { icon } from "./icon";
import { sayIf } from "./words";
import "./trouble.css";

export interface Trouble {
  node: HTMLElement;
  /** What is told now, or "". */
  readonly words: string;
  heard(event: Event): void;
}

/** `live` says whether there is a connection: without one the saved indicator tells what is to be told. */
export function troubleStrip(live: () => boolean): Trouble {
  const words = el("span");
  const node = el(
    "div",
    { class: "trouble passing", role: "status" },
    icon(icons.state.warning, 16),
    words,
  );
  let told = "";
  const tell = (now: string): void => {
    told = now;
    show(node, told !== "");
    if (told) text(words, told);
  };
  tell("");
  return {
    node,
    get words() {
      return told;
    },
    heard(event) {
      if (event.type === "Notified" && event.notice.code === "storage")
        tell(sayIf(`offline.storage-${event.notice.state ?? "ok"}`, ""));
      else if (event.type === "Status" && !live()) tell("");
    },
  };
}
