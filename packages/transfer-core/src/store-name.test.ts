import { describe, expect, test } from 'vitest';
import { chooseStoreName, maxNameLength, safeStoreName, withSuffix } from './store-name.ts';
import { foldName } from './fold-name.ts';

const item = { id: 'source-item-abc123', modifiedAt: Date.UTC(2026, 1, 28, 7, 8, 9) };

test.each([
  ['quote.pdf', 'quote_X.pdf'],
  ['archive.tar.gz', 'archive_X.tar.gz'],
  ['README', 'README_X'],
  ['.env', '.env_X'],
  ['.config.json', '.config_X.json'],
  ['Offer no. 5', 'Offer no. 5_X'],
  ['a.b.c', 'a.b_X.c'],
])('a suffix goes between stem and extension: %s becomes %s', (name, expected) => {
  expect(withSuffix(name, '_X')).toBe(expected);
});

describe('safeStoreName', () => {
  test.each([
    ['a/b\\c:d*e?f"g<h>i|j.txt', 'a_b_c_d_e_f_g_h_i_j.txt'],
    ['tab\there\u007F.txt', 'tab_here_.txt'],
    ['  padded.txt ', 'padded.txt'],
    ['', 'unnamed'],
    ['Übersicht 日本.xlsx', 'Übersicht 日本.xlsx'],
  ])('makes %j into %j', (name, expected) => {
    expect(safeStoreName(name)).toBe(expected);
  });

  test('cuts in the stem, between characters, and keeps the extension', () => {
    const name = safeStoreName(`${'😀'.repeat(150)}.pdf`);

    expect(name.length).toBeLessThanOrEqual(maxNameLength);
    expect(name.endsWith('😀.pdf')).toBe(true);
  });
});

describe('chooseStoreName', () => {
  const choose = (...taken: string[]): string => {
    const folded = new Set(taken.map(foldName));
    return chooseStoreName('quote.pdf', item, (name) => folded.has(name));
  };

  test('keeps a free name', () => {
    expect(choose()).toBe('quote.pdf');
  });

  test('adds the time of the source, then a short id, then a number', () => {
    const first = choose('QUOTE.pdf');
    const second = choose('quote.pdf', first);
    const third = choose('quote.pdf', first, second);

    expect(first).toBe('quote_20260228T070809Z.pdf');
    expect(second).toBe('quote_20260228T070809Z_abc123.pdf');
    expect(third).toBe('quote_20260228T070809Z_abc123_2.pdf');
  });

  test('a long name still fits with its suffix', () => {
    const name = chooseStoreName(`${'x'.repeat(300)}.pdf`, item, (folded) => folded.length > 200);

    expect(name).toHaveLength(maxNameLength);
  });
});
