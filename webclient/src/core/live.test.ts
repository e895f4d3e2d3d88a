import { describe, expect, it } from "vitest";
import { joined, LiveState, POINTS } from "./live";
import { type Lives, type Presence, readServer, type Wet } from "./messages";

function wet(start: number, xs: number[], more: Partial<Wet> = {}): Presence {
  return { wet: { id: "s1", start, points: xs.flatMap((x) => [x, 0, 128]), ...more } };
}

function xsOf(state: Presence | undefined): number[] {
  return (state?.wet?.points ?? []).filter((_, n) => n % 3 === 0);
}

function cut(live: LiveState): Lives["peers"] {
  return (readServer(live.cut()!) as Lives).peers;
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n);

describe("live state", () => {
  it("[LIVE-1] is newest wins, and what is not named stays", () => {
    const live = new LiveState();
    live.change("p1", { cursor: [1, 2], tool: "pen" });
    live.change("p1", { cursor: [3, 4], selection: ["e1"] });
    live.change("p1", { cursor: null });
    expect(live.peers.get("p1")).toEqual({ cursor: null, tool: "pen", selection: ["e1"] });
  });

  it("[LIVE-3] goes out as one frame a tick", () => {
    const live = new LiveState();
    expect(live.cut()).toBeNull();
    live.change("p1", { cursor: [1, 2] });
    live.change("p2", { tool: "pen" });
    live.change("p1", { cursor: [3, 4] });
    expect(live.dirty).toBe(true);
    expect(cut(live)).toEqual({ p1: { cursor: [3, 4] }, p2: { tool: "pen" } });
    expect([live.dirty, live.cut()]).toEqual([false, null]);
  });

  it("[LIVE-2] appends wet points by their start and writes over an overlap", () => {
    const live = new LiveState();
    live.change("p1", wet(0, [1, 2]));
    live.change("p1", wet(2, [3]));
    live.change("p1", wet(2, [30, 40]));
    expect(xsOf(live.peers.get("p1"))).toEqual([1, 2, 30, 40]);
  });

  it("[LIVE-2] passes over a gap until a stroke begins", () => {
    const live = new LiveState();
    live.change("p1", wet(5, [6]));
    expect(live.peers.get("p1")).toEqual({});
    live.change("p1", wet(0, [1]));
    live.change("p1", wet(5, [6]));
    live.change("p1", wet(1, [2], { id: "s2" }));
    expect(xsOf(live.peers.get("p1"))).toEqual([1]);
    live.change("p1", wet(0, [7], { id: "s2" }));
    expect(xsOf(live.peers.get("p1"))).toEqual([7]);
  });

  it("[LIVE-2, LIVE-3] joins the points of a tick, and who hears every frame has the whole stroke", () => {
    const sender = new LiveState();
    const hearer = new LiveState();
    for (const first of [0, 4, 8]) {
      sender.change("p1", wet(first, [first, first + 1]));
      sender.change("p1", wet(first + 2, [first + 2, first + 3]));
      hearer.change("p1", cut(sender).p1!);
    }
    expect(xsOf(hearer.peers.get("p1"))).toEqual(range(12));
  });

  it("[LIVE-2] knows pairs without pressure, and shapes that replace each other", () => {
    const pairs = { id: "s1", pressure: false };
    const whole = joined(
      { ...pairs, points: [1, 1, 2, 2] },
      { ...pairs, start: 2, points: [3, 3] },
    );
    expect(whole?.points).toEqual([1, 1, 2, 2, 3, 3]);
    const live = new LiveState();
    live.change("p1", { wet: { id: "r1", kind: "rect", geom: [0, 0, 1, 1, 0] } });
    live.change("p1", { wet: { id: "r1", kind: "rect", geom: [0, 0, 9, 9, 0] } });
    expect(live.peers.get("p1")?.wet?.geom).toEqual([0, 0, 9, 9, 0]);
  });

  it("[LIVE-4] is whole for a joiner, and gone when its element is put", () => {
    const live = new LiveState();
    expect(live.whole()).toBeNull();
    live.change("p1", { ...wet(0, [1, 2]), cursor: [1, 2] });
    live.cut();
    live.change("p1", wet(2, [3]));
    expect(xsOf((readServer(live.whole()!) as Lives).peers.p1)).toEqual([1, 2, 3]);
    live.change("p2", wet(0, [1], { id: "s2" }));
    live.dry("s1");
    expect(live.peers.get("p1")).toEqual({ cursor: [1, 2] });
    expect(Object.keys(cut(live))).toEqual(["p2"]);
    live.change("p1", wet(3, [4]));
    expect(live.peers.get("p1")).toEqual({ cursor: [1, 2] });
  });

  it("[JOIN-8] of a peer that left is gone", () => {
    const live = new LiveState();
    live.change("p1", { cursor: [1, 2] });
    live.left("p1");
    expect([live.whole(), live.cut(), live.dirty]).toEqual([null, null, false]);
  });

  it("[LIVE-2, LIM-4] is bounded: 10,000 wet points a peer", () => {
    const live = new LiveState();
    const step = POINTS / 4;
    for (let first = 0; first < POINTS; first += step) live.change("p1", wet(first, range(step)));
    live.change("p1", wet(POINTS, [1]));
    live.change("p2", wet(0, range(POINTS + 1)));
    expect(xsOf(live.peers.get("p1"))).toHaveLength(POINTS);
    expect(live.peers.get("p2")).toEqual({});
  });
});
