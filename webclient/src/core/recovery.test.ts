import { describe, expect, it } from "vitest";
import type { Session } from "./session";
import type { Stored } from "./stored";
import { only, Room, rect, Seat } from "./testing/room";

const verdicts = (session: Session): [number, string | null][] =>
  session.stored().ops.map(({ op, verdict }) => [op.cseq, verdict]);

/** What the device has on its disk, as of now. */
const kept = (seat: Seat): Stored => structuredClone({ ...seat.session.stored() });

/** Three rects in the log, one of them refused perhaps. */
function drawn(refused = 0): Seat {
  const seat = new Seat(new Room((_, cseq) => (cseq === refused ? "forbidden" : ""))).join();
  seat.do(rect("e1"), rect("e2"), rect("e3"));
  seat.sync();
  return seat;
}

/** A device put back to a copy with one op in the log; the log has a line and a refusal more. */
function copied(): Seat {
  const seat = new Seat(new Room((_, cseq) => (cseq === 3 ? "forbidden" : ""))).join();
  seat.do(rect("e1"));
  seat.sync();
  const stored = kept(seat);
  seat.do({ say: "two" }, { say: "three" });
  seat.sync();
  return new Seat(seat.room, "c1", { stored });
}

describe("a device that was put back to a copy", () => {
  it("[SES-12] says of what it queues again what it was first, over a second fresh id too", () => {
    const seat = new Seat().join();
    seat.do(rect("e1"), rect("e2"));
    seat.undo();
    for (const client of ["c8", "c9"]) seat.session.renew(client);
    const first = seat.session.stored().ops.map(({ op }) => op.again);
    expect(first).toEqual(["c1:1", "c1:2", undefined]);
  });

  it.each(["an entry", "a snapshot"])(
    "[SES-22, UNDO-4, P3] hears of what its other life has put as saved, by %s, and undoes nothing of it",
    (by) => {
      const room = new Room((client, cseq) => (client === "c9" && cseq === 1 ? "again" : ""));
      const other = new Seat(room, "c8").join();
      other.do(rect("e1"));
      other.sync();
      const seat = new Seat(room).join();
      seat.do(rect("e1"));
      seat.session.renew("c9");
      seat.session.lost(4409);
      seat.join();
      seat.drain();
      seat.send();
      if (by === "a snapshot") seat.session.lost(1006);
      const told = by === "a snapshot" ? seat.join({ tail: 0 }).told : seat.hear();
      expect(only(told, "Refused")).toEqual([]);
      expect(verdicts(seat.session)).toEqual([[1, "saved"]]);
      seat.undo();
      expect(only(seat.sync(), "Undone")).toMatchObject([{ total: 1, left: ["e1"] }]);
    },
  );
});

describe("a device that was behind when the server lost entries", () => {
  it("[SES-7, SES-6] hears that what was saved before is refused since", () => {
    const seat = drawn();
    const stored = kept(seat);
    seat.room.restoreBackup(3);
    seat.room.refuses = (_, cseq) => (cseq === 2 ? "board_full" : "");
    seat.session.lost(1012);
    seat.join().sync();
    const again = new Seat(seat.room, "c1", { stored }).join({ tail: 0 });
    expect(only(again.told, "Refused")).toEqual([{ type: "Refused", cseq: 2, code: "board_full" }]);
    expect(verdicts(again.session)).toEqual([
      [1, "saved"],
      [2, "board_full"],
      [3, "saved"],
    ]);
  });

  it("[SES-7, P3] does not offer what was told refused, though its number was saved as the empty op", () => {
    const seat = drawn(2);
    const stored = kept(seat);
    seat.room.restoreBackup(3);
    seat.room.refuses = () => "";
    seat.session.lost(1012);
    seat.join().sync();
    const again = new Seat(seat.room, "c1", { stored }).join({ tail: 0 });
    expect(verdicts(again.session).map(([, verdict]) => verdict)).toEqual(Array(3).fill("saved"));
    seat.room.restoreBackup(3);
    again.session.lost(1012);
    expect(again.join().send()[1]).toEqual({ cseq: 2 });
  });

  it.each([
    ["entries", 100],
    ["a snapshot", -1],
  ])(
    "[SES-16, SES-6, SES-7] takes the log's verdict on a refusal that was offered again: %s",
    (_, tail) => {
      const seat = drawn(2);
      const { ops } = kept(seat);
      seat.room.restoreBackup(3);
      seat.room.refuses = () => "";
      seat.session.lost(1012);
      seat.join();
      const stored = { ...kept(seat), ops }; // its disk does not know that the empty op was on its way
      seat.sync();
      const again = new Seat(seat.room, "c1", { stored }).join({ tail });
      expect(verdicts(again.session).map(([, verdict]) => verdict)).toEqual(Array(3).fill("saved"));
      expect(again.session.stored().ops[1]?.op).toEqual({ cseq: 2 });
      expect(only(again.told, "Forget").flatMap(({ cseqs }) => cseqs)).toContain(2);
    },
  );

  it("[SES-16, P3] offers again what was lost without a new epoch", () => {
    const seat = new Seat().join();
    seat.do(rect("e1"));
    seat.sync();
    const base = kept(seat);
    seat.do(rect("e2"), rect("e3"));
    seat.sync();
    const stored = { ...base, ops: kept(seat).ops };
    seat.room.restoreBackup(2);
    seat.room.epoch = 1;
    const again = new Seat(seat.room, "c1", { stored }).join();
    expect(again.session.queue).toEqual([2, 3]);
    again.sync();
    expect(again.session.saved).toBe(true);
    expect(seat.room.entries.map((entry) => entry.cseq)).toEqual([1, 2, 3]);
  });

  it("[SES-13, P3] queues nothing again that the entries confirm, where it was put back to an older copy", () => {
    const seat = new Seat().join();
    seat.do(rect("e1"));
    seat.sync();
    seat.do(rect("e2"));
    const stored = kept(seat);
    seat.do(rect("e3"), rect("e4"));
    seat.sync();
    const again = new Seat(seat.room, "c1", { stored });
    again.do(rect("e5"));
    again.join();
    expect(only(again.told, "Renew")).toHaveLength(1);
    again.session.renew("c9");
    expect(again.session.stored().ops.map(({ op }) => op.put?.[0]?.id)).toEqual(["e5"]);
  });

  it("[SES-13, P3] takes what comes after another's op for its own no more than that", () => {
    const again = copied();
    again.do(rect("e2"), rect("e3"));
    again.join();
    expect(only(again.told, "Renew")).toHaveLength(1);
    expect(only(again.told, "Refused")).toEqual([]);
    again.session.renew("c9");
    expect(again.session.stored().ops.map(({ op }) => op.put?.[0]?.id)).toEqual(["e2", "e3"]);
  });

  it("[SES-13, P3] does not take its undo for another op under the same number", () => {
    const again = copied();
    again.undo();
    again.join();
    expect(only(again.told, "Renew")).toHaveLength(1);
  });

  it("[SES-17, P4] has the chat after a restart, though a tail brings only what was said since", () => {
    const seat = new Seat().join();
    seat.do({ say: "before" });
    seat.sync();
    const stored = kept(seat);
    seat.do({ say: "since" });
    seat.sync();
    const again = new Seat(seat.room, "c1", { stored }).join();
    expect(again.session.says.map((entry) => entry.say)).toEqual(["before", "since"]);
  });
});

describe("a device that starts with its newest own ops", () => {
  it("[SES-18, SES-13, P3] is given the older ones where the server lost more, and keeps its client id", () => {
    const seat = drawn();
    const { ops, ...rest } = kept(seat);
    const again = new Seat(seat.room, "c1", { stored: { ...rest, ops: ops.slice(2) } });
    seat.room.restoreBackup(3);
    again.join();
    expect(only(again.told, "Renew").length).toBe(1);
    again.session.recall(ops.slice(0, 2));
    again.session.lost(1000);
    again.told = [];
    again.join().sync();
    expect(only(again.told, "Renew").length).toBe(0);
    expect(verdicts(again.session).map(([n, verdict]) => `${n} ${verdict}`)).toEqual([
      "1 saved",
      "2 saved",
      "3 saved",
    ]);
    expect(seat.room.entries.map((entry) => entry.client)).toEqual(Array(3).fill("c1"));
  });

  it("[SES-18, SES-13] is not asked for them where another writes under its id too", () => {
    const seat = drawn();
    const { ops, ...rest } = kept(seat);
    seat.do(rect("e4"));
    seat.sync();
    const again = new Seat(seat.room, "c1", { stored: { ...rest, ops: ops.slice(2) } });
    again.do(rect("e5"));
    again.join();
    expect(only(again.told, "Renew")).toEqual([{ type: "Renew", missing: false }]);
  });
});
