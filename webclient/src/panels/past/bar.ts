/** The time bar: play, speed, who, and the track, docked over the bottom of the board (face.md section 11). */

import { icon as icons } from "@face/tokens.json";
import { attribute, el, keyed, type Part, show, text } from "../dom";
import { face, reface } from "../faces";
import { icon } from "../icon";
import { keyOf } from "../keys";
import type { Page } from "../page";
import { openMenu } from "../popup";
import { say, type Word } from "../words";
import { type Player, SPEEDS, type Speed } from "./player";
import type { Shield } from "./shield";
import { deedOfText, momentText, type Who, whoIs } from "./telling";
import { track } from "./track";

const CHIPS = 6;

export interface BarDoes {
  close(): void;
  check(): void;
  /** What is known of the chain. */
  shield(): Shield;
  mark(anchor: HTMLElement): void;
  more(anchor: HTMLElement): void;
  compare(anchor: HTMLElement): void;
  branch(): void;
  restore(): void;
  mayChange(): boolean;
  /** How much of the history is here, 0..1. */
  share(): number;
}

export interface TimeBar extends Part {
  /** The live board has moved on. */
  live(): void;
  redraw(): void;
}

export function timeBar(page: Page, player: Player, does: BarDoes): TimeBar {
  const button = (word: Word, name: string, run: () => void, size = 20): HTMLButtonElement =>
    el(
      "button",
      {
        class: "button",
        "aria-label": say(word),
        "data-tip": say(word),
        "data-key": keyOf(word),
        onclick: run,
      },
      icon(name, size),
    );
  const wordy = (word: Word, name: string, run: (anchor: HTMLElement) => void) => {
    const made: HTMLButtonElement = el(
      "button",
      {
        class: "button quiet wordy",
        "aria-label": say(word),
        "data-tip": say(word),
        onclick: () => run(made),
      },
      icon(name, 18),
      el("span", { class: "wordy-word" }, say(word)),
    );
    return made;
  };
  const play = button("history.play", icons.history.play, () => player.toggle(), 22);
  play.classList.add("past-play", "primary");
  const speed = el("button", {
    class: "button outline past-speed",
    "aria-haspopup": "menu",
    onclick: () => chooseSpeed(speed, player),
  });
  const skip = wordy("history.skip-pauses", icons.history["skip-pauses"], () =>
    player.setSkip(!player.skip),
  );
  skip.classList.add("past-skip");
  const when = el("b", { class: "past-when" });
  const step = el("span", { class: "past-step second small" });
  const who = face("?", "slate", 22);
  const deed = el("span", { class: "past-deed second small cut" });
  const chips = el("div", {
    class: "past-chips",
    role: "group",
    "aria-label": say("history.people"),
  });
  const known = new Map<string, HTMLElement>();
  const mark = wordy("history.mark", icons.history.mark, does.mark);
  const line = track(page, player);
  const compare = wordy("history.compare", icons.history.compare, does.compare);
  const branch = wordy("history.new-board", icons.history["new-board-from-here"], does.branch);
  const restore = wordy("history.restore-short", icons.history.restore, does.restore);
  branch.className = "button outline";
  restore.className = "button primary";
  const foot = el("div", { class: "past-foot" }, branch, restore);
  const more = wordy("history.more", icons.view.more, does.more);
  more.classList.add("is-icon");
  const shield = button("check.check", icons.history.check, does.check, 18);
  shield.classList.add("quiet", "past-shield");
  const node = el(
    "section",
    { class: "past-bar panel", "aria-label": say("history.bar"), "data-region": "history" },
    el(
      "div",
      { class: "past-controls" },
      el(
        "div",
        { class: "past-buttons", role: "toolbar", "aria-label": say("history.play") },
        button("history.step-back", icons.history["step-back"], () => player.step(-1)),
        play,
        button("history.step-on", icons.history["step-on"], () => player.step(1)),
        speed,
        skip,
      ),
      el("span", { class: "separator past-line" }),
      el(
        "div",
        { class: "past-moment" },
        when,
        step,
        el("span", { class: "past-who row" }, who, deed),
      ),
      chips,
      el("span", { class: "separator past-line" }),
      el(
        "div",
        { class: "past-ends" },
        mark,
        compare,
        shield,
        more,
        button("history.close", icons.view.close, does.close),
      ),
    ),
    line.node,
    foot,
  );

  function people(): Who[] {
    const order = new Map<string, number>();
    for (const one of player.history.steps)
      if (one.size) order.set(one.by, (order.get(one.by) ?? 0) + one.size);
    const users = [...order.keys()].sort((a, b) => order.get(b)! - order.get(a)!);
    return users.slice(0, CHIPS).map((user) => whoIs(page, user));
  }

  let counted = -1;
  let drawers: Who[] = [];
  return {
    node,
    live: line.live,
    redraw: line.redraw,
    update() {
      const { history, entry } = player;
      if (counted !== history.head) {
        counted = history.head;
        drawers = people();
      }
      const label = say(player.playing ? "history.pause" : "history.play");
      if (play.getAttribute("aria-label") !== label) {
        attribute(play, "aria-label", label);
        attribute(play, "data-tip", label);
        play.replaceChildren(
          icon(player.playing ? icons.history.pause : icons.history.play, 22, 2),
        );
      }
      text(speed, speedText(player.speed));
      attribute(speed, "aria-label", `${say("history.speed")}: ${speedText(player.speed)}`);
      attribute(skip, "aria-pressed", String(player.skip));
      skip.classList.toggle("is-on", player.skip);
      const share = does.share();
      text(
        when,
        share < 1
          ? say("history.loading", { share: Math.floor(100 * share) })
          : player.seq === null
            ? say("history.now")
            : entry
              ? momentText(entry.at)
              : say("history.start"),
      );
      text(step, say("history.of", { seq: player.at, head: history.head }));
      show(who, Boolean(entry));
      if (entry) {
        const { name, colour } = whoIs(page, entry.by);
        reface(who, name, colour);
      }
      text(deed, entry ? deedOfText(page, entry) : "");
      keyed(
        chips,
        known,
        drawers,
        (one) => one.id,
        (one) => chip(one, player),
        (chipNode, one) => {
          const on = player.people.has(one.id);
          attribute(chipNode, "aria-pressed", String(on));
          chipNode.classList.toggle("is-on", on);
          chipNode.classList.toggle("is-off", player.people.size > 0 && !on);
        },
      );
      show(mark, does.mayChange() && player.at > 0);
      const { state, words } = does.shield();
      if (shield.dataset.state !== state) {
        shield.dataset.state = state;
        const sign = state === "broken" ? icons.state.warning : icons.history.check;
        shield.replaceChildren(icon(sign, 18));
      }
      attribute(shield, "aria-label", words);
      attribute(shield, "data-tip", words);
      show(foot, player.seq !== null);
      show(restore, does.mayChange());
      show(compare, history.head > 1);
      line.update();
    },
  };
}

function chip(who: Who, player: Player): HTMLElement {
  return el(
    "button",
    {
      class: "past-chip",
      "data-tip": say("history.only", { name: who.name }),
      "aria-label": say("history.only", { name: who.name }),
      onclick: () => player.only(who.id),
    },
    face(who.name, who.colour, 24),
    el("span", { class: "small" }, who.name.split(" ")[0]),
  );
}

function chooseSpeed(anchor: HTMLElement, player: Player): void {
  openMenu(
    anchor,
    say("history.speed"),
    [
      ...SPEEDS.map((speed) => ({
        label: speedText(speed),
        checked: speed === player.speed,
        run: () => player.setSpeed(speed),
      })),
      null,
      {
        label: say("history.skip-pauses"),
        checked: player.skip,
        run: () => player.setSkip(!player.skip),
      },
    ],
    { side: "above" },
  );
}

function speedText(speed: Speed): string {
  return speed === "whole" ? say("history.whole") : say("history.times", { speed });
}
