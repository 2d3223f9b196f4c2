import { expect, it, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test.each([
  ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"\r\n`],
  ['+1', `"'+1"\r\n`],
  ['-2+3', `"'-2+3"\r\n`],
  ['@SUM(A1)', `"'@SUM(A1)"\r\n`],
  ['  =1+1', `"'  =1+1"\r\n`],
  ['\t=1+1', `"'\u{FFFD}=1+1"\r\n`],
  ['\n=1', `"'\\n=1"\r\n`],
  ['＝1+1', `"'＝1+1"\r\n`],
  [`'=1+1`, `"''=1+1"\r\n`],
])('%j is no formula any more', (given, expected) => {
  expect(csvLine([given])).toBe(expected);
});

it('quotes what would end a cell or a row', () => {
  expect(csvLine(['a,b', 'c"d', 'e;f', 'g', '', undefined])).toBe('"a,b","c""d","e;f",g,,\r\n');
  expect(csvLine(['a\r\nb'])).toBe('a\\r\\nb\r\n');
});

it('leaves numbers and answers as they are', () => {
  expect(csvLine([0, -5, true, false])).toBe('0,-5,true,false\r\n');
});
