/** What a press asks for and the page has not fetched yet: asked for once, said where it does not come; keys of meanwhile go to it. */

import { attribute } from "./dom";
import { holding } from "./holding";
import { toast } from "./toast";
import { say } from "./words";

/** What is on its way to one place of the app. */
interface Coming {
  readonly names: Set<string>;
  /** One has gone elsewhere. */
  readonly left: Promise<void>;
  leave(): void;
}

let coming = here();

function here(): Coming {
  let leave: () => void = () => undefined;
  const left = new Promise<void>((done) => {
    leave = done;
  });
  return { names: new Set(), left, leave };
}

/** Fetches `what` and opens it; a second press while it is on its way asks for nothing more. */
export function summon<T>(what: string, load: () => Promise<T>, open: (part: T) => unknown): void {
  const asked = coming;
  if (asked.names.has(what)) return;
  asked.names.add(what);
  tell();
  const opened = load().then(
    (part) => {
      if (asked === coming) void open(part);
    },
    () => {
      if (asked === coming) toast(say("offline.part"));
    },
  );
  void holding(Promise.race([opened, asked.left])).finally(() => {
    asked.names.delete(what);
    tell();
  });
}

/** One goes elsewhere: what was asked for does not open there. */
export function callOff(): void {
  coming.leave();
  coming = here();
  tell();
}

function tell(): void {
  attribute(document.documentElement, "data-coming", coming.names.size > 0);
}
