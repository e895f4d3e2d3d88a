/** The dots of a vote on the elements: a press lays one more, another takes one back. */

import "../late";
import { icon as icons } from "@face/tokens.json";
import type { Element } from "../../core/board";
import { span } from "../../core/extent";
import type { Vote } from "../../core/meeting";
import { attribute, el, keyed, type Part, show, text, tint } from "../dom";
import { colourOf } from "../faces";
import { icon } from "../icon";
import { mayTalk, type Page } from "../page";
import { called } from "../said";
import { say } from "../words";
import { choices, lay, voteNow } from "./votes";

/** What a mark covers of the element's corner, in px. */
const INSET = 14;

export function voteMarks(page: Page): Part {
  const node = el("div", { class: "votes", role: "group", "aria-label": say("vote.vote") });
  const known = new Map<string, HTMLElement>();

  function press(id: string, by: number): void {
    const vote = voteNow(page);
    if (vote) lay(page, vote, id, by);
  }

  function make({ id }: Element): HTMLElement {
    const add = el(
      "button",
      { class: "vote-add", onclick: () => press(id, 1) },
      el("i", { class: "vote-dots", "aria-hidden": "true" }),
      el("b", {}),
    );
    const take = el(
      "button",
      { class: "vote-take", onclick: () => press(id, -1) },
      icon(icons.view["zoom-out"], 12, 2.5),
    );
    return el("span", { class: "vote-mark" }, take, add);
  }

  function draw(mark: HTMLElement, element: Element, vote: Vote): void {
    const [take, add] = mark.children as unknown as [HTMLElement, HTMLButtonElement]; // as made above
    const user = page.seat.session.me?.user ?? "";
    const own = vote.on(user, element.id);
    const all = vote.tally().find(([id]) => id === element.id)?.[1] ?? 0;
    const count = vote.told() ? all : own;
    const what = called(element);
    const told = say("vote.count", { count });
    const mine = own && vote.told() ? `, ${say("vote.yours", { count: own })}` : "";
    const state = `${told}${mine}`;
    text(add.lastElementChild!, count ? String(count) : "");
    add.disabled = vote.closed || !mayTalk(page) || vote.free(user) === 0;
    const does = vote.closed ? what : say("vote.lay", { what });
    attribute(add, "aria-label", `${does} (${state})`);
    attribute(add, "data-tip", state);
    attribute(take, "aria-label", say("vote.take", { what }));
    show(take, own > 0 && !vote.closed);
    mark.classList.toggle("is-mine", own > 0);
    mark.classList.toggle("is-empty", count === 0);
    show(mark, !vote.closed || count > 0);
    tint(mark, "--w", colourOf(page.seat.session.me?.colour ?? ""));
    const { right, top } = span(element);
    const at = page.stage.toStage(right, top);
    const shift = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px) translate(-100%, -50%)`;
    mark.style.transform = `${shift} translateX(${INSET}px)`;
  }

  return {
    node,
    update() {
      const vote = voteNow(page);
      show(node, vote !== null);
      if (!vote) return;
      keyed(
        node,
        known,
        choices(page, vote),
        (element) => element.id,
        make,
        (mark, element) => draw(mark, element, vote),
      );
    },
  };
}
