/** Reads the history of a board, and paints the small histogram of the pill. */

import type { History } from "../../core/history";
import { COLUMN, Timeline } from "../../core/timeline";

export { Chronicle } from "../../store/chronicle";

const WIDTH = 130;
const HEIGHT = 20;

/** What was drawn when, small and in one colour. */
export function paintPill(canvas: HTMLCanvasElement, history: History): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  const to = canvas.getContext("2d");
  if (!to) return;
  to.scale(ratio, ratio);
  to.fillStyle = getComputedStyle(canvas).color;
  const time = new Timeline(history.steps, WIDTH * 2);
  const sums = time.columns.map(({ sizes }) => [...sizes.values()].reduce((a, b) => a + b, 0));
  const most = Math.max(1, ...sums);
  time.columns.forEach(({ x }, n) => {
    const height = Math.max(1, HEIGHT * Math.sqrt(sums[n]! / most));
    const left = Math.min(x, time.width - COLUMN) / 2;
    to.fillRect(left, HEIGHT - height, COLUMN / 2 - 1, height);
  });
}
