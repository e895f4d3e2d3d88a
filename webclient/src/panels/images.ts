/** Images that come in by the clipboard, a drop or a file: made ready, kept by the server, put on the board. */

import "./late";
import type { Asset } from "../core/wire";
import { keepAsset, Refusal } from "../store/api";
import { importOnto } from "../store/files";
import type { BoardPoint } from "../view/camera";
import type { Page } from "./page";
import { toast } from "./toast";
import { say } from "./words";

/** An image with longer sides is made smaller; in px. */
const LONGEST = 4096;
/** More bytes than this the server does not keep (API-7). */
const MOST = 10 * 1024 * 1024;
const QUALITY = 0.92;
const AS_THEY_ARE = ["image/png", "image/webp", "image/gif"];

export function isImage(file: File): boolean {
  return file.type === "image/jpeg" || AS_THEY_ARE.includes(file.type);
}

export function isPdf(file: File): boolean {
  return file.type === "application/pdf" || file.name.toLowerCase().endsWith(".pdf");
}

/** Puts the images among the files on the board; what could not be added is said. */
export async function addImages(
  page: Page,
  files: readonly File[],
  at?: BoardPoint,
): Promise<void> {
  const images = files.filter(isImage);
  const papers = files.filter(isPdf);
  for (const paper of papers) await addPages(page, paper);
  if (images.length + papers.length < files.length) toast(say("image.not-one"));
  const kept: Asset[] = [];
  try {
    for (const file of images) kept.push(await keepAsset(await ready(file)));
  } catch (why) {
    const reason = why instanceof Refusal && why.status < 500 ? "image.refused" : "image.offline";
    toast(say(reason));
  }
  if (kept.length > 0) page.stage.putImages(kept, at);
  page.changed();
}

/** The pages of a PDF, locked, to write on: the server makes pictures of them. */
async function addPages(page: Page, file: File): Promise<void> {
  try {
    await importOnto(page.board, file);
    const button = { label: say("view.fit"), run: () => page.stage.fit("board") };
    toast(say("image.pdf-added", { name: file.name }), { button });
  } catch (why) {
    toast(why instanceof Refusal && why.status < 500 ? why.message : say("image.offline"));
  }
}

/** A photo upright, of a size that boards can bear, and without the place where it was taken. */
async function ready(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return file; // the server tells what is wrong with it
  const share = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  if (AS_THEY_ARE.includes(file.type) && share === 1 && file.size <= MOST) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * share));
  canvas.height = Math.max(1, Math.round(bitmap.height * share));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const type = file.type === "image/jpeg" ? "image/jpeg" : "image/webp";
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, QUALITY));
  return blob ?? file;
}
