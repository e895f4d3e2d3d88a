/** The door of a board: what takes a while is begun while the program is still loading. */

import { fetchParts, type Parts } from "./apart";
import { clientsOf } from "./queue";

let ahead: WebSocket | null = null;
let apart: Promise<Parts | null> | null = null;

/** Where the room of a board listens. */
export function roomUrl(board: string): string {
  const { protocol, host } = location;
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/ws/rooms/${encodeURIComponent(board)}`;
}

/** Begins to connect to a board, to open what this device keeps, and to fetch the board where it keeps nothing of it. */
export function knock(board: string): void {
  ahead?.close();
  ahead = new WebSocket(roomUrl(board));
  apart = clientsOf(board)
    .catch(() => []) // a browser that keeps nothing
    .then((known) => (known.length ? null : fetchParts(board)))
    .catch(() => null); // the socket says why
}

/** The parts of the board that were asked for ahead; null: none were, or they were taken. */
export function partsAhead(): Promise<Parts | null> | null {
  const found = apart;
  apart = null;
  return found;
}

/** A socket to `url`: the one that was opened ahead, if it still is one. */
export function socketTo(url: string): WebSocket {
  const found = ahead;
  ahead = null;
  if (found?.url === url && found.readyState <= WebSocket.OPEN) return found;
  found?.close();
  return new WebSocket(url);
}
