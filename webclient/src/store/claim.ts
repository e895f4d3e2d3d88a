/** Who writes under a client id: one page at a time holds its claim, and loses it when the page is gone. */

/** How long a page without Web Locks waits for another to say "mine". */
const ANSWER_MS = 150;
/** How long a reloaded page waits for its own past self to let go. */
const RELOAD_MS = 2000;

export type Release = () => void;

/** Takes the claim; null where another page of this device holds it. `patient` waits for a page that is just going. */
export function claim(name: string, patient = false): Promise<Release | null> {
  return "locks" in navigator ? lock(name, patient) : call(name);
}

function lock(name: string, patient: boolean): Promise<Release | null> {
  const options: LockOptions = patient
    ? { signal: AbortSignal.timeout(RELOAD_MS) }
    : { ifAvailable: true };
  return new Promise((done) => {
    navigator.locks
      .request(`inkroom ${name}`, options, (held) => {
        if (!held) return done(null);
        return new Promise<void>((release) => done(release));
      })
      .catch(() => done(null));
  });
}

// ------------------------------------------------------------- plain http: no Web Locks

interface Call {
  ask?: string;
  held?: string;
}

const mine = new Set<string>();
let channel: BroadcastChannel | null = null;

function line(): BroadcastChannel {
  if (!channel) {
    const made = new BroadcastChannel("inkroom claims");
    made.addEventListener("message", (event: MessageEvent<Call>) => {
      if (event.data.ask !== undefined && mine.has(event.data.ask)) {
        made.postMessage({ held: event.data.ask } satisfies Call);
      }
    });
    channel = made;
  }
  return channel;
}

/** Asks the other pages. Two that ask at once may both take it: then the server's numbering tells (SES-12). */
function call(name: string): Promise<Release | null> {
  return new Promise((done) => {
    const ends = new AbortController();
    const settle = (free: boolean): void => {
      ends.abort();
      clearTimeout(timer);
      if (free) mine.add(name);
      done(free ? () => mine.delete(name) : null);
    };
    const timer = setTimeout(() => settle(true), ANSWER_MS);
    line().addEventListener(
      "message",
      (event: MessageEvent<Call>) => {
        if (event.data.held === name) settle(false);
      },
      { signal: ends.signal },
    );
    line().postMessage({ ask: name } satisfies Call);
  });
}
