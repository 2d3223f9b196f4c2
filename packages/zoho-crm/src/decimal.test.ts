import { describe, expect, it } from 'vitest';
import { compareDecimals, toDecimal, toJsonNumber } from './decimal.ts';

describe('toDecimal', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [250000.5, '250000.5'],
    ['-12.300', '-12.3'],
    ['007', '7'],
    ['-0.00', '0'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    ['12.5E1', '125'],
    ['1234567890123456.789', '1234567890123456.789'],
  ])('%s is %s', (given, expected) => {
    expect(toDecimal(given)).toBe(expected);
  });

  it.each([NaN, Infinity, '', '1,5', '+1', '.5', '1.', null, true])('%s is no number', (given) => {
    expect(toDecimal(given)).toBeUndefined();
  });
});

it.each([
  ['1', '1', 0],
  ['-1', '1', -1],
  ['1.10', '1.1', 0],
  ['9007199254740993', '9007199254740992', 1],
  ['-0.3', '-0.25', -1],
])('%s beside %s is %s', (one, other, expected) => {
  expect(compareDecimals(one, other)).toBe(expected);
});

it('writes each digit of a decimal text into JSON', () => {
  const row = { a: toJsonNumber('12.50'), b: toJsonNumber('1234567890123456.789') };
  expect(JSON.stringify(row)).toBe('{"a":12.5,"b":1234567890123456.789}');
});
