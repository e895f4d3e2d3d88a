/** The strip of a vote over the board, and its result as a list. */

import "../late";
import { icon as icons } from "@face/tokens.json";
import type { Vote } from "../../core/meeting";
import { el, fill, type Part, show, text } from "../dom";
import { icon } from "../icon";
import { mayDraw, mayTalk, type Page } from "../page";
import { called } from "../said";
import { say } from "../words";
import { close, dismiss, voteNow } from "./votes";

export function voteStrip(page: Page): Part {
  const words = el("span", { class: "vote-words", role: "status" });
  const end = el("button", { class: "button outline", onclick: () => finish(true) });
  text(end, say("vote.close"));
  const again = el("button", { class: "button outline", onclick: () => finish(false) });
  text(again, say("vote.reopen"));
  const away = el("button", {
    class: "button quiet vote-away",
    "aria-label": say("view.close"),
    onclick: () => {
      const vote = voteNow(page);
      if (vote) dismiss(page, vote);
    },
  });
  fill(away, icon(icons.view.close, 16));
  const list = el("ol", { class: "vote-list", "aria-label": say("vote.result") });
  const node = el(
    "section",
    { class: "panel vote", "aria-label": say("vote.vote") },
    el("div", { class: "row vote-head" }, icon(icons.people.vote, 18), words, end, again, away),
    list,
  );
  let drawn = "";

  function finish(ends: boolean): void {
    const vote = voteNow(page);
    if (vote) close(page, vote, ends);
  }

  function draw(vote: Vote): void {
    const { board } = page.seat.session;
    const rows = vote.tally().map(([id, count]) => {
      const element = board.get(id);
      const name = element && !element.deleted ? called(element) : say("vote.gone");
      return { id, name, count };
    });
    const state = JSON.stringify(rows);
    if (state === drawn) return;
    drawn = state;
    const reveal = (id: string): void => {
      page.stage.select([id]);
      page.run("view.fit-selection");
    };
    const made = rows.map(({ id, name, count }) =>
      el(
        "li",
        {},
        el(
          "button",
          { class: "button vote-row", onclick: () => reveal(id) },
          el("span", { class: "cut grow" }, name),
          el("b", {}, say("vote.count", { count })),
        ),
      ),
    );
    fill(list, ...(made.length ? made : [el("li", { class: "second" }, say("vote.none"))]));
  }

  return {
    node,
    update() {
      const vote = voteNow(page);
      show(node, vote !== null);
      if (!vote) return;
      const live = page.seat.session.phase === "live";
      const count = vote.free(page.seat.session.me?.user ?? "");
      const voters = say("vote.voters", { count: vote.voters });
      const mine = mayTalk(page) ? `${say("vote.left", { count })} · ` : "";
      text(words, vote.closed ? `${say("vote.result")} · ${voters}` : mine + voters);
      show(end, !vote.closed && mayDraw(page) && live);
      show(again, vote.closed && mayDraw(page) && live);
      show(away, vote.closed);
      show(list, vote.closed);
      if (vote.closed) draw(vote);
    },
  };
}
