// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Countdown } from "../core/meeting";
import type { Device } from "../store/device";
import { ringAtEnd } from "./meeting/bell";
import { isNotified, notice, setNotified } from "./notify";
import type { Page } from "./page";

let told: string[];
let hidden: boolean;
let asked: number;

class Notice {
  static permission: NotificationPermission = "default";
  static requestPermission(): Promise<NotificationPermission> {
    asked += 1;
    Notice.permission = "granted";
    return Promise.resolve("granted");
  }
  onclick: (() => void) | null = null;
  constructor(_title: string, { body, tag }: { body: string; tag: string }) {
    told.push(`${tag}: ${body}`);
  }
  close(): void {}
}

const device = (): Device => ({ notices: true }) as Device; // what notices look at

beforeEach(() => {
  told = [];
  hidden = true;
  asked = 0;
  Notice.permission = "granted";
  vi.stubGlobal("Notification", Notice);
  vi.stubGlobal("isSecureContext", true);
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a notice comes while the page is hidden, to those who allowed and wanted it", () => {
  notice(device(), "Come", "a");
  hidden = false;
  notice(device(), "seen", "b");
  hidden = true;
  Notice.permission = "default";
  notice(device(), "not asked yet", "c");
  Notice.permission = "granted";
  notice({ ...device(), notices: false }, "not wanted", "d");
  expect(told).toEqual(["a: Come"]);
});

test("the browser asks when they are turned on, and only then", async () => {
  Notice.permission = "default";
  const mine = device();
  expect(isNotified(mine)).toBe(false);
  notice(mine, "Come", "a");
  expect(asked).toBe(0);
  await setNotified(mine, true);
  expect([asked, isNotified(mine)]).toEqual([1, true]);
  await setNotified(mine, false);
  await setNotified(mine, true);
  expect([asked, isNotified(mine)]).toEqual([1, true]);
});

/** As much of a page as the bell asks for; the server's clock runs `offset` ahead. */
function page(timer: Countdown | null): Page & { timer: Countdown | null } {
  const meeting = { timer };
  return {
    board: "demo",
    device: device(),
    signal: new AbortController().signal,
    seat: { session: { meeting, offset: 5_000 } },
    set timer(next: Countdown | null) {
      meeting.timer = next;
    },
  } as unknown as Page & { timer: Countdown | null }; // no stage in a test
}

const running = (left: number): Countdown =>
  new Countdown({ left, whole: left, runs: true }, performance.now() + 5_000, "u");

test("[MEET-3] a timer rings once at its end, however often it was looked at", () => {
  const room = page(running(60_000));
  ringAtEnd(room);
  ringAtEnd(room);
  vi.advanceTimersByTime(59_999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  ringAtEnd(room);
  vi.advanceTimersByTime(120_000);
  expect(told).toEqual(["timer/demo: Time is up."]);
});

test("[MEET-3] what is paused, lengthened or taken away does not ring at the old end", () => {
  const room = page(running(60_000));
  ringAtEnd(room);
  vi.advanceTimersByTime(30_000);
  room.timer = new Countdown({ left: 30_000, whole: 60_000, runs: false }, 0, "u");
  ringAtEnd(room);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  room.timer = running(10_000);
  ringAtEnd(room);
  room.timer = null; // nobody says so to the bell
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
});
