import type { SharedStore } from '@zohokit/zoho-http';
import type { Database } from './database.ts';
import { toText } from './row.ts';
import { stateFailure } from './state-failure.ts';

/** How a store on SQLite tells the time. */
export interface SqliteStoreOptions {
  /** Milliseconds since the epoch. @default Date.now */
  clock?: (() => number) | undefined;
}

/**
 * A store that outlives the process and is shared with every other process of the same file: one
 * refresh serves all of them, and paces and penalties hold for them together. Values are stored in
 * the clear; the file's permissions are their protection, or `encryptedStore` of `@zohokit/zoho-auth`.
 * Rejects with a `TransferFailure` (run, state), or with what `change` throws.
 */
export function createSqliteStore(
  database: Database,
  { clock = Date.now }: SqliteStoreOptions = {},
): SharedStore {
  database.run('DELETE FROM shared WHERE needed_until < ?', clock());

  const read = (key: string): unknown => {
    const row = database.get('SELECT value FROM shared WHERE key = ?', key);
    return row && fromJson(toText(row, 'value'));
  };

  const write = (key: string, value: unknown, lifeMs: number | undefined): void => {
    database.run(
      'INSERT OR REPLACE INTO shared (key, value, needed_until) VALUES (?, ?, ?)',
      key,
      JSON.stringify(value),
      lifeMs === undefined ? undefined : clock() + lifeMs,
    );
  };

  return {
    get: async (key) => read(key),
    update: async (key, change, { lifeMs } = {}) =>
      database.transaction(() => {
        const current = read(key);
        const next = change(current);
        if (next === undefined) database.run('DELETE FROM shared WHERE key = ?', key);
        else if (next !== current) write(key, next, lifeMs);
        return next;
      }),
  };
}

/** The value of a shared entry, from its text. */
export function fromJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Never the parser's own words: they quote the text, which may be a token.
    throw stateFailure('The state holds a shared entry that is no JSON: it is damaged');
  }
}
