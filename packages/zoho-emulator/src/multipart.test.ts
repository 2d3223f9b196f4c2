import { expect, test } from 'vitest';
import { MultipartError, boundaryOf, parseMultipart } from './multipart.ts';
import { boundary, inPieces, toForm } from './workdrive/testing/multipart-form.ts';

interface Part {
  name: string;
  filename: string | undefined;
  text: string;
}

async function parse(bytes: Buffer, pieceSize = bytes.length): Promise<Part[]> {
  const parts: Part[] = [];
  async function* pieces() {
    yield* inPieces(bytes, pieceSize);
  }
  for await (const event of parseMultipart(pieces(), boundary)) {
    if (event.kind === 'part') {
      parts.push({ name: event.name, filename: event.filename, text: '' });
    } else {
      const part = parts.at(-1);
      if (part) part.text += Buffer.from(event.bytes).toString('latin1');
    }
  }
  return parts;
}

// Looks like the beginning of a boundary wherever it can.
const nasty = `\r\n--\r\n--${boundary.slice(0, -1)}\r\r\n--${boundary.slice(0, 5)}\r\n`;
const form = toForm({
  parent_id: 'abc',
  empty: '',
  content: { filename: 'a b.txt', bytes: Buffer.from(nasty) },
});

test.each([1, 2, 3, 5, 7, 16, 64, 10_000])(
  'a form in pieces of %i bytes gives the parts that went in',
  async (pieceSize) => {
    expect(await parse(form, pieceSize)).toEqual([
      { name: 'parent_id', filename: undefined, text: 'abc' },
      { name: 'empty', filename: undefined, text: '' },
      { name: 'content', filename: 'a b.txt', text: nasty },
    ]);
  },
);

test.each([1, 20, 100])('a form cut after all but %i bytes is refused', async (missing) => {
  await expect(parse(form.subarray(0, form.length - missing - 3))).rejects.toThrow(MultipartError);
});

test('a part without a name is refused', async () => {
  const body = Buffer.from(`--${boundary}\r\nContent-Type: text/plain\r\n\r\nx\r\n--${boundary}--`);
  await expect(parse(body)).rejects.toThrow('A part has no name');
});

test('headers without an end are refused before they fill the memory', async () => {
  const body = Buffer.from(`--${boundary}\r\nX: ${'x'.repeat(20_000)}`);
  await expect(parse(body, 1000)).rejects.toThrow('No end to the headers of a part');
});

test('text before the first and after the last boundary is dropped', async () => {
  const body = Buffer.concat([Buffer.from('hello\r\n'), form, Buffer.from('goodbye')]);
  expect(await parse(body)).toHaveLength(3);
});

test('an escaped quote is part of the file name', async () => {
  const body = toForm({ content: { filename: String.raw`a\"b.txt`, bytes: Buffer.from('x') } });
  expect(await parse(body)).toMatchObject([{ filename: 'a"b.txt' }]);
});

test.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
  ['Multipart/Form-Data;boundary=abc;x=y', 'abc'],
  ['multipart/mixed; boundary=abc', undefined],
  ['application/json', undefined],
  [undefined, undefined],
])('the boundary of %j is %j', (header, expected) => {
  expect(boundaryOf(header)).toBe(expected);
});
