/** What is going on in chat and comments: what was read, the comment that is begun, the thread that is open. */

import type { Entry } from "../core/messages";
import type { Session } from "../core/session";
import type { Thread } from "../core/talk";
import { recallSeen, rememberSeen, type Seen } from "../store/seen";
import type { Remark } from "../tools/desk";

export class Talking {
  /** A comment that has its pin and no words yet. */
  draft: Remark | null = null;
  /** The thread whose replies are shown. */
  open = "";
  private readonly board: string;
  private readonly session: Session;
  private seen: Seen | null;

  constructor(board: string, session: Session) {
    this.board = board;
    this.session = session;
    this.seen = recallSeen(board);
  }

  /** New lines of chat, and new comments. */
  get unread(): Seen {
    const { chat, comments } = this.read();
    const { talk } = this.session;
    return {
      chat: talk.chat.filter((line) => this.isNew(line, chat)).length,
      comments: talk.comments().filter((line) => this.isNew(line, comments)).length,
    };
  }

  /** Whether the thread has something new. */
  isUnread(thread: Thread): boolean {
    const { comments } = this.read();
    return thread.lines.some((line) => this.isNew(line, comments));
  }

  /** All of it is seen now; true where something was new. */
  saw(what: keyof Seen): boolean {
    const read = this.read();
    const all = what === "chat" ? this.session.talk.chat : this.session.talk.comments();
    const newest = all.reduce((most, line) => Math.max(most, line.seq), read[what]);
    if (newest === read[what]) return false;
    read[what] = newest;
    rememberSeen(this.board, read);
    return true;
  }

  private isNew(line: Entry, since: number): boolean {
    return line.seq > since && line.by !== this.session.me?.user;
  }

  /** On the first visit all that was said before is old. */
  private read(): Seen {
    const { seq } = this.session;
    if (!this.seen && this.session.phase === "live") {
      this.seen = { chat: seq, comments: seq };
      rememberSeen(this.board, this.seen);
    }
    return this.seen ?? { chat: seq, comments: seq };
  }
}
