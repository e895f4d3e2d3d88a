import { describe, expect, it } from "vitest";
import { digestOf } from "./digest";
import { BadMessage, BadOp } from "./errors";
import { Session } from "./session";
import { canonical } from "./testing/logs";
import { only, pair, RECT, Room, rect, Seat, write } from "./testing/room";
import { Device, rowOf, scripts, stateOf } from "./testing/scripts";

/** Live frames name their fields in any order; all others are equal to the byte. */
function comparable(result: unknown): unknown {
  if (!Array.isArray(result)) return result ?? null;
  const isLive = (one: unknown) => typeof one === "string" && one.startsWith('{"type":"live"');
  return result.map((one) => (isLive(one) ? canonical(JSON.parse(one as string)) : one));
}

describe("the session scripts", () => {
  it("[SES-1, SES-2, SES-3, SES-4, SES-5, SES-6, SES-7, SES-8, P4] are told the same as Python's session", () => {
    const all = scripts();
    for (const { seed, client, steps, presence, says } of all) {
      const device = new Device(client);
      steps.forEach(([name, args, result, events, state], n) => {
        const found = device.call(name, args);
        const told = device.session.events().map(rowOf);
        const where = { seed, client, n, name };
        expect({ ...where, result: comparable(found) }).toEqual({
          ...where,
          result: comparable(result),
        });
        expect({ ...where, events: told }).toEqual({ ...where, events });
        expect({ ...where, state: stateOf(device.session) }).toEqual({ ...where, state });
      });
      expect(canonical(Object.fromEntries(device.session.presence))).toBe(canonical(presence));
      expect(device.session.says.map((entry) => entry.seq)).toEqual(says);
    }
    expect(all.length).toBeGreaterThanOrEqual(200);
  }, 60_000);
});

describe("the queue", () => {
  it("[SES-1] numbers own ops from 1 without gaps, and an invalid gesture takes none", () => {
    const seat = new Seat();
    expect(() => seat.do(rect("e1", { geom: [0.5, 0, 0, 0, 0] }))).toThrow(BadOp);
    expect(seat.do(rect("e1"), rect("e2"), { say: "Hi" })).toEqual([1, 2, 3]);
  });

  it("[SES-2, SES-3, P3] shows an op at once and sends it when the store has kept it", () => {
    const seat = new Seat().join();
    seat.session.submit(rect());
    expect([seat.ink(), seat.ink("e1", seat.session.confirmed)]).toEqual(["#DD2222", null]);
    expect(seat.session.outgoing()).toEqual([]);
    seat.drain();
    expect(seat.send().map((op) => op.cseq)).toEqual([1]);
  });

  it("[SES-3] shows others' entries under one's own pending ops", () => {
    const [one, other] = pair();
    one.do(rect());
    one.sync();
    other.hear();
    one.do(write({ ink: "#111111" }));
    other.do(write({ ink: "#222222" }));
    other.sync();
    one.hear();
    expect([one.ink(), one.ink("e1", one.session.confirmed)]).toEqual(["#111111", "#222222"]);
    one.sync();
    other.hear();
    expect([one.ink(), other.ink()]).toEqual(["#111111", "#111111"]);
  });

  it("[SES-5, P3] goes out in order, above last_cseq only, once a connection", () => {
    const seat = new Seat();
    seat.do(rect("e1"), rect("e2"));
    seat.join();
    expect(seat.send().map((op) => op.cseq)).toEqual([1, 2]);
    expect(seat.send()).toEqual([]);
    seat.do(rect("e3"));
    seat.session.outgoing();
    seat.session.lost(1006);
    seat.join();
    expect(seat.send().map((op) => op.cseq)).toEqual([3]);
  });

  it("[SES-9, UNDO-7] splits a large gesture, and undoes it as one", () => {
    const seat = new Seat().join();
    const put = Array.from({ length: 150 }, (_, n) => ({ ...RECT, id: `e${n}` }));
    expect(seat.do({ put: put as never, made: 7 })).toEqual([1, 2, 3]);
    const ops = seat.send();
    expect(ops.map((op) => [op.gesture, op.put?.length])).toEqual([
      ["g1", 64],
      ["g1", 64],
      ["g1", 22],
    ]);
    seat.hear();
    seat.undo();
    expect([seat.session.canUndo, seat.visible()]).toEqual([false, []]);
    expect(only(seat.sync(), "Undone")).toEqual([{ type: "Undone", total: 150, left: [] }]);
  });

  it("[SES-14] waits until the session has caught up", () => {
    const [one, other] = pair();
    one.do(rect());
    one.sync();
    other.session.lost(1006);
    other.do(rect("e2"));
    const hello = JSON.parse(other.session.hello());
    other.session.receive(other.room.welcome(hello)[0]!);
    expect([other.session.outgoing(), other.session.saved]).toEqual([[], false]);
    other.hear();
    expect(other.send()).toHaveLength(1);
  });
});

describe("entries", () => {
  it("[SES-6, SES-8, P1] confirm, and then it is saved", () => {
    const seat = new Seat().join();
    const state = () => [seat.session.saved, seat.session.waiting, seat.session.seq];
    expect(state()).toEqual([true, 0, 0]);
    seat.do(rect());
    seat.send();
    expect(state()).toEqual([false, 1, 0]);
    expect(only(seat.hear(), "Forget")).toEqual([{ type: "Forget", cseqs: [1] }]);
    expect(state()).toEqual([true, 0, 1]);
    seat.session.lost(1006);
    expect(seat.session.saved).toBe(false);
  });

  it("[SES-6] that are refused are gone from the screen and told", () => {
    const seat = new Seat(new Room((_, cseq) => (cseq === 2 ? "forbidden" : ""))).join();
    seat.do(rect(), write({ ink: "#000000" }));
    expect(only(seat.sync(), "Refused")).toEqual([{ type: "Refused", cseq: 2, code: "forbidden" }]);
    expect([seat.ink(), seat.session.saved]).toEqual(["#DD2222", true]);
  });

  it("[SES-4] that are known are passed over; a gap, or a head beyond, means resume", () => {
    const [one, other] = pair();
    for (let n = 0; n < 4; n++) one.do(rect(`e${n}`));
    one.sync();
    other.session.receive(other.room.frame(1, 2));
    other.session.receive(other.room.frame(1, 2));
    expect([other.session.seq, only(other.drain(), "Reconnect")]).toEqual([2, []]);
    other.session.receive(other.room.frame(4, 4));
    expect([other.session.seq, only(other.drain(), "Reconnect")]).toEqual([
      2,
      [{ type: "Reconnect", delay_ms: 0 }],
    ]);
    other.session.receive(JSON.stringify({ type: "head", seq: 4, chain: "0".repeat(16) }));
    expect(only(other.drain(), "Reconnect")).toHaveLength(1);
    other.session.lost(1006);
    const { since } = JSON.parse(other.session.hello());
    expect(since).toEqual({ seq: 2, chain: other.room.chain(2), epoch: 1 });
    other.join();
    expect(digestOf(other.session.board)).toBe(digestOf(one.session.board));
  });

  it("[SES-3] of one's own change nothing on the screen", () => {
    const [one, other] = pair();
    one.do(rect());
    expect(only(one.sync(), "Changed")).toEqual([]);
    expect(only(other.hear(), "Changed")).toEqual([{ type: "Changed", ids: ["e1"] }]);
  });

  it("[LIVE-3, LIVE-4, JOIN-8] take the wet ink of their element away", () => {
    const seat = new Seat().join();
    const wet = { id: "s1", start: 0, points: [1, 2, 3] };
    const peers = { "p-c1": { cursor: [1, 1] }, p9: { cursor: [2, 2], wet } };
    seat.session.receive(JSON.stringify({ type: "live", peers }));
    expect([...seat.session.presence]).toEqual([["p9", { cursor: [2, 2], wet }]]);
    const stroke = { kind: "stroke", id: "s1", geom: [0, 0, 0, 0, 0], points: [1, 2, 3, 0] };
    seat.room.offer("c9", { cseq: 1, put: [stroke as never] });
    seat.hear();
    expect([...seat.session.presence]).toEqual([["p9", { cursor: [2, 2] }]]);
    seat.session.receive('{"type":"peers","left":["p9"]}');
    expect(seat.session.presence.size).toBe(0);
  });
});

describe("snapshots and epochs", () => {
  it("[SES-7, JOIN-5] confirm what they contain, with refusals", () => {
    const seat = new Seat(new Room((_, cseq) => (cseq === 2 ? "forbidden" : ""))).join();
    for (let n = 0; n < 4; n++) seat.do(rect(`e${n}`));
    const [frame] = seat.session.outgoing();
    for (const op of JSON.parse(frame!).ops.slice(0, 3)) seat.room.offer("c1", op);
    seat.session.lost(1006);
    seat.join({ tail: -1 });
    expect(only(seat.told, "Refused").map((event) => event.cseq)).toEqual([2]);
    expect(only(seat.told, "Forget").at(-1)?.cseqs).toEqual([1, 2, 3]);
    expect([seat.session.queue, seat.visible()]).toEqual([[4], ["e0", "e2", "e3"]]);
  });

  it("[SES-7, P3] of a newer epoch take confirmations back, but no refusal that was told", () => {
    const seat = new Seat(new Room((_, cseq) => (cseq === 3 ? "forbidden" : ""))).join();
    for (let n = 1; n < 4; n++) seat.do(rect(`e${n}`));
    seat.sync();
    seat.room.restoreBackup(2);
    seat.room.refuses = () => "";
    seat.session.lost(1012);
    seat.join();
    expect([seat.session.epoch, seat.session.queue]).toEqual([2, [2, 3]]);
    expect(seat.send()[1]).toEqual({ cseq: 3 });
    seat.hear();
    expect([seat.session.saved, seat.visible()]).toEqual([true, ["e1", "e2"]]);
  });

  it("[SES-7] of the same epoch take nothing back, and [SES-15] of an older one are not taken", () => {
    const seat = new Seat().join();
    for (let n = 0; n < 3; n++) seat.do(rect(`e${n}`));
    seat.sync();
    seat.session.lost(1006);
    seat.join({ tail: -1, behind: 2 });
    expect([seat.session.queue, seat.session.seq, seat.send()]).toEqual([[], 3, []]);
    while (seat.undo()) expect(only(seat.sync(), "Undone")[0]?.left).toEqual([]);
    seat.room.epoch = 0;
    seat.session.lost(1006);
    seat.join({ tail: -1 });
    expect([seat.session.epoch, seat.session.phase]).toEqual([1, "joining"]);
    expect(only(seat.told, "Reconnect").length).toBeGreaterThan(0);
  });

  it("[SES-2, P3] are not needed where the device kept board and queue", () => {
    const seat = new Seat().join();
    seat.do(rect("e1"));
    seat.sync();
    seat.do(rect("e2"));
    const again = new Seat(seat.room, "c1", { stored: structuredClone(seat.session.stored()) });
    expect(digestOf(again.session.board)).toBe(digestOf(seat.session.board));
    expect([again.session.waiting, again.session.canUndo]).toEqual([1, true]);
    again.join().sync();
    expect([again.session.saved, again.undo(), again.undo()]).toEqual([true, true, true]);
    again.sync();
    expect(again.visible()).toEqual([]);
  });
});

describe("the connection", () => {
  it("[SES-10, LIM-6] is tried again after longer and longer, and after some codes never", () => {
    const session = new Session("c1", "", { random: () => 0.25 });
    const delays = [1006, 1006, 1012, ...Array(9).fill(1006)].map((close) => {
      session.lost(close);
      return only(session.events(), "Reconnect")[0]?.delay_ms;
    });
    expect([...delays.slice(0, 3), delays.at(-1)]).toEqual([250, 500, 1250, 7500]);
    session.hurry();
    expect(only(session.events(), "Reconnect")[0]?.delay_ms).toBe(250);
    session.submit(rect());
    session.lost(4403);
    const events = session.events();
    expect(only(events, "Ended")).toEqual([{ type: "Ended", code: "forbidden", close: 4403 }]);
    expect([only(events, "Reconnect"), session.phase, session.waiting]).toEqual([[], "ended", 1]);
  });

  it("[SES-10] that died while the window was away is pinged at once and dead soon", () => {
    const { session } = new Seat().join();
    session.receive('{"type":"pong","n":0}', 1_000);
    session.hurry(6_999);
    expect(session.outgoing()).toEqual([]);
    session.hurry(9_000_000);
    session.hurry(9_000_001);
    expect(session.outgoing()).toEqual(['{"type":"ping","n":1}']);
    session.events();
    session.tick(9_002_999);
    expect(only(session.events(), "Reconnect")).toEqual([]);
    session.tick(9_003_000);
    expect(only(session.events(), "Reconnect")).toEqual([{ type: "Reconnect", delay_ms: 0 }]);
  });

  it("[SES-10] that is silent is pinged and then dead", () => {
    const seat = new Seat().join();
    seat.session.receive('{"type":"pong","n":0}', 1_000);
    seat.session.tick(12_999);
    expect(seat.session.outgoing()).toEqual([]);
    seat.session.tick(13_000);
    expect(seat.session.outgoing()).toEqual(['{"type":"ping","n":1}']);
    seat.session.tick(22_999);
    expect(only(seat.drain(), "Reconnect")).toEqual([]);
    seat.session.tick(23_000);
    expect(only(seat.drain(), "Reconnect")).toHaveLength(1);
  });

  it("[SES-11, P6] whose digest differs is healed by a snapshot", () => {
    const seat = new Seat().join();
    seat.do(rect());
    seat.sync();
    seat.session.confirmed.own.delete("e1");
    const digest = digestOf(seat.room.board());
    seat.session.receive(JSON.stringify({ type: "digest", seq: 1, digest }));
    expect(only(seat.drain(), "DigestDue")).toHaveLength(1);
    expect([
      seat.session.verify(0, "?", digestOf),
      seat.session.verify(1, digest, digestOf),
    ]).toEqual([true, false]);
    expect(only(seat.drain(), "Warned").map((event) => event.code)).toEqual(["healed"]);
    seat.session.lost(1006);
    seat.join();
    expect([seat.ink(), seat.session.verify(1, digest, digestOf)]).toEqual(["#DD2222", true]);
  });

  it("[SES-12, P3] under another's client id goes on under a fresh one", () => {
    const seat = new Seat();
    seat.do(rect("e1"), rect("e2"));
    seat.undo();
    seat.session.hello();
    seat.session.lost(4409);
    expect(only(seat.drain(), "Renew")).toHaveLength(1);
    seat.session.renew("c9");
    seat.drain();
    seat.join().sync();
    expect(seat.room.entries.map((one) => [one.client, one.cseq])).toEqual([
      ["c9", 1],
      ["c9", 2],
      ["c9", 3],
    ]);
    expect(seat.visible()).toEqual(["e1"]);
  });

  it("[SES-13, P3] notices another who writes under the own id: by numbers, by ops, by a hole", () => {
    const seat = new Seat().join();
    const copy = () =>
      new Seat(seat.room, "c1", { stored: structuredClone(seat.session.stored()) });
    const behind = copy();
    seat.do(rect("e0"));
    seat.sync();
    expect(only(behind.join().told, "Renew")).toHaveLength(1);
    const other = copy();
    seat.do(rect("e1"));
    seat.sync();
    other.do(rect("e2"));
    expect(only(other.join().told, "Renew")).toHaveLength(1);
    expect(other.session.queue).toEqual([2]);
    const stored = structuredClone(seat.session.stored());
    seat.do(rect("e3"));
    seat.room.restoreBackup(2);
    const short = new Seat(seat.room, "c1", { stored: { ...stored, ops: stored.ops.slice(2) } });
    short.do(rect("e4"));
    expect(only(short.join().told, "Renew").length).toBe(0);
    const holed = { ...seat.session.stored(), ops: seat.session.stored().ops.slice(2) };
    const hole = new Seat(seat.room, "c1", { stored: structuredClone(holed) });
    expect(only(hole.join().told, "Renew")).toHaveLength(1);
  });

  it("[MSG-3, JOIN-1] takes nothing that is no message, and says who it is", () => {
    const seat = new Seat().join();
    for (const frame of ["", "{}", "[]"]) {
      expect(() => seat.session.receive(frame)).toThrow(BadMessage);
    }
    expect(() => seat.session.receivePart('{"seq":1}')).toThrow(BadMessage);
    const session = new Session("c1", "User", { token: "t", guest: "g", colour: "plum" });
    expect(JSON.parse(session.hello())).toEqual({
      type: "hello",
      protocol: 1,
      client: "c1",
      name: "User",
      colour: "plum",
      guest: "g",
      token: "t",
    });
  });

  it("[LIVE-1] carries live changes together, the newest wins", () => {
    const seat = new Seat().join();
    seat.session.live({ cursor: [1, 2], tool: "pen" });
    seat.session.live({ cursor: [3, 4] });
    expect(seat.session.outgoing().map((frame) => JSON.parse(frame))).toEqual([
      { type: "live", cursor: [3, 4], tool: "pen" },
    ]);
    expect(seat.session.outgoing()).toEqual([]);
  });
});
