import type { PenaltyStore } from '@zohokit/zoho-http';
import type { Database } from './database.ts';
import { toNumber } from './row.ts';

/** The clock by which penalties end. */
export interface SqlitePenaltyStoreOptions {
  /** Milliseconds since the epoch. @default Date.now */
  clock?: (() => number) | undefined;
}

/**
 * No penalty that Zoho gave was ever seen to be longer; what is further ahead was written under a
 * wrong clock, or is better asked about again than believed.
 */
export const longestPenaltyMs = 3_600_000;

/** Penalties that outlive the process and are shared with every other process of the same file. */
export function createSqlitePenaltyStore(
  database: Database,
  { clock = Date.now }: SqlitePenaltyStoreOptions = {},
): PenaltyStore {
  return {
    async get(key) {
      const row = database.get('SELECT until FROM penalties WHERE key = ?', key);
      if (!row) return undefined;
      const [until, now] = [toNumber(row, 'until'), clock()];
      if (until <= now) return undefined;
      const latest = now + longestPenaltyMs;
      if (until <= latest) return until;
      // Written back, or the hour would begin anew with every look.
      database.run(
        'UPDATE penalties SET until = ? WHERE key = ? AND until = ?',
        latest,
        key,
        until,
      );
      return latest;
    },
    async impose(key, until) {
      database.run(
        `INSERT INTO penalties (key, until) VALUES (?, ?)
         ON CONFLICT (key) DO UPDATE SET until = max(until, excluded.until)`,
        key,
        until,
      );
    },
  };
}
