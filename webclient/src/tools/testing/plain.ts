/** A desk without a stage: a board, a selection, and a list of what the tools asked for (twin of tests/desktop/plain.py). */

import { routed } from "../../core/bind";
import { apply, Board, type Element, paintedOrder } from "../../core/board";
import { paintedBox, span } from "../../core/extent";
import { type Box, holds } from "../../core/geometry";
import { opsOf, type Parts } from "../../core/gesture";
import { hits, lassoed, within } from "../../core/hit";
import { readOp } from "../../core/messages";
import { between } from "../../core/order";
import { entryOf } from "../../core/pending";
import type { Put, Wet } from "../../core/wire";
import type { Desk, Hover, Remark, Style, Writing } from "../desk";
import { isFree } from "../draft";
import { NIB, type Nib } from "../nib";
import type { Guide } from "../snap";
import { Straightened } from "../straight";
import { STYLE } from "../style";
import { sweeps } from "../sweep";

export class PlainDesk implements Desk {
  readonly board = new Board();
  readonly submitted: Parts[] = [];
  readonly finished: string[][] = [];
  readonly panned: [number, number][] = [];
  readonly hovers: Hover[] = [];
  readonly lasers: (readonly [number, number] | null)[] = [];
  readonly writings: Writing[] = [];
  readonly remarks: Remark[] = [];
  readonly wets: (Wet | null)[] = [];
  selection: readonly string[] = [];
  previewed: readonly Element[] | null = null;
  dimmed: readonly string[] = [];
  targets: readonly string[] = [];
  banded: Box | null = null;
  looped: readonly number[] | null = null;
  lensed: string | null = null;
  readonly dips: object[] = [];
  nib: Nib = NIB;
  readonly straighten = Straightened.of;
  guided: readonly Guide[] = [];
  snaps = false;
  zoom = 1;
  mayDraw = true;
  style: Readonly<Style> = STYLE;
  private ids = 0;
  private cseq = 0;

  /** An element that is on the board from the start. */
  place(put: Put): void {
    this.apply({ put: [put] });
  }

  /** Checks the ops as a session does, and folds them. */
  private apply(parts: Parts): void {
    for (const op of opsOf(parts, this.board, this.cseq + 1)) {
      this.cseq = op.cseq;
      apply(this.board, entryOf(readOp(structuredClone(op)), "c", this.board.seq + 1));
    }
  }

  submit(parts: Parts): void {
    this.submitted.push(structuredClone(parts));
    this.apply(parts);
  }

  select(ids: readonly string[]): void {
    this.selection = [...ids];
  }

  wet(wet: Wet | null): void {
    this.wets.push(wet && structuredClone(wet));
  }

  laser(at: readonly [number, number] | null): void {
    this.lasers.push(at);
  }

  preview(elements: readonly Element[] | null): void {
    this.previewed = elements;
  }

  dim(ids: readonly string[]): void {
    this.dimmed = [...ids];
  }

  target(ids: readonly string[]): void {
    this.targets = [...ids];
  }

  band(box: Box | null): void {
    this.banded = box;
  }

  neighbours(ids: readonly string[]): Box[] {
    const others = this.stack().filter((element) => !ids.includes(element.id));
    return this.snaps ? others.map(span) : [];
  }

  guide(guides: readonly Guide[]): void {
    this.guided = guides;
  }

  private stack(): Element[] {
    return paintedOrder([...this.board.visible()].map((one) => routed(this.board, one)));
  }

  pick(x: number, y: number, reach: number): Element | null {
    return this.stack().findLast((element) => hits(element, x, y, reach)) ?? null;
  }

  swept(ax: number, ay: number, bx: number, by: number, reach: number): Element[] {
    return this.stack().filter((element) => sweeps(element, ax, ay, bx, by, reach));
  }

  under(x: number, y: number): Element[] {
    const point = { left: x, top: y, right: x, bottom: y };
    return this.stack()
      .filter((element) => holds(paintedBox(element), point))
      .reverse();
  }

  loop(points: readonly number[] | null): void {
    this.looped = points && [...points];
  }

  lassoed(loop: readonly number[]): Element[] {
    return this.stack().filter((element) => isFree(element) && lassoed(element, loop));
  }

  lens(colour: string | null): void {
    this.lensed = colour;
  }

  dip(change: Partial<Style>): void {
    this.dips.push(change);
  }

  within(box: Box): Element[] {
    return this.stack().filter((element) => within(element, box));
  }

  newId(): string {
    this.ids += 1;
    return `new${this.ids}`;
  }

  topZ(): string {
    const z = [...this.board.visible()].map((element) => element.get("z") as string);
    return between(
      z.reduce<string | null>((top, one) => (top === null || one > top ? one : top), null),
      null,
    );
  }

  pan(dx: number, dy: number): void {
    this.panned.push([dx, dy]);
  }

  hover(name: Hover): void {
    this.hovers.push(name);
  }

  write(writing: Writing): void {
    this.writings.push(writing);
  }

  comment(remark: Remark): void {
    this.remarks.push(remark);
  }

  done(made: readonly string[]): void {
    this.finished.push([...made]);
  }
}
