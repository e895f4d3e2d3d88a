/** The web app: one page, two places, the board list and a board. */

import "./view/fonts.css";
import "./view/tokens.css";
import "./panels/shell.css";
import { type Boards, openBoards } from "./panels/boards";
import { closeAll } from "./panels/popup";
import { openRoom, type Room } from "./panels/room";
import { watchInput } from "./panels/screen";
import { showTheme } from "./panels/theme";
import { watchTips } from "./panels/tip";
import { hideToast } from "./panels/toast";
import { loadDevice } from "./store/device";
import { keepPage } from "./store/offline";
import { takeToken } from "./store/token";

const root = document.getElementById("app")!;
const device = loadDevice();
let shown: Promise<Boards | Room> | null = null;

showTheme(device.theme);
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
  shown = (before ?? Promise.resolve(null)).then(async (page) => {
    await page?.close();
    return place();
  });
}

function place(): Promise<Boards | Room> | Boards {
  const board = /^\/b\/([A-Za-z0-9_-]{1,64})\/?$/.exec(location.pathname)?.[1];
  if (board) return openRoom(root, board, takeToken(board), device, go);
  return openBoards(root, takeToken(""), device, location.hash === "#trash", go);
}

addEventListener("popstate", show);
show();
keepPage();
