/** What the session tells, said to the person: refusals, outages, what came back. */

import { icon as icons } from "@face/tokens.json";
import type { Event } from "../core/events";
import type { Entry, Notice } from "../core/wire";
import type { Bar } from "./bar";
import type { Page } from "./page";
import { patiently } from "./patience";
import { stateOf } from "./saved";
import type { Steps } from "./steps";
import { announce, toast } from "./toast";
import { say, sayIf } from "./words";

/** How long a connection is gone before the card opens by itself. */
const OUTAGE_MS = 1500;
/** The reason of a close by a server that stops; it has others for 1012 (LIM-6). */
const RESTART = "restart";

export class News {
  private readonly page: Page;
  private readonly bar: Bar;
  /** What a page says that has nothing else to show: why there is no board. */
  plain = "";
  private readonly onEnded: () => void;
  private waited = 0;
  private out = false;
  private told = false;
  private timer = 0;
  private epoch: number;
  private persisted = false;
  private steps: Promise<Steps> | null = null;

  constructor(page: Page, bar: Bar, ended: () => void) {
    this.onEnded = ended;
    this.page = page;
    this.bar = bar;
    this.epoch = page.seat.session.epoch;
  }

  close(): void {
    clearTimeout(this.timer);
    void this.steps?.then((steps) => steps.close());
  }

  heard(event: Event): void {
    if (event.type === "Status") this.status();
    else if (event.type === "Refused") this.refused(event.code);
    else if (event.type === "Undone") this.undone(event.total, event.left);
    else if (event.type === "Confirmed") this.stepped(event.entry);
    else if (event.type === "Met") this.met(event.entry);
    else if (event.type === "Notified" && event.notice.code === "mention")
      this.mentioned(event.notice);
    else if (event.type === "Reacted") this.reacted(event.peer, event.reaction);
    else if (event.type === "Warned") this.warned(event.code);
    else if (event.type === "Ended") this.ended(event.code);
    else if (event.type === "Forget" || event.type === "Checkpoint") this.persist();
  }

  private mentioned({ message = "", url = "" }: Notice): void {
    patiently(
      () => import("./notify"),
      ({ tellMention }) => tellMention(this.page, message, url),
      this.page.signal,
    );
  }

  /** Others' steps are told a little later anyway. */
  private stepped(entry: Entry): void {
    if (entry.client === this.page.seat.session.client) return;
    this.steps ??= import("./steps").then(({ Steps }) => new Steps(this.page));
    this.steps.then(
      (steps) => steps.heard(entry),
      () => {
        this.steps = null;
      },
    );
  }

  private met(entry: Entry): void {
    patiently(
      () => import("./meeting/told"),
      ({ tellMeeting }) => tellMeeting(this.page, entry),
      this.page.signal,
    );
  }

  refused(code: string): void {
    toast(sayIf(`refused.${code}`, say("refused.other")), { icon: icons.state.warning });
  }

  private undone(total: number, left: readonly string[]): void {
    if (!left.length) return;
    const { stage } = this.page;
    toast(say("edit.partly-undone", { done: total - left.length, total, left: left.length }), {
      button: { label: say("edit.show-them"), run: () => stage.select(left) },
    });
  }

  /** A sign is painted on the board; this is for who does not see it. */
  private reacted(peer: string, reaction: string): void {
    const name = this.page.seat.session.peers.get(peer)?.name || say("guest.name");
    const sign = sayIf(`reaction.${reaction}`, reaction);
    announce(say("people.reacted", { name, sign }));
  }

  private warned(code: string): void {
    if (code === "healed") toast(say("offline.healed"), { stays: true });
  }

  private ended(code: string): void {
    this.plain = plainOf(code, this.page.token !== null);
    this.onEnded();
    if (this.plain && this.page.seat.session.seq === 0) return;
    const words = sayIf(`offline.ended-${code}`, say("offline.ended-other"));
    const reload = { label: say("offline.reload"), run: () => location.reload() };
    const button = code === "upgrade" ? reload : undefined;
    toast(words, { stays: true, icon: icons.state.waiting, button });
  }

  private status(): void {
    const { seat } = this.page;
    const { session } = seat;
    if (session.phase === "offline") this.lost();
    this.waited = Math.max(this.waited, this.out ? seat.waiting : 0);
    if (session.phase === "live") {
      clearTimeout(this.timer);
      this.timer = 0;
      if (this.epoch && session.epoch > this.epoch) void this.otherEpoch();
      this.epoch = session.epoch;
    }
    if (this.out && stateOf(this.page) === "saved") this.back();
  }

  private lost(): void {
    if (!this.out) {
      this.out = true;
      this.told = false;
      this.waited = 0;
    }
    if (this.told || this.timer) return;
    if (this.page.seat.link.lastReason === RESTART) {
      this.told = true;
      toast(say("offline.restart"), { icon: icons.state.saving });
      return;
    }
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.told = true;
      if (this.page.seat.session.phase !== "live") this.bar.openSaved(true);
    }, OUTAGE_MS);
  }

  private back(): void {
    this.out = false;
    this.bar.closeSaved();
    if (this.waited)
      toast(say("offline.back", { count: this.waited }), { icon: icons.state.saved });
  }

  /** The history was made short, or the server was set back. */
  private async otherEpoch(): Promise<void> {
    const count = this.page.seat.waiting;
    const short = await import("./compact").then(
      ({ tellCompacted }) => tellCompacted(this.page),
      () => false,
    );
    if (count && !short) toast(say("offline.older-copy", { count }), { stays: true });
  }

  /** Own strokes lie on this device now: asks the browser not to clear them away. */
  private persist(): void {
    if (this.persisted) return;
    this.persisted = true;
    if ("storage" in navigator) navigator.storage.persist?.().catch(() => undefined);
  }
}

/** What a page says that has no board to show, or "". */
function plainOf(code: string, came: boolean): string {
  if (code === "token_invalid" && came) return say("ended.token_invalid");
  return ["not_found", "forbidden", "deleted", "token_invalid"].includes(code)
    ? say("refused.no-board")
    : "";
}
