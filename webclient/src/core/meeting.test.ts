import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Meeting } from "./meeting";
import { type Entry, readOp } from "./messages";
import type { Role } from "./roles";
import { Talk } from "./talk";

interface Case {
  entries: Entry[];
  meeting: Record<string, unknown>;
}

const cases = JSON.parse(
  readFileSync(new URL("../../../tests/vectors/meeting.json", import.meta.url), "utf8"),
) as Case[];
const USERS = ["u0", "u1", "u2"];
const ROLES: Role[] = ["owner", "editor", "commenter", "viewer"];

function outcome(entries: readonly Entry[]): Record<string, unknown> {
  const meeting = new Meeting();
  const told = entries.filter((entry) => meeting.add(entry)).map((entry) => entry.seq);
  const now = entries.at(-1)!.at + 3000;
  const { timer, vote, roles, lesson } = meeting;
  return {
    told,
    kept: meeting.entries().map((entry) => entry.seq),
    timer: timer && [
      timer.remaining(now),
      timer.whole,
      timer.runs,
      timer.by,
      timer.shown(now + 60_000),
    ],
    vote: vote && {
      id: vote.id,
      closed: vote.closed,
      since: vote.since,
      told: vote.told(),
      tally: vote.tally(),
      free: USERS.map((user) => vote.free(user)),
      voters: vote.voters,
    },
    lesson,
    roles: USERS.map((user) => ROLES.map((own) => roles.of(user, own))),
  };
}

describe("meeting", () => {
  it("[MEET-2, MEET-3, MEET-5, MEET-6, MEET-7, MEET-8] comes to the same as in Python", () => {
    expect(cases.length).toBeGreaterThan(30);
    for (const { entries, meeting } of cases) expect(outcome(entries)).toEqual(meeting);
  });

  it("[MEET-10] what is kept brings all of it back", () => {
    for (const { entries } of cases) {
      const whole = new Talk(entries);
      const again = new Talk(whole.entries());
      expect(again.entries()).toEqual(whole.entries());
      expect(again.meeting.vote?.tally()).toEqual(whole.meeting.vote?.tally());
    }
  });

  it("[MEET-1] each part stands alone", () => {
    const timer = { left: 1, whole: 1, runs: true };
    expect(readOp({ cseq: 1, timer })).toEqual({ cseq: 1, timer });
    expect(() => readOp({ cseq: 1, timer, hush: true })).toThrow("alone");
    expect(() => readOp({ cseq: 1, timer, say: "Go" })).toThrow("alone");
  });

  it("[MEET-4] a ballot is stored without what is as always", () => {
    const op = { cseq: 1, ballot: { id: "v1", dots: 3, hidden: false, closed: false } };
    expect(readOp(op)).toEqual({ cseq: 1, ballot: { id: "v1" } });
  });
});
