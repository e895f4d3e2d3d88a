/** The top bar: menu, title, saved, people, chat, Share; on a phone in two lines. */

import { icon as icons } from "@face/tokens.json";
import { lessonOf } from "../core/lesson";
import { attribute, el, fill, keyed, type Part, show, text } from "./dom";
import { face, reface } from "./faces";
import { icon, mark } from "./icon";
import { keyOf } from "./keys";
import { type Page, type Tab, titleOf, titleShown } from "./page";
import { openPopup } from "./popup";
import { savedIndicator } from "./saved";
import { isPhone } from "./screen";
import { share as openShare } from "./sharing";
import { summon } from "./summon";
import { say, type Word } from "./words";
import "./bar.css";

const FACES = 4;
const FACES_PHONE = 2;
const TITLE = 120;

export interface Bar extends Part {
  openSaved(quiet: boolean): void;
  closeSaved(): void;
  /** Brings the indicator up to date at once: it never says saved for a frame too long (P1). */
  showSaved(): void;
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
      onclick: () =>
        summon(
          "menu",
          () => import("./appmenu"),
          (part) => part.openAppMenu(page, menu),
        ),
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
  const leaf = el("span");
  const pages = el(
    "button",
    {
      class: "button bar-pages",
      "aria-haspopup": "dialog",
      "data-tip": say("page.sheets"),
      onclick: () => page.run("page.sheets"),
    },
    icon(icons.view.pages, 16),
    leaf,
  );
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
      onclick: () => page.side(isTalk(page.sideTab) ? null : newest(page)),
    },
    icon(icons.people.chat, 19),
    badge,
  );
  const find = el(
    "button",
    {
      class: "button quiet find-button",
      "aria-label": say("view.find"),
      "data-tip": say("view.find"),
      "data-key": keyOf("view.find"),
      onclick: () => page.run("view.find"),
    },
    icon(icons.view.search, 19),
  );
  const share = el(
    "button",
    {
      class: "button primary share-button",
      "aria-haspopup": "dialog",
      onclick: () => openShare(page),
    },
    icon(icons.people.share, 16, 2),
    el("span", { class: "share-word" }, say("people.share")),
  );
  const ask = el("button", {
    class: "button outline ask-button",
    onclick: () =>
      summon(
        "ask",
        () => import("./meeting/roles"),
        (roles) => roles.askToEdit(page),
      ),
  });
  const node = el(
    "header",
    { class: "bar", "data-region": "bar" },
    menu,
    back,
    el("div", { class: "bar-name" }, title.node, pages, saved.node, viewOnly),
    el("span", { class: "bar-space" }),
    people.node,
    el("span", { class: "separator" }),
    signs(page),
    chat,
    find,
    ask,
    share,
  );
  return {
    node,
    openSaved: saved.open,
    closeSaved: saved.close,
    showSaved: saved.update,
    update() {
      title.update();
      saved.update();
      people.update();
      const { pages: all, page: now } = page.stage.stack;
      const here = { at: all.findIndex(({ id }) => id === now) + 1, count: all.length };
      text(leaf, say("page.of", here));
      attribute(pages, "aria-label", `${say("page.of", here)}, ${say("page.sheets")}`);
      const { chat: lines, comments } = page.talking.unread;
      const count = lines + comments;
      show(badge, count > 0);
      text(badge, count > 99 ? "99" : String(count));
      const news = [
        say("chat.chat"),
        lines ? say("chat.unread", { count: lines }) : "",
        comments ? say("comments.unread", { count: comments }) : "",
      ];
      attribute(chat, "aria-label", news.filter(Boolean).join(", "));
      const { role, phase } = page.seat.session;
      show(viewOnly, role === "viewer");
      const draws = role === "editor" || role === "owner";
      show(ask, !draws && phase === "live" && !page.stage.lead.asking);
      if (!draws && !ask.firstChild) {
        const words = el("span", { class: "share-word" }, say("refused.ask-to-edit"));
        fill(ask, icon(icons.people["ask-to-edit"], 16), words);
      }
      attribute(ask, "aria-label", isPhone() ? say("refused.ask-to-edit") : undefined);
      attribute(chat, "aria-pressed", String(isTalk(page.sideTab)));
      show(share, lessonOf(page.board) === null);
      attribute(share, "aria-label", isPhone() ? say("people.share") : undefined);
    },
  };
}

function isTalk(tab: Tab | null): boolean {
  return tab === "chat" || tab === "comments";
}

/** Where something new is; the chat where nothing is. */
function newest(page: Page): Tab {
  const { chat, comments } = page.talking.unread;
  return comments > 0 && chat === 0 ? "comments" : "chat";
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
      const title = titleShown(page);
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

/** The faces of who is here, oneself first: a press follows them; the last opens the list. */
function peopleButton(page: Page): Part {
  const faces = el("span", { class: "faces" });
  const known = new Map<string, HTMLButtonElement>();
  const more = el("span", { class: "avatar is-count", "aria-hidden": "true" });
  const names = el("span", { class: "unseen" });
  let last: Shown[] = [];
  const toggle = (): void => page.side(page.sideTab === "people" ? null : "people");
  const all = el(
    "button",
    { class: "button bar-people", "data-tip": say("people.people"), onclick: toggle },
    more,
    names,
  );
  const node = el("span", { class: "bar-faces" }, faces, all);
  const press = (key: string): void => {
    const peer = [...page.seat.session.peers.values()].find((one) => one.user === key);
    const { lead } = page.stage;
    if (!peer) toggle();
    else lead.begin(lead.following?.user === key ? null : peer);
  };
  const make = (one: Shown): HTMLButtonElement =>
    el(
      "button",
      { class: "bar-face", onclick: () => press(one.key) },
      face(one.name, one.colour),
      el("span", { class: "unseen" }),
    );
  return {
    node,
    update() {
      const live = page.seat.session.phase === "live";
      const here = live ? peopleHere(page) : [...peopleHere(page).slice(0, 1), ...last.slice(1)];
      last = here;
      const room = isPhone() ? FACES_PHONE : FACES;
      const followed = page.stage.lead.following?.user;
      keyed(
        faces,
        known,
        here.slice(0, room),
        (one) => one.key,
        make,
        (button, one) => {
          const me = one.key === "me";
          const avatar = button.firstElementChild as HTMLElement; // as made above
          reface(avatar, one.name, one.colour, !live && !me);
          const label = me ? say("people.you", { name: one.name }) : followName(one.name);
          attribute(button, "data-tip", label);
          text(button.lastElementChild!, label);
          attribute(button, "aria-pressed", me ? undefined : String(one.key === followed));
        },
      );
      const rest = here.length - room;
      if (rest > 0) {
        text(more, `+${rest}`);
        more.classList.add("is-count");
      } else if (!more.querySelector("svg")) fill(more, icon(icons.people.people, 16));
      text(names, `${say("people.people")}: ${here.map((one) => one.name).join(", ")}`);
    },
  };
}

function followName(name: string): string {
  return say("people.follow-name", { name });
}

/** The button that opens the signs one can make. */
function signs(page: Page): HTMLElement {
  const button = el(
    "button",
    {
      class: "button quiet react-button",
      "aria-label": say("people.react"),
      "aria-haspopup": "menu",
      "data-tip": say("people.react"),
      onclick: open,
    },
    icon(icons.people.reaction, 19),
  );
  function open(): void {
    const all = Object.entries(icons.reaction).map(([name, picture]) => {
      const label = say(`reaction.${name}` as Word); // every sign has a word
      const make = (): void => page.stage.company.react(name);
      return el(
        "button",
        {
          class: "button quiet",
          role: "menuitem",
          "aria-label": label,
          "data-tip": label,
          onclick: make,
        },
        icon(picture, 22),
      );
    });
    openPopup(
      button,
      { label: say("people.react"), align: "centre", className: "react-signs", role: "menu" },
      ...all,
    );
  }
  return button;
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
