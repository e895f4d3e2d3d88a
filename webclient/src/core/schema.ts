/** Values against the JSON Schema of the protocol: checked, and brought into the form in which Python writes them. */

import { BadMessage } from "./errors";
import wire from "./wire.json";

/** The part of JSON Schema that `wire.json` uses. `filled`: the struct writes its defaults out. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly discriminator?: { readonly propertyName: string; readonly mapping: Named<string> };
  readonly properties?: Named<Schema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly filled?: boolean;
}

type Named<T> = { readonly [name: string]: T | undefined };
type Fields = Record<string, unknown>;

/** The schema of each message and of its parts, by name; the build shortens references to the name too. */
export const DEFS = wire.$defs as unknown as Readonly<Record<string, Schema>>;

const LONE_SURROGATE = /\p{Surrogate}/u;
const patterns = new Map<string, RegExp>();

/** True for a JSON object. */
export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True where two JSON values are the same; the order of names does not count. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((part, n) => equal(part, b[n]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && equal(a[name], b[name]))
  );
}

/** Checks `value`; raises BadMessage that says where it is wrong. */
export function check(schema: Schema, value: unknown, at = "$"): void {
  const own = resolve(schema, value, at);
  if (own.enum) {
    if (!own.enum.includes(value)) throw wrong(`one of ${own.enum.join(", ")}`, value, at);
  } else if (own.type === "object") checkObject(own, value, at);
  else if (own.type === "array") checkArray(own, value, at);
  else if (own.type === "string") checkString(own, value, at);
  else if (own.type === "integer" || own.type === "number") checkNumber(own, value, at);
  else if (own.type === "boolean") {
    if (typeof value !== "boolean") throw wrong("true or false", value, at);
  } else if (own.type === "null" && value !== null) throw wrong("null", value, at);
}

/** A copy of a checked value with its names in the order of the structs, and defaults as Python writes them. */
export function normal(schema: Schema, value: unknown): unknown {
  const own = resolve(schema, value, "$");
  if (Array.isArray(value)) {
    const items = own.items;
    return items && !isPlain(items) ? value.map((part) => normal(items, part)) : value.slice();
  }
  if (!isObject(value) || !own.properties) return value;
  const made: Fields = {};
  for (const [name, part] of Object.entries(own.properties)) {
    if (!part) continue;
    const found = Object.hasOwn(value, name) ? normal(part, value[name]) : part.default;
    if (found === undefined) continue;
    if (own.filled || part.default === undefined || !equal(found, part.default)) made[name] = found;
  }
  return made;
}

function isPlain(items: Schema): boolean {
  return items.type === "integer" || items.type === "string";
}

/** The schema that decides: behind references, and the one of a union that fits. */
function resolve(schema: Schema, value: unknown, at: string): Schema {
  if (schema.$ref) return resolve(DEFS[schema.$ref] ?? {}, value, at);
  if (!schema.anyOf) return schema;
  if (schema.discriminator) {
    const { propertyName, mapping } = schema.discriminator;
    const tag = isObject(value) ? value[propertyName] : undefined;
    const ref = typeof tag === "string" && Object.hasOwn(mapping, tag) ? mapping[tag] : undefined;
    if (!ref) throw wrong(`a known ${propertyName}`, tag, `${at}.${propertyName}`);
    return resolve({ $ref: ref }, value, at);
  }
  const isNull = (one: Schema) => one.type === "null";
  const one = schema.anyOf.find((part) => isNull(part) === (value === null));
  if (!one) throw wrong("a value", value, at);
  return resolve(one, value, at);
}

function checkObject(schema: Schema, value: unknown, at: string): void {
  if (!isObject(value)) throw wrong("an object", value, at);
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) throw wrong(`the field ${name}`, "none", at);
  }
  for (const [name, part] of Object.entries(value)) {
    const known = schema.properties;
    const own = known && Object.hasOwn(known, name) ? known[name] : schema.additionalProperties;
    if (own === false) throw wrong("known fields", name, at);
    if (typeof own === "object") check(own, part, `${at}.${name}`);
  }
}

function checkArray(schema: Schema, value: unknown, at: string): void {
  if (!Array.isArray(value)) throw wrong("a list", value, at);
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, prefixItems } = schema;
  if (value.length < minItems || value.length > maxItems) {
    throw wrong(`${minItems} to ${maxItems} items`, value.length, at);
  }
  value.forEach((part, n) => {
    const own = prefixItems?.[n] ?? schema.items;
    if (own) check(own, part, `${at}[${n}]`);
  });
}

function checkString(schema: Schema, value: unknown, at: string): void {
  if (typeof value !== "string" || LONE_SURROGATE.test(value)) throw wrong("text", value, at);
  const most = schema.maxLength;
  if (most !== undefined && value.length > most && [...value].length > most) {
    throw wrong(`at most ${most} characters`, value.length, at);
  }
  if (schema.pattern !== undefined && !regexp(schema.pattern).test(value)) {
    throw wrong(`text like ${schema.pattern}`, value, at);
  }
}

function checkNumber(schema: Schema, value: unknown, at: string): void {
  const whole = schema.type === "integer";
  if (
    typeof value !== "number" ||
    !(whole ? Number.isSafeInteger(value) : Number.isFinite(value))
  ) {
    throw wrong(whole ? "an integer" : "a number", value, at);
  }
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  if (value < minimum || value > maximum) throw wrong(`${minimum} to ${maximum}`, value, at);
}

function regexp(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known) return known;
  const made = new RegExp(pattern, "u");
  patterns.set(pattern, made);
  return made;
}

function wrong(expected: string, got: unknown, at: string): BadMessage {
  const text = typeof got === "string" ? got : (JSON.stringify(got) ?? String(got));
  return new BadMessage(`Expected ${expected}, got ${text.slice(0, 60)} - at \`${at}\``);
}
