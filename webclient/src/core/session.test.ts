import { describe, expect, it } from "vitest";
import { canonical } from "./testing/logs";
import { Device, rowOf, scripts, stateOf } from "./testing/scripts";

/** Live frames name their fields in any order; all others are equal to the byte. */
function comparable(result: unknown): unknown {
  if (!Array.isArray(result)) return result ?? null;
  const isLive = (one: unknown) => typeof one === "string" && one.startsWith('{"type":"live"');
  return result.map((one) => (isLive(one) ? canonical(JSON.parse(one as string)) : one));
}

describe("the session scripts", () => {
  it("[SES-1, SES-2, SES-3, SES-4, SES-5, SES-6, SES-7, SES-8, P4] are told the same as Python's session", () => {
    const all = scripts();
    for (const { seed, client, steps, presence, says } of all) {
      const device = new Device(client);
      steps.forEach(([name, args, result, events, state], n) => {
        const found = device.call(name, args);
        const told = device.session.events().map(rowOf);
        const where = { seed, client, n, name };
        expect({ ...where, result: comparable(found) }).toEqual({
          ...where,
          result: comparable(result),
        });
        expect({ ...where, events: told }).toEqual({ ...where, events });
        expect({ ...where, state: stateOf(device.session) }).toEqual({ ...where, state });
      });
      expect(canonical(Object.fromEntries(device.session.presence))).toBe(canonical(presence));
      expect(device.session.says.map((entry) => entry.seq)).toEqual(says);
    }
    expect(all.length).toBeGreaterThanOrEqual(200);
  });
});
