/** People: who is here now and what they do, whom one follows, and who was here before. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import { lessonOf } from "../core/lesson";
import type { Peer, Presence } from "../core/wire";
import { saveDevice } from "../store/device";
import { attribute, el, fill, keyed, type Part, show, text } from "./dom";
import { face, reface } from "./faces";
import { icon } from "./icon";
import { mayDraw, type Page } from "./page";
import { Shares } from "./shares";
import { share } from "./sharing";
import { summon } from "./summon";
import { toast } from "./toast";
import { say, type Word } from "./words";

interface Row {
  key: string;
  name: string;
  me?: boolean;
  colour: string;
  note: string;
  role: string;
  /** Whom to follow; not of oneself, nor of who is away. */
  peer?: Peer;
  followed?: boolean;
  /** Asks to edit. */
  asks?: boolean;
  /** Whether this person may say what they may do. */
  given?: boolean;
}

export function peopleTab(page: Page): Part {
  const hereHead = el("div", { class: "label people-head" });
  const here = el("div", { role: "list" });
  const awayHead = el("div", { class: "label people-head" }, say("people.away"));
  const away = el("div", { role: "list" });
  const knownHere = new Map<string, HTMLElement>();
  const knownAway = new Map<string, HTMLElement>();
  const all = together(page);
  const shares = new Shares(page);
  const pupils = el("div", { class: "class" });
  let list: Part | null = null;
  let fetching = false;

  /** Everyone's side boards, for the owner of a lesson. */
  function updateClass(): void {
    const { role, meeting } = page.seat.session;
    const shown = role === "owner" && meeting.lesson !== null && lessonOf(page.board) === null;
    show(pupils, shown);
    list?.update();
    if (!shown || fetching) return;
    fetching = true;
    void import("./meeting/class").then(
      ({ classList }) => {
        list = classList(page, pupils);
        list.update();
      },
      () => {
        fetching = false; // the server went away: the next change asks again
      },
    );
  }
  const make = (row: Row): HTMLElement => personRow(page, row);
  return {
    node: el(
      "div",
      { class: "side-page" },
      el(
        "div",
        { class: "side-scroll", tabindex: 0 },
        pupils,
        hereHead,
        here,
        awayHead,
        away,
        all.node,
      ),
      foot(page),
    ),
    update() {
      const now = rowsHere(page);
      const gone = rowsAway(page, now, shares);
      text(hereHead, say("people.here", { count: now.length }));
      keyed(here, knownHere, now, (row) => row.key, make, updateRow(false));
      show(awayHead, gone.length > 0);
      keyed(away, knownAway, gone, (row) => row.key, make, updateRow(true));
      all.update();
      updateClass();
    },
  };
}

/** What one does with everybody who is here. */
function together(page: Page): Part {
  const { lead } = page.stage;
  const bring = el(
    "button",
    {
      class: "button outline people-all",
      onclick: () => {
        lead.call();
        toast(say("people.brought"));
      },
    },
    icon(icons.people.bring, 16),
    say("people.bring"),
  );
  const present = el(
    "button",
    { class: "button outline people-all", onclick: () => lead.present(!lead.presenting) },
    icon(icons.people.present, 16),
    say("people.present"),
  );
  const timer = el(
    "button",
    {
      class: "button outline people-all",
      "aria-haspopup": "dialog",
      onclick: () =>
        summon(
          "timer",
          () => import("./meeting/start"),
          (start) => start.openTimer(page, timer),
        ),
    },
    icon(icons.people.timer, 16),
    say("timer.timer"),
  );
  const vote = el(
    "button",
    {
      class: "button outline people-all",
      "aria-haspopup": "dialog",
      onclick: () =>
        summon(
          "vote",
          () => import("./meeting/start"),
          (start) => start.openVote(page, vote),
        ),
    },
    icon(icons.people.vote, 16),
    say("vote.vote"),
  );
  const pointers = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": say("people.show-pointers"),
    onclick: () => {
      page.device.pointers = !page.device.pointers;
      saveDevice(page.device);
      page.stage.company.showPointers(page.device.pointers);
      page.changed();
    },
  });
  const hush = el("button", {
    class: "switch",
    role: "switch",
    "aria-label": say("role.hush"),
    onclick: () => {
      const on = !page.seat.session.meeting.roles.hushed;
      summon(
        "hush",
        () => import("./meeting/roles"),
        (roles) => roles.hush(page, on),
      );
    },
  });
  const lesson = el(
    "button",
    {
      class: "button outline people-all",
      onclick: () =>
        summon(
          "lesson",
          () => import("./meeting/lesson"),
          (part) => part.turn(page),
        ),
    },
    icon(icons.people.lesson, 16),
    el("span"),
  );
  const mine = el(
    "button",
    {
      class: "button outline people-all",
      onclick: () =>
        summon(
          "aside",
          () => import("./meeting/lesson"),
          (part) => part.goAside(page),
        ),
    },
    icon(icons.people["my-board"], 16),
    say("lesson.mine"),
  );
  const hushed = el(
    "div",
    { class: "people-switch" },
    el("span", { "aria-hidden": "true" }, say("role.hush")),
    hush,
  );
  const shown = el(
    "div",
    { class: "people-switch" },
    el("span", { "aria-hidden": "true" }, say("people.show-pointers")),
    pointers,
  );
  return {
    node: el(
      "div",
      { class: "people-together" },
      bring,
      present,
      timer,
      vote,
      lesson,
      mine,
      hushed,
      shown,
    ),
    update() {
      for (const button of [bring, present, timer, vote]) show(button, mayDraw(page));
      attribute(present, "aria-pressed", String(lead.presenting));
      const { role, meeting } = page.seat.session;
      const aside = lessonOf(page.board) !== null;
      show(hushed, role === "owner" && !aside);
      show(lesson, role === "owner" && !aside);
      text(lesson.lastElementChild!, say(meeting.lesson ? "lesson.end" : "lesson.begin"));
      show(mine, role !== "owner" && !aside && meeting.lesson === false);
      attribute(hush, "aria-checked", String(page.seat.session.meeting.roles.hushed));
      attribute(pointers, "aria-checked", String(page.device.pointers));
    },
  };
}

function rowsHere(page: Page): Row[] {
  const { seat, device } = page;
  const { session } = seat;
  const own = session.me;
  const name = own?.name || device.name || say("guest.name");
  const rows = new Map<string, Row>();
  rows.set(own?.user ?? "me", {
    key: own?.user ?? "me",
    name,
    me: true,
    colour: own?.colour ?? device.colour,
    note: page.stage.lead.presenting ? say("people.presents") : "",
    role: session.role,
  });
  const followed = page.stage.lead.following?.user;
  for (const peer of session.peers.values()) {
    const known = rows.get(peer.user);
    const note = doing(session.presence.get(peer.peer));
    if (known) known.note ||= note;
    else
      rows.set(peer.user, {
        key: peer.user,
        name: peer.name || say("guest.name"),
        colour: peer.colour,
        note,
        role: session.meeting.roles.of(peer.user, peer.role ?? "editor"),
        asks: session.presence.get(peer.peer)?.asks === true,
        given: session.role === "owner" && peer.role !== "owner",
        peer,
        followed: peer.user === followed,
      });
  }
  return [...rows.values()];
}

function rowsAway({ seat }: Page, here: Row[], shares: Shares): Row[] {
  const present = new Set(here.map((row) => row.key));
  const away = [...seat.session.people.values()].filter(({ id }) => !present.has(id));
  shares.ask(away.map(({ id }) => id));
  return away.map(({ id, name, colour }) => ({
    key: id,
    name,
    colour,
    note: shares.noteOf(id),
    role: "",
  }));
}

/** That a role is more than a word, and where one gives it. */
function foot(page: Page): HTMLElement {
  return el(
    "div",
    { class: "side-foot people-foot small second" },
    el("span", { class: "grow" }, say("people.checked")),
    lessonOf(page.board) === null &&
      el(
        "button",
        {
          class: "button quiet people-share",
          "aria-haspopup": "dialog",
          onclick: () => share(page),
        },
        say("people.share-more"),
      ),
  );
}

function doing(presence: Presence | undefined): string {
  if (presence?.presenting) return say("people.presents");
  if (presence?.wet) return say("people.drawing");
  if (presence?.tool === "chat") return say("people.writing");
  if (presence?.selection?.length) return say("people.selecting");
  return say("people.looking");
}

function roleName(role: string): string {
  return say(`people.role-${role}` as Word); // every role has a word
}

const peers = new WeakMap<HTMLElement, Row>();

function personRow(page: Page, row: Row): HTMLElement {
  const { lead } = page.stage;
  const follow = el("button", {
    class: "button outline people-follow",
    onclick: () => {
      const now = peers.get(node);
      lead.begin(now?.followed ? null : (now?.peer ?? null));
    },
  });
  const allow = el(
    "button",
    {
      class: "button primary people-follow",
      onclick: () => doRoles(({ grant }, now) => grant(page, now.key, "editor")),
    },
    say("role.allow"),
  );
  const role = el(
    "button",
    {
      class: "button quiet people-role",
      "aria-haspopup": "menu",
      onclick: () =>
        doRoles(({ openRoles }, now) => openRoles(page, role, now.key, now.name, now.role)),
    },
    el("span"),
    icon(icons.view["open-list"], 14),
  );
  const doRoles = (run: (roles: typeof import("./meeting/roles"), now: Row) => void): void => {
    const now = peers.get(node);
    if (now)
      summon(
        `role ${now.key}`,
        () => import("./meeting/roles"),
        (roles) => run(roles, now),
      );
  };
  const node = el(
    "div",
    { class: "people-row", role: "listitem" },
    face(row.name, row.colour, 32),
    el(
      "div",
      { class: "grow" },
      el("b", { class: "cut", dir: "auto" }),
      el("span", { class: "small second" }),
    ),
    allow,
    follow,
    role,
    el("span", { class: "people-role" }),
  );
  return node;
}

function updateRow(isAway: boolean): (node: HTMLElement, row: Row) => void {
  return (node, row) => {
    const [avatar, middle, allow, follow, choice, role] = node.children as unknown as [
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
    ]; // as made above
    peers.set(node, row);
    reface(avatar, row.name, row.colour, isAway);
    text(middle.children[0]!, row.me ? say("people.you", { name: row.name }) : row.name);
    const asks = row.asks === true && row.role !== "editor" && row.role !== "owner";
    text(middle.children[1]!, asks ? say("role.wants") : row.note);
    const word = row.role && roleName(row.role);
    text(role, word);
    text(choice.firstElementChild!, word);
    attribute(choice, "aria-label", `${say("role.change", { name: row.name })}: ${word}`);
    show(role, !row.given);
    show(choice, row.given === true);
    show(allow, asks && row.given === true);
    attribute(allow, "aria-label", say("role.allow-name", { name: row.name }));
    show(follow, row.peer !== undefined && !(asks && row.given));
    const followed = row.followed === true;
    if (follow.getAttribute("aria-pressed") === String(followed)) return;
    attribute(follow, "aria-pressed", String(followed));
    follow.classList.toggle("is-on", followed);
    fill(
      follow,
      followed && icon(icons.people.follow, 16),
      say(followed ? "people.follows" : "people.follow"),
    );
    attribute(follow, "aria-label", say("people.follow-name", { name: row.name }));
  };
}
