import { expect, test } from 'vitest';
import { fromStateText, stateCodec, toStateText } from './state-codec.ts';

test.each([
  '',
  'Müller 🚀.pdf',
  'a\\u0000b',
  '\0',
  'half \uD83D and \uDE80',
  '\uFFFC0000',
  '\uFFFC',
])('%j comes back as it was, and is a text that Postgres takes', (text) => {
  const stored = toStateText(text);
  expect(fromStateText(stored)).toBe(text);
  expect(stored.isWellFormed() && !stored.includes('\0')).toBe(true);
});

test('what Postgres takes is stored as it is', () => {
  expect(toStateText('C:\\Müller 🚀.pdf')).toBe('C:\\Müller 🚀.pdf');
});

test('lists are encoded part by part, and what is no text is left alone', () => {
  expect(stateCodec.encode(['\0', 1])).toEqual(['\uFFFC0000', 1]);
  expect([null, 1.5, true].map((value) => stateCodec.encode(value))).toEqual([null, 1.5, true]);
});

test('numbers of every kind are numbers', () => {
  const read = (oid: number, text: string): unknown => stateCodec.types.getTypeParser(oid)(text);
  expect([read(20, '9007199254740991'), read(701, '1.5'), read(25, '1')]).toEqual([
    9_007_199_254_740_991,
    1.5,
    '1',
  ]);
});
