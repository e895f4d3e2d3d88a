/** Says to a person what others did with the timer and the lesson, and what they may do now. */

import "../late";
import { icon as icons } from "@face/tokens.json";
import type { Entry } from "../../core/wire";
import { notice } from "../notify";
import type { Page } from "../page";
import { nameOf } from "../said";
import { toast } from "../toast";
import { say, type Word } from "../words";
import { ringAtEnd } from "./bell";
import { minutes, serverNow } from "./clock";

/** What is older was done before one came. */
const NEWS_MS = 5000;

export function tellMeeting(page: Page, entry: Entry): void {
  ringAtEnd(page); // nothing is painted while the page is hidden
  const { session } = page.seat;
  const { grant, hush } = entry;
  const concerns = grant ? grant.user === session.me?.user : hush !== undefined;
  if (concerns && session.role !== "owner") tellRole(page, hush === true);
  const now = serverNow(page);
  if (now === null || now - entry.at > NEWS_MS || entry.by === session.me?.user) return;
  const { timer, ballot, lesson } = entry;
  if (lesson !== undefined) {
    const word = lesson ? "lesson.begun" : "lesson.ended";
    toast(say(word, { name: nameOf(page, entry.by) }), { icon: icons.people.lesson });
  }
  if (timer?.runs && timer.left === timer.whole) {
    const words = { name: nameOf(page, entry.by), time: minutes(timer.left) };
    toast(say("timer.set", words), { icon: icons.people.timer });
  }
  if (ballot && session.meeting.vote?.voters === 0 && !ballot.closed) {
    const words = say("vote.begun", { name: nameOf(page, entry.by) });
    toast(words, { icon: icons.people.vote });
    notice(page.device, words, `vote/${page.board}`);
  }
}

/** What one may do from now on, also to whoever was away when it was changed. */
function tellRole(page: Page, hushed: boolean): void {
  const { role } = page.seat.session;
  if (page.stage.lead.asking && role === "editor") page.stage.lead.ask(false);
  if (role !== "editor") page.stage.setTool("select");
  const now = say(`role.now-${role}` as Word); // every role below an owner's has a word
  toast(hushed && role === "commenter" ? say("role.hushed") : now);
}
