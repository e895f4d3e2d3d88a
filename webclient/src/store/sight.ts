/** Where this tab looked at a board, so that a reload looks there again. */

/** Board units at the middle, and the zoom. */
export interface Sight {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

const place = (board: string): string => `inkroom.sight.${board}`;

export function rememberView(board: string, { x, y, zoom }: Sight): void {
  try {
    sessionStorage.setItem(place(board), JSON.stringify({ x, y, zoom }));
  } catch {
    // A browser that keeps nothing: the whole board is shown next time.
  }
}

export function recallView(board: string): Sight | null {
  try {
    return JSON.parse(sessionStorage.getItem(place(board)) ?? "null") as Sight | null; // our own writing
  } catch {
    return null;
  }
}
