import { expect, it, test } from 'vitest';
import { toCsv } from './csv.ts';

test.each(['=1+1', '+1', '-1', '@SUM(1)', ' =1', '\u200B=1', '＝1', '\t1'])(
  '%j is shown and not calculated',
  (text) => {
    expect(toCsv([[text]])).toContain(`'${text}`);
  },
);

it.each(['offer.pdf', '2 + 2', 'a=b', '5%', ''])('leaves %j as it is', (text) => {
  expect(toCsv([[text]])).toBe(`\u{FEFF}${text}\r\n`);
});

it('keeps numbers, also those below zero, and leaves out what is absent', () => {
  expect(toCsv([[-5, undefined, 1.5]])).toBe('\u{FEFF}-5,,1.5\r\n');
});

it('quotes what would break a row', () => {
  expect(toCsv([['a,b', 'say "x"', 'two\r\nlines']])).toBe(
    '\u{FEFF}"a,b","say ""x""","two\r\nlines"\r\n',
  );
});
