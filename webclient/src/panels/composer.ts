/** A field to write a line in: Enter sends it, `@` offers the names of the people. */

import { icon as icons } from "@face/tokens.json";
import { attribute, el, fill, show } from "./dom";
import { face } from "./faces";
import { icon } from "./icon";
import type { Page } from "./page";
import { say } from "./words";
import "./composer.css";

const LONGEST = 10_000;
const OFFERED = 6;
/** Nobody is told any longer that one writes after this rest; in ms. */
const REST = 3000;

export interface Composer {
  readonly node: HTMLFormElement;
  focus(): void;
  ask(label: string): void;
  clear(): void;
}

let count = 0;

/** `sent` gets a line that is not empty. */
export function composer(page: Page, sent: (text: string) => void): Composer {
  count += 1;
  const list = `names-${count}`;
  let offered: { name: string; from: number }[] = [];
  let chosen = 0;
  let rest = 0;
  const names = el("div", {
    class: "names panel",
    role: "listbox",
    id: list,
    "aria-label": say("chat.mentions"),
  });
  show(names, false);
  const input = el("textarea", {
    rows: 1,
    maxlength: LONGEST,
    "aria-autocomplete": "list",
    "aria-controls": list,
    "aria-haspopup": "listbox",
    oninput: () => {
      offer();
      writes(input.value !== "");
    },
    onkeydown: pressed,
    onblur: () => {
      offered = [];
      offer(true);
      writes(false);
    },
  });
  const button = el(
    "button",
    { type: "submit", class: "button quiet", "aria-label": say("chat.send") },
    icon(icons.people.send, 17),
  );
  const node = el(
    "form",
    {
      class: "composer",
      onsubmit: (event: Event) => {
        event.preventDefault();
        send();
      },
    },
    names,
    el("div", { class: "input chat-input" }, input, button),
  );

  function send(): void {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    writes(false);
    sent(text);
  }

  function writes(on: boolean): void {
    const was = rest !== 0;
    clearTimeout(rest);
    rest = on ? window.setTimeout(() => writes(false), REST) : 0;
    if (on !== was) page.stage.company.writes(on);
  }

  function pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { key } = event;
    if (offered.length > 0 && ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(key)) {
      event.preventDefault();
      event.stopPropagation();
      if (key === "Escape") offer(true);
      else if (key === "Enter" || key === "Tab") take(chosen);
      else choose(chosen + (key === "ArrowDown" ? 1 : -1));
    } else if (key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  }

  /** The names that begin as what stands behind the last `@`. */
  function offer(none = false): void {
    const at = input.selectionStart ?? 0;
    const found = none ? null : /(?:^|\s)@([^@\n]{0,40})$/.exec(input.value.slice(0, at));
    offered = found ? matching(page, found[1]!, at - found[1]!.length) : [];
    fill(names, ...offered.map(({ name }, n) => option(name, n)));
    show(names, offered.length > 0);
    choose(0);
  }

  function option(name: string, n: number): HTMLElement {
    const person = [...page.seat.session.people.values()].find((one) => one.name === name);
    return el(
      "div",
      {
        class: "names-one",
        role: "option",
        id: `${list}-${n}`,
        onpointerdown: (event: Event) => {
          event.preventDefault(); // the field keeps the focus
          take(n);
        },
      },
      face(name, person?.colour ?? "slate", 24),
      el("span", { class: "cut" }, name),
    );
  }

  function choose(n: number): void {
    chosen = offered.length ? (n + offered.length) % offered.length : 0;
    [...names.children].forEach((one, at) => {
      attribute(one, "aria-selected", String(at === chosen));
    });
    attribute(input, "aria-activedescendant", offered.length ? `${list}-${chosen}` : undefined);
  }

  function take(n: number): void {
    const { name, from } = offered[n]!;
    const end = input.selectionStart ?? input.value.length;
    input.setRangeText(`${name} `, from, end, "end");
    offer(true);
  }

  return {
    node,
    focus: () => input.focus(),
    ask(label) {
      attribute(input, "placeholder", label);
      attribute(input, "aria-label", label);
    },
    clear() {
      input.value = "";
      offer(true);
    },
  };
}

function matching(page: Page, begin: string, from: number): { name: string; from: number }[] {
  const { people, me } = page.seat.session;
  const low = begin.toLowerCase();
  const all = new Set([...people.values()].map((person) => person.name));
  return [...all]
    .filter((name) => name && name !== me?.name && name.toLowerCase().startsWith(low))
    .slice(0, OFFERED)
    .map((name) => ({ name, from }));
}
