/** What others have built on what is to change; the golden moments hold it equal to Python's too. */

import { expect, it } from "vitest";
import { builtOn, remarks } from "./built";
import { History } from "./history";
import type { Entry } from "./messages";
import { restoring } from "./restoring";

const rect = { kind: "rect", geom: [0, 0, 100, 100, 0] };
const arrow = { kind: "arrow", geom: [0, 0, 9, 9], from: { id: "a", anchor: [0, 0] } };

const log = [
  { client: "c1", cseq: 1, put: [{ ...rect, id: "old" }] },
  { client: "c2", cseq: 1, set: [{ id: "old", ink: "#111111" }] },
  { client: "c1", cseq: 2, put: [{ ...rect, id: "a" }] },
  {
    client: "c2",
    cseq: 2,
    set: [
      { id: "a", width: 99 },
      { id: "old", width: 99 },
    ],
  },
  { client: "c3", cseq: 1, put: [{ ...arrow, id: "bond" }] },
  { client: "c1", cseq: 3, say: "Mine", thread: "t1", place: [0, 0], about: "a" },
  { client: "c3", cseq: 2, say: "A question", thread: "t1" },
].map((op, n) => ({ seq: n + 1, at: n, by: `u${op.client}`, ...op })) as unknown as Entry[];

it("[HIST-15] is told by person: edits, connectors and remarks since", () => {
  const history = new History(log);
  const now = history.at(7);
  const then = history.at(2);
  const told = restoring(now, then, new Set(["old", "a"]));
  const back = (by: string) =>
    builtOn(now, then, told, remarks(log, 2), { users: history.users, by });
  const third = { user: "uc3", edited: [], bound: ["a"], said: ["a"] };
  expect(back("")).toEqual([{ user: "uc2", edited: ["a", "old"], bound: [], said: [] }, third]);
  expect(back("uc2")).toEqual([third]);
});
