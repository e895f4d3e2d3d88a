/** Pages and layers: the sheets that a board lists, what lies on which, and what is seen (SHEET-1 to SHEET-5). */

import { type Board, type Element, paintedOrder } from "./board";

export type Kind = "pages" | "layers";
/** The register that says where an element lies. */
export const REGISTERS = { pages: "page", layers: "layer" } as const;

/** A page or a layer. */
export interface SheetInfo {
  readonly id: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly locked: boolean;
  readonly background: string;
  readonly grid: string;
}

/** What a sheet is where it says nothing. */
export const PLAIN = { name: "", hidden: false, locked: false, background: "", grid: "" };

/** The pages in their order, or the layers from bottom to top; one of the id `1` where none is listed. */
export function sheetsOf(board: Board, kind: Kind): SheetInfo[] {
  const listed = (board.get("board")?.get(kind) ?? []) as Partial<SheetInfo>[];
  const found = new Map<string, SheetInfo>();
  for (const one of listed) {
    const sheet = { ...PLAIN, ...one } as SheetInfo; // the wire lets none without an id in
    if (!found.has(sheet.id)) found.set(sheet.id, sheet);
  }
  return found.size > 0 ? [...found.values()] : [{ id: "1", ...PLAIN }];
}

/** The sheet that an element lies on: the first where its own is not listed. */
export function sheetOf(element: Element, kind: Kind, sheets: readonly SheetInfo[]): string {
  const own = element.get(REGISTERS[kind]) as string;
  return sheets.some(({ id }) => id === own) ? own : sheets[0]!.id;
}

/** What is seen of a board on one page; the first where no page or one that is not there is named. */
export class Stack {
  readonly pages: readonly SheetInfo[];
  readonly layers: readonly SheetInfo[];
  readonly page: string;
  /** The background and the grid: the page's own, or else the board's (SHEET-6). */
  readonly ground: { readonly background: string; readonly grid: string };
  private readonly ids: ReadonlySet<string>;
  private readonly ranks: ReadonlyMap<string, number>;

  constructor(board: Board, page: string | null = null) {
    this.pages = sheetsOf(board, "pages");
    this.layers = sheetsOf(board, "layers");
    this.ids = new Set(this.pages.map(({ id }) => id));
    this.page = page !== null && this.ids.has(page) ? page : this.pages[0]!.id;
    const own = this.pages.find(({ id }) => id === this.page)!;
    const root = board.get("board");
    const { background, grid } = own;
    this.ground = {
      background: background || (root?.get("background") as string),
      grid: grid || (root?.get("grid") as string),
    };
    this.ranks = new Map(this.layers.map(({ id }, rank) => [id, rank]));
  }

  /** True where the element lies on the page, on a layer that is not hidden. */
  shows(element: Element): boolean {
    const own = element.get("page") as string;
    const page = this.ids.has(own) ? own : this.pages[0]!.id;
    return page === this.page && !this.layers[this.rank(element)]!.hidden;
  }

  /** True where its layer is not locked. */
  frees(element: Element): boolean {
    return !this.layers[this.rank(element)]!.locked;
  }

  /** The place of its layer, from the bottom. */
  rank(element: Element): number {
    return this.ranks.get(element.get("layer") as string) ?? 0;
  }

  /** The layer that new elements go to: `wanted`, or the topmost that takes them; null: none does. */
  openLayer(wanted: string | null): string | null {
    const free = this.layers.filter(({ hidden, locked }) => !hidden && !locked);
    return (free.find(({ id }) => id === wanted) ?? free.at(-1))?.id ?? null;
  }

  /** Those that are seen, from bottom to top (SHEET-3). */
  order(elements: Iterable<Element>): Element[] {
    const seen = paintedOrder([...elements].filter((element) => this.shows(element)));
    return seen.sort((a, b) => this.rank(a) - this.rank(b));
  }
}
