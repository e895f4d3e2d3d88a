/** How far a person has read the chat and the comments of a board on this device. */

export interface Seen {
  chat: number;
  comments: number;
}

const place = (board: string): string => `inkroom.seen.${board}`;

/** What was read; null on a board that was never open here. */
export function recallSeen(board: string): Seen | null {
  try {
    return JSON.parse(localStorage.getItem(place(board)) ?? "null") as Seen | null; // our own writing
  } catch {
    return null;
  }
}

export function rememberSeen(board: string, seen: Seen): void {
  try {
    localStorage.setItem(place(board), JSON.stringify(seen));
  } catch {
    // A browser that keeps nothing: all is new again next time.
  }
}
