import type { RetryAdvice } from './advice.ts';
import type { Facts } from './classifier.ts';

/**
 * What to do about an outage: wait the whole of its `Retry-After` (RFC 9110, 15.6.4), and back off
 * when it names no time or none that would make a pause.
 */
export function outageAdvice({ retryAfterMs = 0 }: Pick<Facts, 'retryAfterMs'>): RetryAdvice {
  return retryAfterMs > 0 ? { kind: 'wait', ms: retryAfterMs } : { kind: 'backoff' };
}
