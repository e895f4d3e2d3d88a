/** QR codes of short texts (ISO/IEC 18004): bytes, level M, versions 1 to 16. */

/** Per version: error words a block, and the data words of its blocks. */
const BLOCKS: readonly (readonly [number, readonly number[]])[] = [
  [10, [16]],
  [16, [28]],
  [26, [44]],
  [18, [32, 32]],
  [24, [43, 43]],
  [16, [27, 27, 27, 27]],
  [18, [31, 31, 31, 31]],
  [22, [38, 38, 39, 39]],
  [22, [36, 36, 36, 37, 37]],
  [26, [43, 43, 43, 43, 44]],
  [30, [50, 51, 51, 51, 51]],
  [22, [36, 36, 36, 36, 36, 36, 37, 37]],
  [22, [37, 37, 37, 37, 37, 37, 37, 37, 38]],
  [24, [40, 40, 40, 40, 41, 41, 41, 41, 41]],
  [24, [41, 41, 41, 41, 41, 42, 42, 42, 42, 42]],
  [28, [45, 45, 45, 45, 45, 45, 45, 46, 46, 46]],
];
const CENTRES: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
  [6, 30, 54],
  [6, 32, 58],
  [6, 34, 62],
  [6, 26, 46, 66],
  [6, 26, 48, 70],
  [6, 26, 50, 74],
];
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

type Grid = (boolean | null)[][];

/** The modules of the code, true is dark; null where the text is longer than version 16 holds. */
export function qr(text: string): boolean[][] | null {
  const bytes = [...new TextEncoder().encode(text)];
  const version =
    BLOCKS.findIndex(([, data], at) => bytes.length <= sum(data) - (at < 9 ? 2 : 3)) + 1;
  if (!version) return null;
  const words = interleaved(dataWords(bytes, version), version);
  let best: boolean[][] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < MASKS.length; mask++) {
    const grid = drawn(version, words, mask);
    const cost = penalty(grid);
    if (cost < least) [best, least] = [grid, cost];
  }
  return best;
}

/** The code as an SVG, with the quiet zone around it. */
export function qrSvg(text: string, label: string): SVGElement | null {
  const modules = qr(text);
  if (!modules) return null;
  const quiet = 4;
  const size = modules.length + 2 * quiet;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", pathOf(modules, quiet));
  path.setAttribute("fill", "#1D2432");
  svg.append(path);
  return svg;
}

function pathOf(modules: boolean[][], quiet: number): string {
  return modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : "")))
    .join("");
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function dataWords(bytes: number[], version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, count: number): void => {
    for (let n = count - 1; n >= 0; n--) bits.push((value >> n) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const room = sum(BLOCKS[version - 1]![1]) * 8;
  for (let n = 0; n < 4 && bits.length < room; n++) bits.push(0);
  while (bits.length % 8) bits.push(0);
  const words = [];
  for (let n = 0; n < bits.length; n += 8)
    words.push(Number.parseInt(bits.slice(n, n + 8).join(""), 2));
  for (let pad = 0; words.length < room / 8; pad++) words.push(pad % 2 ? 0x11 : 0xec);
  return words;
}

function interleaved(words: number[], version: number): number[] {
  const [errors, sizes] = BLOCKS[version - 1]!;
  let from = 0;
  const blocks = sizes.map((size) => {
    from += size;
    return words.slice(from - size, from);
  });
  const checks = blocks.map((block) => remainder(block, errors));
  const mixed = (parts: number[][]): number[] => {
    const longest = Math.max(...parts.map((part) => part.length));
    return Array.from({ length: longest }, (_, n) =>
      parts.flatMap((part) => part.slice(n, n + 1)),
    ).flat();
  };
  return [...mixed(blocks), ...mixed(checks)];
}

// ------------------------------------------------------------- Reed-Solomon over GF(256)

function times(a: number, b: number): number {
  let product = 0;
  for (let n = 7; n >= 0; n--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> n) & 1) * a;
  }
  return product;
}

function remainder(data: number[], degree: number): number[] {
  const divisor = Array<number>(degree).fill(0);
  divisor[degree - 1] = 1;
  for (let n = 0, root = 1; n < degree; n++, root = times(root, 2)) {
    for (let m = 0; m < degree; m++) divisor[m] = times(divisor[m]!, root) ^ (divisor[m + 1] ?? 0);
  }
  const rest = Array<number>(degree).fill(0);
  for (const word of data) {
    const factor = word ^ rest.shift()!;
    rest.push(0);
    divisor.forEach((part, n) => {
      rest[n]! ^= times(part, factor);
    });
  }
  return rest;
}

// ------------------------------------------------------------- drawing

function drawn(version: number, words: number[], mask: number): boolean[][] {
  const size = 17 + 4 * version;
  const grid: Grid = Array.from({ length: size }, () => Array<boolean | null>(size).fill(null));
  patterns(grid, version);
  format(grid, mask);
  if (version >= 7) versionBits(grid, version);
  fillWords(grid, words, MASKS[mask]!);
  return grid as boolean[][]; // every module is set now
}

function patterns(grid: Grid, version: number): void {
  const size = grid.length;
  const put = (x: number, y: number, dark: boolean): void => {
    if (x >= 0 && y >= 0 && x < size && y < size) grid[y]![x] = dark;
  };
  for (let n = 0; n < size; n++) {
    put(6, n, n % 2 === 0);
    put(n, 6, n % 2 === 0);
  }
  const finder = (cx: number, cy: number): void => {
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        put(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
    }
  };
  finder(3, 3);
  finder(size - 4, 3);
  finder(3, size - 4);
  const centres = CENTRES[version - 1]!;
  const last = centres.length - 1;
  centres.forEach((cx, i) => {
    centres.forEach((cy, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++)
          put(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }
    });
  });
}

/** Level M and the mask, with their own check bits, beside the finders. */
function format(grid: Grid, mask: number): void {
  const size = grid.length;
  let rest = mask; // level M is 00
  for (let n = 0; n < 10; n++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const bit = (n: number): boolean => ((bits >> n) & 1) === 1;
  for (let n = 0; n <= 5; n++) grid[n]![8] = bit(n);
  grid[7]![8] = bit(6);
  grid[8]![8] = bit(7);
  grid[8]![7] = bit(8);
  for (let n = 9; n < 15; n++) grid[8]![14 - n] = bit(n);
  for (let n = 0; n < 8; n++) grid[8]![size - 1 - n] = bit(n);
  for (let n = 8; n < 15; n++) grid[size - 15 + n]![8] = bit(n);
  grid[size - 8]![8] = true;
}

function versionBits(grid: Grid, version: number): void {
  const size = grid.length;
  let rest = version;
  for (let n = 0; n < 12; n++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let n = 0; n < 18; n++) {
    const dark = ((bits >> n) & 1) === 1;
    const a = size - 11 + (n % 3);
    const b = Math.floor(n / 3);
    grid[b]![a] = dark;
    grid[a]![b] = dark;
  }
}

function fillWords(grid: Grid, words: number[], mask: (x: number, y: number) => boolean): void {
  const size = grid.length;
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const up = ((right + 1) & 2) === 0;
    for (let n = 0; n < size; n++) {
      const y = up ? size - 1 - n : n;
      for (const x of [right, right - 1]) {
        if (grid[y]![x] !== null) continue;
        const dark = (((words[at >> 3] ?? 0) >> (7 - (at & 7))) & 1) === 1;
        grid[y]![x] = dark !== mask(x, y);
        at++;
      }
    }
  }
}

/** How hard the pattern is to read: runs, blocks, finder look-alikes, imbalance. */
function penalty(grid: boolean[][]): number {
  const size = grid.length;
  const columns = grid.map((_, x) => grid.map((row) => row[x]!));
  let cost = 0;
  for (const line of [...grid, ...columns]) {
    const text = line.map((dark) => (dark ? "1" : "0")).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) cost += run.length - 2;
    for (const look of ["10111010000", "00001011101"]) {
      for (let at = text.indexOf(look); at >= 0; at = text.indexOf(look, at + 1)) cost += 40;
    }
  }
  for (let y = 1; y < size; y++) {
    for (let x = 1; x < size; x++) {
      const dark = grid[y]![x];
      if (dark === grid[y - 1]![x] && dark === grid[y]![x - 1] && dark === grid[y - 1]![x - 1])
        cost += 3;
    }
  }
  const dark = sum(grid.map((row) => row.filter(Boolean).length));
  return cost + 10 * Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size));
}
