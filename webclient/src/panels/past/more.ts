/** What else one can do from a moment: jump to another, hand it on. */

import { icon as icons } from "@face/tokens.json";
import { paintedBox } from "../../core/extent";
import { union } from "../../core/geometry";
import { countUpTo } from "../../core/timeline";
import { el } from "../dom";
import { ownsHistory } from "../page";
import { type Item, openMenu, openPopup } from "../popup";
import { toast } from "../toast";
import { say } from "../words";
import { FILMS, saveFilm } from "./film";
import type { Past } from "./past";
import type { Player } from "./player";
import { whoIs } from "./telling";

export function openMoreMenu(past: Past, anchor: HTMLElement): void {
  const { player, page } = past;
  const visit = page.seat.lastVisit;
  openMenu(
    anchor,
    say("history.more"),
    [
      {
        label: say("history.to-date"),
        run: () => openDate(past, anchor),
      },
      ...(visit > 0 && visit < player.history.head
        ? [{ label: say("history.to-last-visit"), run: () => player.goto(visit) }]
        : []),
      ...left(past),
      ...(player.history.views.length
        ? [
            {
              label: say("history.follow"),
              checked: player.follows,
              run: () => player.setFollows(!player.follows),
            },
          ]
        : []),
      ...periods(past),
      {
        label: say("history.copy-link"),
        icon: icons.edit.link,
        run: () => void copyLink(past),
      },
      {
        label: say("history.new-board-from-here"),
        icon: icons.history["new-board-from-here"],
        run: () => void past.branch(),
      },
      null,
      ...FILMS.map((format) => ({
        label: say("film.film", { format: format === "webm" ? "WebM" : format.toUpperCase() }),
        icon: icons.history.video,
        run: () => void saveFilm(past, format),
      })),
      { label: say("film.player"), run: () => void saveFilm(past, "html") },
      ...(player.history.marks.length
        ? [{ label: say("film.marks"), run: () => void saveFilm(past, "pdf") }]
        : []),
      { label: say("film.transcript"), run: () => void saveFilm(past, "txt") },
      { label: say("check.check"), icon: icons.history.check, run: () => void past.check() },
      ...(past.mayChange ? restores(past) : []),
      ...(ownsHistory(page)
        ? [
            null,
            {
              label: say("history.compact"),
              icon: icons.history.compact,
              danger: true,
              run: () => page.run("history.compact"),
            },
          ]
        : []),
    ],
    { side: "above", align: "end" },
  );
}

/** To the last step of each who is not the only one. */
function left({ player, page }: Past): Item[] {
  const drew = player.history.steps.filter((step) => step.size);
  const last = new Map(drew.map((step) => [step.by, step.seq]));
  if (last.size < 2) return [];
  return [...last]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([user, seq]) => ({
      label: say("history.to-left", { name: whoIs(page, user).name }),
      run: () => player.goto(seq),
    }));
}

/** A period or a part of the page to look at alone: a drag over the track with Shift chooses any period. */
function periods(past: Past): Item[] {
  const { player } = past;
  const { head } = player.history;
  const { fence } = player;
  const all = () => {
    player.within(null);
    fence.choose(null);
  };
  return [
    ...(player.period || fence.area ? [{ label: say("history.all"), run: all }] : []),
    ...(player.period || player.seq === null ? [] : untilOrSince(player, head)),
    { label: say("history.only-inside"), icon: icons.tool.lasso, run: () => past.askArea() },
  ];
}

function untilOrSince(player: Player, head: number): Item[] {
  return [
    { label: say("history.only-until"), run: () => player.within([0, player.at]) },
    {
      label: say("history.only-since"),
      run: () => {
        const since = player.at;
        player.goto(null);
        player.within([since, head]);
      },
    },
  ];
}

/** Parts of a moment, and whose work can be taken away. */
function restores(past: Past): (Item | null)[] {
  const { player, page } = past;
  const selected = page.stage.selected;
  const box = union(selected.map(paintedBox));
  const area = box && {
    page: page.stage.stack.page,
    places: [box.left, box.top, box.right, box.bottom],
  };
  const people = [...(player.people.size ? player.people : usersOf(past))].slice(0, 6);
  const take = icons.history.restore;
  return [
    null,
    ...(player.seq !== null && area
      ? [{ label: say("restore.area"), icon: take, run: () => past.restore({ area }) }]
      : []),
    ...(player.period
      ? [
          {
            label: say("restore.this-period"),
            icon: take,
            run: () =>
              past.restore({ to: null, since: player.period![0], until: player.period![1] }),
          },
        ]
      : []),
    ...(player.seq !== null
      ? [
          {
            label: say("restore.period"),
            icon: take,
            run: () => past.restore({ to: null, since: player.at }),
          },
        ]
      : []),
    ...people.map((user) => ({
      label: say("restore.person", { name: whoIs(page, user).name }),
      icon: take,
      run: () => {
        for (const one of [...player.people]) if (one !== user) player.only(one);
        if (!player.people.has(user)) player.only(user);
        past.restore({ to: null });
      },
    })),
  ];
}

function usersOf(past: Past): Set<string> {
  return new Set(past.player.history.steps.filter((step) => step.size).map((step) => step.by));
}

/** With which moment this one is compared: now, the last visit, a mark. */
export function openCompareMenu(past: Past, anchor: HTMLElement): void {
  const { player, page } = past;
  const visit = page.seat.lastVisit;
  openMenu(
    anchor,
    say("compare.with"),
    [
      say("compare.with"),
      ...(player.seq === null
        ? []
        : [{ label: say("history.now"), run: () => past.compare(null) }]),
      { label: say("history.start"), run: () => past.compare(0) },
      ...(visit > 0 && visit < player.history.head
        ? [{ label: say("history.last-visit"), run: () => past.compare(visit) }]
        : []),
      ...player.history.marks
        .slice(-8)
        .map((entry) => ({ label: entry.mark ?? "", run: () => past.compare(entry.seq) })),
    ],
    { side: "above", align: "end" },
  );
}

function openDate(past: Past, anchor: HTMLElement): void {
  const { player } = past;
  const at = player.entry?.at ?? Date.now();
  const field = el("input", {
    class: "field-input",
    type: "datetime-local",
    value: localText(at),
    "aria-label": say("history.to-date"),
    onchange: () => {
      const wanted = new Date(field.value).getTime();
      if (Number.isNaN(wanted)) return;
      const times = player.history.steps.map((step) => step.at);
      player.goto(countUpTo(times, wanted + 59_999));
    },
  });
  openPopup(
    anchor,
    { label: say("history.to-date"), side: "above", align: "end", className: "mark-popup" },
    el("label", { class: "label" }, say("history.to-date"), field),
  );
  field.focus();
}

/** A moment as the field wants it: local time without a zone. */
function localText(ms: number): string {
  const zone = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - zone).toISOString().slice(0, 16);
}

async function copyLink(past: Past): Promise<void> {
  const link = new URL(location.href);
  link.hash = past.player.seq === null ? "" : `at=${past.player.seq}`;
  await navigator.clipboard.writeText(link.href);
  toast(say("history.link-copied"));
}
