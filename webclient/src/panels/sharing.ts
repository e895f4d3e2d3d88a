/** The way to the share dialog, which is fetched for it. */

import type { Page } from "./page";
import { summon } from "./summon";

export function share(page: Page): void {
  summon(
    "share",
    () => import("./share"),
    (part) => part.openShare(page),
  );
}
