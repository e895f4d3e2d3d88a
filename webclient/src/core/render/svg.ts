/** Elements as SVG text, for a clipboard or a file; pictures as grey boxes, fonts by their names. */

import tokens from "@face/tokens.json";
import { type Element, paintedOrder } from "../board";
import { type Drawing, drawing } from "../drawing";
import { type Box, grown, UNIT, union } from "../geometry";
import type { Item, Picture, Words } from "../item";
import { blend, ground, painted } from "../palette";
import { pathText } from "../path";

/** Round what is drawn, in board units. */
export const MARGIN = 256;
const EMPTY: Box = { left: 0, top: 0, right: 320 * UNIT, bottom: 200 * UNIT };
const ANCHORS: Record<string, string> = { centre: "middle", right: "end" };
const FALLBACK: Record<string, string> = {
  hand: "cursive",
  sans: "sans-serif",
  serif: "serif",
  mono: "monospace",
};

/** The box that a picture of the elements shows. */
export function framed(elements: readonly Element[]): Box {
  const box = union(elements.map((element) => drawing(element).box));
  return box ? grown(box, MARGIN) : EMPTY;
}

/** `background` null: no ground. 1 px of it is 1 px of the board. */
export function svg(elements: readonly Element[], background: string | null, dark = false): string {
  const box = framed(elements);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const place = `x="${box.left}" y="${box.top}" width="${width}" height="${height}"`;
  const body = paintedOrder(elements).map((element) => drawn(drawing(element), dark));
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" ',
    `width="${width / UNIT}" height="${height / UNIT}" `,
    `viewBox="${box.left} ${box.top} ${width} ${height}" `,
    'fill="none" stroke-linecap="round" stroke-linejoin="round">',
    background === null ? "" : `<rect ${place} fill="${ground(background, dark)}"/>`,
    ...body,
    "</svg>\n",
  ].join("");
}

/** A drawing, in a group where it is turned or mixes with what is under it. */
function drawn(one: Drawing, dark: boolean): string {
  const body = one.items.map((item) => itemText(item, dark)).join("");
  let attributes = "";
  if (one.turn) {
    const [angle, x, y] = one.turn;
    attributes += ` transform="rotate(${angle / 100} ${x} ${y})"`;
  }
  if (one.blend !== "normal") attributes += ` style="mix-blend-mode:${blend(dark)}"`;
  return attributes && body ? `<g${attributes}>${body}</g>` : body;
}

function itemText(item: Item, dark: boolean): string {
  const faint = item.opacity === 100 ? "" : ` opacity="${item.opacity / 100}"`;
  if (item.type === "fill") {
    const rule = item.rule === "evenodd" ? ' fill-rule="evenodd"' : "";
    const ink = painted(item.ink, item.tone, dark);
    return `<path d="${pathText(item.path)}" fill="${ink}"${rule}${faint}/>`;
  }
  if (item.type === "stroke") {
    const dash = item.dash.length > 0 ? ` stroke-dasharray="${item.dash.join(" ")}"` : "";
    const line = `stroke="${painted(item.ink, item.tone, dark)}" stroke-width="${item.width}"${dash}`;
    return `<path d="${pathText(item.path)}" ${line}${faint}/>`;
  }
  return item.type === "words" ? wordsText(item, dark, faint) : pictureText(item, faint);
}

function wordsText(item: Words, dark: boolean, faint: string): string {
  const font = item.font as "hand" | "sans" | "serif" | "mono"; // `drawing` gives no other
  const { family } = tokens.font[font === "sans" ? "ui" : font];
  const anchor = ANCHORS[item.align] ? ` text-anchor="${ANCHORS[item.align]}"` : "";
  const lines = item.lines.map(
    ([text, x, y]) => `<text x="${x}" y="${y}" xml:space="preserve">${escaped(text)}</text>`,
  );
  const look = `font-family="${family}, ${FALLBACK[font]}" font-size="${item.size}"`;
  const ink = painted(item.ink, item.tone, dark);
  return `<g ${look} fill="${ink}"${anchor}${faint}>${lines.join("")}</g>`;
}

function pictureText(item: Picture, faint: string): string {
  const [x, y, w, h] = item.box;
  const place = `x="${x}" y="${y}" width="${w}" height="${h}"`;
  return `<rect ${place} fill="#8A8880" fill-opacity=".2"${faint}/>`;
}

/** Text as XML holds it; what XML cannot hold at all goes. */
function escaped(text: string): string {
  const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return [...text]
    .filter((sign) => (sign >= " " || sign === "\t") && sign !== "\ufffe")
    .map((sign) => marks[sign] ?? sign)
    .join("");
}
