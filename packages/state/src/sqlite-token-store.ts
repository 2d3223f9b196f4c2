import type { AccessToken, TokenStore } from '@zohokit/zoho-auth';
import type { Database } from './database.ts';
import { toNumber, toOptionalText, toText } from './row.ts';

/**
 * Access tokens by the key of their user, so that the next process needs no new one: Zoho counts
 * mints. They are stored in the clear; the file's permissions are their protection.
 */
export function createSqliteTokenStore(database: Database): TokenStore {
  return {
    async get(key) {
      const row = database.get('SELECT value, expires_at, scope FROM tokens WHERE key = ?', key);
      if (!row) return undefined;
      const scope = toOptionalText(row, 'scope');
      const token: AccessToken = {
        value: toText(row, 'value'),
        expiresAt: toNumber(row, 'expires_at'),
      };
      return scope === undefined ? token : { ...token, scope };
    },
    async set(key, { value, expiresAt, scope }) {
      database.run(
        'INSERT OR REPLACE INTO tokens (key, value, expires_at, scope) VALUES (?, ?, ?, ?)',
        key,
        value,
        expiresAt,
        scope,
      );
    },
    async delete(key) {
      database.run('DELETE FROM tokens WHERE key = ?', key);
    },
  };
}
