/** The links of a board for who owns it: a new one with a role and an end, and those that work now. */

import "./late";
import { icon as icons } from "@face/tokens.json";
import { endLink, makeLink, type SharedLink, sharedLinks } from "../store/api";
import { ask } from "./dialog";
import { el, fill } from "./dom";
import { icon } from "./icon";
import { toast } from "./toast";
import { dayOf } from "./when";
import { say, type Word } from "./words";

const ROLES = ["editor", "commenter", "viewer", "owner"] as const;
const DAYS = [1, 7, 30, 365];
const USUAL_DAYS = 7;
const NAME = 64;

export interface LinkMaker {
  form: HTMLElement;
  list: HTMLElement;
}

/** The form for a new link and the list of all; `made` gets the token of a new one. */
export function linkMaker(board: string, made: (token: string) => void): LinkMaker {
  const role = el(
    "select",
    { class: "input" },
    ...ROLES.map((one) => el("option", { value: one }, roleWord(one))),
  );
  const days = el(
    "select",
    { class: "input" },
    ...DAYS.map((count) =>
      el("option", { value: count, selected: count === USUAL_DAYS }, say("share.days", { count })),
    ),
  );
  const name = el("input", {
    class: "input",
    maxlength: NAME,
    placeholder: say("share.name-hint"),
  });
  const rows = el("div", { class: "links", role: "list" });
  const form = el(
    "form",
    {
      class: "links-form",
      onsubmit: (event: Event) => {
        event.preventDefault();
        void make();
      },
    },
    el(
      "div",
      { class: "links-pair" },
      field(say("share.can"), role),
      field(say("share.works"), days),
    ),
    el(
      "div",
      { class: "links-pair is-made" },
      field(say("share.name"), name),
      el(
        "button",
        { class: "button primary", type: "submit" },
        icon(icons.edit.link, 16),
        say("share.make"),
      ),
    ),
  );

  async function make(): Promise<void> {
    const chosen = role.value as SharedLink["role"]; // the options are the roles
    try {
      const link = await makeLink(board, chosen, name.value.trim(), Number(days.value));
      name.value = "";
      made(link.token);
    } catch (why) {
      failed(why);
    }
    await list();
  }

  async function list(): Promise<void> {
    const links = await sharedLinks(board).catch(() => []);
    if (links.length) fill(rows, ...links.map(row));
    else fill(rows, el("p", { class: "small second" }, say("share.none")));
  }

  function row(link: SharedLink): HTMLElement {
    const title = link.name || say("share.unnamed");
    return el(
      "div",
      { class: "links-row", role: "listitem" },
      icon(icons.edit.link, 17),
      el(
        "span",
        { class: "grow links-name" },
        el("span", { class: "cut" }, title),
        el("span", { class: "small second" }, say("share.until", { when: dayOf(link.expires) })),
      ),
      el("span", { class: "small second" }, roleWord(link.role)),
      el(
        "button",
        {
          class: "button links-revoke",
          "aria-label": `${say("share.revoke")}: ${title}`,
          onclick: () => void revoke(link, title),
        },
        say("share.revoke"),
      ),
    );
  }

  async function revoke(link: SharedLink, title: string): Promise<void> {
    const question = say("share.revoke-ask", { name: title });
    if (!(await ask(say("share.revoke"), question, say("share.revoke")))) return;
    await endLink(board, link.id).catch(failed);
    await list();
  }

  void list();
  return {
    form,
    list: el(
      "section",
      { class: "links-all" },
      el("h3", { class: "label second" }, say("share.now")),
      rows,
    ),
  };
}

function roleWord(role: SharedLink["role"]): string {
  return say(`share.can-${role}` as Word); // every role has a word
}

function field(label: string, input: HTMLElement): HTMLElement {
  return el("label", { class: "field" }, el("span", { class: "label" }, label), input);
}

function failed(why: unknown): void {
  toast(why instanceof Error && why.message ? why.message : say("saved.offline"), {
    icon: icons.state.warning,
  });
}
