/** Why a file did not come or was not made, by the code of the server (API-4, API-5). */

import { say, type Word } from "./words";

const WHY: Readonly<Record<string, Word>> = {
  archive_limits: "why.limit-exceeded",
  bad_file: "why.bad-file",
  bad_image: "why.bad-image",
  board_full: "why.board-full",
  cut_short: "why.cut-short",
  image_too_large: "why.image-too-large",
  limit_exceeded: "why.limit-exceeded",
  no_video: "film.none",
  not_found: "why.not-found",
  too_big: "why.too-big",
  too_long: "why.too-long",
  unavailable: "why.unavailable",
};

/** The reason as a sentence. */
export const why = (code: string): string => say(WHY[code] ?? "why.other");
