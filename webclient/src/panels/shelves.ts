/** Where the things of the library lie: the person's own on this device, everyone's on the server (API-13). */

import { readLibrary, type Thing, writeLibrary } from "../core/formats/library";
import { Refusal } from "../store/api";
import { addShared, loadShared, maySharedChange, removeShared } from "../store/serverlibrary";
import { loadLibrary, saveLibrary } from "../store/shelf";
import type { Word } from "./words";

/** What is told where something cannot be done, in place of an exception of the store or the network. */
export class Unshelved extends Error {
  readonly word: Word;
  constructor(word: Word) {
    super(word);
    this.word = word;
  }
}

/** Everything but `text` raises Unshelved, and has changed nothing then. */
export interface Shelf {
  /** The newest first. */
  things(): Promise<Thing[]>;
  /** True where the person may put things in and take them out. */
  mayChange(): Promise<boolean>;
  keep(thing: Thing): Promise<void>;
  /** What is in a file of a library. */
  bring(file: Blob): Promise<void>;
  remove(thing: Thing, at: number): Promise<void>;
  /** All of it as a file. */
  text(): Promise<string>;
  readonly empty: Word;
  readonly kept: Word;
}

const own = async (): Promise<Thing[]> => readLibrary(await loadLibrary()) ?? [];

async function store(things: readonly Thing[]): Promise<void> {
  try {
    await saveLibrary(writeLibrary(things));
  } catch {
    throw new Unshelved("library.full");
  }
}

export const mine: Shelf = {
  things: own,
  mayChange: async () => true,
  keep: async (thing) => store([thing, ...(await own())]),
  bring: async (file) => {
    const things = readLibrary(await file.text());
    if (!things) throw new Unshelved("library.not-one");
    await store([...things, ...(await own())]);
  },
  remove: async (_, at) => store((await own()).filter((__, one) => one !== at)),
  text: loadLibrary,
  empty: "library.empty",
  kept: "library.kept",
};

export const shared: Shelf = {
  things: async () => readLibrary(await told(loadShared())) ?? [],
  mayChange: () => told(maySharedChange()),
  keep: async (thing) => void (await told(addShared(new Blob([writeLibrary([thing])])))),
  bring: async (file) => void (await told(addShared(file))),
  remove: async ({ about }) => void (await told(removeShared(String(about.id)))),
  text: () => told(loadShared()),
  empty: "library.shared-empty",
  kept: "library.shared-kept",
};

async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (why) {
    throw new Unshelved(wordOf(why));
  }
}

function wordOf(why: unknown): Word {
  if (!(why instanceof Refusal)) return "library.not-reached";
  if (why.code === "library_full") return "library.shared-full";
  return why.code === "bad_file" ? "library.not-one" : "library.not-taken";
}
