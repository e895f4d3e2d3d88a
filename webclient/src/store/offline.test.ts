import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const code = readFileSync(new URL("../../public/worker.js", import.meta.url), "utf8");
const place = "https://room.example";

/** The worker in a browser of which only what it uses is there; `asks` has it keep parts, and is what it answers. */
function worker(server: (path: string) => Response | null): {
  kept: Map<string, Response>;
  asks: (...parts: string[]) => Promise<unknown>;
} {
  const kept = new Map<string, Response>();
  const cache = {
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    match: async (url: string) => kept.get(url),
    put: async (url: string, answer: Response) => void kept.set(url, answer),
    delete: async ({ url }: { url: string }) => kept.delete(url),
  };
  const heard = new Map<string, (event: object) => void>();
  const self = { addEventListener: (kind: string, on: () => void) => heard.set(kind, on) };
  const fetch = async (url: string): Promise<Response> => {
    const answer = server(new URL(url).pathname);
    if (!answer) throw new TypeError("no connection");
    return answer;
  };
  new Function("self", "caches", "fetch", "location", code)(
    self,
    { open: async () => cache },
    fetch,
    { origin: place },
  );
  const asks = (...keep: string[]): Promise<unknown> =>
    new Promise((done) => {
      const source = { postMessage: done };
      heard.get("message")?.({ data: { keep }, source, waitUntil: () => undefined });
    });
  return { kept, asks };
}

test("A part that did not come is not said to be kept, and is fetched when it is asked for again.", async () => {
  let there = false;
  const { kept, asks } = worker((path) =>
    path === "/assets/pen.js" && !there ? null : new Response("part"),
  );
  expect(await asks("/", "/assets/room.js", "/assets/pen.js")).toEqual({ kept: false });
  there = true;
  expect(await asks("/", "/assets/room.js", "/assets/pen.js")).toEqual({ kept: true });
  expect([...kept.keys()]).toEqual(
    ["/", "/assets/room.js", "/assets/pen.js"].map((p) => place + p),
  );
});

test("What the server does not have any more is not waited for, and a server in trouble is asked again.", async () => {
  let status = 404;
  const { asks } = worker(() => new Response("", { status }));
  expect(await asks("/assets/old.js")).toEqual({ kept: true });
  status = 503;
  expect(await asks("/assets/old.js")).toEqual({ kept: false });
});

test("What an older version was made of is dropped, and fonts stay.", async () => {
  const { kept, asks } = worker(() => new Response("part"));
  await asks("/", "/assets/old.js", "/assets/inter.woff2");
  await asks("/", "/assets/new.js");
  expect([...kept.keys()].sort()).toEqual(
    ["/", "/assets/inter.woff2", "/assets/new.js"].map((p) => place + p),
  );
});
