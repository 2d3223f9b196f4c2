import { expect, test } from 'vitest';
import { fromEntryText, toEntryText } from './entry-text.ts';

test.each([
  0,
  1_800_000_000_000.5,
  5e-324,
  Number.MAX_SAFE_INTEGER,
  null,
  false,
  '',
  'Grüße, 東京 🚀',
  '\0 and \u007F',
  'half of a pair: \uD83D',
  '\\u00e9 as it stands',
  { ключ: [{ b: 1, a: null }] },
])('a value is given back as it was, and is stored in ASCII: %j', (value) => {
  const text = toEntryText(value);
  expect(text).toMatch(/^[\u0020-\u007F]*$/u);
  expect(fromEntryText(text)).toEqual({ value });
});

test('what is no JSON is none, and nothing of it is shown', () => {
  expect(fromEntryText('{"value": secret')).toBeUndefined();
});
