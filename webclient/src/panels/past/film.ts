/** The history as a film or a transcript, made by the server and saved here (FILM-1, FILM-2). */

import { Refusal } from "../../store/api";
import { exported } from "../../store/files";
import { titleOf } from "../page";
import { saveBlob } from "../save";
import { hideToast, toast } from "../toast";
import { say } from "../words";
import type { Past } from "./past";

export const FILMS = ["mp4", "webm", "gif"] as const;

/** Saves what happened up to the moment that is looked at: at the speed, and with the pauses, of the time bar. */
export async function saveFilm(
  past: Past,
  format: (typeof FILMS)[number] | "txt" | "html" | "pdf",
): Promise<void> {
  const { player, page } = past;
  const ends = new AbortController();
  const wishes: Record<string, string> = {
    speed: String(player.times),
    skip_idle: player.skip ? "2" : "0",
    title: "true",
    chat: "true",
  };
  if (format === "pdf") wishes.marks = "true";
  if (player.seq !== null) wishes.at = String(player.seq);
  const plain = format === "txt" || format === "pdf";
  toast(say(format === "txt" ? "film.telling" : plain ? "film.writing" : "film.making"), {
    stays: true,
    button: { label: say("view.cancel"), run: () => ends.abort() },
  });
  try {
    const { blob } = await exported(page.board, format, wishes, ends.signal);
    saveBlob(blob, `${titleOf(page) || page.board}.${format}`);
    toast(say(format === "txt" ? "film.told" : plain ? "film.written" : "film.made"));
  } catch (why) {
    if (ends.signal.aborted) hideToast();
    else if (!(why instanceof Refusal)) throw why;
    else if (why.code === "no_video") toast(say("film.none"));
    else toast(say(why.code === "too_long" ? "film.too-long" : "film.not-made"));
  }
}
