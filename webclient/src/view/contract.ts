/** What the stage and the shell around it agree on. */

import type { Board } from "../core/board";
import type { Parts } from "../core/gesture";
import type { Stack } from "../core/stack";
import type { Peer, Presence, Stroke } from "../core/wire";
import type { Remark, Style, ToolName, Writing } from "../tools/desk";
import type { Insets, ScreenPoint } from "./camera";

/** What the stage needs of a `Session`. */
export interface Room {
  readonly board: Board;
  readonly role: string;
  readonly phase: string;
  readonly me: Pick<Peer, "peer" | "user" | "name" | "colour"> | null;
  readonly peers: ReadonlyMap<string, Peer>;
  readonly presence: ReadonlyMap<string, Presence>;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  submit(parts: Parts): number[];
  undo(): boolean;
  redo(): boolean;
  live(change: Presence): void;
}

export interface StageOptions {
  dark?: boolean;
  tool?: ToolName;
  /** Called after every `submit`, `undo`, `redo` and `live` of the session: drain it, store, send. */
  flush?: () => void;
  /** Space in px at each side that chrome covers, for `fit`. */
  insets?: () => Insets;
  /** Keeps the stroke whose pen is down on this device; null: there is none any more. */
  journal?: (put: Stroke | null) => Promise<void>;
  /** The address of a picture's bytes. */
  assetUrl?: (sha: string) => string;
}

/** Board units at the middle of the stage, and screen px for one px of the board. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface StageEvents {
  tool: { tool: ToolName; keep: boolean };
  style: Readonly<Style>;
  selection: readonly string[];
  /** The picker took this colour. */
  dipped: string;
  camera: View;
  /** Pages, layers, or which of them are in view, are other than before. */
  sheets: Stack;
  /** A menu is asked for, at client px. */
  menu: { at: ScreenPoint; on: "element" | "ground" };
  /** A pen came for the first time: fingers move the board from now on, until they may draw too. */
  penFound: () => void;
  /** Whom one follows, or whether one presents or asks, is another than before. */
  lead: undefined;
  /** A comment is asked for. */
  comment: Remark;
  /** Open an editor; call `commit` or `cancel` of the writing once. */
  editText: Writing;
  /** A submit that the session refused (BadOp): `code` and a sentence. */
  refused: { code: string; message: string };
  /** The first full paint after the board came. */
  painted: { elements: number };
}

export type { Order } from "../tools/edit";
