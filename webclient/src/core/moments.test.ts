/** The golden moments: what Python makes of the golden logs over time (tests/support/moments.py). */

import { describe, expect, it } from "vitest";
import { type Built, builtOn, remarks } from "./built";
import { compare } from "./comparison";
import { deedOf } from "./deed";
import { History } from "./history";
import { type Entry, readEntry } from "./messages";
import { frame, Replay } from "./replay";
import { chosen, type Restoring, restoring, takingBack, without } from "./restoring";
import { goldenLogs, vectorLines } from "./testing/logs";
import { Timeline } from "./timeline";

interface Case {
  log: number;
  spans: unknown[];
  columns: unknown[];
  xs: number[];
  seqs: number[];
  lengths: number[];
  ends: number[];
  frames: { ms: number; wet: [number, number][]; points: number }[];
  deeds: [string, number, string][];
  comparison: unknown;
  backwards: unknown;
  restored: Restoring;
  area: Restoring;
  paged: Restoring;
  looped: Restoring;
  person: Restoring;
  taken: Restoring;
  built: Built[];
  built_on_taken: Built[];
}

const cases = JSON.parse(vectorLines("moments.json").join("")) as Case[];
const logs = [...goldenLogs()];

function spread(entry: Entry): Entry {
  const n = entry.seq;
  const at = 1000 * n + Math.floor(n / 7) * 3_600_000 + (n % 3) * 700 - (n % 11 === 0 ? 5000 : 0);
  return { ...entry, at };
}

const entriesOf = (log: number): Entry[] => logs[log]![1].map(readEntry).map(spread);

describe("the golden moments", () => {
  it("[HIST-2] stand where Python has them", () => {
    for (const one of cases) {
      const time = new Timeline(new History(entriesOf(one.log)).steps, 600);
      expect(time.spans).toEqual(one.spans);
      const columns = time.columns.map((c) => ({ ...c, sizes: Object.fromEntries(c.sizes) }));
      expect(columns).toEqual(one.columns);
      expect(one.xs.map((_, seq) => time.xOf(seq))).toEqual(one.xs);
      expect(one.seqs.map((_, n) => time.seqAt(n * 50))).toEqual(one.seqs);
    }
    expect(cases.length).toBeGreaterThan(50);
  });

  it("[HIST-3] are played as in Python", () => {
    for (const one of cases) {
      const entries = entriesOf(one.log);
      const history = new History(entries);
      const replay = new Replay(entries, 2000);
      expect(replay.lengths).toEqual(one.lengths);
      expect(replay.ends).toEqual(one.ends);
      for (const { ms, wet, points } of one.frames) {
        expect(replay.wetAt(ms).map(({ seq, ms: into }) => [seq, into])).toEqual(wet);
        let sum = 0;
        const shown = frame(history, replay, ms);
        const under = history.at(replay.seqAt(ms));
        for (const element of shown) {
          if (!under.get(element.id)) sum += (element.fixed.points as number[]).length;
        }
        expect(sum).toBe(points);
      }
    }
  });

  it("[HIST-4] are told as in Python", () => {
    for (const one of cases) {
      const deeds = entriesOf(one.log).map(deedOf);
      expect(deeds.map(({ what, size, kind }) => [what, size, kind])).toEqual(one.deeds);
    }
  });

  it("[HIST-5, HIST-6, HIST-7, HIST-14, HIST-15] are compared, restored and taken back as in Python", () => {
    for (const one of cases) {
      const history = new History(entriesOf(one.log));
      const { head } = history;
      const [now, then] = [history.at(head), history.at(Math.floor(head / 2))];
      expect(compare(then, now)).toEqual(one.comparison);
      expect(compare(now, then)).toEqual(one.backwards);
      expect(restoring(now, then)).toEqual(one.restored);
      const inArea = (page: string, places: number[]) =>
        restoring(now, then, chosen([now, then], { area: { page, places } }));
      expect(inArea("", [-5000, -5000, 5000, 5000])).toEqual(one.area);
      expect(inArea("2", [-(2 ** 20), -(2 ** 20), 2 ** 20, 2 ** 20])).toEqual(one.paged);
      const loop = [0, -(2 ** 20), 2 ** 20, 0, 0, 2 ** 20, -9000, 0];
      expect(inArea("1", loop)).toEqual(one.looped);
      const people = new Set(["uc1"]);
      const mine = chosen([now, then], { people, users: history.users });
      expect(restoring(now, then, mine)).toEqual(one.person);
      const who = [...history.users.values()].sort()[0];
      const takes = (writer: string) =>
        history.seqOf(writer) > Math.floor(head / 3) &&
        history.users.get(writer.split(":")[0]!) === who;
      const rest = without(history.entries, takes);
      const away = takingBack(now, rest, takes);
      expect(away).toEqual(one.taken);
      const { users, entries } = history;
      const said = remarks(entries, Math.floor(head / 2));
      expect(builtOn(now, then, one.restored, said, { users, by: "uc1" })).toEqual(one.built);
      const saidSince = remarks(entries, Math.floor(head / 3), takes);
      const left = builtOn(now, rest, away, saidSince, { users, taken: takes });
      expect(left).toEqual(one.built_on_taken);
    }
  });
});
