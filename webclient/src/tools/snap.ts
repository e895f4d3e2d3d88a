/** Snapping: how far a moved box is from standing in line with others, and the lines that show it. */

import { type Box, rnd, UNIT } from "../core/geometry";
import type { Pointer } from "./desk";

/** How near, in px of the screen, a line must come to snap. */
export const REACH = 6;
export const REACH_TOUCH = 10;
/** So many lines are shown each way. */
const MOST = 3;

/** A line in board units; `gap`: how far the two that it joins are apart, null where they overlap. */
export interface Guide {
  readonly across: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly gap: readonly [from: number, to: number] | null;
}

/** A side of a box seen along one axis: near edge, far edge. */
type Edges = readonly [near: number, far: number];

/** Where a box goes to stand in line with others, within `reach`; on the axes that are free. */
export function snapped(
  box: Box,
  others: readonly Box[],
  reach: number,
  free: { readonly x: boolean; readonly y: boolean },
): [dx: number, dy: number] {
  const dx = free.x ? nearest(across(box), others.map(across), reach) : 0;
  const dy = free.y ? nearest(down(box), others.map(down), reach) : 0;
  return [dx ?? 0, dy ?? 0];
}

/** One axis of what keeps its proportions: its fixed place, and where its side is now. */
export interface Way {
  readonly from: number;
  readonly to: number;
  readonly side: "x" | "y";
}

/** How much longer all ways become so that the one that needs least stands in line with others; 1 where none is near. */
export function evened(ways: readonly Way[], others: readonly Box[], reach: number): number {
  let least = Number.POSITIVE_INFINITY;
  let share = 1;
  for (const { from, to, side } of ways) {
    const at = rnd(to);
    const by = nearest([at, at], others.map(side === "x" ? across : down), reach);
    if (by === null || (to - from) * (at + by - from) <= 0) continue;
    const off = Math.abs(at + by - to);
    if (off < least) {
      least = off;
      share = (at + by - from) / (to - from);
    }
  }
  return share;
}

/** A pointer where it stands in line with others, as near as it is on the screen; Ctrl lets it go where it likes. */
export function snappedTo(
  p: Pointer,
  others: readonly Box[],
  zoom: number,
  free: { readonly x: boolean; readonly y: boolean } = { x: true, y: true },
): Pointer {
  if (p.ctrl || others.length === 0) return p;
  const [x, y] = [rnd(p.x), rnd(p.y)];
  const [dx, dy] = snapped(
    { left: x, top: y, right: x, bottom: y },
    others,
    reachOf(p, zoom),
    free,
  );
  return { ...p, x: free.x ? x + dx : p.x, y: free.y ? y + dy : p.y };
}

/** How near a line must come to a pointer, in board units. */
export function reachOf(p: Pointer, zoom: number): number {
  return ((p.touch ? REACH_TOUCH : REACH) * UNIT) / zoom;
}

/** The box of a `geom` without a turn. */
export function boxOfGeom([x = 0, y = 0, w = 0, h = 0]: readonly number[]): Box {
  return {
    left: Math.min(x, x + w),
    top: Math.min(y, y + h),
    right: Math.max(x, x + w),
    bottom: Math.max(y, y + h),
  };
}

/** The lines that a box shares with others: edge to edge, each with its nearest. */
export function guides(box: Box, others: readonly Box[]): Guide[] {
  return [
    ...shared(others, across(box), down(box), across, down, false),
    ...shared(others, down(box), across(box), down, across, true),
  ];
}

function shared(
  others: readonly Box[],
  own: Edges,
  ownAlong: Edges,
  edgesOf: (box: Box) => Edges,
  alongOf: (box: Box) => Edges,
  across: boolean,
): Guide[] {
  const found: Guide[] = [];
  for (const at of linesOf(own)) {
    const met = others.filter((other) => linesOf(edgesOf(other)).includes(at));
    const by = (other: Box) => distance(ownAlong, alongOf(other));
    const near = met.sort((a, b) => by(a) - by(b) || alongOf(a)[0] - alongOf(b)[0])[0];
    if (!near || found.length >= MOST) continue;
    const along = alongOf(near);
    const gap = gapOf(ownAlong, along);
    const [from, to] = [Math.min(ownAlong[0], along[0]), Math.max(ownAlong[1], along[1])];
    found.push({ across, at, from, to, gap });
  }
  return found;
}

function nearest(own: Edges, others: readonly Edges[], reach: number): number | null {
  let best: number | null = null;
  for (const other of others) {
    for (const line of linesOf(other)) {
      for (const mine of linesOf(own)) {
        const by = line - mine;
        if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best))) best = by;
      }
    }
  }
  return best;
}

function linesOf([near, far]: Edges): number[] {
  return [near, rnd((near + far) / 2), far];
}

function distance(a: Edges, b: Edges): number {
  return Math.max(0, b[0] - a[1], a[0] - b[1]);
}

function gapOf(a: Edges, b: Edges): readonly [number, number] | null {
  if (b[0] > a[1]) return [a[1], b[0]];
  return a[0] > b[1] ? [b[1], a[0]] : null;
}

function across({ left, right }: Box): Edges {
  return [left, right];
}

function down({ top, bottom }: Box): Edges {
  return [top, bottom];
}

/** The length of a gap as people read it, in px. */
export function gapText([from, to]: readonly [number, number]): string {
  return String(rnd((to - from) / UNIT));
}
