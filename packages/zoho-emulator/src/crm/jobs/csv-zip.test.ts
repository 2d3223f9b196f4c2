import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { toCsvZip } from './csv-zip.ts';

test('cells with commas, quotes and line breaks are read back as they were', () => {
  const rows = [
    ['a,b', 'say "x"', 'two\nlines', ' é ', ''],
    ['\r\n', '"', ',', '1', ''],
  ];

  const files = unzipSync(toCsvZip('x.csv', ['1', '2', '3', '4', '5'], rows));

  expect(Object.keys(files)).toEqual(['x.csv']);
  const text = strFromU8(files['x.csv'] ?? new Uint8Array());
  expect(parse(text, { from: 2, record_delimiter: '\n' })).toEqual(rows);
});

test('more rows than are written at a time keep their order', () => {
  const rows = Array.from({ length: 2500 }, (_, at) => [String(at)]);

  const [file = new Uint8Array()] = Object.values(unzipSync(toCsvZip('x.csv', ['n'], rows)));

  expect(strFromU8(file)).toBe(['n', ...rows.flat(), ''].join('\n'));
});
