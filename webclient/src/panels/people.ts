/** People: who is here now and what they do, and who was here before. */

import { el, keyed, type Part, show, text } from "./dom";
import { face, reface } from "./faces";
import type { Page } from "./page";
import { say, type Word } from "./words";

interface Row {
  key: string;
  name: string;
  me?: boolean;
  colour: string;
  note: string;
  role: string;
}

export function peopleTab(page: Page): Part {
  const hereHead = el("div", { class: "label people-head" });
  const here = el("div", { role: "list" });
  const awayHead = el("div", { class: "label people-head" }, say("people.away"));
  const away = el("div", { role: "list" });
  const knownHere = new Map<string, HTMLElement>();
  const knownAway = new Map<string, HTMLElement>();
  return {
    node: el(
      "div",
      { class: "side-page", role: "tabpanel", id: "panel-people", "aria-labelledby": "tab-people" },
      el("div", { class: "side-scroll", tabindex: 0 }, hereHead, here, awayHead, away),
    ),
    update() {
      const now = rowsHere(page);
      const gone = rowsAway(page, now);
      text(hereHead, say("people.here", { count: now.length }));
      keyed(here, knownHere, now, (row) => row.key, personRow, updateRow(false));
      show(awayHead, gone.length > 0);
      keyed(away, knownAway, gone, (row) => row.key, personRow, updateRow(true));
    },
  };
}

function rowsHere({ seat, device }: Page): Row[] {
  const { session } = seat;
  const own = session.me;
  const name = own?.name || device.name || say("guest.name");
  const rows = new Map<string, Row>();
  rows.set(own?.user ?? "me", {
    key: own?.user ?? "me",
    name,
    me: true,
    colour: own?.colour ?? device.colour,
    note: "",
    role: roleName(session.role),
  });
  for (const peer of session.peers.values()) {
    const known = rows.get(peer.user);
    const note = doing(session.presence.get(peer.peer));
    if (known) known.note ||= note;
    else
      rows.set(peer.user, {
        key: peer.user,
        name: peer.name,
        colour: peer.colour,
        note,
        role: roleName(peer.role ?? "editor"),
      });
  }
  return [...rows.values()];
}

function rowsAway({ seat }: Page, here: Row[]): Row[] {
  const present = new Set(here.map((row) => row.key));
  return [...seat.session.people.values()]
    .filter((person) => !present.has(person.id))
    .map(({ id, name, colour }) => ({ key: id, name, colour, note: "", role: "" }));
}

function doing(
  presence: { wet?: unknown; selection?: readonly string[] | null } | undefined,
): string {
  if (presence?.wet) return say("people.drawing");
  if (presence?.selection?.length) return say("people.selecting");
  return say("people.looking");
}

function roleName(role: string): string {
  return say(`people.role-${role}` as Word); // every role has a word
}

function personRow(row: Row): HTMLElement {
  return el(
    "div",
    { class: "people-row", role: "listitem" },
    face(row.name, row.colour, 32),
    el("div", { class: "grow" }, el("b", { class: "cut" }), el("span", { class: "small second" })),
    el("span", { class: "people-role" }),
  );
}

function updateRow(isAway: boolean): (node: HTMLElement, row: Row) => void {
  return (node, row) => {
    const [avatar, middle, role] = node.children as unknown as [
      HTMLElement,
      HTMLElement,
      HTMLElement,
    ]; // as made above
    reface(avatar, row.name, row.colour, isAway);
    text(middle.children[0]!, row.me ? say("people.you", { name: row.name }) : row.name);
    text(middle.children[1]!, row.note);
    text(role, row.role);
  };
}
