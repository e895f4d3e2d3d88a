/** Who may draw: asking for it, and what an owner allows (MEET-7, MEET-8). */

import "../late";
import { icon as icons } from "@face/tokens.json";
import type { Role } from "../../core/roles";
import { el, type Part } from "../dom";
import type { Page } from "../page";
import { openMenu } from "../popup";
import { toast } from "../toast";
import { say } from "../words";

const GIVEN = ["editor", "commenter", "viewer"] as const;

/** Asks whoever may allow it, for as long as one is here. */
export function askToEdit(page: Page): void {
  page.stage.lead.ask(true);
  page.seat.link.flush();
  toast(say("role.asked"), { icon: icons.people["ask-to-edit"] });
}

/** Lets a person do more or less from now on. */
export function grant(page: Page, user: string, role: Exclude<Role, "owner">): void {
  page.seat.session.submit({ grant: { user, role } });
  page.seat.link.flush();
  page.changed();
}

/** Only owners draw, or all who may. */
export function hush(page: Page, on: boolean): void {
  page.seat.session.submit({ hush: on });
  page.seat.link.flush();
  page.changed();
}

/** What a person may do, to choose from. */
export function openRoles(
  page: Page,
  anchor: HTMLElement,
  user: string,
  name: string,
  now: string,
): void {
  openMenu(
    anchor,
    say("role.change", { name }),
    GIVEN.map((role) => ({
      label: say(`people.role-${role}`),
      checked: role === now,
      run: () => grant(page, user, role),
    })),
    { align: "end" },
  );
}

/** Tells an owner who asks to edit, once each time. */
export function askers(page: Page): Part {
  const told = new Set<string>();
  return {
    node: el("span", { hidden: true }),
    update() {
      const { session } = page.seat;
      for (const [peer, { asks }] of session.presence) {
        const who = session.peers.get(peer);
        if (!asks) told.delete(peer);
        if (!asks || !who || told.has(peer) || session.role !== "owner") continue;
        told.add(peer);
        if (mayAlready(page, who.user, who.role)) continue;
        toast(say("role.asks", { name: who.name || say("guest.name") }), {
          stays: true,
          icon: icons.people["ask-to-edit"],
          button: { label: say("role.allow"), run: () => grant(page, who.user, "editor") },
        });
      }
    },
  };
}

function mayAlready({ seat }: Page, user: string, own: Role = "editor"): boolean {
  const role = seat.session.meeting.roles.of(user, own);
  return role === "editor" || role === "owner";
}
