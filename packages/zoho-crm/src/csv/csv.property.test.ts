import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';
import { parseCsv } from './parse-csv.ts';

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (text: string | Uint8Array, size = 1_000) =>
  Array.fromAsync(parseCsv(inPieces(Buffer.from(text), size)));

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '"', '""', ',', '\r\n', '\n', '\r', 'a,b', ' "x" ', 'é😀', '\u202eabc'),
);
const row = fc.array(cell, { minLength: 1, maxLength: 5 });

test('what is written is read again, in whatever pieces it comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, size) => {
        expect(await read(rows.map(csvLine).join(''), size)).toEqual(rows);
      },
    ),
    { numRuns: 300 },
  );
});

test('every line end is one, the last need not be, and a byte order mark is none of it', async () => {
  expect(await read('\uFEFFa,b\n1,2\r3,4\r\n\r\n5,6')).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ]);
  expect(await read('a,"b"\n"",')).toEqual([
    ['a', 'b'],
    ['', ''],
  ]);
  expect(await read('')).toEqual([]);
});

test.each([
  ['ends inside quotes', 'a\n"b', 'inside quotes'],
  ['has a quote in a plain cell', 'a"b\n', 'a quote stands inside'],
  ['goes on after quotes', '"a"b\n', 'goes on after'],
  ['is not UTF-8', new Uint8Array([97, 0xff, 10]), 'not UTF-8'],
  ['is cut in a character', Buffer.from('é').subarray(0, 1), 'not UTF-8'],
])('a file that %s is refused', async (_what, text, words) => {
  await expect(read(text, 1)).rejects.toMatchObject({
    kind: 'unexpected-response',
    message: expect.stringContaining(words) as string,
  });
});
