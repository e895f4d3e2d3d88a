import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refusal } from "./api";
import { type Job, reportOf } from "./files";
import { followJob } from "./jobs";

class Socket {
  static all: Socket[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
    Socket.all.push(this);
  }
  close(): void {
    this.closed = true;
  }
  push(job: Partial<Job>): void {
    this.onmessage?.({ data: JSON.stringify(job) });
  }
}

const answers: { method: string; body: unknown; status: number }[] = [];
const answer = (method: string, body: unknown, status = 200): number =>
  answers.push({ method, body, status });

beforeEach(() => {
  Socket.all = [];
  answers.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Socket);
  vi.stubGlobal("location", { protocol: "http:", host: "x.example" });
  vi.stubGlobal("fetch", async (_path: string, { method }: RequestInit) => {
    const found = answers.shift();
    if (!found) throw new TypeError("not reached");
    expect(method).toBe(found.method);
    return new Response(JSON.stringify(found.body), { status: found.status });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const job = (state: Job["state"], progress = 0): Job => ({
  ...{ id: "j1", board: "b1", state, progress, seq: 0, message: "", url: "", code: "" },
});
const follow = (signal = new AbortController().signal) => {
  const told: number[] = [];
  const end = followJob("j1", signal, ({ progress }) => told.push(progress));
  return { told, end };
};

test("[PATH-6] a job is followed to its end, and then no more", async () => {
  const { told, end } = follow();
  const [socket] = Socket.all;
  expect(socket?.url).toContain("/ws/jobs/j1");
  socket?.push(job("running", 0.2));
  socket?.push(job("writing", 0.9));
  socket?.push(job("done", 1));
  expect((await end).state).toBe("done");
  expect(told).toEqual([0.2, 0.9]);
  expect(socket?.closed).toBe(true);
});

test("[PATH-6] where the connection breaks it is asked how it stands, and followed on", async () => {
  const { told, end } = follow();
  answer("GET", job("running", 0.5));
  Socket.all[0]?.onclose?.();
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual([0.5]);
  Socket.all[1]?.onclose?.(); // and the server is not reached either
  await vi.advanceTimersByTimeAsync(500);
  answer("GET", job("failed"));
  Socket.all[2]?.onclose?.();
  expect((await end).state).toBe("failed");
});

test("[PATH-6] a job that is none of ours fails with the reason of the server", async () => {
  const { end } = follow();
  answer("GET", { error: { code: "not_found", message: "No job" } }, 404);
  Socket.all[0]?.onclose?.();
  await expect(end).rejects.toEqual(new Refusal(404, "not_found", "No job"));
});

test("[API-5] an abort calls it off; what is written by then goes on to its end", async () => {
  const ends = new AbortController();
  const { told, end } = follow(ends.signal);
  answer("DELETE", job("writing", 0.9));
  ends.abort();
  await vi.advanceTimersByTimeAsync(0);
  Socket.all[0]?.push(job("done", 1));
  expect((await end).state).toBe("done");
  expect(told).toEqual([]);
  answer("DELETE", job("cancelled"));
  expect((await follow(ends.signal).end).state).toBe("cancelled");
});

test("[API-5] the report of a board is its job's file, or what the job itself says", async () => {
  answer("GET", { board: "b1", title: "Plan", elements: 3, left: ["x"] });
  expect((await reportOf({ ...job("done"), url: "/api/jobs/j1/file" })).elements).toBe(3);
  expect((await reportOf({ ...job("done"), message: "y" })).left).toEqual(["y"]);
});
