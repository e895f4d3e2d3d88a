/** The person's own library of shapes, kept on this device as the file that it is saved as. */

import { database, write } from "./database";

const OWN = "own";

/** The text of the library; "" where there is none yet, or the browser keeps nothing. */
export async function loadLibrary(): Promise<string> {
  try {
    const store = (await database()).transaction("library").objectStore("library");
    const found = await new Promise<{ text?: string } | undefined>((done, failed) => {
      const request = store.get([OWN]);
      request.onsuccess = () => done(request.result as { text?: string } | undefined); // our own row
      request.onerror = () => failed(request.error);
    });
    return found?.text ?? "";
  } catch {
    return "";
  }
}

/** Resolves when it is on the disk; rejects where it cannot be. */
export const saveLibrary = (text: string): Promise<void> =>
  write(["library"], (transaction) => {
    transaction.objectStore("library").put({ name: OWN, text });
  });
