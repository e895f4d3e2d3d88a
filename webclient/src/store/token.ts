/** The token that a link carries: taken out of the address bar, kept for this tab. */

const place = (board: string): string => `inkroom.token.${board}`;

/** The token for a board, from the link that was opened or from before; null: none. */
export function takeToken(board: string): string | null {
  const inHash = new URLSearchParams(location.hash.slice(1)).get("token");
  const inQuery = new URLSearchParams(location.search).get("token");
  const token = inHash ?? inQuery;
  if (token === null) return recall(board);
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
