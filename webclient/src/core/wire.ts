/* Made by packaging/wire.py from core/inkroom/messages.py: the messages of the protocol. */

export type ClientMessage = Hello | Ops | Live | Ping;
export type Put = Stroke | Line | Arrow | Rect | Ellipse | Diamond | TextElement | Note | Image | Frame;
export type ServerMessage = Welcome | Entries | Lives | Peers | Head | Digest | Notice | Error | Pong;

/**
 * All roots.
 */
export interface Wire {
  ClientMessage?: ClientMessage;
  ServerMessage?: ServerMessage;
  Put?: Put;
  Op?: Op;
  Entry?: Entry;
}
/**
 * The first frame. `guest` is a random id that a device keeps, so that one guest is one person over its tabs.
 */
export interface Hello {
  type: "hello";
  protocol: number;
  client: string;
  name?: string;
  colour?: string | null;
  guest?: string | null;
  token?: string | null;
  since?: Since | null;
}
/**
 * The point of the log that a client stands at: the resume token (JOIN-3).
 */
export interface Since {
  seq: number;
  chain: string;
  epoch?: number;
}
/**
 * 1 to 64 ops, each still encoded: it is read to its number first (MSG-4).
 */
export interface Ops {
  type: "ops";
  ops: Op[];
}
/**
 * One gesture's worth of change, atomic: the unit of log, ack and undo.
 */
export interface Op {
  cseq: number;
  gesture?: string;
  put?: Put[];
  set?: Set[];
  restore?: Restore[];
  undoes?: number;
  say?: string;
  about?: string;
  mark?: string;
  view?: [number, number, number];
  made?: number;
}
/**
 * Ink: `points` stays encoded JSON, checked once by `read_points` (EL-6).
 */
export interface Stroke {
  kind: "stroke";
  points: number[];
  pressure?: boolean;
  brush?: "highlighter" | "pen";
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * A line; closed where its first point is its last.
 */
export interface Line {
  kind: "line";
  heads?: [
    (
      | "arrow"
      | "bar"
      | "circle"
      | "diamond"
      | "diamond_outline"
      | "dot"
      | "many"
      | "none"
      | "one"
      | "one_many"
      | "triangle"
      | "triangle_outline"
    ),
    (
      | "arrow"
      | "bar"
      | "circle"
      | "diamond"
      | "diamond_outline"
      | "dot"
      | "many"
      | "none"
      | "one"
      | "one_many"
      | "triangle"
      | "triangle_outline"
    )
  ];
  from?: Binding | null;
  to?: Binding | null;
  curve?: number;
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * One end of an arrow that holds on to an element: `anchor` in 1/1000 of its box, (500, 500) the centre.
 */
export interface Binding {
  id: string;
  anchor: [number, number];
}
/**
 * A line that points.
 */
export interface Arrow {
  kind: "arrow";
  heads?: [
    (
      | "arrow"
      | "bar"
      | "circle"
      | "diamond"
      | "diamond_outline"
      | "dot"
      | "many"
      | "none"
      | "one"
      | "one_many"
      | "triangle"
      | "triangle_outline"
    ),
    (
      | "arrow"
      | "bar"
      | "circle"
      | "diamond"
      | "diamond_outline"
      | "dot"
      | "many"
      | "none"
      | "one"
      | "one_many"
      | "triangle"
      | "triangle_outline"
    )
  ];
  from?: Binding | null;
  to?: Binding | null;
  curve?: number;
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * A rectangle, with writing in it or not.
 */
export interface Rect {
  kind: "rect";
  text?: string;
  font?: "hand" | "mono" | "sans" | "serif";
  size?: number;
  align?: "centre" | "left" | "right";
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * An ellipse in its box.
 */
export interface Ellipse {
  kind: "ellipse";
  text?: string;
  font?: "hand" | "mono" | "sans" | "serif";
  size?: number;
  align?: "centre" | "left" | "right";
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * A diamond in its box.
 */
export interface Diamond {
  kind: "diamond";
  text?: string;
  font?: "hand" | "mono" | "sans" | "serif";
  size?: number;
  align?: "centre" | "left" | "right";
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * Writing on the board itself.
 */
export interface TextElement {
  kind: "text";
  text?: string;
  font?: "hand" | "mono" | "sans" | "serif";
  size?: number;
  align?: "centre" | "left" | "right";
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * A sticky note; its `fill` is its paper.
 */
export interface Note {
  kind: "note";
  text?: string;
  font?: "hand" | "mono" | "sans" | "serif";
  size?: number;
  align?: "centre" | "left" | "right";
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * A picture; `crop` is the part that is shown, `[x,y,w,h]` in px of the asset, null for all.
 */
export interface Image {
  kind: "image";
  asset: Asset;
  crop?: [number, number, number, number] | null;
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * A picture that is kept under the SHA-256 of its bytes; sizes in px.
 */
export interface Asset {
  sha: string;
  type: "image/gif" | "image/jpeg" | "image/png" | "image/webp";
  width: number;
  height: number;
}
/**
 * A named area.
 */
export interface Frame {
  kind: "frame";
  title?: string;
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom: number[];
  extra?: Record<string, unknown>;
}
/**
 * New values for registers of one element; those a kind does not have are passed over (RED-4).
 */
export interface Set {
  id: string;
  page?: string;
  layer?: string;
  z?: string;
  ink?: string;
  fill?: string;
  fill_style?: "cross" | "hachure" | "solid" | "tint" | "zigzag";
  width?: number;
  dash?: "dashed" | "dotted" | "solid";
  sketch?: number;
  round?: number;
  opacity?: number;
  group?: string[];
  frame?: string;
  locked?: boolean;
  link?: string;
  geom?: number[];
  deleted?: boolean;
  text?: string;
  font?: "hand" | "mono" | "sans" | "serif";
  size?: number;
  align?: "centre" | "left" | "right";
  heads?: [
    (
      | "arrow"
      | "bar"
      | "circle"
      | "diamond"
      | "diamond_outline"
      | "dot"
      | "many"
      | "none"
      | "one"
      | "one_many"
      | "triangle"
      | "triangle_outline"
    ),
    (
      | "arrow"
      | "bar"
      | "circle"
      | "diamond"
      | "diamond_outline"
      | "dot"
      | "many"
      | "none"
      | "one"
      | "one_many"
      | "triangle"
      | "triangle_outline"
    )
  ];
  from?: Binding | null;
  to?: Binding | null;
  curve?: number;
  crop?: [number, number, number, number] | null;
  title?: string;
  background?: string;
  grid?: "dots" | "lines" | "none" | "squares";
  pages?: Sheet[];
  layers?: Sheet[];
}
/**
 * A page or a layer, as the board lists it.
 */
export interface Sheet {
  id: string;
  name?: string;
  hidden?: boolean;
  locked?: boolean;
}
/**
 * Puts a register back, value and writer, only where its writer is `expect` (RED-5, RED-6).
 */
export interface Restore {
  id: string;
  register: string;
  value: unknown;
  writer: string | null;
  expect: string | null;
  alone?: boolean;
}
/**
 * A change of the sender's live state.
 */
export interface Live {
  type: "live";
  cursor?: [number, number] | null;
  wet?: Wet | null;
  selection?: string[] | null;
  view?: [number, number, number, number] | null;
  laser?: number[] | null;
  reaction?: string | null;
  tool?: string | null;
}
/**
 * Wet ink: `points` are absolute `[x,y,pressure, …]` (or `[x,y, …]`) from point `start` on; other kinds give `geom` (LIVE-2).
 */
export interface Wet {
  id: string;
  start?: number;
  kind?: string;
  ink?: string;
  fill?: string;
  width?: number;
  brush?: "highlighter" | "pen";
  opacity?: number;
  pressure?: boolean;
  points?: number[];
  geom?: number[];
}
/**
 * Asks for a `pong`: is the connection alive, and how long is the way.
 */
export interface Ping {
  type: "ping";
  n?: number;
}
/**
 * The answer to `hello` (JOIN-2). `chain` belongs to `head`.
 */
export interface Welcome {
  type: "welcome";
  protocol: number;
  you: You;
  epoch: number;
  head: number;
  chain: string;
  mode: "snapshot" | "tail";
  peers: Peer[];
  people: Person[];
  limits: Limits;
  server_time: number;
}
/**
 * Who the server says one is. `refused` lists `(cseq, code)` of this client (JOIN-5).
 */
export interface You {
  peer: string;
  user: string;
  name: string;
  colour: string;
  role: "commenter" | "editor" | "owner" | "viewer";
  last_cseq: number;
  refused?: [number, string][];
}
/**
 * One connection to the room, as the others see it. `colour` is a name of `tokens.people`.
 */
export interface Peer {
  peer: string;
  user: string;
  name: string;
  colour: string;
  role?: "commenter" | "editor" | "owner" | "viewer";
}
/**
 * Who took part in the board at any time.
 */
export interface Person {
  id: string;
  name: string;
  colour: string;
}
/**
 * What the server allows; sizes in bytes.
 */
export interface Limits {
  message: number;
  ops: number;
  elements: number;
  points: number;
}
/**
 * Entries without a gap, the first of them `from`; `chain` is the chain after the last (MSG-6).
 */
export interface Entries {
  type: "entries";
  from: number;
  entries: Entry[];
  chain: string;
}
/**
 * An op as sequenced by the server (LOG-1). `at` in ms since 1970 UTC, `by` a user id; `refused` a code (LOG-4).
 */
export interface Entry {
  seq: number;
  at: number;
  by: string;
  client: string;
  cseq: number;
  refused?: string;
  gesture?: string;
  put?: Put[];
  set?: Set[];
  restore?: Restore[];
  undoes?: number;
  say?: string;
  about?: string;
  mark?: string;
  view?: number[];
  made?: number;
}
/**
 * Changes of live state by peer (LIVE-3).
 */
export interface Lives {
  type: "live";
  peers: {
    [k: string]: Presence | undefined;
  };
}
/**
 * A peer's live state or a change of it: UNSET is unchanged, None is gone (LIVE-1). Lengths in 1/16 px.
 */
export interface Presence {
  cursor?: [number, number] | null;
  wet?: Wet | null;
  selection?: string[] | null;
  view?: [number, number, number, number] | null;
  laser?: number[] | null;
  reaction?: string | null;
  tool?: string | null;
}
/**
 * Who came, went or changed (JOIN-8).
 */
export interface Peers {
  type: "peers";
  joined?: Peer[];
  left?: string[];
  changed?: Peer[];
}
/**
 * Where the log stands (MSG-7).
 */
export interface Head {
  type: "head";
  seq: number;
  chain: string;
}
/**
 * What the board at `seq` must come to (DIG-1).
 */
export interface Digest {
  type: "digest";
  seq: number;
  digest: string;
}
/**
 * Something to know: `job` (progress 0..1), `role`, `restart`.
 */
export interface Notice {
  type: "notice";
  code: string;
  job?: string;
  state?: string;
  progress?: number;
  message?: string;
  url?: string;
}
/**
 * What was expected and what came (MSG-8).
 */
export interface Error {
  type: "error";
  code: string;
  message: string;
  fatal?: boolean;
  retry_after_ms?: number;
}
/**
 * The answer to a ping, with its number.
 */
export interface Pong {
  type: "pong";
  n?: number;
}
