/** The rail of tools, left; on a phone the bar at the bottom. */

import { icon as icons } from "@face/tokens.json";
import { FORMS } from "../core/form";
import type { ToolName } from "../tools/desk";
import { attribute, el, fill, type Part, tint } from "./dom";
import { icon } from "./icon";
import { paintOf } from "./inks";
import { keyOf } from "./keys";
import { mayDraw, type Page } from "./page";
import { openMenu, openPopup, type Popup } from "./popup";
import { isPhone } from "./screen";
import { summon } from "./summon";
import { say, type Word } from "./words";
import "./rail.css";

const SHAPES: ToolName[] = [
  "rect",
  "ellipse",
  "diamond",
  ...FORMS.map((form) => `shape-${form}` as const),
];
/** Buttons of the rail, by groups; a button with several tools shows the last used. */
const DESKTOP: ToolName[][][] = [
  [["select", "lasso"], ["hand"]],
  [["pen"], ["highlighter"], ["eraser", "part-eraser"], ["laser"]],
  [["arrow", "line"], SHAPES, ["text"], ["note"]],
  [["frame"], ["comment"]],
];
const PHONE: ToolName[][][] = [
  [
    ["select", "lasso"],
    ["pen"],
    ["highlighter"],
    ["eraser", "part-eraser"],
    [...SHAPES, "arrow", "line"],
    ["note"],
  ],
];
/** The bar of a phone for those who may only look. */
const PHONE_LOOKING: ToolName[][][] = [[["select", "lasso"], ["hand"], ["laser"]]];
/** What goes into `more` one by one where the window is too short, so that the ink well is always there. */
const FOLDING = ["comment", "frame", "image"] as const;
const LONG_PRESS_MS = 350;
/** A button with more tools than these has no first one: on a phone it asks at once. */
const FEW = 3;

type Foldable = (typeof FOLDING)[number];

interface Slot {
  tools: readonly ToolName[];
  button: HTMLButtonElement;
}

export function rail(page: Page, more: (anchor: HTMLElement) => void): Part {
  const node = el("div", {
    class: "rail panel",
    role: "toolbar",
    "aria-label": say("tool.tools"),
    "aria-orientation": "vertical",
  });
  const last = new Map<readonly ToolName[], ToolName>();
  let slots: Slot[] = [];
  let built = "";

  const well = el(
    "button",
    {
      class: "tool ink-well",
      "aria-label": say("tool.ink-well"),
      "aria-haspopup": "dialog",
      "data-tip": say("tool.ink-well"),
      "data-key": keyOf("style.ink"),
      onclick: () =>
        summon(
          "ink",
          () => import("./style"),
          (part) => part.openInk(page, well),
        ),
    },
    el("i"),
  );

  const image = el(
    "button",
    {
      class: "tool",
      "data-tool": "image",
      "aria-label": say("tool.image"),
      "data-tip": say("tool.image"),
      "data-key": keyOf("tool.image"),
      onclick: () => page.run("tool.image"),
    },
    icon(icons.tool.image, 20),
  );

  function build(): void {
    const phone = isPhone();
    const draw = mayDraw(page);
    const now = `${phone} ${page.seat.session.role} ${draw} ${window.innerHeight}`;
    if (now === built) return;
    built = now;
    place(phone, draw, 0);
    for (let folded = 1; folded <= FOLDING.length && !phone && isCut(node); folded++)
      place(phone, draw, folded);
  }

  /** Puts the buttons in, the first `folded` of those that fold in `more`. */
  function place(phone: boolean, draw: boolean, folded: number): void {
    const away = FOLDING.slice(0, folded).filter(
      (tool) => tool === "image" || page.stage.may(tool),
    );
    const groups = (!phone ? DESKTOP : draw ? PHONE : PHONE_LOOKING)
      .map((group) =>
        group.filter(
          ([tool = "select"]) => page.stage.may(tool) && !away.some((one) => one === tool),
        ),
      )
      .filter((group) => group.length);
    slots = [];
    const rows: Node[] = groups.flatMap((group, at) => {
      const buttons = group.map((tools) => {
        const slot = { tools, button: toolButton(page, tools, last) };
        slots.push(slot);
        return slot.button;
      });
      if (group[0]?.[0] === "frame") buttons.unshift(image);
      return at ? [line(), ...buttons] : buttons;
    });
    if (!phone && draw && away.includes("frame") && !away.includes("image"))
      rows.push(line(), image);
    if (away.length > 0) rows.push(moreButton((anchor) => openFolded(page, anchor, away)));
    if (draw) rows.push(...(phone ? [well] : [line(), well]));
    if (phone) rows.push(moreButton(more));
    fill(node, ...rows);
  }

  return {
    node,
    update() {
      build();
      const { tool, style } = page.stage;
      for (const { tools, button } of slots) {
        if (tools.includes(tool)) last.set(tools, tool);
        const shown = last.get(tools) ?? tools[0] ?? "select";
        dress(
          button,
          shown,
          tools.includes(tool),
          isPhone() && tools.length > FEW && !tools.includes(tool),
        );
      }
      tint(well, "--c", paintOf(style.ink));
    },
  };
}

function isCut(node: HTMLElement): boolean {
  return node.scrollHeight > node.clientHeight;
}

/** The tools that the rail has no room for. */
function openFolded(page: Page, anchor: HTMLElement, tools: readonly Foldable[]): void {
  openMenu(
    anchor,
    say("tool.more"),
    [...tools].reverse().map((tool) => ({
      label: say(`tool.${tool}`),
      icon: icons.tool[tool],
      keys: keyOf(`tool.${tool}`),
      run: () => (tool === "image" ? page.run("tool.image") : page.stage.setTool(tool)),
    })),
    { side: "right" },
  );
}

function toolButton(
  page: Page,
  tools: readonly ToolName[],
  last: Map<readonly ToolName[], ToolName>,
): HTMLButtonElement {
  const several = tools.length > 1;
  let held = 0;
  let opened = false;
  const flyout = (): void => {
    opened = true;
    openFlyout(page, button, tools);
  };
  const button = el("button", {
    class: `tool${several ? " has-flyout" : ""}`,
    "aria-haspopup": several ? "menu" : undefined,
    onclick: (event: MouseEvent) => {
      const active = tools.includes(page.stage.tool);
      if (opened) opened = false;
      else if (several && (active || (isPhone() && tools.length > FEW)))
        openFlyout(page, button, tools);
      else {
        page.stage.setTool(last.get(tools) ?? tools[0] ?? "select");
        if (event.detail > 0) page.stage.focus(); // by hand: the keys are the board's again
      }
    },
    onpointerdown: () => {
      opened = false;
      if (several) held = window.setTimeout(flyout, LONG_PRESS_MS);
    },
    onpointerup: () => clearTimeout(held),
    onpointerleave: () => clearTimeout(held),
    ondblclick: () => {
      if (!several) page.stage.setTool(page.stage.tool, true);
    },
    oncontextmenu: (event: MouseEvent) => {
      event.preventDefault();
      if (several) openFlyout(page, button, tools);
    },
  });
  return button;
}

function openFlyout(page: Page, anchor: HTMLElement, tools: readonly ToolName[]): void {
  const choices = tools.map((tool) =>
    el(
      "button",
      {
        class: `tool${page.stage.tool === tool ? " is-on" : ""}`,
        role: "menuitem",
        "aria-label": toolName(tool),
        "data-tip": toolName(tool),
        "data-key": keyOf(`tool.${tool}`),
        onclick: () => {
          flyout.close();
          page.stage.setTool(tool);
        },
      },
      icon(icons.tool[tool], isPhone() ? 22 : 20),
      isPhone() ? el("span", { class: "small" }, toolName(tool)) : undefined,
    ),
  );
  const side = isPhone() ? "above" : "right";
  const flyout: Popup = openPopup(
    anchor,
    {
      label: tools.length > 3 ? say("tool.shapes") : toolName(tools[0] ?? "select"),
      side,
      align: "start",
      className: tools.length > 5 ? "flyout is-grid" : "flyout",
      role: "menu",
    },
    ...choices,
  );
}

function dress(button: HTMLButtonElement, tool: ToolName, on: boolean, asShapes: boolean): void {
  attribute(button, "aria-pressed", String(on));
  const shown = asShapes ? "shapes" : tool;
  if (button.dataset.tool === shown) return;
  button.dataset.tool = shown;
  const name = asShapes ? say("tool.shapes") : toolName(tool);
  attribute(button, "aria-label", name);
  attribute(button, "data-tip", name);
  attribute(button, "data-key", keyOf(`tool.${tool}`) || undefined);
  fill(button, icon(icons.tool[shown], isPhone() ? 22 : 20));
}

function moreButton(more: (anchor: HTMLElement) => void): HTMLElement {
  const button = el(
    "button",
    {
      class: "tool",
      "aria-label": say("tool.more"),
      "aria-haspopup": "menu",
      onclick: () => more(button),
    },
    icon(icons.tool.more, 22),
  );
  return button;
}

function toolName(tool: ToolName): string {
  return say(`tool.${tool}` as Word); // every tool has a word
}

function line(): HTMLElement {
  return el("hr", { role: "separator" });
}
