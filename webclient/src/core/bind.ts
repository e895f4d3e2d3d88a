/** Connectors that hold on to elements: where their ends are follows from where those are now (BIND-1 to BIND-4). */

import { Board, type Element } from "./board";
import { shape, upright } from "./figure";
import { OUTLINED } from "./form";
import { rnd, turned } from "./geometry";
import { formOf, geomOf, whole } from "./look";
import { flattened, rectangle } from "./path";
import type { Binding } from "./wire";

/** From the outline of what is held to the end of the line. */
const GAP = 64;
/** The kinds that a connector can hold on to. */
export const HELD: readonly string[] = [...OUTLINED, ...["text", "note", "image", "frame"]];

type Point = readonly [number, number];
/** What an end holds on to, deleted or not, and the place that it aims at. */
type Hold = readonly [target: Element, aim: Point];

/** The element as it is shown: a connector that holds on to something has its ends there. */
export function routed(board: Board, element: Element): Element {
  if (!isConnector(element)) return element;
  const start = held(board, element.get("from"));
  const end = held(board, element.get("to"));
  if (!start && !end) return element;
  const geom = geomOf(element);
  const ends = endsOf([...geom], start, end, whole(element, "curve", 0, 2));
  if (ends.every((v, at) => v === geom[at])) return element;
  return element.written("geom", ends, element.writer("geom"));
}

/** The ids of the elements that a connector holds on to. */
export function holds(element: Element): string[] {
  if (!isConnector(element)) return [];
  const bound = [element.get("from"), element.get("to")] as (Binding | null)[];
  return bound.flatMap((one) => (one ? [one.id] : []));
}

/** Elements that are other than on the board, and the connectors that follow them, as they are shown then. */
export function following(
  board: Board,
  moved: readonly Element[],
  connectors: Iterable<string>,
): Element[] {
  const then = new Board(board);
  for (const element of moved) then.write(element);
  const found = [...connectors].flatMap((id) => (then.own.has(id) ? [] : (board.get(id) ?? [])));
  const follow = found.filter((one) => !one.deleted);
  return [...moved, ...follow].map((one) => routed(then, one));
}

/** Which connectors hold on to an element; tell it of every element that is new or other than before. */
export class Holders {
  /** What each connector holds on to. */
  private readonly held = new Map<string, string[]>();
  private readonly by = new Map<string, Set<string>>();

  clear(): void {
    this.held.clear();
    this.by.clear();
  }

  /** The element is so now; undefined: it is gone. */
  follow(id: string, element: Element | undefined): void {
    const now = !element || element.deleted ? [] : holds(element);
    if (now.length === 0 && !this.held.has(id)) return;
    for (const target of this.held.get(id) ?? []) this.by.get(target)?.delete(id);
    this.held.delete(id);
    if (now.length > 0) this.held.set(id, now);
    for (const target of now) {
      const known = this.by.get(target) ?? new Set();
      this.by.set(target, known.add(id));
    }
  }

  /** The connectors that hold on to any of the elements, each once. */
  of(ids: Iterable<string>): string[] {
    return [...new Set([...ids].flatMap((id) => [...(this.by.get(id) ?? [])]))];
  }
}

function isConnector(element: Element): boolean {
  return element.kind === "line" || element.kind === "arrow";
}

function held(board: Board, value: unknown): Hold | null {
  const bound = value as Binding | null; // a register of a connector (EL-4)
  const target = bound ? board.get(bound.id) : undefined;
  if (!bound || !target || !HELD.includes(target.kind)) return null;
  const [x = 0, y = 0, w = 0, h = 0, angle = 0] = geomOf(target);
  const [ax = 0, ay = 0] = bound.anchor;
  const aim = turned(x + (w * ax) / 1000, y + (h * ay) / 1000, angle, x + w / 2, y + h / 2);
  return [target, aim];
}

function endsOf(geom: number[], start: Hold | null, end: Hold | null, bend: number): number[] {
  const last = geom.length - 2;
  const first: Point = start?.[1] ?? [geom[0]!, geom[1]!];
  const final: Point = end?.[1] ?? [geom[last]!, geom[last + 1]!];
  const two = last === 2;
  const afterFirst: Point = two ? final : [geom[2]!, geom[3]!];
  const beforeLast: Point = two ? first : [geom[last - 2]!, geom[last - 1]!];
  const made = (fromFirst: Point, fromLast: Point): number[] => {
    const points = [...geom];
    if (start) [points[0], points[1]] = edge(start[0], fromFirst, first);
    if (end) [points[last], points[last + 1]] = edge(end[0], fromLast, final);
    return points;
  };
  if (bend !== 2) return made(afterFirst, beforeLast);
  // An elbow leaves level or upright, whichever way its ends then lie further apart.
  const level = made([afterFirst[0], first[1]], [beforeLast[0], final[1]]);
  const steep = made([first[0], afterFirst[1]], [final[0], beforeLast[1]]);
  const [lx, ly] = apart(level);
  const [sx, sy] = apart(steep);
  return lx >= ly || sy <= sx ? level : steep;
}

/** How far apart the ends are, sideways and up. */
function apart(points: readonly number[]): [number, number] {
  const x = Math.abs(points.at(-2)! - points[0]!);
  return [x, Math.abs(points.at(-1)! - points[1]!)];
}

/** The place before the outline of `target` on the way from `start` to `aim`; `aim` where that begins inside. */
function edge(target: Element, start: Point, aim: Point): [number, number] {
  const box = upright(geomOf(target));
  const cx = box.x + box.w / 2;
  const cy = box.y + box.h / 2;
  const [nx, ny] = turned(...start, -box.angle, cx, cy);
  const [tx, ty] = turned(...aim, -box.angle, cx, cy);
  const t = meeting(outline(target), nx, ny, tx, ty);
  const inside = box.x <= nx && nx <= box.x + box.w && box.y <= ny && ny <= box.y + box.h;
  if (t === null && inside) return [rnd(aim[0]), rnd(aim[1])];
  const dx = tx - nx;
  const dy = ty - ny;
  const length = Math.sqrt(dx * dx + dy * dy);
  const way = length === 0 ? 0 : Math.max(0, (t ?? 1) - GAP / length);
  const [x, y] = turned(nx + dx * way, ny + dy * way, box.angle, cx, cy);
  return [rnd(x), rnd(y)];
}

function outline(target: Element): number[][] {
  const box = upright(geomOf(target));
  if (!OUTLINED.includes(target.kind)) return flattened(rectangle(box.x, box.y, box.w, box.h));
  return flattened(shape(formOf(target), box, whole(target, "round", 0, 2 ** 31)));
}

/** Where the way from n to t, 0..1, first meets the lines; null: nowhere. */
function meeting(
  parts: readonly (readonly number[])[],
  nx: number,
  ny: number,
  tx: number,
  ty: number,
): number | null {
  const dx = tx - nx;
  const dy = ty - ny;
  let found: number | null = null;
  for (const part of parts) {
    for (let at = 2; at < part.length; at += 2) {
      const ax = part[at - 2]!;
      const ay = part[at - 1]!;
      const ex = part[at]! - ax;
      const ey = part[at + 1]! - ay;
      const across = dx * ey - dy * ex;
      if (across === 0) continue;
      const t = ((ax - nx) * ey - (ay - ny) * ex) / across;
      const u = ((ax - nx) * dy - (ay - ny) * dx) / across;
      if (t >= 0 && t <= 1 && u >= 0 && u <= 1 && (found === null || t < found)) found = t;
    }
  }
  return found;
}
