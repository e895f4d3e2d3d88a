/** The commands that open a part of the page which is fetched for it. */

import { saveDevice } from "../store/device";
import type { HistoryPart } from "./history";
import type { Page } from "./page";

/** The room that they open in. */
export interface Place {
  page: Page;
  node: HTMLElement;
  middle: HTMLElement;
  memory: HistoryPart;
}

type Open = (place: Place) => unknown;

/** `open` gets the part that `load` fetches. */
function by<T>(load: () => Promise<T>, open: (part: T, place: Place) => unknown) {
  return async (): Promise<Open> => {
    const part = await load();
    return (place) => open(part, place);
  };
}

const meeting = (): Promise<typeof import("./meeting/start")> => import("./meeting/start");
const library = (): Promise<typeof import("./library")> => import("./library");

const OPENINGS: Readonly<Record<string, () => Promise<Open>>> = {
  "view.keys": by(
    () => import("./help"),
    (part, { page }) => part.openHelp(page.device),
  ),
  "view.commands": by(
    () => import("./palette"),
    (part, { page }) => part.openPalette(page),
  ),
  "view.find": by(
    () => import("./find"),
    (part, { page, middle, memory }) => part.openFind(page, middle, memory),
  ),
  "view.present": by(
    () => import("./present"),
    (part, { page }) => part.present(page),
  ),
  "history.compact": by(
    () => import("./compact"),
    (part, { page }) => part.openCompact(page),
  ),
  "view.print": by(
    () => import("./paper"),
    (part, { page }) => part.print(page),
  ),
  "view.pen": by(
    () => import("./nib"),
    (part, { page: { device, stage } }) =>
      part.openNib(device, () => {
        saveDevice(device);
        stage.setNib(device.nib);
      }),
  ),
  "view.library": by(library, (part, { page, middle }) => part.toggleLibrary(page, middle)),
  "edit.to-library": by(library, (part, { page }) => part.keepOwn(page)),
  "edit.open-link": by(
    () => import("./linkmarks"),
    (part, { page }) => part.openLink(page.stage.selected),
  ),
  "edit.link": by(
    () => import("./linkbox"),
    (part, { page }) => part.openLinkBox(page),
  ),
  "page.sheets": by(
    () => import("./sheets"),
    (part, place) => part.openSheets(place.page, anchor(place, ".bar-pages")),
  ),
  // From a command they open beside the people, as all that is done together.
  "timer.timer": by(meeting, (part, place) =>
    part.openTimer(place.page, anchor(place, ".bar-people")),
  ),
  "vote.vote": by(meeting, (part, place) =>
    part.openVote(place.page, anchor(place, ".bar-people")),
  ),
};

/** What does a command, once it is fetched. */
export async function opening(command: string): Promise<Open> {
  if (command.startsWith("style.")) {
    const part = await import("./style");
    return ({ page, node }) => part.runStyle(page, command, node);
  }
  if (command.startsWith("settings.")) {
    const [menu] = await Promise.all([import("./appmenu"), import("./settings")]);
    return ({ page }) => menu.openSetting(page, command);
  }
  if (command.startsWith("history.") && !OPENINGS[command])
    return ({ memory }) => memory.show((past) => past.perform(command));
  return (await OPENINGS[command]?.()) ?? (() => undefined);
}

function anchor({ node }: Place, selector: string): HTMLElement {
  return node.querySelector(selector) ?? node.querySelector<HTMLElement>("[data-region=tools]")!;
}
