/** The look of the pointer over the board. */

import type { Hover } from "../tools/desk";

const RESIZE = ["ew-resize", "nwse-resize", "ns-resize", "nesw-resize"];

const svg = (inner: string, x: number, y: number, instead: string): string => {
  const image = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke-linecap="round" stroke-linejoin="round">${inner}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(image)}") ${x} ${y}, ${instead}`;
};

/** A thin cross of 15 px with a gap in its middle. */
const cross = "M12 4.5V10M12 14v5.5M4.5 12H10M14 12h5.5";
const CROSS = svg(
  `<path d="${cross}" stroke="#fff" stroke-width="3"/><path d="${cross}" stroke="#1D2432" stroke-width="1.2"/>`,
  12,
  12,
  "crosshair",
);
const drop = "M12 21.5C8 17 5.5 13.6 5.5 10a6.5 6.5 0 0 1 13 0c0 3.6-2.5 7-6.5 11.5Z";
const COMMENT = svg(
  `<path d="${drop}" fill="#1D2432" stroke="#fff" stroke-width="1.8"/>`,
  12,
  22,
  "crosshair",
);
const turn = "M18.5 12a6.5 6.5 0 1 1-2-4.7M17.5 3.5v4h-4";
const ROTATE = svg(
  `<path d="${turn}" stroke="#fff" stroke-width="4"/><path d="${turn}" stroke="#1D2432" stroke-width="1.8"/>`,
  12,
  12,
  "grab",
);

const CURSORS: Record<string, string> = {
  select: "default",
  move: "move",
  hand: "grab",
  grab: "grabbing",
  pen: "none",
  eraser: "none",
  laser: "none",
  cross: CROSS,
  text: "text",
  comment: COMMENT,
  picker: "none",
  rotate: ROTATE,
};

/** The CSS cursor; `none` where a ring is painted instead. */
export function cursorOf(hover: Hover): string {
  const eighth = /^resize-(\d)$/.exec(hover);
  return eighth ? RESIZE[Number(eighth[1]) % 4]! : (CURSORS[hover] ?? "default");
}
