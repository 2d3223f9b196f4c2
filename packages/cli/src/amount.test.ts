import { expect, test } from 'vitest';
import { byteAmount, timeAmount } from './amount.ts';
import { UsageError } from './usage-error.ts';

test.each([
  ['500000', 500_000],
  ['1b', 1],
  ['200MB', 200_000_000],
  ['2GiB', 2_147_483_648],
  ['1.5 gib', 1_610_612_736],
  ['4k', 4096],
])('%s is %i bytes', (text, bytes) => {
  expect(byteAmount('--max-bytes', text)).toBe(bytes);
});

test.each([
  ['90s', 90_000],
  ['45m', 2_700_000],
  ['1.5h', 5_400_000],
  ['1 d', 86_400_000],
])('%s is %i ms', (text, ms) => {
  expect(timeAmount('--max-time', text)).toBe(ms);
});

test.each(['', '0', '-1', '5 parsecs', '1e9', 'constructor', '0.1b', '99999999999999999TB'])(
  '%j is no amount of bytes, and the flag is named',
  (text) => {
    expect(() => byteAmount('--max-bytes', text)).toThrow(UsageError);
    expect(() => byteAmount('--max-bytes', text)).toThrow('--max-bytes');
  },
);

test.each(['60', '10x', '0m', ''])('%j is no time: its unit has to be said', (text) => {
  expect(() => timeAmount('--max-time', text)).toThrow('90s, 45m or 2h');
});
