/** The token that a link carries: taken out of the address bar, kept for this tab. */

import { lessonOf } from "../core/lesson";

const place = (board: string): string => `inkroom.token.${board}`;

/** The token for a board, from the link that was opened or from before, at a side board that of its lesson (SIDE-2); null: none. */
export function takeToken(board: string): string | null {
  const inHash = new URLSearchParams(location.hash.slice(1)).get("token");
  const inQuery = new URLSearchParams(location.search).get("token");
  const token = inHash ?? inQuery;
  if (token === null) return recall(board) ?? recall(lessonOf(board) ?? board);
  history.replaceState(null, "", location.pathname);
  try {
    sessionStorage.setItem(place(board), token);
  } catch {
    // A browser that keeps nothing: a reload needs the link again.
  }
  return token;
}

function recall(board: string): string | null {
  try {
    return sessionStorage.getItem(place(board));
  } catch {
    return null;
  }
}
