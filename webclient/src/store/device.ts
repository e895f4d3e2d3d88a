/** What this device remembers of its person: name, colour, guest id, look, tool settings. */

const PLACE = "inkroom.device";

export type Theme = "system" | "light" | "dark";

export type Sort = "changed" | "created" | "title";

export interface Device {
  guest: string;
  name: string;
  colour: string;
  theme: Theme;
  singleKeys: boolean;
  keepTool: boolean;
  /** The page in small is shown. */
  minimap: boolean;
  /** Drags snap to other elements. */
  snap: boolean;
  /** Notices of the system are wanted, where the browser allows them. */
  notices: boolean;
  /** The others' cursors are shown. */
  pointers: boolean;
  sort: Sort;
  /** How the board list is laid out. */
  list: "cards" | "rows";
  /** The boards with a star: whoever uses this device put it there. */
  stars: string[];
  /** A language of the words; empty: as the browser. */
  language: string;
  /** More contrast than the system asks for. */
  contrast: boolean;
  /** No movement, whatever the system says. */
  still: boolean;
  leftHanded: boolean;
  pens: Pen[];
  /** How the pen writes here: a `Nib` of the tools. */
  nib: {
    curve: readonly [number, number, number, number];
    constant: boolean;
    steady: number;
    straighten: boolean;
  };
}

/** A pen that is kept at hand: the ink of the log, the width in 1/16 px. */
export interface Pen {
  ink: string;
  width: number;
}

/** Letters and digits that nobody guesses, for ids; works on plain http too, where randomUUID does not. */
export function randomId(length = 16): string {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => digits[byte & 63]).join("");
}

function fresh(): Device {
  return {
    guest: randomId(),
    name: "",
    colour: "",
    theme: "system",
    singleKeys: true,
    keepTool: false,
    minimap: true,
    snap: true,
    notices: true,
    pointers: true,
    sort: "changed",
    list: "cards",
    stars: [],
    language: "",
    contrast: false,
    still: false,
    leftHanded: false,
    nib: { curve: [33, 33, 67, 67], constant: false, steady: 0, straighten: true },
    pens: [
      { ink: "#1D2432", width: 64 },
      { ink: "#3150DE", width: 64 },
      { ink: "#AE1E0E", width: 64 },
      { ink: "#178A3F", width: 192 },
    ],
  };
}

/** What is remembered, and a guest id from the first time on. A device that keeps nothing gets a fresh one each time. */
export function loadDevice(): Device {
  const device = { ...fresh(), ...read() };
  saveDevice(device);
  return device;
}

export function saveDevice(device: Device): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(device));
  } catch {
    // A browser that keeps nothing (private window, full disk): the settings hold for this page.
  }
}

function read(): Partial<Device> {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Partial<Device>; // our own writing
  } catch {
    return {};
  }
}
