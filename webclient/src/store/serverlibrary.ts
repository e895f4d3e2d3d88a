/** The library that the server keeps for everybody (API-13). */

import { call, textOf } from "./api";

const PATH = "/api/library";

/** The text of the library, whose things have the server's ids. */
export const loadShared = (): Promise<string> => textOf("GET", `${PATH}.excalidrawlib`);

export const maySharedChange = async (): Promise<boolean> =>
  (await call<{ change: boolean }>("GET", PATH)).change;

/** Puts the things of a library in. */
export const addShared = (file: Blob): Promise<unknown> =>
  call("POST", PATH, file, "application/octet-stream");

export const removeShared = (id: string): Promise<unknown> =>
  call("DELETE", `${PATH}/${encodeURIComponent(id)}`);
