/** What else one can do from a moment: jump to another, hand it on. */

import { icon as icons } from "@face/tokens.json";
import { countUpTo } from "../../core/timeline";
import { el } from "../dom";
import { openMenu, openPopup } from "../popup";
import { toast } from "../toast";
import { say } from "../words";
import type { Past } from "./past";

export function openMoreMenu(past: Past, anchor: HTMLElement): void {
  const { player, page } = past;
  const visit = page.seat.lastVisit;
  openMenu(
    anchor,
    say("history.more"),
    [
      {
        label: say("history.to-date"),
        run: () => openDate(past, anchor),
      },
      ...(visit > 0 && visit < player.history.head
        ? [{ label: say("history.to-last-visit"), run: () => player.goto(visit) }]
        : []),
      null,
      {
        label: say("history.copy-link"),
        icon: icons.edit.link,
        run: () => void copyLink(past),
      },
    ],
    { side: "above", align: "end" },
  );
}

function openDate(past: Past, anchor: HTMLElement): void {
  const { player } = past;
  const at = player.entry?.at ?? Date.now();
  const field = el("input", {
    class: "field-input",
    type: "datetime-local",
    value: localText(at),
    "aria-label": say("history.to-date"),
    onchange: () => {
      const wanted = new Date(field.value).getTime();
      if (Number.isNaN(wanted)) return;
      const times = player.history.steps.map((step) => step.at);
      player.goto(countUpTo(times, wanted + 59_999));
    },
  });
  openPopup(
    anchor,
    { label: say("history.to-date"), side: "above", align: "end", className: "mark-popup" },
    el("label", { class: "label" }, say("history.to-date"), field),
  );
  field.focus();
}

/** A moment as the field wants it: local time without a zone. */
function localText(ms: number): string {
  const zone = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - zone).toISOString().slice(0, 16);
}

async function copyLink(past: Past): Promise<void> {
  const link = new URL(location.href);
  link.hash = past.player.seq === null ? "" : `at=${past.player.seq}`;
  await navigator.clipboard.writeText(link.href);
  toast(say("history.link-copied"));
}
