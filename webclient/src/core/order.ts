/** Fractional indices: the `z` of an element, with room on both sides of every key (Z-2, Z-3). */

export const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
export const FIRST = "a0";
const LEAST = `A${"0".repeat(26)}`;

/**
 * An index strictly between the two; null is no bound. A malformed bound is as the index next to it.
 *
 * Where `below` is not below `above` the result is just above `below`: two peers may give equal
 * indices, and then the ids decide (Z-1).
 */
export function between(below: string | null, above: string | null): string {
  const low = lowest(below);
  let high = highest(above);
  if (low !== null && high !== null && low >= high) high = null;
  if (low === null) return high === null ? FIRST : before(high);
  if (high === null) return after(low);
  const lowWhole = whole(low);
  const highWhole = whole(high);
  const fraction = low.slice(lowWhole.length);
  if (lowWhole === highWhole) return lowWhole + middle(fraction, high.slice(highWhole.length));
  const up = increment(lowWhole);
  if (up !== null && up < high) return up;
  return lowWhole + middle(fraction, null);
}

/** `count` indices in ascending order, all between the two and as short as can be. */
export function many(below: string | null, above: string | null, count: number): string[] {
  if (count <= 0) return [];
  if (count === 1) return [between(below, above)];
  if (highest(above) === null) {
    const keys = [between(below, null)];
    while (keys.length < count) keys.push(between(keys[keys.length - 1]!, null));
    return keys;
  }
  if (lowest(below) === null) {
    const keys = [between(null, above)];
    while (keys.length < count) keys.push(between(null, keys[keys.length - 1]!));
    return keys.reverse();
  }
  const half = Math.floor(count / 2);
  const pivot = between(below, above);
  return [...many(below, pivot, half), pivot, ...many(pivot, above, count - half - 1)];
}

/** True for an index in the form of Z-2. */
export function isIndex(text: string): boolean {
  if (!isKey(text) || text === LEAST) return false;
  const size = sizeOf(text[0]!);
  return size <= text.length && !(text.length > size && text.endsWith("0"));
}

/** True for a head with digits, however many (what the wire lets in). */
function isKey(text: string): boolean {
  return text !== "" && sizeOf(text[0]!) > 0 && [...text].every((digit) => DIGITS.includes(digit));
}

/** The bound itself where it is an index, else an index just above it. */
function lowest(bound: string | null): string | null {
  if (bound === null || isIndex(bound)) return bound;
  if (!isKey(bound)) return null;
  const padded = bound.padEnd(sizeOf(bound[0]!), "z");
  return isIndex(padded) ? padded : `${padded}V`;
}

/** The bound itself where it is an index, else an index just below it, or null. */
function highest(bound: string | null): string | null {
  if (bound === null || isIndex(bound)) return bound;
  if (!isKey(bound)) return null;
  const size = sizeOf(bound[0]!);
  if (bound.length < size) return decrement(bound[0]! + "0".repeat(size - 1));
  const cut = bound.slice(0, size) + bound.slice(size).replace(/0+$/, "");
  return isIndex(cut) ? cut : null;
}

/** How many digits the whole part has, its head included; 0 where `head` is none. */
function sizeOf(head: string): number {
  if (head >= "a" && head <= "z") return head.charCodeAt(0) - 97 + 2;
  if (head >= "A" && head <= "Z") return 90 - head.charCodeAt(0) + 2;
  return 0;
}

function whole(index: string): string {
  return index.slice(0, sizeOf(index[0]!));
}

function after(below: string): string {
  const part = whole(below);
  return increment(part) ?? part + middle(below.slice(part.length), null);
}

function before(above: string): string {
  const part = whole(above);
  if (part === LEAST) return part + middle("", above.slice(part.length));
  if (part < above) return part;
  return decrement(part) ?? part + middle("", above.slice(part.length));
}

/** A fraction between two; `low` may be empty, `high` null is one. */
function middle(low: string, high: string | null): string {
  if (high !== null) {
    let same = 0;
    while (same < high.length && (low[same] ?? "0") === high[same]) same++;
    if (same > 0) return high.slice(0, same) + middle(low.slice(same), high.slice(same));
  }
  const first = low === "" ? 0 : DIGITS.indexOf(low[0]!);
  const last = high ? DIGITS.indexOf(high[0]!) : DIGITS.length;
  if (last - first > 1) return DIGITS[Math.floor((first + last + 1) / 2)]!;
  if (high !== null && high.length > 1) return high[0]!;
  return DIGITS[first]! + middle(low.slice(1), null);
}

/** The next whole part; null after the last. */
function increment(part: string): string | null {
  const head = part[0]!;
  const digits = [...part.slice(1)];
  for (let at = digits.length - 1; at >= 0; at--) {
    if (digits[at] !== "z") {
      digits[at] = DIGITS[DIGITS.indexOf(digits[at]!) + 1]!;
      return head + digits.join("");
    }
    digits[at] = "0";
  }
  if (head === "Z") return FIRST;
  if (head === "z") return null;
  const next = String.fromCharCode(head.charCodeAt(0) + 1);
  return next + "0".repeat(sizeOf(next) - 1);
}

/** The whole part before; null before the first that may stand alone. */
function decrement(part: string): string | null {
  const head = part[0]!;
  const digits = [...part.slice(1)];
  for (let at = digits.length - 1; at >= 0; at--) {
    if (digits[at] !== "0") {
      digits[at] = DIGITS[DIGITS.indexOf(digits[at]!) - 1]!;
      const found = head + digits.join("");
      return found === LEAST ? null : found;
    }
    digits[at] = "z";
  }
  if (head === "a") return "Zz";
  if (head === "A") return null;
  const last = String.fromCharCode(head.charCodeAt(0) - 1);
  return last + "z".repeat(sizeOf(last) - 1);
}
