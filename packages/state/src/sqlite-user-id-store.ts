import type { Database } from './database.ts';
import { toText } from './row.ts';

/**
 * Who the user of some credentials is, so that the next process need not ask. It never changes for
 * the same credentials, and is no secret.
 */
export interface UserIdStore {
  /** `undefined` when nobody has asked yet. */
  get(key: string): Promise<string | undefined>;
  /** @param key secret-free, one per credentials, as `Connection.userKey` is */
  set(key: string, userId: string): Promise<void>;
}

/** Forgets nothing: credentials that are no longer in use leave a row behind. */
export function createSqliteUserIdStore(database: Database): UserIdStore {
  return {
    async get(key) {
      const row = database.get('SELECT user_id FROM user_ids WHERE key = ?', key);
      return row && toText(row, 'user_id');
    },
    async set(key, userId) {
      database.run('INSERT OR REPLACE INTO user_ids (key, user_id) VALUES (?, ?)', key, userId);
    },
  };
}
