/** The menus of the board: what the logo opens, and on a phone what does not fit the bar of tools. */

import { icon as icons } from "@face/tokens.json";
import { saveDevice } from "../store/device";
import { chooseFiles, DRAWINGS } from "./chooser";
import { keyOf } from "./keys";
import { mayDraw, mayTalk, type Page } from "./page";
import { patiently } from "./patience";
import { type Item, openMenu } from "./popup";
import { isDark, isPhone } from "./screen";
import { summon } from "./summon";
import { setTheme, THEMES } from "./theme";
import { say, type Word } from "./words";

/** Opens the menu under the logo. */
export function openAppMenu(page: Page, anchor: HTMLElement): void {
  openMenu(anchor, say("view.menu"), [
    { label: say("view.back"), icon: icons.list.boards, run: () => page.go("/") },
    {
      label: say("people.profile"),
      icon: icons.people.people,
      run: () => openProfile(page),
    },
    null,
    ...(mayDraw(page)
      ? [
          {
            label: say("file.import"),
            icon: icons.list["pdf-or-image"],
            run: () => bring(page),
          },
        ]
      : []),
    { label: say("file.export"), icon: icons.list.export, run: () => openExport(page) },
    {
      label: say("view.theme"),
      icon: icons.view.theme,
      keys: keyOf("view.theme"),
      run: () => openTheme(page, anchor),
    },
    {
      label: say("settings.settings"),
      icon: icons.view.settings,
      run: () => openSettings(page),
    },
    {
      label: say("outline.outline"),
      icon: icons.view.outline,
      keys: keyOf("view.outline"),
      run: () => page.run("view.outline"),
    },
    {
      label: say("view.present"),
      icon: icons.people.bring,
      run: () => page.run("view.present"),
    },
    { label: say("view.print"), icon: icons.view.print, run: () => page.run("view.print") },
    {
      label: say("view.board-only"),
      icon: icons.view["board-only"],
      keys: keyOf("view.board-only"),
      run: () => page.run("view.board-only"),
    },
    null,
    { label: say("view.pointers"), icon: icons.view.help, run: () => page.run("view.pointers") },
    {
      label: say("keys.keys"),
      icon: icons.view.keys,
      keys: keyOf("view.keys"),
      run: () => page.run("view.keys"),
    },
  ]);
}

/** Opens what the bar of a phone has no room for. */
export function openMore(page: Page, anchor: HTMLElement): void {
  const tools = mayDraw(page) ? (["text", "frame", "hand", "laser"] as const) : [];
  const items: (Item | null)[] = [
    ...tools.map((tool) => ({
      label: say(`tool.${tool}`),
      icon: icons.tool[tool],
      run: () => page.stage.setTool(tool),
    })),
    ...(mayDraw(page)
      ? [{ label: say("tool.image"), icon: icons.tool.image, run: () => page.run("tool.image") }]
      : []),
    ...(mayTalk(page)
      ? [
          {
            label: say("tool.comment"),
            icon: icons.tool.comment,
            run: () => page.run("tool.comment"),
          },
        ]
      : []),
    { label: say("view.fit"), icon: icons.view.fit, run: () => page.run("view.fit") },
    { label: say("page.sheets"), icon: icons.view.pages, run: () => page.run("page.sheets") },
    { label: say("people.people"), icon: icons.people.people, run: () => page.side("people") },
    {
      label: say("people.react"),
      icon: icons.people.reaction,
      run: () => openSigns(page, anchor),
    },
    null,
    {
      label: say("people.profile"),
      icon: icons.people.share,
      run: () => openProfile(page),
    },
    { label: say("file.export"), icon: icons.list.export, run: () => openExport(page) },
    {
      label: say("outline.outline"),
      icon: icons.view.outline,
      run: () => page.run("view.outline"),
    },
    {
      label: say("view.present"),
      icon: icons.people.bring,
      run: () => page.run("view.present"),
    },
    { label: say("view.theme"), icon: icons.view.theme, run: () => openTheme(page, anchor) },
    {
      label: say("settings.settings"),
      icon: icons.view.settings,
      run: () => openSettings(page),
    },
  ];
  if (mayDraw(page) && page.stage.selection.length) {
    items.unshift(
      {
        label: say("edit.duplicate"),
        icon: icons.edit.duplicate,
        run: () => page.stage.command("edit.duplicate"),
      },
      {
        label: say("edit.delete"),
        icon: icons.edit.delete,
        danger: true,
        run: () => page.stage.command("edit.delete"),
      },
      null,
    );
  }
  openMenu(anchor, say("tool.more"), items, { side: isPhone() ? "above" : "right" });
}

function openSigns(page: Page, anchor: HTMLElement): void {
  openMenu(
    anchor,
    say("people.react"),
    Object.entries(icons.reaction).map(([name, icon]) => ({
      label: say(`reaction.${name}` as Word), // every sign has a word
      icon,
      run: () => page.stage.company.react(name),
    })),
    { side: "above" },
  );
}

/** Lets the person pick a file, which comes onto this board. */
function bring(page: Page): void {
  chooseFiles(DRAWINGS, (files) =>
    patiently(
      () => import("./arriving"),
      (part) => part.addFiles(page, files),
      page.signal,
    ),
  );
}

function openExport(page: Page): void {
  summon(
    "export",
    () => import("./exporting"),
    (part) => part.openExport(page),
  );
}

function openTheme(page: Page, anchor: HTMLElement): void {
  openMenu(
    anchor,
    say("view.theme"),
    THEMES.map((theme) => ({
      label: say(`view.theme-${theme}` as Word), // light, dark, system have words
      checked: page.device.theme === theme,
      run: () => {
        setTheme(page.device, theme);
        page.stage.setTheme(isDark());
      },
    })),
  );
}

function openProfile(page: Page): void {
  const named = (name: string): void => introduce(page, name);
  summon(
    "profile",
    () => import("./profile"),
    (part) => part.openProfile(page.device, named),
  );
}

/** Opens what sets this: a command of the table, `settings.contrast`. */
export function openSetting(page: Page, command: string): void {
  if (command === "settings.profile") openProfile(page);
  else openSettings(page, command);
}

function openSettings(page: Page, first?: string): void {
  const changed = (): void => {
    if (page.device.name !== page.seat.session.name) introduce(page, page.device.name);
    page.changed();
  };
  summon(
    "settings",
    () => import("./settings"),
    (part) => part.openSettings(page.device, changed, first),
  );
}

/** Tells the others the new name: the next connection carries it. */
function introduce(page: Page, name: string): void {
  const { session, link } = page.seat;
  session.name = name;
  session.colour = page.device.colour || null;
  saveDevice(page.device);
  link.renewConnection();
  page.changed();
}
