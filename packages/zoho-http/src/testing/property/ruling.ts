/**
 * What the rules say of one attempt, told anew from the README (its rules, "Errors" and "Limits")
 * and not from the code that keeps them.
 */
import type { ZohoErrorKind } from '../../zoho-error.ts';
import type { Fault } from './fault.ts';
import type { RequestPlan } from './scenario.ts';

export type Ruling =
  | { is: 'success' }
  /** A file that was handed over and broke in the reader's hands. */
  | { is: 'broken-file'; kind: ZohoErrorKind }
  | { is: 'newer-token' }
  | { is: 'end'; kind: ZohoErrorKind }
  /** Nobody knows whether the write happened. */
  | { is: 'doubt' }
  | { is: 'backoff'; kind: ZohoErrorKind }
  | { is: 'wait'; kind: ZohoErrorKind; waitMs: number };

export function rule(plan: RequestPlan, fault: Fault): Ruling {
  const ruling = ofAnyRequest(plan, fault);
  if (plan.repeatable ?? plan.method === 'GET') return ruling;
  // A connection that never came about is no doubt, nor is a refusal.
  if (fault.is === 'refused') return ruling;
  if (ruling.is === 'broken-file') return { ...ruling, kind: 'maybe-committed' };
  const unsure = 'kind' in ruling && ruling.kind === 'unavailable';
  return unsure || fault.is === 'empty' ? asDoubt(ruling) : ruling;
}

/** The wait of a 429: the whole of the largest `Retry-After` and a second, a minute without. */
export function limitWaitMs(retryAfter: readonly number[]): number {
  return (retryAfter.length === 0 ? 60 : Math.max(...retryAfter)) * 1000 + 1000;
}

/** Whether the request can be sent again at all: a body that was read once is gone. */
export function canBeSentAgain({ body }: RequestPlan): boolean {
  return body !== 'stream-once';
}

/** A backoff, before its jitter: 500 ms, doubled each time, 30 s at most. */
export function longestBackoffMs(failed: number): number {
  return Math.min(30_000, 500 * 2 ** failed);
}

/** No wait that is longer is sat out. */
export const longestWaitMs = 600_000;
/** No penalty that is longer is believed. */
export const longestPenaltyMs = 3_600_000;

// --- internal ---

function asDoubt(ruling: Ruling): Ruling {
  return ruling.is === 'success' ? ruling : { is: 'doubt' };
}

function ofAnyRequest(plan: RequestPlan, fault: Fault): Ruling {
  switch (fault.is) {
    case 'success':
    case 'no-content':
      return { is: 'success' };
    case 'empty':
      // As a file it is one of no bytes; of a GET for JSON it is a cut answer.
      if (plan.via === 'bytes' || plan.method !== 'GET') return { is: 'success' };
      return { is: 'backoff', kind: 'unexpected-response' };
    case 'cut':
      if (plan.via === 'bytes') return { is: 'broken-file', kind: 'unavailable' };
      return { is: 'backoff', kind: 'unavailable' };
    case 'hang':
    case 'reset':
    case 'refused':
    case 'silent-timeout':
      return { is: 'backoff', kind: 'unavailable' };
    case 'token':
      return { is: 'newer-token' };
    case 'refusal':
    case 'listed':
      return { is: 'end', kind: 'bad-request' };
    case 'silent-refusal':
    case 'redirect':
      return { is: 'end', kind: 'unexpected-response' };
    case 'limit':
      return { is: 'wait', kind: 'rate-limit', waitMs: limitWaitMs(fault.retryAfter) };
    case 'outage': {
      const waitMs = Math.max(0, ...fault.retryAfter) * 1000;
      if (waitMs === 0) return { is: 'backoff', kind: 'unavailable' };
      return { is: 'wait', kind: 'unavailable', waitMs };
    }
    default:
      return fault satisfies never;
  }
}
