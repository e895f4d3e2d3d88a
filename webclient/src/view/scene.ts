/** The scene: what is shown of a board, in painting order, with the box of each element. */

import { Holders, routed } from "../core/bind";
import { Board, type Element, isHighlight } from "../core/board";
import { paintedBox } from "../core/extent";
import { type Box, meets, union } from "../core/geometry";
import { between } from "../core/order";
import { Stack } from "../core/stack";
import { Space } from "./space";

export interface Item {
  readonly id: string;
  element: Element;
  box: Box;
  /** Ascending in painting order. */
  rank: number;
  /** The filling that met it last: of an earlier one it is not shown, and kept for when it is again. */
  round: number;
}

type Sorted = Pick<Item, "id" | "element">;

/** What an update did: boxes that must be painted anew, and elements that only came on top. */
export interface Update {
  readonly stale: readonly Box[];
  readonly added: readonly Item[];
  readonly everything: boolean;
}

/** More than this are not gathered and sorted but filtered from all, which are in order already. */
const MANY = 3000;

export class Scene {
  private readonly items = new Map<string, Item>();
  private round = 0;
  private whole: Box | null | undefined;
  private sorted: Item[] = [];
  private readonly space = new Space<Item>();
  /** Which connectors follow an element. */
  readonly holders = new Holders();
  /** The greatest `z`; undefined: to be found. */
  private top: string | null | undefined = null;
  private frames: Element[] | null = null;
  private links: Element[] | null = null;
  private readonly alphas = new Map<string, number>();
  /** Who else is paler than as it is: others than a chosen person, what would go. */
  private fade: ((element: Element) => number) | null = null;
  private sheets = new Stack(new Board());

  get size(): number {
    return this.sorted.length;
  }

  get(id: string): Item | undefined {
    const item = this.items.get(id);
    return item?.round === this.round ? item : undefined;
  }

  /** The box round everything, null of an empty board. */
  get box(): Box | null {
    if (this.whole === undefined) this.whole = union(this.sorted.map((item) => item.box));
    return this.whole;
  }

  /** All items from bottom to top. */
  get all(): readonly Item[] {
    return this.sorted;
  }

  /** The frames that have a title. */
  titled(): readonly Element[] {
    this.frames ??= this.sorted.flatMap((i) => (i.element.kind === "frame" ? [i.element] : []));
    return this.frames;
  }

  /** The elements that have a link. */
  linked(): readonly Element[] {
    this.links ??= this.sorted.flatMap((i) => (i.element.get("link") ? [i.element] : []));
    return this.links;
  }

  /** A `z` above all. */
  topZ(): string {
    if (this.top === undefined) this.top = greatest(this.sorted);
    return between(this.top, null);
  }

  /** How an element is painted on the tiles: 1 as it is, 0 not at all. */
  alpha(id: string): number {
    const own = this.alphas.size === 0 ? undefined : this.alphas.get(id);
    if (own !== undefined || !this.fade) return own ?? 1;
    const item = this.get(id);
    return item ? this.fade(item.element) : 1;
  }

  setFade(fade: ((element: Element) => number) | null): void {
    this.fade = fade;
  }

  /** Gives elements other alphas, all others 1; the boxes that look other than before. */
  setAlphas(alphas: ReadonlyMap<string, number>): Box[] {
    const touched: Box[] = [];
    for (const id of new Set([...this.alphas.keys(), ...alphas.keys()])) {
      if (this.alphas.get(id) === alphas.get(id)) continue;
      const item = this.get(id);
      if (item) touched.push(item.box);
    }
    this.alphas.clear();
    for (const [id, alpha] of alphas) this.alphas.set(id, alpha);
    return touched;
  }

  /** The items whose boxes meet `box`, from bottom to top. */
  within(box: Box): Item[] {
    const found = this.space.within(box, MANY);
    return found
      ? found.filter((item) => item.round === this.round).sort((a, b) => a.rank - b.rank)
      : this.sorted.filter((item) => meets(item.box, box));
  }

  /** The pages and the layers, and which page is seen. */
  get stack(): Stack {
    return this.sheets;
  }

  /** Another page is seen. */
  turnTo(board: Board, page: string): void {
    this.sheets = new Stack(board, page);
    this.frames = this.links = null;
    this.fill(board);
  }

  /** Those of `within` that a gesture may take hold of: what is on a locked layer is seen only (SHEET-3). */
  free(box: Box): Item[] {
    return this.within(box).filter((item) => this.sheets.frees(item.element));
  }

  /** Follows the board: the elements of `ids`, or all. */
  update(board: Board, ids: readonly string[] | null): Update {
    this.frames = this.links = null;
    this.whole = undefined;
    const listed = (ids === null || ids.includes("board")) && this.list(board);
    if (ids === null || listed) {
      const before = this.sorted;
      this.fill(board);
      const same = before.length > 0 && before.length === this.sorted.length;
      const everything = listed || !same || before.some((item, n) => item !== this.sorted[n]);
      return { stale: [], added: [], everything };
    }
    const stale: Box[] = [];
    const added: Item[] = [];
    for (const id of ids) this.holders.follow(id, board.get(id));
    for (const id of new Set([...ids, ...this.holders.of(ids)])) {
      const element = board.get(id);
      this.follow(element && routed(board, element), id, stale, added);
    }
    return { stale, added, everything: false };
  }

  /** Reads the lists of pages and layers anew; true where something else is seen now. */
  private list(board: Board): boolean {
    const before = this.sheets;
    const now = new Stack(board, before.page);
    this.sheets = now;
    const told = ({ page, pages, layers }: Stack) => JSON.stringify([page, pages, layers]);
    return told(before) !== told(now);
  }

  /** Items of elements that are the same as before stay as they are. */
  private fill(board: Board): void {
    const before = this.sorted;
    const round = ++this.round;
    this.sorted = [];
    this.whole = undefined;
    this.holders.clear();
    for (const put of board.visible()) {
      const element = routed(board, put);
      this.holders.follow(put.id, put);
      if (!this.sheets.shows(element)) continue;
      const item = this.kept(element);
      item.round = round;
      this.sorted.push(item);
    }
    if (this.items.size > 2 * Math.max(before.length, this.sorted.length) + MANY) this.sweep();
    if (this.sorted.some((item, n) => n > 0 && this.order(this.sorted[n - 1]!, item) >= 0)) {
      this.sorted.sort((a, b) => this.order(a, b));
    }
    this.renumber();
    this.top = undefined;
  }

  /** The item of an element; put in where it is not there or was another's. */
  private kept(element: Element): Item {
    const was = this.items.get(element.id);
    return was?.element === element ? was : this.put(element);
  }

  private put(element: Element): Item {
    const { id } = element;
    const was = this.items.get(id);
    if (was) this.space.remove(was);
    const item: Item = { id, element, box: boxOf(element), rank: 0, round: this.round };
    this.items.set(id, item);
    this.space.add(item);
    return item;
  }

  /** Lets go what is not shown. */
  private sweep(): void {
    this.items.clear();
    this.space.clear();
    for (const item of this.sorted) {
      this.items.set(item.id, item);
      this.space.add(item);
    }
  }

  private follow(element: Element | undefined, id: string, stale: Box[], added: Item[]): void {
    const was = this.get(id);
    const gone = !element || element.deleted || element.kind === "board";
    if (gone || !this.sheets.shows(element)) {
      if (was) stale.push(this.remove(was).box);
    } else if (!was) {
      const item = this.insert(element);
      if (item === this.sorted[this.sorted.length - 1]) added.push(item);
      else stale.push(item.box);
    } else {
      stale.push(was.box);
      if (this.order(was, { id, element }) !== 0) {
        this.remove(was);
        stale.push(this.insert(element).box);
      } else stale.push(this.replace(was, element));
    }
  }

  private replace(item: Item, element: Element): Box {
    this.space.remove(item);
    item.element = element;
    item.box = boxOf(element);
    this.space.add(item);
    return item.box;
  }

  private insert(element: Element): Item {
    const item = this.put(element);
    const at = this.place(element);
    const below = this.sorted[at - 1]?.rank ?? 0;
    const above = this.sorted[at]?.rank ?? below + 2;
    item.rank = (below + above) / 2;
    this.sorted.splice(at, 0, item);
    if (item.rank <= below || item.rank >= above) this.renumber();
    const z = element.get("z") as string;
    if (this.top === null || (this.top !== undefined && z > this.top)) this.top = z;
    return item;
  }

  private remove(item: Item): Item {
    const at = this.place(item.element);
    const found = this.sorted[at] === item ? at : this.sorted.indexOf(item);
    this.sorted.splice(found, 1);
    this.items.delete(item.id);
    this.space.remove(item);
    if (item.element.get("z") === this.top) this.top = undefined;
    return item;
  }

  /** Where an element stands, or would stand, in the painting order. */
  private place(element: Element): number {
    const { id } = element;
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.order(this.sorted[middle]!, { id, element }) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private renumber(): void {
    this.sorted.forEach((item, at) => {
      item.rank = at + 1;
    });
  }

  /** Sorts as SHEET-3 does: by layer, highlighters first, then by `z`. */
  private order(a: Sorted, b: Sorted): number {
    return (
      this.sheets.rank(a.element) - this.sheets.rank(b.element) ||
      Number(isHighlight(b.element)) - Number(isHighlight(a.element)) ||
      ascending(a.element.get("z") as string, b.element.get("z") as string) ||
      ascending(a.id, b.id)
    );
  }
}

/** Highlighters lie at the bottom whatever their `z` is, so the topmost may not have the greatest. */
function greatest(items: readonly Item[]): string | null {
  let top: string | null = null;
  for (const { element } of items) {
    const z = element.get("z") as string;
    if (top === null || z > top) top = z;
  }
  return top;
}

/** The painted box of an element, found once: the time bar comes by the same elements again and again. */
function boxOf(element: Element): Box {
  element.box ??= paintedBox(element);
  return element.box;
}

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
