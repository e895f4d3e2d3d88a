/** How far a file is that comes in: a toast that says it by tens, and calls it off. */

import { toast } from "./toast";
import { say } from "./words";

/** Says so from the beginning; what is returned takes the share that is done, from 0 to 1. */
export function coming(name: string, ends: AbortController): (progress: number) => void {
  const button = { label: say("view.cancel"), run: () => ends.abort() };
  let told = -1;
  const tell = (progress: number): void => {
    const percent = Math.floor(progress * 10) * 10;
    if (percent <= told || ends.signal.aborted) return;
    told = percent;
    toast(say("import.coming", { name, percent }), { stays: true, button });
  };
  tell(0);
  return tell;
}
