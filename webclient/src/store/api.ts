/** The REST API, as far as the web app uses it (API-1 to API-6). */

import { lessonOf } from "../core/lesson";
import type { Entry } from "../core/messages";
import type { Asset, Person } from "../core/wire";
import type { LobbyBoard } from "./lobby";

/** A request that the server refused; `message` is its own sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

let bearer: string | null = null;
let guest = "";

/** The token for all requests from now on, where the server asks for one (ACC-2). */
export function useToken(token: string | null): void {
  bearer = token;
}

/** The id of this device, which tells the server who a guest is (SIDE-3). */
export function useGuest(id: string): void {
  guest = id;
}

/** The address with the token, for what the browser fetches by itself; of a side board with the guest's id too. */
export function withToken(path: string): string {
  const query = new URLSearchParams(bearer ? { token: bearer } : {});
  if (lessonOf(/^\/api\/boards\/([^/]+)/.exec(path)?.[1] ?? "")) query.set("guest", guest);
  return query.size ? `${path}${path.includes("?") ? "&" : "?"}${query}` : path;
}

/** Who asks, as the server is told. */
export function signature(): Record<string, string> {
  return { "inkroom-guest": guest, ...(bearer && { authorization: `Bearer ${bearer}` }) };
}

/** The answer of the API, as JSON; raises Refusal. */
export async function call<T>(
  method: string,
  path: string,
  body?: BodyInit,
  type?: string,
  signal?: AbortSignal,
): Promise<T> {
  return parsed(await textOf(method, path, body, type, signal)) as T; // the server's answers are as its API says
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The body of an answer; raises Refusal. */
export async function textOf(
  method: string,
  path: string,
  body?: BodyInit,
  type?: string,
  signal?: AbortSignal,
): Promise<string> {
  const init: RequestInit = { method, signal: signal ?? null };
  if (body !== undefined) init.body = body;
  init.headers = { ...signature(), ...(type && { "content-type": type }) };
  const answer = await fetch(path, init);
  const told = await answer.text().catch(() => "");
  if (!answer.ok) {
    const { error } = parsed(told) as { error?: { code: string; message: string } };
    const { code = "error", message = answer.statusText } = error ?? {};
    throw new Refusal(answer.status, code, message);
  }
  return told;
}

const json = <T>(method: string, path: string, body: unknown): Promise<T> =>
  call(method, path, JSON.stringify(body), "application/json");

/** Keeps a picture under the hash of its bytes (API-7). */
export async function keepAsset(data: Blob): Promise<Asset> {
  const { sha, type, width, height } = await call<Asset>("POST", "/api/assets", data, data.type);
  return { sha, type, width, height };
}

export const boardPath = (id: string): string => `/api/boards/${encodeURIComponent(id)}`;

export const createBoard = (title: string): Promise<{ id: string }> =>
  json("POST", "/api/boards", { title });

export const renameBoard = (id: string, title: string): Promise<unknown> =>
  json("PATCH", boardPath(id), { title });

/** What the people of a board sort it by. */
export const tagBoard = (id: string, tags: string[]): Promise<unknown> =>
  json("PATCH", boardPath(id), { tags });

/** Another board with the same history, under another title. */
export async function copyBoard(id: string, title: string): Promise<string> {
  const answer = await fetch(`${boardPath(id)}/export.inkroom`, { headers: signature() });
  if (!answer.ok) throw new Refusal(answer.status, "error", answer.statusText);
  const path = "/api/import?name=copy.inkroom";
  const { board } = await call<{ board: string }>(
    "POST",
    path,
    await answer.blob(),
    "application/zip",
  );
  await renameBoard(board, title);
  return board;
}

export const trashBoard = (id: string): Promise<unknown> => call("DELETE", boardPath(id));

/** Deletes a board that is in the trash, with its whole history (API-12). */
export const endBoard = (id: string): Promise<unknown> =>
  call("DELETE", `${boardPath(id)}?for_good=true`);

export const restoreBoard = (id: string): Promise<unknown> =>
  call("POST", `${boardPath(id)}/restore`);

/** The boards that are not in the trash. */
export const listBoards = async (): Promise<LobbyBoard[]> =>
  (await call<{ boards: LobbyBoard[] }>("GET", "/api/boards")).boards;

/** The boards in the trash. */
export const trashedBoards = async (): Promise<LobbyBoard[]> =>
  (await call<{ boards: LobbyBoard[] }>("GET", "/api/boards?trash=true")).boards;

/** Where a board's picture is; `head` makes the address new at each change. */
export const thumbPath = (id: string, head: number, dark: boolean, at?: number): string =>
  withToken(
    `${boardPath(id)}/thumb.svg?v=${head}&dark=${dark}${at === undefined ? "" : `&at=${at}`}`,
  );

/** A link that was handed out, by its number; times in ms since 1970. */
export interface SharedLink {
  id: string;
  role: "owner" | "editor" | "commenter" | "viewer";
  name: string;
  created: number;
  expires: number;
  revoked: number | null;
}

/** A new token for a board; it is told this once (API-10). */
export const makeLink = (
  board: string,
  role: SharedLink["role"],
  name: string,
  days: number,
): Promise<SharedLink & { token: string }> =>
  json("POST", `${boardPath(board)}/tokens`, { role, name, days });

/** The links of a board that still work, the newest first. */
export async function sharedLinks(board: string): Promise<SharedLink[]> {
  const path = `${boardPath(board)}/tokens`;
  const { tokens } = await call<{ tokens: SharedLink[] }>("GET", path);
  const now = Date.now();
  return tokens.filter((one) => one.revoked === null && one.expires > now);
}

export const endLink = (board: string, id: string): Promise<unknown> =>
  call("DELETE", `${boardPath(board)}/tokens/${encodeURIComponent(id)}`);

/** The entry that a writer is: its number, the server's time in ms, the user. */
export interface Step {
  seq: number;
  at: number;
  by: string;
}

/** The entries of up to 100 writers, those that are in the log (API-8). */
export async function findWriters(
  board: string,
  writers: readonly string[],
): Promise<Record<string, Step>> {
  const query = new URLSearchParams(writers.map((writer) => ["of", writer]));
  const path = `${boardPath(board)}/writers?${query}`;
  return (await call<{ writers: Record<string, Step> }>("GET", path)).writers;
}

/** A part of a log: entries, the chain before the first and after the last, and how far the log goes. */
export interface Leaf {
  readonly entries: readonly Entry[];
  readonly head: number;
  readonly epoch: number;
  readonly before: string;
  readonly chain: string;
}

/** The entries after `after`, at most `limit`, as the JSON of a `Leaf` (API-2): the server's own, and so not checked again. */
export const entriesAfter = (board: string, after: number, limit: number): Promise<string> =>
  textOf("GET", `${boardPath(board)}/entries?after=${after}&limit=${limit}`);

/** Something that was written and fits: in which entry, by whom, and the element that says it or that it is about. */
export interface Hit {
  readonly board: string;
  readonly title: string;
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly name: string;
  readonly colour: string;
  readonly what: "text" | "title" | "chat" | "comment" | "mark";
  readonly about: string;
  readonly text: string;
}

export interface Hits {
  readonly hits: readonly Hit[];
  /** False while the server still reads what is to be searched. */
  readonly whole: boolean;
}

/** All that was ever written and fits, on a board or (null) on all, the newest first (SEEK-3). */
export const searchWritten = (query: string, board: string | null): Promise<Hits> =>
  call("GET", `/api/search?${new URLSearchParams({ q: query, ...(board ? { board } : {}) })}`);

export interface Check {
  readonly whole: boolean;
  readonly seq: number;
}

/** Whether the history of a board is whole (HIST-10). */
export const checkHistory = (board: string): Promise<Check> =>
  call("GET", `${boardPath(board)}/check`);

/** A new board from a moment of this one (null: now), with its history (HIST-9). */
export const branchBoard = (board: string, at: number | null): Promise<{ board: string }> =>
  json("POST", `${boardPath(board)}/branches`, at === null ? {} : { at });

/** Where the bytes of a picture are. */
export const assetPath = (sha: string): string => withToken(`/api/assets/${sha}`);

/** Somebody who took part: how many steps they made, and when the newest of them; null: none. */
export interface Share extends Person {
  readonly steps: number;
  readonly last: number | null;
}

export const peopleOf = async (board: string): Promise<Share[]> =>
  (await call<{ people: Share[] }>("GET", `${boardPath(board)}/people`)).people;
