import { expect, test } from 'vitest';
import type { RetryAdvice } from './advice.ts';
import { retryDelay, type RetryPolicy } from './retry.ts';

const most: RetryPolicy = { random: () => 1 };

test.each<[string, RetryAdvice, number, RetryPolicy, number | undefined]>([
  ['never is never repeated', { kind: 'never' }, 0, most, undefined],
  ['a refused token is not a matter of time', { kind: 'refresh-once' }, 0, most, undefined],
  ['the first backoff is at most 500 ms', { kind: 'backoff' }, 0, most, 500],
  ['each further backoff may be twice as long', { kind: 'backoff' }, 1, most, 1000],
  ['the third attempt is the last', { kind: 'backoff' }, 2, most, undefined],
  ['no backoff exceeds the cap', { kind: 'backoff' }, 8, { ...most, attempts: 10 }, 30_000],
  ['the jitter is full', { kind: 'backoff' }, 1, { random: () => 0 }, 0],
  ['a wait is not jittered', { kind: 'wait', ms: 61_000 }, 0, { random: () => 0 }, 61_000],
  ['ten minutes are waited', { kind: 'wait', ms: 600_000 }, 0, most, 600_000],
  ['more than ten minutes are not', { kind: 'wait', ms: 600_001 }, 0, most, undefined],
  ['a third wait is not', { kind: 'wait', ms: 1 }, 2, most, undefined],
])('%s', (_rule, advice, attempt, policy, expected) => {
  expect(retryDelay(advice, attempt, policy)).toBe(expected);
});
