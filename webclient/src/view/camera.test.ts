import { expect, test } from "vitest";
import { Camera, LEAST, MOST, nextZoom } from "./camera";

function camera(): Camera {
  const made = new Camera();
  made.resize(1000, 500);
  made.x = 320;
  made.y = -160;
  made.zoom = 2;
  return made;
}

test("a place of the board goes to the screen and back", () => {
  const made = camera();
  const at = made.toScreen({ x: 400, y: 0 });
  expect(at).toEqual({ x: 10, y: 20 });
  expect(made.toBoard(at)).toEqual({ x: 400, y: 0 });
});

test("zooming keeps the place under the pointer, also at the limits", () => {
  for (const zoom of [0.001, 0.5, 7, 1000]) {
    const made = camera();
    const before = made.toBoard({ x: 300, y: 200 });
    made.zoomTo(zoom, { x: 300, y: 200 });
    const after = made.toBoard({ x: 300, y: 200 });
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
    expect(made.zoom).toBe(Math.min(MOST, Math.max(LEAST, zoom)));
  }
});

test("fit shows the whole box in the middle of what chrome leaves free", () => {
  const made = camera();
  made.fit(
    { left: 0, top: 0, right: 32_000, bottom: 1600 },
    { left: 100, top: 0, right: 300, bottom: 50 },
  );
  expect(made.zoom).toBeCloseTo(0.3, 9);
  const left = made.toScreen({ x: 0, y: 0 });
  const right = made.toScreen({ x: 32_000, y: 1600 });
  expect(left.x).toBeCloseTo(100);
  expect(right.x).toBeCloseTo(700);
  expect((left.y + right.y) / 2).toBeCloseTo(225);
});

test("a small box is not blown up by fit", () => {
  const made = camera();
  made.fit({ left: 0, top: 0, right: 16, bottom: 16 }, { left: 0, top: 0, right: 0, bottom: 0 });
  expect(made.zoom).toBe(1);
});

test("the wheel pans, with Shift across, with Ctrl it zooms at the pointer", () => {
  const turn = { dx: 0, dy: 100, mode: 0, ctrl: false, shift: false };
  const panned = camera();
  panned.wheel(turn, { x: 0, y: 0 });
  expect([panned.x, panned.y]).toEqual([320, -160 + 800]);
  const across = camera();
  across.wheel({ ...turn, shift: true }, { x: 0, y: 0 });
  expect([across.x, across.y]).toEqual([320 + 800, -160]);
  const zoomed = camera();
  const held = zoomed.toBoard({ x: 500, y: 100 });
  zoomed.wheel({ ...turn, ctrl: true }, { x: 500, y: 100 });
  expect(zoomed.zoom).toBeLessThan(2);
  expect(zoomed.zoom).toBeGreaterThan(1.5);
  expect(zoomed.toBoard({ x: 500, y: 100 }).x).toBeCloseTo(held.x, 6);
});

test("lines and pages of a wheel are turned into px", () => {
  const lines = camera();
  lines.wheel({ dx: 0, dy: 3, mode: 1, ctrl: false, shift: false }, { x: 0, y: 0 });
  expect(lines.y).toBe(-160 + 960);
  const pages = camera();
  pages.wheel({ dx: 0, dy: 1, mode: 2, ctrl: false, shift: false }, { x: 0, y: 0 });
  expect(pages.y).toBe(-160 + 4000);
});

test("the zoom buttons stop at 100 %", () => {
  expect(nextZoom(0.9, true)).toBe(1);
  expect(nextZoom(1.1, false)).toBe(1);
  expect(nextZoom(1, true)).toBe(1.25);
  expect(nextZoom(1, false)).toBe(0.8);
});
