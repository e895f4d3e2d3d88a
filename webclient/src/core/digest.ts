/** What two boards are compared by (DIG-1). It is fetched when it is first asked for: no picture needs it. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Board, byId } from "./board";

/** SHA-256 over the sorted lines `id register writer`. */
export function digestOf(board: Board): string {
  const whole = sha256.create();
  for (const element of byId(board)) whole.update(element.digestLines());
  return bytesToHex(whole.digest());
}
