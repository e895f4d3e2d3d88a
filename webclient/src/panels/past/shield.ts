/** What is known of the chain of a history: not asked yet, being checked, whole, or broken at a step (HIST-10). */

import { checkHistory, Refusal } from "../../store/api";
import { say } from "../words";

/** A longer history is checked only when somebody asks for it. */
const AT_ONCE = 20_000;

export class Shield {
  state: "unknown" | "checking" | "whole" | "broken" = "unknown";
  /** What is known, as a sentence. */
  words = say("check.check");
  private readonly board: string;
  private readonly changed: () => void;
  private asked = false;

  constructor(board: string, changed: () => void) {
    this.board = board;
    this.changed = changed;
  }

  /** Checks a history that is here, unless it was checked since the time bar opened. */
  checkOnce(head: number): void {
    if (!this.asked && head <= AT_ONCE) void this.check();
  }

  async check(): Promise<void> {
    this.asked = true;
    this.tell("checking", say("check.checking"));
    try {
      const { whole, seq } = await checkHistory(this.board);
      if (whole) this.tell("whole", say("check.whole", { count: seq }));
      else this.tell("broken", say("check.broken", { seq }));
    } catch (why) {
      if (!(why instanceof Refusal || why instanceof TypeError)) throw why; // fetch raises TypeError without a network
      this.tell("unknown", say("check.no-answer"));
    }
  }

  private tell(state: Shield["state"], words: string): void {
    this.state = state;
    this.words = words;
    this.changed();
  }
}
