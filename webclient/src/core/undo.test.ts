import { describe, expect, it } from "vitest";
import { Board } from "./board";
import { digestOf } from "./digest";
import type { Parts } from "./gesture";
import { type Op, readOp } from "./messages";
import { only, pair, RECT, Room, rect, Seat, write } from "./testing/room";
import { before as imageOf, type Queued, queuedOf, stacks } from "./undo";

function drawn(seat: Seat, ...parts: Parts[]): Seat {
  seat.do(...parts);
  seat.sync();
  return seat;
}

const alone = (...parts: Parts[]) => drawn(new Seat().join(), ...parts);
const element = (seat: Seat, id = "e1") => seat.session.confirmed.get(id)!;
const reports = (seat: Seat) => only(seat.sync(), "Undone").map(({ total, left }) => [total, left]);

describe("undo", () => {
  it("[UNDO-1] takes the newest own gesture back", () => {
    const seat = alone(rect(), write({ ink: "#111111" }), write({ ink: "#222222", width: 16 }));
    const found = [];
    while (seat.undo()) {
      seat.sync();
      found.push([seat.ink(), element(seat).get("width")]);
    }
    expect(found).toEqual([
      ["#111111", 32],
      ["#DD2222", 32],
      [null, 32],
    ]);
  });

  it("[UNDO-1, UNDO-7, P5] leaves and names what another changed since", () => {
    const [one, other] = pair();
    const ids = ["e1", "e2", "e3"];
    drawn(one, { put: ids.map((id) => ({ ...RECT, id })) as never });
    drawn(one, { set: ids.map((id) => ({ id, ink: "#111111", width: 16 })) });
    other.hear();
    drawn(other, write({ ink: "#222222" }, "e2"));
    one.hear();
    one.undo();
    expect(reports(one)).toEqual([[3, ["e2"]]]);
    expect(ids.map((id) => one.ink(id))).toEqual(["#DD2222", "#222222", "#DD2222"]);
    expect(element(one, "e2").get("width")).toBe(32);
  });

  it("[UNDO-2, P5] puts back what the op found in the log, not what the screen showed", () => {
    const [one, other] = pair();
    drawn(other, rect());
    one.hear();
    one.do(write({ ink: "#111111" }));
    drawn(other, write({ ink: "#222222" }));
    one.sync();
    one.undo();
    one.sync();
    expect(one.ink()).toBe("#222222");
  });

  it("[UNDO-2, UNDO-4] has no images of another epoch, and leaves what lacks one", () => {
    const seat = alone(rect(), write({ ink: "#111111" }), write({ width: 16 }));
    seat.room.restoreBackup(1);
    seat.session.lost(1012);
    seat.join().sync();
    seat.undo();
    seat.sync();
    expect(element(seat).get("width")).toBe(32);
    seat.undo();
    expect([reports(seat), seat.ink()]).toEqual([[[1, ["e1"]]], "#111111"]);
  });

  it("[UNDO-3] acts on screen at once, waits for what it names, and the queue waits behind it", () => {
    const [one, other] = pair();
    drawn(other, rect());
    one.hear();
    one.do(write({ ink: "#111111" }));
    one.undo();
    one.do({ say: "Hi" });
    expect(one.ink()).toBe("#DD2222");
    drawn(other, write({ ink: "#222222" }));
    expect(one.send().map((op) => op.cseq)).toEqual([1]);
    expect(one.send()).toEqual([]);
    one.hear();
    const ops = one.send();
    expect(ops.map((op) => [op.cseq, op.undoes])).toEqual([
      [2, 1],
      [3, undefined],
    ]);
    expect(ops[0]?.restore?.[0]?.value).toBe("#222222");
  });

  it("[UNDO-4] of many ops goes last first, its redo first first", () => {
    const ids = Array.from({ length: 70 }, (_, n) => `e${n}`);
    const seat = alone({ put: ids.map((id) => ({ ...RECT, id })) as never });
    const was = digestOf(seat.session.confirmed);
    drawn(seat, { set: ids.map((id) => ({ id, ink: "#111111" })) });
    const after = digestOf(seat.session.confirmed);
    seat.undo();
    expect(seat.send().map((op) => op.undoes)).toEqual([4, 3]);
    seat.hear();
    expect(digestOf(seat.session.confirmed)).toBe(was);
    seat.redo();
    seat.sync();
    expect(digestOf(seat.session.confirmed)).toBe(after);
  });

  it("[UNDO-7] of many ops reports for itself, though it is redone and undone again before it is sent", () => {
    const ids = Array.from({ length: 70 }, (_, n) => `e${n}`);
    const seat = alone({ put: ids.map((id) => ({ ...RECT, id })) as never });
    for (const step of ["undo", "redo", "undo"] as const) seat[step]();
    expect(reports(seat)).toEqual([
      [70, []],
      [70, []],
    ]);
  });

  it("[UNDO-4, UNDO-7] leaves a register whose op was confirmed inside a snapshot", () => {
    const seat = new Seat().join();
    seat.do(rect(), write({ ink: "#111111" }));
    seat.send();
    seat.session.lost(1006);
    seat.join({ tail: -1 });
    seat.undo();
    expect([reports(seat), seat.ink()]).toEqual([[[1, ["e1"]]], "#111111"]);
  });

  it("[UNDO-5] of a put deletes what is still all one's own", () => {
    const seat = alone(rect());
    seat.undo();
    const alone1 = {
      register: "deleted",
      value: true,
      writer: "c1:2",
      expect: "c1:1",
      alone: true,
    };
    expect(seat.send()[0]?.restore).toEqual([{ id: "e1", ...alone1 }]);
    seat.hear();
    expect(seat.ink()).toBeNull();
    const [one, other] = pair();
    drawn(one, rect());
    other.hear();
    drawn(other, write({ width: 16 }));
    one.hear();
    one.undo();
    expect([reports(one), one.ink()]).toEqual([[[1, ["e1"]]], "#DD2222"]);
  });

  it("[UNDO-5] of a put is redone where the undo that took effect stands, not the newest", () => {
    const seat = alone(rect());
    const was = digestOf(seat.session.confirmed);
    seat.undo();
    seat.sync();
    seat.room.refuses = (_, cseq) => (cseq === 3 ? "forbidden" : "");
    for (const step of ["redo", "undo", "redo"] as const) {
      seat[step]();
      seat.sync();
    }
    expect([seat.ink(), digestOf(seat.session.confirmed)]).toEqual(["#DD2222", was]);
  });

  it("[UNDO-5, UNDO-8] of a put is redone where a snapshot jumped over the undo", () => {
    const seat = alone(rect());
    const was = digestOf(seat.session.confirmed);
    for (const step of ["undo", "redo"] as const) {
      seat[step]();
      seat.sync();
    }
    seat.undo();
    seat.send();
    seat.session.lost(1006);
    seat.join({ tail: -1 });
    seat.redo();
    seat.sync();
    expect([seat.ink(), digestOf(seat.session.confirmed)]).toEqual(["#DD2222", was]);
  });

  it("[UNDO-7] of a refused gesture has nothing to undo", () => {
    const seat = new Seat(new Room((_, cseq) => (cseq === 2 ? "forbidden" : ""))).join();
    seat.do(rect(), write({ ink: "#111111" }));
    seat.undo();
    expect([reports(seat), seat.ink()]).toEqual([[[0, []]], "#DD2222"]);
  });

  it("[UNDO-8] and redo give value and writer back", () => {
    const steps = [rect(), write({ ink: "#111111", width: 16 }), write({ deleted: true })];
    const seat = alone(...steps);
    const digests = [1, 2, 3].map((n) => digestOf(seat.room.board(n)));
    const shown = () => digestOf(seat.session.board);
    const found = ["undo", "undo", "redo", "redo"].map((step) => {
      seat[step as "undo" | "redo"]();
      const now = shown();
      seat.sync();
      expect(digestOf(seat.session.confirmed)).toBe(now);
      return digests.indexOf(now);
    });
    expect(found).toEqual([1, 0, 1, 2]);
  });
});

describe("what can be undone", () => {
  it("[UNDO-6] is a hundred gestures; a new one empties redo, words do not", () => {
    const seat = alone(rect(), ...Array.from({ length: 105 }, (_, n) => write({ width: n })));
    seat.undo();
    seat.do({ say: "Hi" });
    expect(seat.session.canRedo).toBe(true);
    seat.do(write({ width: 999 }));
    expect([seat.session.canRedo, seat.redo()]).toEqual([false, false]);
    let count = 0;
    while (seat.undo()) count += 1;
    expect(count).toBe(100);
  });

  const op = (cseq: number, gesture?: string): Op =>
    readOp({ cseq, set: [{ id: "e1", width: cseq }], ...(gesture ? { gesture } : {}) });
  const undo = (cseq: number, target: number, intent: "undo" | "redo" = "undo", gesture?: string) =>
    queuedOf({ cseq, ...(gesture ? { gesture } : {}) }, intent, [target]);

  it("[UNDO-6] is told by the own ops: split gestures are one, a refused op is none", () => {
    const ops = [queuedOf(op(1)), queuedOf(op(2, "g2")), queuedOf(op(3, "g2")), queuedOf(op(4))];
    expect(stacks(ops)).toEqual([[[1], [2, 3], [4]], []]);
    expect(stacks(ops.slice(2))).toEqual([[[4]], []]); // SES-18: half a gesture is none
    ops.push(undo(5, 4));
    expect(stacks(ops)).toEqual([[[1], [2, 3]], [[[[4], 5]]]]);
    ops.push(undo(6, 3, "undo", "ug2"), undo(7, 2, "undo", "ug2"));
    expect(stacks(ops)[0]).toEqual([[1]]);
    expect(stacks(ops)[1].at(-1)).toEqual([
      [[3], 6],
      [[2], 7],
    ]);
    ops.push(undo(8, 2, "redo", "ug2"), undo(9, 3, "redo", "ug2"));
    expect(stacks(ops)).toEqual([[[1], [2, 3]], [[[[4], 5]]]]);
    const refused: Queued = { ...queuedOf(op(2)), verdict: "forbidden" };
    expect(stacks([queuedOf(op(1)), refused, queuedOf(op(3))])).toEqual([[[1], [3]], []]);
  });

  it("[UNDO-6, SES-2] after a crash waits for no op that never was", () => {
    const seat = alone(rect());
    seat.session.submit(write({ width: 16 })); // not kept
    seat.session.undo();
    const stored = structuredClone(seat.session.stored());
    const again = new Seat(seat.room, "c1", { stored: { ...stored, ops: stored.ops.slice(0, 1) } });
    again.join();
    expect([again.session.canUndo, again.session.canRedo]).toEqual([true, false]);
    again.redo();
    drawn(again, write({ ink: "#111111" }));
    expect([again.session.saved, again.ink()]).toEqual([true, "#111111"]);
  });

  it("[UNDO-2] is not a write without effect: it has no image", () => {
    const board = alone(rect()).room.board();
    const puts = readOp({ cseq: 2, ...rect(), ...write({ ink: "#111111" }, "e9") });
    expect([...imageOf(board, puts)]).toEqual([]);
    expect([...imageOf(new Board(), puts)]).toEqual([["e1 +", null]]);
    const sets = readOp({ cseq: 2, ...write({ ink: "none", title: "x", width: 1 }) });
    expect([...imageOf(board, sets)]).toEqual([
      ["e1 ink", ["#DD2222", "c1:1"]],
      ["e1 width", null],
    ]);
  });
});
