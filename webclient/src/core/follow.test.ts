import { describe, expect, it } from "vitest";
import { Follow, Presenter, RECORD_MS, type Seen } from "./follow";
import type { Peer, Presence } from "./messages";

const MIRA: Peer = { peer: "p1", user: "mira", name: "Mira", colour: "plum" };
const JONAS: Peer = { peer: "p2", user: "jonas", name: "Jonas", colour: "pine" };
const here = (...all: Peer[]) => new Map(all.map((peer) => [peer.peer, peer]));
const seen = (x: number, more: Presence = {}): Presence => ({ view: [x, 0, 160, 90], ...more });
const of = (state: Presence) => new Map([["p1", state]]);

describe("following", () => {
  it("[LIVE-7] shows what the followed sees, on their page", () => {
    const follow = new Follow();
    expect(follow.sight("me", of(seen(0)))).toBeNull();
    follow.begin(MIRA);
    expect(follow.sight("me", of(seen(5)))).toEqual({ page: "1", view: [5, 0, 160, 90] });
    expect(follow.sight("me", of(seen(5, { page: "2" })))?.page).toBe("2");
    expect(follow.sight("me", of({}))).toBeNull();
    expect(follow.sight("me", of({ view: [0, 0, 0, 0] }))).toBeNull();
    expect(follow.sight("me", of(seen(5, { follow: "me" })))).toBeNull();
    expect(follow.sight("me", of(seen(5, { follow: "p2" })))).not.toBeNull();
  });

  it("[LIVE-7] goes on through a reload, and ends when they are gone", () => {
    const follow = new Follow();
    follow.begin(MIRA);
    follow.heard(new Map(), new Map());
    expect(follow.user).toBe("mira");
    follow.heard(here(JONAS, { ...MIRA, peer: "p3" }), new Map());
    expect(follow.peer).toBe("p3");
    follow.heard(here(JONAS), new Map());
    expect(follow.user).toBe("");
  });

  it("[LIVE-8] begins once with each presenting, and not for who leads", () => {
    const follow = new Follow();
    const all = here(MIRA, JONAS);
    follow.heard(all, of(seen(0)));
    expect(follow.user).toBe("");
    follow.heard(all, of(seen(0, { presenting: true })));
    expect(follow.user).toBe("mira");
    follow.stop();
    follow.heard(all, of(seen(1, { presenting: true })));
    expect(follow.user).toBe("");
    follow.heard(all, of(seen(1, { presenting: null })));
    follow.heard(all, of(seen(1, { presenting: true })), true);
    expect(follow.user).toBe("");
  });
});

describe("presenting", () => {
  it("[LIVE-9] records a view that changed at most twice a second, and its end", () => {
    const at = (x: number, page = "1") => ({ page, view: [x, 0, 16, 9] as Seen });
    const presenter = new Presenter();
    expect(presenter.due(at(0), 0)).toBeNull();
    presenter.begin();
    expect(presenter.due(at(0), 1000)).toEqual({ view: [0, 0, 16, 9] });
    expect(presenter.due(at(1), 999 + RECORD_MS)).toBeNull();
    expect(presenter.wait(999 + RECORD_MS)).toBe(1);
    expect(presenter.due(at(0), 1000 + RECORD_MS)).toBeNull();
    expect(presenter.due(at(1, "2"), 1000 + RECORD_MS)).toEqual({ view: [1, 0, 16, 9], page: "2" });
    expect(presenter.stop()).toEqual({ view: [0, 0, 0, 0] });
    expect(presenter.stop()).toBeNull();
  });
});
