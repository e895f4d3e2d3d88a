/** The stage: the board on the screen, with everything that the shell may ask of it. */

import type { Board, Element } from "../core/board";
import type { Event as SessionEvent } from "../core/events";
import type { Box } from "../core/geometry";
import type { Parts } from "../core/gesture";
import type { Peer, Presence } from "../core/wire";
import type { Style, ToolName, Writing } from "../tools/desk";

/** What the stage needs of a `Session`. */
export interface Room {
  readonly board: Board;
  readonly role: string;
  readonly peers: ReadonlyMap<string, Peer> | Readonly<Record<string, Peer>>;
  readonly presence: ReadonlyMap<string, Presence> | Readonly<Record<string, Presence>>;
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
  insets?: () => { left: number; top: number; right: number; bottom: number };
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
  camera: View;
  /** Open an editor; call `commit` or `cancel` of the writing once. */
  editText: Writing;
  /** A submit that the session refused (BadOp): `code` and a sentence. */
  refused: { code: string; message: string };
  /** The first full paint after the board came. */
  painted: { elements: number };
}

export type Order = "front" | "back" | "forward" | "backward";

export declare class Stage {
  constructor(host: HTMLElement, session: Room, options?: StageOptions);

  readonly tool: ToolName;
  /** `keep`: stay with the tool after a shape is drawn (Q). */
  setTool(name: ToolName, keep?: boolean): void;
  keep: boolean;

  /** Of the selection if there is one (of its first element), else of the tool. */
  readonly style: Readonly<Style>;
  /** Applied to the tool, and to the selection as one gesture. */
  setStyle(change: Partial<Style>): void;

  readonly selection: readonly string[];
  readonly selected: readonly Element[];
  select(ids: readonly string[]): void;
  selectAll(): void;

  readonly view: View;
  setView(view: View): void;
  /** `at`: client px that stay where they are (default: the middle). */
  zoomTo(zoom: number, at?: { x: number; y: number }): void;
  zoomBy(factor: number): void;
  /** Shows the whole board, the selection, or a box of board units. */
  fit(what?: "board" | "selection" | Box): void;
  /** Client px ↔ board units. */
  toBoard(x: number, y: number): { x: number; y: number };
  toClient(x: number, y: number): { x: number; y: number };

  undo(): boolean;
  redo(): boolean;
  duplicate(): void;
  remove(): void;
  order(where: Order): void;
  /** Locks the selection, or frees it where all of it is locked. */
  lock(): void;
  copy(): Promise<void>;
  cut(): Promise<void>;
  paste(): Promise<void>;

  /** A command of `keys.json` (`tool.pen`, `edit.undo`, `view.fit` …); false: not the stage's. */
  command(name: string): boolean;

  /** Feed it every event of the session. */
  receive(event: SessionEvent): void;

  setTheme(dark: boolean): void;
  on<K extends keyof StageEvents>(event: K, heard: (value: StageEvents[K]) => void): () => void;
  focus(): void;
  destroy(): void;
}
