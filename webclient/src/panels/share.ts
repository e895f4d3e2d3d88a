/** Share: the link to this board, to copy or to scan. */

import { icon as icons } from "@face/tokens.json";
import { openDialog } from "./dialog";
import { el } from "./dom";
import { icon } from "./icon";
import { type Page, titleOf } from "./page";
import { qrSvg } from "./qr";
import { toast } from "./toast";
import { say } from "./words";
import "./share.css";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Opens the dialog with the link. */
export function openShare(page: Page): void {
  const link = `${location.origin}/b/${encodeURIComponent(page.board)}${page.token ? `#token=${page.token}` : ""}`;
  const input = el("input", {
    class: "input",
    readonly: true,
    value: link,
    "aria-label": say("share.link"),
    onfocus: () => input.select(),
  });
  const copy = el(
    "button",
    { class: "button primary", autofocus: true, onclick: () => void copyLink(input) },
    icon(icons.edit.duplicate, 16),
    say("share.copy"),
  );
  const local = LOOPBACK.includes(location.hostname);
  openDialog(
    say("share.title", { title: titleOf(page) || say("boards.untitled") }),
    "dialog-share",
    el(
      "div",
      { class: "share-body" },
      el(
        "div",
        { class: "share-main" },
        el(
          "div",
          { class: "field" },
          el("span", { class: "label" }, say("share.link")),
          el("div", { class: "row share-link" }, input, copy),
        ),
        el("span", { class: "small second" }, local ? say("share.loopback") : say("share.note")),
      ),
      !local &&
        el(
          "div",
          { class: "share-scan" },
          el("div", { class: "share-code" }, qrSvg(link, say("share.scan"))),
          el("span", { class: "small second" }, say("share.scan")),
        ),
    ),
  );
}

async function copyLink(input: HTMLInputElement): Promise<void> {
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
  } catch {
    document.execCommand("copy"); // plain http has no clipboard API
  }
  toast(say("people.link-copied"));
}
