import { describe, expect, it, test } from 'vitest';
import { exactJson } from './exact-json.ts';

const read = (text: string) => exactJson({ json: JSON.parse(text) as unknown, source: text });

describe('exactJson', () => {
  it.each([
    ['{"a":250000.5}', { a: 250000.5 }],
    ['{"a":1234567890123456.789}', { a: '1234567890123456.789' }],
    ['{"a":-9999999999999999.999999999}', { a: '-9999999999999999.999999999' }],
    ['[9007199254740993]', ['9007199254740993']],
    ['{"a":1,"b":1234567890123456.78}', { a: 1, b: '1234567890123456.78' }],
    // A double holds these, whatever their length.
    ['{"a":1234567890123456}', { a: 1234567890123456 }],
    ['{"a":100000000000.0000000000}', { a: 100000000000 }],
    ['{"a":1e400}', { a: Infinity }],
  ])('%s loses no digit', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('leaves alone what stands in a string, whatever it looks like', () => {
    const value = { 'x:12345678901234567890': '[1234567890123456789, "\\" :12345678901234567890' };
    expect(read(JSON.stringify(value))).toEqual(value);
  });

  test('an answer without a text is what was read of it', () => {
    expect(exactJson({ json: { a: 1 } })).toEqual({ a: 1 });
  });
});
