import { expect, it } from 'vitest';
import { cutToWidth } from './cut-to-width.ts';

it.each([
  ['letters', 'abcdef', 3, 'abc'],
  ['a text that fits', 'abc', 3, 'abc'],
  ['wide letters', '見積書', 4, '見積'],
  ['a wide letter at the edge', '見積書', 5, '見積'],
  ['half-width letters', 'ﾊﾞﾊﾞ', 2, 'ﾊﾞ'],
  ['marks on letters', 'e\u0301e\u0301e\u0301', 2, 'e\u0301e\u0301'],
  ['pictures', '📄📄📄', 4, '📄📄'],
  ['signs shown as pictures', '❤\u{FE0F}ab', 2, '❤\u{FE0F}'],
  ['Korean', '한국어', 4, '한국'],
  ['nothing', '', 0, ''],
])('cuts %s by columns', (_, text, columns, expected) => {
  expect(cutToWidth(text, columns)).toBe(expected);
});
