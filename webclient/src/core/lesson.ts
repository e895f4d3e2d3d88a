/** Which board a side board belongs to, by its id alone (SIDE-1). */

const SIDE = /^([A-Za-z0-9_-]{1,50})--([0-9a-f]{12})$/;

/** The board that this is a side board of; null for any other board. */
export function lessonOf(board: string): string | null {
  return SIDE.exec(board)?.[1] ?? null;
}
