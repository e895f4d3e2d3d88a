/** Leaves of boards' logs that this device keeps: whole pages of entries, as the server told them. */

import { database, within, write } from "./database";

interface LeafRow {
  board: string;
  after: number;
  /** As the server told it: a text is kept and read much quicker than what it says. */
  text: string;
}

/** The JSON of the leaf whose first entry is `after` + 1; null where it is not here. */
export async function leafAfter(board: string, after: number): Promise<string | null> {
  const request = (await database())
    .transaction("leaves", "readonly")
    .objectStore("leaves")
    .get([board, after]);
  return new Promise((done, failed) => {
    request.onsuccess = () => done((request.result as Partial<LeafRow> | undefined)?.text ?? null); // older rows had none
    request.onerror = () => failed(request.error);
  });
}

export function keepLeaf(board: string, after: number, text: string): Promise<void> {
  return write(
    ["leaves"],
    (transaction) => {
      const row: LeafRow = { board, after, text };
      transaction.objectStore("leaves").put(row);
    },
    "relaxed", // the server has it too
  );
}

/** Forgets the leaves of a board. */
export function dropLeaves(board: string): Promise<void> {
  return write(["leaves"], (transaction) => {
    transaction.objectStore("leaves").delete(within([board]));
  });
}
