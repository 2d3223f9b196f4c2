import type { RetryAdvice, RetryPolicy, ZohoErrorKind } from '@zohokit/zoho-http';
import type { FaultCall } from './fault-calls.ts';
import type { Answer } from './scripted-answer.ts';

/** One thing that goes wrong, and all that the caller and the server get to see of it. */
export interface FaultCase {
  /** The row that decides every attempt that fails; `undefined` when nothing is sent at all. */
  rule: string | undefined;
  /** The shape, in words. */
  what: string;
  call: FaultCall;
  /** What the accounts server says, in order. @default it mints a token each time */
  accounts?: readonly Answer[];
  /** What the product's hosts say, in order. */
  answers?: readonly Answer[];
  /** Milliseconds that an attempt may take. @default far more than any test takes */
  attemptMs?: number;
  policy?: RetryPolicy;
  /** Requests that reached the product's hosts. @default one for each answer */
  requests?: number;
  /** Requests that reached the accounts server. @default 1 */
  mints?: number;
  /** Every sleep by the clock, in order, in milliseconds. @default none */
  waits?: readonly number[];
  /** That nobody is told of the attempts: those of a grant without a connection have no events. */
  rules?: 'untold';
  ends: 'resolves' | ExpectedError;
}

/** The part of a case that is played; the rest is what it is judged by. */
export type PlayedCase = Pick<FaultCase, 'call' | 'accounts' | 'answers' | 'policy' | 'attemptMs'>;

export interface ExpectedError {
  kind: ZohoErrorKind;
  /** @default 'never' */
  retry?: RetryAdvice;
  code?: string;
  status?: number;
  /** `none` where the message says it all. @default some hint */
  hint?: RegExp | 'none';
  /** @default none */
  scopes?: readonly string[];
}

/** The same answer so many times. */
export function times(count: number, answer: Answer): Answer[] {
  return Array.from({ length: count }, () => answer);
}

/** Two pauses of the loop when nothing is left to chance. */
export const backoff = [500, 1000] as const;

export const wait = (ms: number): RetryAdvice => ({ kind: 'wait', ms });
export const later: RetryAdvice = { kind: 'backoff' };
