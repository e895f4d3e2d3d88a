import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LiveState } from "./live";
import { type Entry, readOp } from "./messages";
import { Talk } from "./talk";

interface Case {
  entries: Entry[];
  talk: {
    said: number[];
    chat: number[];
    threads: Record<string, unknown>[];
    kept: number[];
  };
}

const cases = JSON.parse(
  readFileSync(new URL("../../../tests/vectors/talk.json", import.meta.url), "utf8"),
) as Case[];
const seqs = (entries: readonly Entry[]) => entries.map((entry) => entry.seq);

describe("talk", () => {
  it("[TALK-1, TALK-2, TALK-3, TALK-5] comes to the same as in Python", () => {
    expect(cases.length).toBeGreaterThan(50);
    for (const { entries, talk: expected } of cases) {
      const talk = new Talk();
      const said = entries.filter((entry) => talk.add(entry));
      expect({
        said: seqs(said),
        chat: seqs(talk.chat),
        threads: [...talk.threads.values()].map(
          ({ id, number, about, place, page, lines, done }) => ({
            id,
            number,
            about,
            place,
            page,
            lines: seqs(lines),
            done,
          }),
        ),
        kept: seqs(talk.entries()),
      }).toEqual(expected);
      expect(seqs(new Talk(talk.entries()).entries())).toEqual(expected.kept);
    }
  });

  it("[TALK-4] wants a thread beside a place or an end, and something said beside a thread", () => {
    for (const parts of [
      { place: [0, 0], say: "Hi" },
      { done: true },
      { thread: "t1" },
      { thread: "t1", say: "Hi", place: [0] },
      { thread: "no id", say: "Hi" },
    ]) {
      expect(() => readOp({ cseq: 1, ...parts })).toThrow();
    }
    expect(readOp({ cseq: 1, thread: "t1", done: false })).toEqual({
      cseq: 1,
      thread: "t1",
      done: false,
    });
  });

  it("[LIVE-8] passes a moment on once, and keeps it in no whole state", () => {
    const live = new LiveState();
    live.change("p1", { cursor: [1, 2], reaction: "heart", call: true });
    expect(JSON.parse(live.cut() ?? "{}").peers.p1).toEqual({
      cursor: [1, 2],
      reaction: "heart",
      call: true,
    });
    expect(live.peers.get("p1")).toEqual({ cursor: [1, 2] });
  });
});
