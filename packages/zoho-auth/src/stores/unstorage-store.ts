import { randomUUID } from 'node:crypto';
import { systemClock, type SharedStore } from '@zohokit/zoho-http';
import * as v from 'valibot';

/** What is used of a storage of `unstorage`; so anything with these two methods will do. */
export interface UnstorageLike {
  getItem(key: string): Promise<unknown>;
  setItem(key: string, value: object): Promise<unknown>;
}

/** How a storage of `unstorage` is used. */
export interface UnstorageStoreOptions {
  /** Stands before every key. @default 'zohokit' */
  prefix?: string | undefined;
  /**
   * How long other processes may take between their reading and their writing, in milliseconds of
   * real time; 0 when no other process uses the storage. @default 100
   */
  settleMs?: number | undefined;
}

/**
 * A store on whatever `unstorage` has a driver for: Redis, a cloud's key-value store and others. It
 * has no atomic change, so `settleMs` after each this looks whether its change has gone into what is
 * there, and makes it again if another process wrote over it. That is good enough for access tokens,
 * which change once an hour; paces and windows of several processes want SQLite or Postgres.
 */
export function createUnstorageStore(
  storage: UnstorageLike,
  { prefix = 'zohokit', settleMs = 100 }: UnstorageStoreOptions = {},
): SharedStore {
  let last: Promise<unknown> = Promise.resolve();

  const changeItem = async (key: string, change: (current: unknown) => unknown) => {
    for (;;) {
      const { value, stamps } = toItem(await storage.getItem(key));
      const next = change(value);
      if (next === value) return next;
      const stamp = randomUUID();
      await storage.setItem(key, { value: next, stamps: [stamp, ...stamps].slice(0, keptStamps) });
      if (settleMs === 0) return next;
      await systemClock.sleep(settleMs);
      if (toItem(await storage.getItem(key)).stamps.includes(stamp)) return next;
      // At another moment than the other process, or both would go on writing over each other.
      await systemClock.sleep(settleMs * Math.random());
    }
  };

  return {
    get: async (key) => toItem(await storage.getItem(`${prefix}:${key}`)).value,
    update(key, change) {
      const done = last.then(() => changeItem(`${prefix}:${key}`, change));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

// --- internal ---

/**
 * An entry, and the stamps of the changes that have gone into it, newest first: a change is lost when
 * its stamp is missing, and not when a later one stands before it. Removed entries keep theirs.
 */
const Item = v.object({ value: v.optional(v.unknown()), stamps: v.array(v.string()) });

/** More than can change one entry within a `settleMs`. */
const keptStamps = 16;

function toItem(stored: unknown): v.InferOutput<typeof Item> {
  const result = v.safeParse(Item, stored);
  return result.success ? result.output : { stamps: [] };
}
