/** The server's clock, and time as people read it. */

import type { Page } from "../page";

/** Now by the server's clock, in ms; null before it was told. */
export function serverNow({ seat }: Page): number | null {
  const { offset } = seat.session;
  return offset ? performance.now() + offset : null;
}

/** `4:05`, or `1:04:05` from an hour on. A second that has begun counts. */
export function minutes(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(m).padStart(h ? 2 : 1, "0")}:${String(s).padStart(2, "0")}`;
  return h ? `${h}:${tail}` : tail;
}
