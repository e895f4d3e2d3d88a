// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { Canvas, type Heard } from "./canvas";

let told: string[];
let host: HTMLElement;

/** Notes what is heard of a gesture. */
const heard = new Proxy({} as Heard, {
  get: (_, name: string) => () => {
    if (["press", "move", "release", "finish", "cancel", "pinch"].includes(name)) told.push(name);
    return false;
  },
});

beforeEach(() => {
  told = [];
  host = document.createElement("div");
  document.body.replaceChildren(host);
  host.setPointerCapture = () => undefined;
  new Canvas(host, heard);
});

interface Way {
  pointerType?: "mouse" | "pen" | "touch";
  pointerId?: number;
  buttons?: number;
  /** When it happens, in ms. */
  at?: number;
}

function tell(
  name: string,
  { pointerType = "mouse", pointerId = 1, buttons = 1, at = 0 }: Way = {},
): void {
  const event = new PointerEvent(name, { pointerType, pointerId, buttons, bubbles: true });
  Object.defineProperty(event, "timeStamp", { value: 10_000 + at });
  host.dispatchEvent(event);
}

test("[PEN-4] a pointer that is down goes on while another window has the keys", () => {
  tell("pointerdown");
  dispatchEvent(new Event("blur"));
  tell("pointermove");
  tell("pointerup", { buttons: 0 });
  expect(told).toEqual(["press", "move", "release"]);
});

test.each(["pointercancel", "lostpointercapture"])(
  "[PEN-4] what was drawn stays at a %s",
  (name) => {
    for (const pointerType of ["mouse", "pen"] as const) {
      told = [];
      tell("pointerdown", { pointerType });
      tell(name, { pointerType });
      expect(told).toEqual(["press", "finish"]);
    }
  },
);

test("[PEN-4] a button that was lifted where nobody heard of it is up", () => {
  tell("pointerdown");
  tell("pointermove", { buttons: 0 });
  tell("pointermove", { buttons: 0 });
  expect(told).toEqual(["press", "finish"]);
});

test("[PEN-4] a finger that the system takes at once was a palm, and one that has drawn was not", () => {
  tell("pointerdown", { pointerType: "touch" });
  tell("pointercancel", { pointerType: "touch", at: 500 });
  tell("pointerdown", { pointerType: "touch", at: 1_000 });
  tell("pointercancel", { pointerType: "touch", at: 1_501 });
  expect(told).toEqual(["press", "cancel", "press", "finish"]);
});

test("[PEN-4] a second finger zooms, unless the first has drawn for a while", () => {
  tell("pointerdown", { pointerType: "touch" });
  tell("pointerdown", { pointerType: "touch", pointerId: 2, at: 500 });
  expect(told).toEqual(["press", "cancel"]);
  for (const pointerId of [1, 2]) tell("pointerup", { pointerType: "touch", pointerId });
  told = [];
  tell("pointerdown", { pointerType: "touch" });
  tell("pointerdown", { pointerType: "touch", pointerId: 2, at: 501 });
  tell("pointermove", { pointerType: "touch", at: 502 });
  tell("pointerup", { pointerType: "touch", at: 503 });
  expect(told).toEqual(["press", "move", "release"]);
});
