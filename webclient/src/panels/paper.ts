/** Printing: the page of the board on one sheet, as large as it fits. */

import { printed } from "../view/print";
import { el } from "./dom";
import { type Page, titleOf } from "./page";
import { say } from "./words";
import "./paper.css";

/** Opens the browser's print dialog with the board alone. */
export async function print(page: Page): Promise<void> {
  const canvas = printed(page.stage, page.stage.shown);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) return;
  const source = URL.createObjectURL(blob);
  const picture = el("img", { alt: titleOf(page) || say("boards.untitled"), src: source });
  const sheet = el(
    "div",
    { class: `paper${canvas.width > canvas.height ? " is-wide" : ""}` },
    picture,
  );
  document.body.append(sheet);
  await picture.decode().catch(() => undefined);
  const done = (): void => {
    sheet.remove();
    URL.revokeObjectURL(source);
  };
  addEventListener("afterprint", done, { once: true });
  window.print();
}
