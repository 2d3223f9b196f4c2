import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';
import { BulkReadQuery } from './bulk-read-query.ts';

/** Tokens by which a bulk read goes on where another ended: a day long, for the same user. */
export interface BulkReadTokens {
  /** For the page after that of `query`. */
  issue(org: OrgKey, query: BulkReadQuery): string;
  /** What the token stands for; no other org's. */
  redeem(org: OrgKey, token: string): BulkReadQuery | 'unknown' | 'expired';
}

export function createBulkReadTokens(world: CrmWorld): BulkReadTokens {
  const { clock, ids } = world.deps;
  const tokens = new Map<string, v.InferOutput<typeof Row>>();
  world.tables.push({
    name: 'crm-bulk-read-tokens',
    capture: () => [...tokens.values()],
    restore(rows) {
      tokens.clear();
      for (const row of rows) {
        const token = v.parse(Row, row);
        tokens.set(token.token, token);
      }
    },
  });
  return {
    issue(org, query) {
      const token = createHash('sha256').update(String(ids.random())).digest('hex');
      const next = { ...query, page: query.page + 1 };
      tokens.set(token, { token, org, query: next, expiresAt: clock.now() + day });
      return token;
    },
    redeem(org, text) {
      const token = tokens.get(text);
      if (token?.org !== org) return 'unknown';
      return clock.now() < token.expiresAt ? token.query : 'expired';
    },
  };
}

// --- internal ---

/** Zoho doc: bulk-read create-job, "page_token". */
const day = 24 * 60 * 60 * 1000;

const Row = v.object({
  token: v.string(),
  org: v.picklist(['a', 'b']),
  query: BulkReadQuery,
  expiresAt: v.number(),
});
