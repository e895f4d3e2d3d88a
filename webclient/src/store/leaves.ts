/** Leaves of boards' logs that this device keeps: whole pages of entries, as the server told them. */

import type { Leaf } from "./api";
import { database, within, write } from "./database";

interface LeafRow extends Leaf {
  board: string;
  after: number;
}

/** The leaf whose first entry is `after` + 1; null where it is not here. */
export async function leafAfter(board: string, after: number): Promise<Leaf | null> {
  const request = (await database())
    .transaction("leaves", "readonly")
    .objectStore("leaves")
    .get([board, after]);
  return new Promise((done, failed) => {
    request.onsuccess = () => done((request.result as LeafRow | undefined) ?? null); // rows of ours
    request.onerror = () => failed(request.error);
  });
}

export function keepLeaf(board: string, after: number, leaf: Leaf): Promise<void> {
  return write(["leaves"], (transaction) => {
    const row: LeafRow = { ...leaf, board, after };
    transaction.objectStore("leaves").put(row);
  });
}

/** Forgets the leaves of a board. */
export function dropLeaves(board: string): Promise<void> {
  return write(["leaves"], (transaction) => {
    transaction.objectStore("leaves").delete(within([board]));
  });
}
