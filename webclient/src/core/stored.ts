/** What a device keeps of one client on one board. */

import type { Row } from "./board";
import type { Entry } from "./messages";
import type { Image, Queued } from "./undo";

/** What a device keeps of one client on one board; `says` are the chat and the comments up to `seq`. */
export interface Stored {
  readonly epoch: number;
  readonly seq: number;
  readonly chain: string;
  readonly rows: readonly Row[];
  readonly ops: readonly Queued[];
  readonly images: ReadonlyMap<number, Image>;
  readonly says?: readonly Entry[];
}

/** What a session starts with. */
export interface Options {
  readonly stored?: Stored | null;
  readonly token?: string | null;
  readonly guest?: string | null;
  readonly colour?: string | null;
  /** Numbers in [0, 1) for the jitter of reconnection. */
  readonly random?: () => number;
}
