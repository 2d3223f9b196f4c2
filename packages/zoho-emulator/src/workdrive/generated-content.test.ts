import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytesContent } from './content.ts';
import { generatedContent, generatedSlice, wholeOf } from './generated-content.ts';
import { collect } from './testing/drive-harness.ts';

const size = 200_000;

test('one seed and size always give the same bytes', async () => {
  const one = await collect(generatedContent({ seed: 7, size }).open());
  const other = await collect(generatedContent({ seed: 7, size }).open());

  expect(one).toHaveLength(size);
  expect(one.equals(other)).toBe(true);
});

test('another seed, and another size, give other bytes from the start', async () => {
  const start = (seed: number, length: number) =>
    collect(generatedContent({ seed, size: length }).open(0, 64));

  expect(await start(1, size)).not.toEqual(await start(2, size));
  expect(await start(1, size)).not.toEqual(await start(1, size + 1));
});

test('every block differs from the one before', async () => {
  const bytes = await collect(generatedContent({ seed: 1, size }).open());

  expect(bytes.subarray(0, 65_536).equals(bytes.subarray(65_536, 131_072))).toBe(false);
});

test.each([
  [0, 1],
  [5, 40],
  [65_530, 65_560],
  [65_536, 131_072],
  [199_999, 200_000],
  [150_000, 999_999],
])('a range from %i to %i is what stands there in the whole', async (start, end) => {
  const content = generatedContent({ seed: 3, size });
  const whole = await collect(content.open());

  const range = await collect(content.open(start, end));

  expect(range.equals(whole.subarray(start, end))).toBe(true);
});

test('the MD5 is that of the bytes', async () => {
  const content = generatedContent({ seed: 3, size });
  const bytes = await collect(content.open());

  expect(content.md5).toBe(createHash('md5').update(bytes).digest('hex'));
});

test('an empty content has no bytes and the MD5 of nothing', async () => {
  const content = generatedContent({ seed: 3, size: 0 });

  expect(await collect(content.open())).toHaveLength(0);
  expect(content.md5).toBe('d41d8cd98f00b204e9800998ecf8427e');
});

test('pieces of any length match where they stand, and nowhere else', async () => {
  const content = generatedContent({ seed: 3, size });
  const whole = await collect(content.open());

  for (const length of [1, 10, 16, 1000, 65_536, 70_001]) {
    expect(content.matches(whole.subarray(65_530, 65_530 + length), 65_530)).toBe(true);
    expect(content.matches(whole.subarray(65_530, 65_530 + length), 65_531)).toBe(false);
  }
});

test('one changed byte, in a header or in a block, does not match', async () => {
  const content = generatedContent({ seed: 3, size });
  for (const at of [0, 15, 16, 65_536, 65_600]) {
    const bytes = await collect(content.open());
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect(content.matches(bytes, 0)).toBe(false);
  }
});

test('bytes beyond the end do not match', async () => {
  const content = generatedContent({ seed: 3, size: 10 });
  const bytes = await collect(content.open());

  expect(content.matches(Buffer.concat([bytes, Buffer.from('x')]), 0)).toBe(false);
});

describe('slices', () => {
  const whole = generatedContent({ seed: 3, size: 100 });
  const slice = (start: number, length: number) => generatedSlice(whole, start, length);
  const ofAnother = generatedSlice(generatedContent({ seed: 4, size: 100 }), 40, 60);
  const ofLonger = generatedSlice(generatedContent({ seed: 3, size: 101 }), 40, 60);

  test('that follow one another to the end are the whole', () => {
    expect(wholeOf([slice(0, 40), slice(40, 60)])).toMatchObject({ seed: 3, size: 100 });
  });

  test.each([
    ['none', []],
    ['without the beginning', [slice(40, 60)]],
    ['without the end', [slice(0, 40)]],
    ['with a gap', [slice(0, 40), slice(41, 59)]],
    ['out of order', [slice(40, 60), slice(0, 40)]],
    ['of two contents', [slice(0, 40), ofAnother]],
    ['of two sizes', [slice(0, 40), ofLonger]],
    ['and other bytes', [slice(0, 40), bytesContent(Buffer.alloc(60))]],
  ])('%s are not', (_, parts) => {
    expect(wholeOf(parts)).toBeUndefined();
  });
});
