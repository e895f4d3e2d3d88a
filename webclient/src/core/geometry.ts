/** Points and boxes in board units (1/16 px). */

/** Board units in one px. */
export const UNIT = 16;

/** An upright box, its edges included. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box with `by` units more at each side. */
export function grown(box: Box, by: number): Box {
  return {
    left: box.left - by,
    top: box.top - by,
    right: box.right + by,
    bottom: box.bottom + by,
  };
}

/** True where the two share a point, edges included. */
export function meets(a: Box, b: Box): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

/** True where `inner` lies wholly inside `outer`. */
export function holds(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    inner.right <= outer.right &&
    inner.bottom <= outer.bottom
  );
}

/** The smallest box that holds both. */
export function joined(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** The box of flat points `[x,y, x,y, …]`; at least one point. */
export function boxOf(flat: ArrayLike<number>): Box {
  let left = flat[0]!;
  let top = flat[1]!;
  let right = left;
  let bottom = top;
  for (let i = 2; i < flat.length; i += 2) {
    const x = flat[i]!;
    const y = flat[i + 1]!;
    if (x < left) left = x;
    else if (x > right) right = x;
    if (y < top) top = y;
    else if (y > bottom) bottom = y;
  }
  return { left, top, right, bottom };
}

/** The box round all `boxes`, or null where there is none. */
export function union(boxes: Iterable<Box>): Box | null {
  let left = Number.POSITIVE_INFINITY;
  let top = left;
  let right = -left;
  let bottom = right;
  for (const box of boxes) {
    if (box.left < left) left = box.left;
    if (box.top < top) top = box.top;
    if (box.right > right) right = box.right;
    if (box.bottom > bottom) bottom = box.bottom;
  }
  return left <= right ? { left, top, right, bottom } : null;
}

/** Round half up, as both languages do it. */
export function rnd(value: number): number {
  return Math.floor(value + 0.5);
}

/**
 * The sine of `angle` (1/100 degree), of sums and products alone: equal bits in both languages.
 * Exact at 0, 90, 180 and 270 degrees.
 */
export function sine(angle: number): number {
  const whole = ((angle % 36_000) + 36_000) % 36_000;
  const quarter = Math.floor(whole / 9_000);
  let rest = whole % 9_000;
  if (quarter % 2) rest = 9_000 - rest;
  const value = rest <= 4_500 ? sineOf(rest) : cosineOf(9_000 - rest);
  return quarter >= 2 ? -value : value;
}

/** The cosine of `angle` (1/100 degree), as `sine`. */
export function cosine(angle: number): number {
  return sine(angle + 9_000);
}

function sineOf(rest: number): number {
  const x = rest * 0.00017453292519943294;
  const y = x * x;
  let tail = 1 / 6_227_020_800 + y * (-1 / 1_307_674_368_000);
  tail = -1 / 5040 + y * (1 / 362_880 + y * (-1 / 39_916_800 + y * tail));
  return x * (1 + y * (-1 / 6 + y * (1 / 120 + y * tail)));
}

function cosineOf(rest: number): number {
  const x = rest * 0.00017453292519943294;
  const y = x * x;
  let tail = -1 / 87_178_291_200 + y * (1 / 20_922_789_888_000);
  tail = 1 / 40_320 + y * (-1 / 3_628_800 + y * (1 / 479_001_600 + y * tail));
  return 1 + y * (-1 / 2 + y * (1 / 24 + y * (-1 / 720 + y * tail)));
}

/** The point turned by `angle` (1/100 degree, clockwise on screen) about (cx, cy). */
export function turned(
  x: number,
  y: number,
  angle: number,
  cx: number,
  cy: number,
): [number, number] {
  if (angle === 0) return [x, y];
  const c = cosine(angle);
  const s = sine(angle);
  return [cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c];
}

/** The upright box of `box` turned by `angle` (1/100 degree) about its centre. */
export function turnedBox(box: Box, angle: number): Box {
  return turnedBoxAbout(box, angle, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
}

/** The upright box of `box` turned by `angle` (1/100 degree) about (cx, cy). */
export function turnedBoxAbout(box: Box, angle: number, cx: number, cy: number): Box {
  if (angle === 0) return box;
  const [ax, ay] = turned(box.left, box.top, angle, cx, cy);
  const [bx, by] = turned(box.left, box.bottom, angle, cx, cy);
  const [dx, dy] = turned(box.right, box.top, angle, cx, cy);
  const [ex, ey] = turned(box.right, box.bottom, angle, cx, cy);
  // `+ 0`: a zero never has a sign.
  return {
    left: Math.floor(Math.min(ax, bx, dx, ex)) + 0,
    top: Math.floor(Math.min(ay, by, dy, ey)) + 0,
    right: Math.ceil(Math.max(ax, bx, dx, ex)) + 0,
    bottom: Math.ceil(Math.max(ay, by, dy, ey)) + 0,
  };
}
