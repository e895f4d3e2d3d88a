/** The board list, pushed live by `/ws/lobby` (PATH-3); nothing is polled. */

export interface LobbyPerson {
  name: string;
  colour: string;
}

export interface LobbyBoard {
  id: string;
  title: string;
  head: number;
  tags: string[];
  created: number;
  /** When it went to the trash; null: it is not there. */
  trashed: number | null;
  /** When it changed last, in ms since 1970. */
  changed: number;
  /** How many are in it now, and the first of them. */
  peers: number;
  names: LobbyPerson[];
  /** How many draw right now. */
  drawers: number;
}

type Message =
  | { type: "boards"; boards: LobbyBoard[] }
  | { type: "board"; board: LobbyBoard }
  | { type: "gone"; id: string };

const RETRY_MS = 500;
/** A token is needed, or this one is not enough. */
const CLOSED = [4401, 4403];
const LONGEST_MS = 15_000;

export class Lobby {
  readonly boards = new Map<string, LobbyBoard>();
  /** Grows whenever a board comes or goes: then the trash may be other than before. */
  moves = 0;
  /** `waiting` until the first answer; `closed`: the list is not for whoever asks. */
  state: "waiting" | "live" | "offline" | "closed" = "waiting";
  private socket: WebSocket | null = null;
  private tries = 0;
  private retry = 0;
  private readonly query: string;
  private readonly changed: () => void;
  private readonly ends = new AbortController();

  /** With a `lesson` it is the list of that board's side boards, for its owner (SIDE-5). */
  constructor(
    token: string | null,
    changed: () => void,
    lesson: { lesson: string; guest: string } | null = null,
  ) {
    this.query = String(new URLSearchParams({ ...(token && { token }), ...lesson }));
    this.changed = changed;
    addEventListener("online", () => this.connect(), { signal: this.ends.signal });
    this.connect();
  }

  close(): void {
    this.ends.abort();
    clearTimeout(this.retry);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  private connect(): void {
    clearTimeout(this.retry);
    this.socket?.close(1000);
    const { protocol, host } = location;
    const query = this.query && `?${this.query}`;
    const socket = new WebSocket(
      `${protocol === "https:" ? "wss" : "ws"}://${host}/ws/lobby${query}`,
    );
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      this.tries = 0;
      this.state = "live";
      this.take(JSON.parse(data as string) as Message); // text frames of our own server
      this.changed();
    };
    socket.onclose = ({ code }) => {
      if (socket === this.socket) this.lost(code);
    };
  }

  private lost(code: number): void {
    this.socket = null;
    if (CLOSED.includes(code)) {
      this.state = "closed";
      this.changed();
      return;
    }
    this.state = "offline";
    this.tries += 1;
    const longest = Math.min(LONGEST_MS, RETRY_MS * 2 ** this.tries);
    this.retry = window.setTimeout(() => this.connect(), Math.random() * longest);
    this.changed();
  }

  private take(message: Message): void {
    if (message.type !== "board" || !this.boards.has(message.board.id)) this.moves += 1;
    if (message.type === "boards") {
      this.boards.clear();
      for (const board of message.boards) this.boards.set(board.id, board);
    } else if (message.type === "board") {
      this.boards.set(message.board.id, message.board);
    } else if (message.type === "gone") {
      this.boards.delete(message.id);
    }
  }
}
