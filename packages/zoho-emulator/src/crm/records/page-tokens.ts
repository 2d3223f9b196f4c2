import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { EmulatorClock } from '../../clock.ts';
import type { Ids } from '../../random.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';

/** Where a walk over a list goes on. */
export interface PagePosition {
  /** Rows before it. */
  offset: number;
  page: number;
}

/** Whose walk it is, and over what. */
export interface Walk {
  /** The ZUID of who asks. */
  user: string;
  /** All that the token is bound to. */
  question: string;
}

/** Page tokens: bound to who asks and to the exact question, for 24 hours (Zoho doc: get-records). */
export interface PageTokens {
  issue(position: PagePosition, walk: Walk): { token: string; expiresAt: number };
  /** A token of another user is as unknown as one that never was. */
  resolve(token: string, walk: Walk): PagePosition | 'unknown' | 'mismatch' | 'expired';
  table: SnapshotTable;
}

const lifetimeMs = 24 * 3_600_000;

/** An expired token is told apart from garbage for as long again, then forgotten. */
const memoryMs = 2 * lifetimeMs;

export function createPageTokens(clock: EmulatorClock, ids: Ids): PageTokens {
  const issued = new Map<string, Issued>();
  // Issued in the order in which they expire.
  const forget = (): void => {
    const oldest = clock.now() - memoryMs;
    for (const [token, { expiresAt }] of issued) {
      if (expiresAt > oldest) break;
      issued.delete(token);
    }
  };
  return {
    issue({ offset, page }, { user, question }) {
      forget();
      const token = createHash('sha256')
        .update(`${ids.random()} ${question} ${offset}`)
        .digest('hex')
        .slice(0, 48);
      const expiresAt = clock.now() + lifetimeMs;
      issued.set(token, { offset, page, user, question, expiresAt });
      return { token, expiresAt };
    },
    resolve(token, { user, question }) {
      const found = issued.get(token);
      if (found?.user !== user) return 'unknown';
      if (found.expiresAt <= clock.now()) return 'expired';
      return found.question === question ? { offset: found.offset, page: found.page } : 'mismatch';
    },
    table: {
      name: 'crm-page-tokens',
      *capture() {
        for (const [token, one] of issued) yield { token, ...one };
      },
      restore(rows) {
        issued.clear();
        for (const row of rows) {
          const { token, ...one } = v.parse(Row, row);
          issued.set(token, one);
        }
      },
    },
  };
}

// --- internal ---

const Row = v.object({
  token: v.string(),
  offset: v.number(),
  page: v.number(),
  user: v.string(),
  question: v.string(),
  expiresAt: v.number(),
});

type Issued = Omit<v.InferOutput<typeof Row>, 'token'>;
