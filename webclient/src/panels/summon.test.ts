// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { callOff, summon } from "./summon";
import { hideToast } from "./toast";

let arrive: (part: string) => void;
let fail: () => void;
let opened: string[];

const load = (): Promise<string> =>
  new Promise((done, failed) => {
    arrive = done;
    fail = () => failed(new Error("the server is gone"));
  });
const press = (what: string): void => summon(what, load, (part) => opened.push(part));
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));
const toasts = (): number => document.querySelectorAll(".toast").length;

beforeEach(() => {
  callOff();
  hideToast();
  opened = [];
  document.body.innerHTML = "<input>";
});

test("what is pressed twice while it is on its way opens once, and afterwards again", async () => {
  press("share");
  const first = arrive;
  press("share");
  first("dialog");
  await settled();
  expect(opened).toEqual(["dialog"]);
  press("share");
  arrive("another");
  await settled();
  expect(opened).toEqual(["dialog", "another"]);
});

test("what does not come is said, and can be asked for again", async () => {
  press("share");
  fail();
  await settled();
  expect(toasts()).toBe(1);
  press("share");
  arrive("dialog");
  await settled();
  expect(opened).toEqual(["dialog"]);
});

test("what was asked for elsewhere neither opens nor complains here", async () => {
  press("share");
  const first = arrive;
  press("keys");
  const second = fail;
  callOff();
  expect(document.documentElement.hasAttribute("data-coming")).toBe(false);
  first("dialog");
  second();
  await settled();
  expect(opened).toEqual([]);
  expect(toasts()).toBe(0);
});

test("the page shows that something is on its way", async () => {
  press("share");
  expect(document.documentElement.hasAttribute("data-coming")).toBe(true);
  arrive("dialog");
  await settled();
  expect(document.documentElement.hasAttribute("data-coming")).toBe(false);
});
