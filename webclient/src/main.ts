/** The web app: one page, two places, the board list and a board; each is loaded when one goes there. */

import "./view/fonts.css";
import "./view/tokens.css";
import "./panels/shell.css";
import { closeAll } from "./panels/popup";
import { watchInput } from "./panels/screen";
import { shownBy } from "./panels/shown";
import { callOff } from "./panels/summon";
import { showLook } from "./panels/theme";
import { watchTips } from "./panels/tip";
import { hideToast, toast } from "./panels/toast";
import { say, useLanguage } from "./panels/words";
import { useGuest, useToken } from "./store/api";
import { loadDevice } from "./store/device";
import { knock } from "./store/door";
import { keepPage } from "./store/offline";
import { takeToken } from "./store/token";

/** A place that is shown; resolves when it may go. */
interface Place {
  close(): void | Promise<void>;
}

const AGAIN_MS = 3_000;
const root = document.getElementById("app")!;
const device = loadDevice();
let shown: Promise<Place> | null = null;

showLook(device);
watchInput(document.documentElement);
watchTips();

function go(path: string): void {
  history.pushState(null, "", path);
  hideToast();
  show();
}

function show(): void {
  const before = shown;
  closeAll();
  callOff();
  shown = (before ?? Promise.resolve(null)).then(async (page) => {
    const left = page?.close();
    for (const old of root.children) old.toggleAttribute("inert", true); // it takes nothing any more
    await left;
    return place();
  });
}

async function place(): Promise<Place> {
  const board = /^\/b\/([A-Za-z0-9_-]{1,64})\/?$/.exec(location.pathname)?.[1];
  if (board) {
    const token = takeToken(board);
    useToken(token);
    useGuest(device.guest);
    knock(board);
    const { openRoom } = await fetched(() => import("./panels/room"));
    return openRoom(root, board, token, device, go);
  }
  const { openBoards } = await fetched(() => import("./panels/boards"));
  return openBoards(root, takeToken(""), device, shownBy(location.hash), go);
}

/** A place that this device does not have is shown when the server answers again. */
async function fetched<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      toast(say("offline.part-comes"), { stays: true });
      await new Promise((again) => setTimeout(again, AGAIN_MS));
    }
  }
}

addEventListener("popstate", show);
addEventListener("languagechange", () => void useLanguage(device.language).then(show));
void useLanguage(device.language).then(() => {
  show();
  keepPage();
});
