import { afterEach, expect, test, vi } from "vitest";
import { elementOf } from "../core/board";
import { readLibrary, writeLibrary } from "../core/formats/library";
import { shared, Unshelved } from "./shelves";

const disc = elementOf({ id: "d", kind: "ellipse", put: "c1:1", geom: [0, 0, 800, 800, 0] });
const text = writeLibrary([{ name: "Disc", elements: [disc], about: { id: "t1" } }]);

function answers(...given: (() => Response | Promise<never>)[]): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(async () => given.shift()?.());
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

const refused = (status: number, code: string): Response =>
  new Response(JSON.stringify({ error: { code, message: "No" } }), { status });

afterEach(() => vi.unstubAllGlobals());

test("[API-13] what is on the server's shelf is taken out by the id that the server gave it", async () => {
  const fetched = answers(
    () => new Response(text),
    () => new Response(null, { status: 204 }),
  );
  const [thing] = await shared.things();
  if (!thing) throw new Error("Expected a thing");
  expect(thing.name).toBe("Disc");
  await shared.remove(thing, 0);
  expect(fetched).toHaveBeenLastCalledWith(
    "/api/library/t1",
    expect.objectContaining({ method: "DELETE" }),
  );
});

test("[API-13] what is kept goes out as a library", async () => {
  const fetched = answers(() => new Response('{"added":1,"left":[]}', { status: 201 }));
  await shared.keep({ name: "Disc", elements: [disc], about: {} });
  const [path, init] = fetched.mock.calls[0] ?? [];
  expect(path).toBe("/api/library");
  expect(readLibrary(await init.body.text())?.map((one) => one.name)).toEqual(["Disc"]);
});

test.each([
  ["library.not-reached", () => Promise.reject(new TypeError("no connection"))],
  ["library.shared-full", () => refused(409, "library_full")],
  ["library.not-one", () => refused(422, "bad_file")],
  ["library.not-taken", () => refused(507, "storage")],
] as const)("%s is told where it is so", async (word, answer) => {
  answers(answer);
  const failed = shared.bring(new Blob([text]));
  await expect(failed).rejects.toBeInstanceOf(Unshelved);
  await expect(failed).rejects.toMatchObject({ word });
});
