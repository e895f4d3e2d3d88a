import { beforeAll, describe, expect, test, vi } from "vitest";

vi.stubGlobal("navigator", { platform: "Linux x86_64" });

const still = { typing: false, pen: false, selected: false, singleKeys: true };
let keys: typeof import("./keys");

beforeAll(async () => {
  keys = await import("./keys");
});

function press(name: string, code: string, held = ""): KeyboardEvent {
  const on = (modifier: string): boolean => held.includes(modifier);
  return {
    key: name,
    code,
    ctrlKey: on("Ctrl"),
    altKey: on("Alt"),
    shiftKey: on("Shift"),
    metaKey: on("Meta"),
    isComposing: false,
  } as KeyboardEvent;
}

const command = (name: string, code: string, held = "", now: Partial<typeof still> = {}) =>
  keys.commandOf(press(name, code, held), { ...still, ...now });

describe("keys", () => {
  test("a key works by its character, with capitals on too", () => {
    expect(command("v", "KeyV")).toBe("tool.select");
    expect(command("V", "KeyV")).toBe("tool.select");
    expect(command("z", "KeyZ", "Ctrl")).toBe("edit.undo");
    expect(command("Z", "KeyZ", "Ctrl Shift")).toBe("edit.redo");
    expect(command("z", "KeyZ", "Meta")).toBe("edit.undo");
  });

  test("a key works by its place where the layout has other characters", () => {
    expect(command("м", "KeyV")).toBe("tool.select"); // Cyrillic
    expect(command("я", "KeyZ", "Ctrl")).toBe("edit.undo");
    expect(command("&", "Digit1")).toBe("tool.select"); // AZERTY
  });

  test("the character wins over the place", () => {
    expect(command("a", "KeyQ")).toBe("tool.arrow"); // AZERTY: A lies where Q is elsewhere
    expect(command("z", "KeyY", "Ctrl")).toBe("edit.undo"); // QWERTZ
  });

  test("signs do not mind whether a keyboard needs Shift for them", () => {
    expect(command("?", "Slash", "Shift")).toBe("view.keys");
    expect(command("?", "Minus", "Shift")).toBe("view.keys"); // German
    expect(command("+", "Equal", "Ctrl Shift")).toBe("view.zoom-in");
    expect(command("+", "BracketRight", "Ctrl")).toBe("view.zoom-in"); // German
  });

  test("nothing but the everywhere keys works while something is typed", () => {
    expect(command("v", "KeyV", "", { typing: true })).toBeNull();
    expect(command("z", "KeyZ", "Ctrl", { typing: true })).toBeNull();
    expect(command("F6", "F6", "", { typing: true })).toBe("view.regions");
  });

  test("single letters can be switched off; the others stay", () => {
    expect(command("v", "KeyV", "", { singleKeys: false })).toBeNull();
    expect(command("z", "KeyZ", "Ctrl", { singleKeys: false })).toBe("edit.undo");
    expect(command("Delete", "Delete", "", { singleKeys: false })).toBe("edit.delete");
  });

  test("a bracket orders the selection, and without one it changes the pen", () => {
    expect(command("[", "BracketLeft", "", { pen: true })).toBe("style.thinner");
    expect(command("[", "BracketLeft", "", { pen: true, selected: true })).toBe("edit.back");
    expect(command("[", "BracketLeft")).toBeNull();
  });

  test("a letter with a modifier that the table does not name is nobody's", () => {
    expect(command("v", "KeyV", "Alt")).toBeNull();
    expect(command("p", "KeyP", "Ctrl")).toBeNull();
  });

  test("keys are written as they stand on the keyboard", () => {
    expect(keys.keyCaps("Ctrl+Shift+Z")).toEqual(["Ctrl", "Shift", "Z"]);
    expect(keys.keyCaps("Ctrl++")).toEqual(["Ctrl", "+"]);
    expect(keys.keyOf("edit.undo")).toBe("Ctrl+Z");
    expect(keys.keyOf("no.command")).toBe("");
  });
});
