/** The top bar: menu, title, saved, people, chat, Share; on a phone in two lines. */

import { icon as icons } from "@face/tokens.json";
import { openAppMenu } from "./appmenu";
import { attribute, el, keyed, type Part, show, text } from "./dom";
import { face, reface } from "./faces";
import { icon, mark } from "./icon";
import { type Page, titleOf } from "./page";
import { savedIndicator } from "./saved";
import { isPhone } from "./screen";
import { say } from "./words";
import "./bar.css";

const FACES = 4;
const FACES_PHONE = 2;
const TITLE = 120;

export interface Bar extends Part {
  openSaved(quiet: boolean): void;
  closeSaved(): void;
  /** Brings the indicator up to date at once: it never says saved for a frame too long (P1). */
  showSaved(): void;
  unread(count: number): void;
}

export function bar(page: Page): Bar {
  const saved = savedIndicator(page);
  const title = titleField(page);
  const people = peopleButton(page);
  const menu = el(
    "button",
    {
      class: "button bar-menu",
      "aria-label": say("view.menu"),
      "aria-haspopup": "menu",
      onclick: () => openAppMenu(page, menu),
    },
    mark(26),
    icon(icons.view["open-list"], 14, 2),
  );
  const back = el(
    "a",
    { class: "button bar-back", href: "/", "aria-label": say("view.back"), onclick: goBack },
    icon(icons.view.back, 22),
  );
  function goBack(event: Event): void {
    event.preventDefault();
    page.go("/");
  }
  const viewOnly = el(
    "span",
    { class: "saved-pill" },
    icon(icons.state["view-only"], 16),
    say("saved.view-only"),
  );
  const badge = el("span", { class: "badge chat-badge" });
  const chat = el(
    "button",
    {
      class: "button quiet chat-button",
      "aria-label": say("chat.chat"),
      "data-tip": say("chat.chat"),
      onclick: () => page.side(page.sideTab === "chat" ? null : "chat"),
    },
    icon(icons.people.chat, 19),
    badge,
  );
  const share = el(
    "button",
    {
      class: "button primary share-button",
      "aria-haspopup": "dialog",
      onclick: () => void import("./share").then(({ openShare }) => openShare(page)),
    },
    icon(icons.people.share, 16, 2),
    el("span", { class: "share-word" }, say("people.share")),
  );
  const node = el(
    "header",
    { class: "bar", "data-region": "bar" },
    menu,
    back,
    el("div", { class: "bar-name" }, title.node, saved.node, viewOnly),
    el("span", { class: "bar-space" }),
    people.node,
    el("span", { class: "separator" }),
    chat,
    share,
  );
  return {
    node,
    openSaved: saved.open,
    closeSaved: saved.close,
    showSaved: saved.update,
    unread(count) {
      show(badge, count > 0);
      text(badge, count > 99 ? "99" : String(count));
      attribute(
        chat,
        "aria-label",
        count ? `${say("chat.chat")}, ${say("chat.unread", { count })}` : say("chat.chat"),
      );
    },
    update() {
      title.update();
      saved.update();
      people.update();
      show(viewOnly, page.seat.session.role === "viewer");
      attribute(chat, "aria-pressed", String(page.sideTab === "chat"));
      attribute(share, "aria-label", isPhone() ? say("people.share") : undefined);
    },
  };
}

/** The title, edited in place; Enter keeps, Esc leaves it. */
function titleField(page: Page): Part {
  const input = el("input", {
    class: "title-input",
    maxlength: TITLE,
    "aria-label": say("boards.title"),
    spellcheck: "false",
    onblur: () => done(true),
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === "Enter") done(true);
      if (event.key === "Escape") done(false);
      event.stopPropagation();
    },
  });
  const name = el("span", { class: "cut" });
  const button = el(
    "button",
    { class: "button bar-title", "data-tip": say("boards.rename"), onclick: edit },
    name,
  );
  const node = el("span", { class: "title-field" }, button, input);
  show(input, false);
  let editing = false;

  function edit(): void {
    if (!["editor", "owner"].includes(page.seat.session.role)) return;
    editing = true;
    input.value = titleOf(page);
    input.style.width = `${Math.max(button.offsetWidth, 160)}px`;
    show(input, true);
    show(button, false);
    input.select();
    input.focus();
  }

  function done(keep: boolean): void {
    if (!editing) return;
    editing = false;
    const title = input.value.trim();
    if (keep && title && title !== titleOf(page)) {
      page.seat.session.submit({ set: [{ id: "board", title }] });
      page.seat.link.flush();
    }
    show(input, false);
    show(button, true);
    button.focus({ preventScroll: true });
    page.changed();
  }

  return {
    node,
    update() {
      const title = titleOf(page) || say("boards.untitled");
      text(name, title);
      attribute(button, "aria-label", `${say("boards.title")}: ${title}`);
      document.title = `${title} · ${say("app.name")}`;
    },
  };
}

interface Shown {
  key: string;
  name: string;
  colour: string;
}

/** The faces of who is here, oneself first; a press opens the list. */
function peopleButton(page: Page): Part {
  const faces = el("span", { class: "faces" });
  const known = new Map<string, HTMLElement>();
  const more = el("span", { class: "avatar is-count", "aria-hidden": "true" });
  const names = el("span", { class: "unseen" });
  const node = el(
    "button",
    {
      class: "button bar-people",
      onclick: () => page.side(page.sideTab === "people" ? null : "people"),
    },
    faces,
    more,
    names,
  );
  return {
    node,
    update() {
      const all = peopleHere(page);
      const room = isPhone() ? FACES_PHONE : FACES;
      const shown = all.slice(0, room);
      keyed(
        faces,
        known,
        shown,
        (one) => one.key,
        (one) => face(one.name, one.colour),
        (avatar, one) => {
          reface(
            avatar,
            one.name,
            one.colour,
            page.seat.session.phase !== "live" && one.key !== "me",
          );
          attribute(avatar, "data-tip", one.name);
        },
      );
      show(more, all.length > room);
      text(more, `+${all.length - room}`);
      text(names, `${say("people.people")}: ${all.map((one) => one.name).join(", ")}`);
      show(node, all.length > 0);
    },
  };
}

/** Who is here, one face a person: two tabs of one person are one. */
export function peopleHere(page: Page): Shown[] {
  const { session } = page.seat;
  const { me } = session;
  const found = new Map<string, Shown>();
  const own = me ?? { user: "me", name: page.device.name, colour: page.device.colour };
  const name = own.name || say("guest.name");
  found.set(own.user, { key: "me", name, colour: own.colour });
  for (const peer of session.peers.values()) {
    if (!found.has(peer.user))
      found.set(peer.user, { key: peer.user, name: peer.name, colour: peer.colour });
  }
  return [...found.values()];
}
