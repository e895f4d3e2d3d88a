/** The door of a board: its socket is opened while the program is still loading, since both take a while. */

import { database } from "./database";

let ahead: WebSocket | null = null;

/** Where the room of a board listens. */
export function roomUrl(board: string): string {
  const { protocol, host } = location;
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/ws/rooms/${encodeURIComponent(board)}`;
}

/** Begins to connect to a board, and to open what this device keeps. */
export function knock(board: string): void {
  ahead?.close();
  ahead = new WebSocket(roomUrl(board));
  database().catch(() => undefined); // who needs it asks again, and hears why
}

/** A socket to `url`: the one that was opened ahead, if it still is one. */
export function socketTo(url: string): WebSocket {
  const found = ahead;
  ahead = null;
  if (found?.url === url && found.readyState <= WebSocket.OPEN) return found;
  found?.close();
  return new WebSocket(url);
}
