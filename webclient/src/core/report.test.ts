import { describe, expect, it } from "vitest";
import type { Stored } from "./stored";
import { only, pair, RECT, Seat, write } from "./testing/room";

const ALL = Array.from({ length: 70 }, (_, n) => `e${n}`);

const kept = (seat: Seat): Stored => structuredClone({ ...seat.session.stored() });
const reports = (seat: Seat) => only(seat.told, "Undone").map(({ total, left }) => [total, left]);

/** The undo of a gesture of two ops is in the log and unheard; another changed e69, which its first part leaves. */
function halfUndone(): Seat {
  const [one, other] = pair();
  one.do({ put: ALL.map((id) => ({ ...RECT, id })) as never });
  one.do({ set: ALL.map((id) => ({ id, ink: "#111111" })) });
  one.sync();
  other.hear();
  other.do(write({ ink: "#222222" }, "e69"));
  other.sync();
  one.hear();
  one.undo();
  expect(one.send()).toHaveLength(2);
  return one;
}

/** The next entry, and no more. */
function hearOne(seat: Seat): void {
  const next = seat.session.seq + 1;
  seat.session.receive(seat.room.frame(next, next));
  seat.drain();
}

describe("the report of an undo", () => {
  it.each(["before the first part", "after it"])(
    "[UNDO-7] is whole though the process died between the parts: the disk's board is from %s",
    (point) => {
      const seat = halfUndone();
      const stored = kept(seat);
      hearOne(seat);
      const after = kept(seat);
      const died = point === "after it" ? after : { ...stored, ops: after.ops };
      expect(reports(new Seat(seat.room, "c1", { stored: died }).join())).toEqual([[70, ["e69"]]]);
    },
  );

  it("[UNDO-7] is whole though a snapshot confirmed the first part", () => {
    const seat = halfUndone();
    seat.session.lost(1006);
    expect(reports(seat.join({ tail: -1, behind: 1 }))).toEqual([[70, ["e69"]]]);
  });

  it("[UNDO-2, UNDO-7] names no more though a gesture is made between the parts", () => {
    const seat = halfUndone();
    hearOne(seat);
    seat.do(write({ width: 16 }, "e1"));
    seat.hear();
    expect(reports(seat)).toEqual([[70, ["e69"]]]);
  });
});
