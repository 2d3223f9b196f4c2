import { typedEntries, ZohoError, type SharedStore } from '@zohokit/zoho-http';
import * as v from 'valibot';

/** A grant that Zoho refused for good. */
export interface GrantRefusals {
  /** Rejects with what Zoho said when the grant was refused, and asks nobody. */
  check(): Promise<void>;
  /** From now on `check` rejects. */
  remember(error: ZohoError): Promise<void>;
}

const Entry = v.object({
  until: v.number(),
  message: v.string(),
  code: v.string(),
  hint: v.optional(v.string()),
});

/**
 * Codes that are about the refresh token alone. The entry's key is made from that token, so nobody
 * who authorises anew meets it; a wrong client secret, which is corrected under the same key, must
 * not be kept.
 */
const codesOfToken = new Set(['invalid_code', 'invalid_token']);

/**
 * Other processes, and the next ones, leave a revoked token alone for this long; then one of them
 * may see whether Zoho still says so. Milliseconds of real time.
 */
const otherProcessesMs = 600_000;

/**
 * Remembers that Zoho refuses a grant: every further mint would be refused too, count as one of ten,
 * and may end in a lock-out. In this process for good, whatever the reason; in the store for ten
 * minutes, when it is the refresh token that is revoked.
 */
export function createGrantRefusals({
  store,
  key,
}: {
  store: SharedStore;
  key: string;
}): GrantRefusals {
  const entries = typedEntries({ store, kind: 'grant-refusal', schema: Entry });
  let final: ZohoError | undefined;

  return {
    async check() {
      if (final !== undefined) throw final;
      const entry = await entries.get(key);
      if (entry === undefined || entry.until <= Date.now()) return;
      const { message, code, hint } = entry;
      throw new ZohoError(message, { kind: 'authorization', code, hint, rule: 'grant-refusal' });
    },
    async remember(error) {
      final = error;
      const { message, code = '', hint } = error;
      if (!codesOfToken.has(code.toLowerCase())) return;
      const until = Date.now() + otherProcessesMs;
      await entries.update(key, () => ({ until, message, code, ...(hint && { hint }) }), {
        lifeMs: otherProcessesMs,
      });
    },
  };
}
