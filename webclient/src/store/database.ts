/** The device's database: IndexedDB behind promises, and transactions that end on the disk. */

const NAME = "inkroom";
const VERSION = 4;

export type StoreName = "clients" | "ops" | "elements" | "wet" | "leaves" | "library";

const STORES: Record<StoreName, string[]> = {
  clients: ["board", "client"],
  ops: ["board", "client", "cseq"],
  elements: ["board", "client", "id"],
  wet: ["board", "client"],
  leaves: ["board", "after"],
  library: ["name"],
};

let opened: Promise<IDBDatabase> | null = null;

/** The one connection of this page; rejects where the browser keeps nothing. */
export function database(): Promise<IDBDatabase> {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      for (const [name, keyPath] of Object.entries(STORES)) {
        if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, { keyPath });
      }
    };
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => forget(db);
      db.onclose = () => forget(db);
      done(db);
    };
    request.onerror = () => {
      opened = null;
      failed(request.error);
    };
  });
  return opened;
}

function forget(db: IDBDatabase): void {
  opened = null;
  db.close();
}

/**
 * Runs `write` in one transaction; resolves when it is on the disk, not before (durability "strict"), or with "relaxed"
 * when the system has it: what only a power cut can take is written quicker.
 */
export async function write(
  stores: StoreName[],
  run: (transaction: IDBTransaction) => void | Promise<void>,
  durability: IDBTransactionDurability = "strict",
): Promise<void> {
  const transaction = (await database()).transaction(stores, "readwrite", { durability });
  const ended = new Promise<void>((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () =>
      failed(transaction.error ?? new Error("The transaction was aborted"));
  });
  const more = run(transaction);
  if (more) await more;
  transaction.commit(); // at once, so that a page that is just closing still ends it
  return ended;
}

/** Puts many rows, some at a time, so that the page stays quick; the transaction stays open meanwhile. */
export async function putAll<T>(
  store: IDBObjectStore,
  things: readonly T[],
  atOnce: number,
  rowOf: (thing: T) => unknown,
): Promise<void> {
  for (let from = 0; from < things.length; from += atOnce) {
    let last: IDBRequest<IDBValidKey> | null = null;
    for (const thing of things.slice(from, from + atOnce)) last = store.put(rowOf(thing));
    if (last && from + atOnce < things.length) await answer(last);
  }
}

/** Resolves in the request's own callback, where its transaction still takes requests. */
export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** All rows of a store whose key begins with `prefix`, or lies in a range. */
export async function rowsOf<T>(store: StoreName, keys: string[] | IDBKeyRange): Promise<T[]> {
  const range = Array.isArray(keys) ? within(keys) : keys;
  const request = (await database())
    .transaction(store, "readonly")
    .objectStore(store)
    .getAll(range);
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result as T[]); // the rows that this program wrote
    request.onerror = () => failed(request.error);
  });
}

/** The last key of a store that begins with `prefix`; null: there is none. */
export async function lastKey(store: StoreName, prefix: string[]): Promise<unknown[] | null> {
  const request = (await database())
    .transaction(store, "readonly")
    .objectStore(store)
    .openKeyCursor(within(prefix), "prev");
  return new Promise((done, failed) => {
    request.onsuccess = () => done((request.result?.key as unknown[] | undefined) ?? null); // all keys are arrays
    request.onerror = () => failed(request.error);
  });
}

/** The keys that begin with `prefix`: an empty array sorts after all texts and numbers. */
export function within(prefix: string[]): IDBKeyRange {
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}
