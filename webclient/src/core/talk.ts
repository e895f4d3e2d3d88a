/** What the log says beside the elements: chat, comments pinned to the board (TALK-1 to TALK-6), and the meeting. */

import { Meeting } from "./meeting";
import type { Entry } from "./messages";

/** Lines of chat that a client keeps. */
export const LINES = 500;
/** Comments that are kept; whole threads go where there are more (TALK-6). */
export const COMMENTS = 5000;

/**
 * Comments about one thing. `number` stands on its pin, `last` is its newest entry.
 *
 * `about` is an element or "", `place` where the pin was put, in board units of `page`.
 */
export class Thread {
  readonly id: string;
  readonly number: number;
  readonly about: string;
  readonly place: readonly number[];
  readonly page: string;
  readonly lines: Entry[];
  last: Entry;

  constructor(id: string, number: number, first: Entry) {
    this.id = id;
    this.number = number;
    this.about = first.about ?? "";
    this.place = first.place!; // a thread begins with a place
    this.page = first.page ?? "1";
    this.lines = [first];
    this.last = first;
  }

  /** True while the newest entry says so (TALK-3). */
  get done(): boolean {
    return this.last.done === true;
  }

  /** What the thread is made of. */
  entries(): readonly Entry[] {
    return this.last === this.lines.at(-1) ? this.lines : [...this.lines, this.last];
  }
}

/**
 * Folds entries in order. `chat` are the newest lines, the oldest first; `threads` are in the order of their numbers.
 *
 * `meeting` is what people do together besides.
 */
export class Talk {
  readonly chat: Entry[] = [];
  readonly threads = new Map<string, Thread>();
  readonly meeting = new Meeting();
  private readonly most: number;
  private count = 0;
  private begun = 0;

  constructor(entries: Iterable<Entry> = [], lines = LINES) {
    this.most = lines;
    for (const entry of entries) this.add(entry);
  }

  /** The next entry; true where it is chat or a comment. Never throws: what makes no sense says nothing. */
  add(entry: Entry): boolean {
    if (entry.refused !== undefined || this.meeting.add(entry)) return false;
    if (entry.thread !== undefined) return this.comment(entry.thread, slim(entry));
    if (entry.say === undefined) return false;
    this.chat.push(slim(entry));
    if (this.chat.length > this.most) this.chat.splice(0, this.chat.length - this.most);
    return true;
  }

  /** What brings all of this back, in the order of the log (TALK-6, MEET-10). */
  entries(): Entry[] {
    const threads = [...this.threads.values()].flatMap((thread) => thread.entries());
    return [...this.chat, ...threads, ...this.meeting.entries()].sort((a, b) => a.seq - b.seq);
  }

  /** The lines of all threads, thread by thread. */
  comments(): Entry[] {
    return [...this.threads.values()].flatMap((thread) => thread.lines);
  }

  private comment(id: string, entry: Entry): boolean {
    const thread = this.threads.get(id);
    if (!thread) return this.begin(id, entry);
    thread.last = entry;
    if (entry.say !== undefined) {
      thread.lines.push(entry);
      this.count += 1;
      this.letGo();
    }
    return true;
  }

  private begin(id: string, entry: Entry): boolean {
    if (entry.say === undefined || entry.place?.length !== 2) return false; // TALK-2
    this.begun += 1;
    this.threads.set(id, new Thread(id, this.begun, entry));
    this.count += 1;
    this.letGo();
    return true;
  }

  /** Leaves whole threads out: done ones first, of them and of the others the one that rests longest. */
  private letGo(): void {
    while (this.count > COMMENTS && this.threads.size > 1) {
      const [first] = [...this.threads.values()].sort(
        (a, b) => Number(b.done) - Number(a.done) || a.last.seq - b.last.seq,
      );
      this.threads.delete(first!.id);
      this.count -= first!.lines.length;
    }
  }
}

function slim({ put: _put, set: _set, restore: _restore, ...entry }: Entry): Entry {
  return entry;
}
