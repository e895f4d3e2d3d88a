/** One job of the server, followed to its end (PATH-6). */

import { Refusal, withToken } from "./api";
import { cancelJob, hasEnded, type Job, readJob } from "./files";

/** After a connection broke it is opened again after so long. */
const AGAIN_MS = 500;

/** The job once it has ended; `tell` hears of each change before. An abort calls it off. Raises Refusal. */
export function followJob(id: string, signal: AbortSignal, tell: (job: Job) => void): Promise<Job> {
  return new Promise((ended, failed) => {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const close = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", callOff);
      const open = socket;
      socket = null;
      open?.close();
    };
    const know = (job: Job): void => {
      if (!hasEnded(job)) {
        if (!signal.aborted) tell(job);
        return;
      }
      close();
      ended(job);
    };
    const connect = (): void => {
      const { protocol, host } = location;
      const path = withToken(`/ws/jobs/${encodeURIComponent(id)}`);
      const opened = new WebSocket(`${protocol === "https:" ? "wss" : "ws"}://${host}${path}`);
      socket = opened;
      opened.onmessage = ({ data }) => know(JSON.parse(data as string) as Job); // text frames of our own server
      opened.onclose = () => {
        if (opened === socket) ask();
      };
    };
    /** No news come any more: how it stands, and they are asked for again. */
    function ask(): void {
      readJob(id).then(
        (job) => {
          know(job);
          if (socket) again();
        },
        (why) => {
          if (!(why instanceof Refusal)) again();
          else {
            close();
            failed(why);
          }
        },
      );
    }
    function again(): void {
      timer = setTimeout(connect, AGAIN_MS);
    }
    function callOff(): void {
      cancelJob(id).then(know, () => {}); // not reached: the socket still tells how it ends
    }
    signal.addEventListener("abort", callOff);
    connect();
    if (signal.aborted) callOff();
  });
}
