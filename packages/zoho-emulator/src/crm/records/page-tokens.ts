import { createHash } from 'node:crypto';
import type { EmulatorClock } from '../../clock.ts';
import type { Ids } from '../../random.ts';

/** Where a walk over a list goes on. */
export interface PagePosition {
  /** Rows before it. */
  offset: number;
  page: number;
}

/** Page tokens: bound to who asks and to the exact question, for 24 hours (Zoho doc: get-records). */
export interface PageTokens {
  issue(position: PagePosition, question: string): { token: string; expiresAt: number };
  resolve(token: string, question: string): PagePosition | 'unknown' | 'mismatch' | 'expired';
}

const lifetimeMs = 24 * 3_600_000;

export function createPageTokens(clock: EmulatorClock, ids: Ids): PageTokens {
  const issued = new Map<string, { position: PagePosition; question: string; expiresAt: number }>();
  return {
    issue(position, question) {
      const token = createHash('sha256')
        .update(`${ids.random()} ${question} ${position.offset}`)
        .digest('hex')
        .slice(0, 48);
      const expiresAt = clock.now() + lifetimeMs;
      issued.set(token, { position, question, expiresAt });
      return { token, expiresAt };
    },
    resolve(token, question) {
      const found = issued.get(token);
      if (!found) return 'unknown';
      if (found.expiresAt <= clock.now()) return 'expired';
      return found.question === question ? found.position : 'mismatch';
    },
  };
}
