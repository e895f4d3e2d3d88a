/** The journal of wet ink: the stroke whose pen is down, kept on the device, so that a crash costs its last moment. */

import type { Stroke } from "../core/wire";

/** A stroke is written at most this often; in ms (SES-19). */
const EVERY = 50;

export class Journal {
  private readonly draft: () => Stroke | null;
  private readonly keep: (put: Stroke | null) => Promise<void>;
  private timer = 0;
  private busy = false;
  private more = false;
  private written = false;
  private readonly ends = new AbortController();

  /** `draft`: the stroke as it is now; `keep`: puts it on the disk in place of the one before, null takes it away. */
  constructor(draft: () => Stroke | null, keep: (put: Stroke | null) => Promise<void>) {
    this.draft = draft;
    this.keep = keep;
    addEventListener("pagehide", () => this.write(), { signal: this.ends.signal });
  }

  /** The stroke has grown. */
  draw(): void {
    if (this.busy) this.more = true;
    else this.timer ||= window.setTimeout(() => this.write(), EVERY);
  }

  /** The pen is up: as an element, which takes the journal away by itself, or as nothing. */
  end(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.more = false;
    if (!this.written) return;
    this.written = false;
    this.keep(null).catch(() => undefined); // then it is put once more, under the same id: that changes nothing
  }

  stop(): void {
    clearTimeout(this.timer);
    this.ends.abort();
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    const put = this.draft();
    if (!put) return;
    this.busy = this.written = true;
    const done = (): void => {
      this.busy = false;
      if (this.more) this.draw();
      this.more = false;
    };
    this.keep(put).then(done, done); // a device that keeps nothing is told of by the queue
  }
}
