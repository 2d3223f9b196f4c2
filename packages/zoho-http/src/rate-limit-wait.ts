import type { Facts } from './classifier.ts';

/** Zoho counts whole seconds, and a request that comes early prolongs the penalty. */
const marginMs = 1000;

/** What to wait when a 429 has no `Retry-After`, as rclone's backend/zoho/zoho.go does. */
const defaultWaitMs = 60_000;

/** How long to stay away after a 429, in milliseconds: the whole `Retry-After`, and a margin. */
export function rateLimitWaitMs(facts: Pick<Facts, 'retryAfterMs'>): number {
  return (facts.retryAfterMs ?? defaultWaitMs) + marginMs;
}
