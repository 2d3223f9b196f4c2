import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-07-05T10:00:00Z');

test.each<[string | null, number | undefined]>([
  ['119', 119_000],
  [' 60 ', 60_000],
  ['0', 0],
  ['1.5', 1500],
  ['Sun, 05 Jul 2026 10:02:00 GMT', 120_000],
  ['Sun, 05 Jul 2026 09:00:00 GMT', 0],
  [null, undefined],
  ['', undefined],
  ['-5', undefined],
  ['soon', undefined],
  ['119, 119', 119_000],
  ['60,119', 119_000],
  ['soon, 119', 119_000],
  ['Sun, 05 Jul 2026 10:02:00 GMT, Sun, 05 Jul 2026 10:01:00 GMT', 120_000],
  ['5, Sunday, 05-Jul-26 10:02:00 GMT', 120_000],
])('Retry-After %j is %j ms', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
