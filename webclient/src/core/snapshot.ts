/** A board on its way to a joiner: JSON lines, cut into parts (JOIN-4). */

import { Board, elementOf, type Row } from "./board";
import { BadMessage } from "./errors";
import type { Entry } from "./messages";

/** The first line of a part. `says` are chat and comments, over all parts in the order of the log (TALK-6). */
interface PartHead {
  seq: number;
  chain: string;
  epoch: number;
  part: number;
  parts: number;
  elements: number;
  says?: Entry[];
}

/** Collects the parts of one snapshot, in order, into a board. */
export class Assembly {
  readonly board = new Board();
  readonly says: Entry[] = [];
  seq = 0;
  epoch = 0;
  chain = "";
  private parts = 0;

  /** Takes the next part; true when the board is whole. Raises BadMessage. */
  add(text: string): boolean {
    let head: PartHead | undefined;
    try {
      const [first, ...rows] = linesOf(text);
      head = first as PartHead | undefined;
      for (const row of rows) this.board.write(elementOf(row as Row));
    } catch (why) {
      throw new BadMessage(`Expected a snapshot part, got ${(why as Error).message}`);
    }
    if (head?.part !== this.parts + 1) {
      throw new BadMessage(`Expected snapshot part ${this.parts + 1}, got ${head?.part}`);
    }
    this.parts = head.part;
    this.seq = this.board.seq = head.seq;
    this.chain = head.chain;
    this.epoch = head.epoch;
    this.says.push(...(head.says ?? []));
    return head.part === head.parts;
  }
}

/** The values of JSON lines, read in one go, which is quicker: within a line JSON has no line break. */
function linesOf(text: string): unknown[] {
  return JSON.parse(`[${text.trimEnd().replaceAll("\n", ",")}]`) as unknown[];
}
