/** Share: the link to this board, to copy or to scan; who owns it makes links for others and ends them. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import { openDialog } from "./dialog";
import { el, fill, show } from "./dom";
import { icon } from "./icon";
import { linkMaker } from "./links";
import { type Page, titleOf } from "./page";
import { qrSvg } from "./qr";
import { toast } from "./toast";
import { say } from "./words";
import "./share.css";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Opens the dialog with the link. */
export function openShare(page: Page): void {
  const title = say("share.title", { title: titleOf(page) || say("boards.untitled") });
  const address = `${location.origin}/b/${encodeURIComponent(page.board)}`;
  const local = LOOPBACK.includes(location.hostname);
  const owns = page.token !== null && page.seat.session.role === "owner";
  const input = el("input", {
    class: "input",
    readonly: true,
    "aria-label": say("share.link"),
    onfocus: () => input.select(),
  });
  const copy = el(
    "button",
    { class: "button primary", autofocus: !owns, onclick: () => void copyLink(input) },
    icon(icons.edit.duplicate, 16),
    say("share.copy"),
  );
  const note = el("span", { class: "small second" });
  const code = el("div", { class: "share-code" });
  const large = el(
    "button",
    { class: "button outline", onclick: () => openLarge(title, input.value) },
    icon(icons.list.large, 16),
    say("share.large"),
  );
  const scan = el(
    "div",
    { class: "share-scan" },
    code,
    el("span", { class: "small second" }, say("share.scan")),
    large,
  );
  const field = el(
    "div",
    { class: "field" },
    el("span", { class: "label" }, say("share.link")),
    el("div", { class: "row share-link" }, input, copy),
    note,
  );
  /** Shows a link to hand on; an address of this computer is nothing to scan. */
  function offer(link: string | null, words: string): void {
    show(field, link !== null);
    show(scan, link !== null && !local);
    if (link === null) return;
    input.value = link;
    note.textContent = local ? say("share.loopback") : words;
    fill(code, qrSvg(link, say("share.scan")));
  }
  if (owns) offer(null, "");
  else if (page.token) offer(`${address}#token=${page.token}`, say("share.own"));
  else offer(address, say("share.note"));
  const maker = owns
    ? linkMaker(page.board, (token) => {
        offer(`${address}#token=${token}`, say("share.made"));
        copy.focus();
      })
    : null;
  openDialog(
    title,
    "dialog-share",
    el(
      "div",
      { class: "share-body" },
      el("div", { class: "share-main" }, maker?.form, field),
      scan,
    ),
    maker?.list,
  );
}

/** The code alone, for a room full of phones. */
function openLarge(title: string, link: string): void {
  openDialog(
    title,
    "dialog-code",
    el(
      "div",
      { class: "share-large" },
      el("div", { class: "share-code" }, qrSvg(link, say("share.scan"))),
      el("span", { class: "second" }, say("share.scan")),
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
