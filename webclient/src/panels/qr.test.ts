import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { qr } from "./qr";

const picture = (text: string): string =>
  (qr(text) ?? []).map((row) => row.map((dark) => (dark ? "1" : "0")).join("")).join("\n");
const digest = (text: string): string =>
  createHash("sha256").update(picture(text)).digest("hex").slice(0, 16);

test("codes have the size of the smallest version that holds the text", () => {
  expect(qr("hi")?.length).toBe(21);
  expect(qr("x".repeat(100))?.length).toBe(41);
  expect(qr("x".repeat(213))?.length).toBe(57);
  expect(qr("x".repeat(214))?.length).toBe(61);
  expect(qr("x".repeat(450))?.length).toBe(81);
  expect(qr("x".repeat(451))).toBeNull();
});

test("the three finders stand in their corners", () => {
  const rows = picture("http://192.168.1.20:8000/b/greenhouse").split("\n");
  const corner = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"];
  expect(rows.slice(0, 7).map((row) => row.slice(0, 7))).toEqual(corner);
  expect(rows.slice(0, 7).map((row) => row.slice(-7))).toEqual(corner);
  expect(rows.slice(-7).map((row) => row.slice(0, 7))).toEqual(corner);
});

test("codes that a reader read once stay as they are", () => {
  expect(digest("http://192.168.1.20:8000/b/greenhouse")).toBe("464a30e6f5365a19");
  expect(digest(`http://inkroom.local:8000/b/${"k".repeat(120)}`)).toBe("77e4bc468a094e59");
});
