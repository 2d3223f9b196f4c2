import { expect, it, test } from 'vitest';
import { toCsv, type CsvCell } from './csv.ts';

/** One row, without the mark before it. */
const row = (...cells: CsvCell[]): string => toCsv([cells]).replace(/^\u{FEFF}/u, '');

test.each([
  ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"\r\n`],
  ['=1+1', `"'=1+1"\r\n`],
  ['+1', `"'+1"\r\n`],
  ['-2+3', `"'-2+3"\r\n`],
  ['@SUM(A1)', `"'@SUM(A1)"\r\n`],
  ['  =1+1', `"'  =1+1"\r\n`],
  ['\t=1+1', `"'\u{FFFD}=1+1"\r\n`],
  ['\n=1', `"'\\n=1"\r\n`],
  ['＝1+1', `"'＝1+1"\r\n`],
  [`'=1+1`, `"''=1+1"\r\n`],
])('%j is shown and not calculated', (given, expected) => {
  expect(row(given)).toBe(expected);
});

test('a sign behind a mark that nobody sees is no formula either', () => {
  expect(row('\u200B=1')).toMatch(/^"'/);
});

it.each(['offer.pdf', 'a=b', '5%', ''])('leaves %j as it is', (text) => {
  expect(row(text)).toBe(`${text}\r\n`);
});

it('quotes what would end a cell or a row', () => {
  expect(row('a,b', 'c"d', 'e;f', 'g', '', undefined)).toBe('"a,b","c""d","e;f",g,,\r\n');
  expect(row('a\r\nb')).toBe('a\\r\\nb\r\n');
});

it('leaves numbers and answers as they are', () => {
  expect(row(0, -5, 1.5, true, false)).toBe('0,-5,1.5,true,false\r\n');
});

it('says to Excel that it is UTF-8', () => {
  expect(toCsv([['Müller']])).toBe('\u{FEFF}Müller\r\n');
});
