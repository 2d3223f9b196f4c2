import { describe, expect, test } from 'vitest';
import { createChunkSource } from './chunk-source.ts';
import { digestOf } from './testing/digest-of.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Opens the alphabet anywhere, in chunks of `step`, and remembers where. */
function alphabet({ seekable = true, step = 5, length = 26 } = {}) {
  const opened: number[] = [];
  let closed = 0;
  const source = createChunkSource(
    async function* (from) {
      opened.push(from);
      try {
        for (let at = from; at < length; at += step) {
          yield Buffer.from(letters.slice(at, Math.min(at + step, length)));
        }
      } finally {
        closed += 1;
      }
    },
    { size: 26, seekable, hash: true },
  );
  return { source, opened, closed: () => closed };
}

const text = async (bytes: AsyncIterable<Uint8Array>) =>
  Buffer.concat(await Array.fromAsync(bytes)).toString();
const md5 = async (words: string) => (await digestOf([Buffer.from(words)])).md5;

describe('chunks', () => {
  test('come one after the other from one opened source', async () => {
    const { source, opened } = alphabet();
    expect(await text(source.open(0, 12))).toBe('abcdefghijkl');
    expect(await text(source.open(12, 24))).toBe('mnopqrstuvwx');
    expect(await text(source.open(24, 26))).toBe('yz');
    expect(opened).toEqual([0]);
    expect(await source.md5At(26)).toBe(await md5(letters));
  });

  test.each([
    ['at its place', true, [0, 12]],
    ['from its start', false, [0, 0]],
  ])(
    'that are broken off come again from a source that is opened %s',
    async (_c, seekable, places) => {
      const { source, opened, closed } = alphabet({ seekable });
      await text(source.open(0, 12));
      for await (const _ of source.open(12, 24)) break;
      expect(await text(source.open(12, 24))).toBe('mnopqrstuvwx');
      await text(source.open(24, 26));
      expect(opened).toEqual(places);
      expect(closed()).toBe(2);
      expect(await source.md5At(26)).toBe(await md5(letters));
    },
  );

  test('that are sent again after all of them had left have the same MD5', async () => {
    const { source } = alphabet();
    await text(source.open(0, 12));
    await text(source.open(12, 24));
    await text(source.open(12, 24));
    await text(source.open(24, 26));
    expect(await source.md5At(26)).toBe(await md5(letters));
  });

  test('have their MD5 before their last bytes leave', async () => {
    const { source } = alphabet({ step: 3 });
    let last: string | undefined;
    for await (const _ of source.open(0, 6)) last = await source.md5At(6);
    expect(last).toBe(await md5('abcdef'));
  });

  test('of a source that is longer or shorter do not come to an end', async () => {
    const short = alphabet({ length: 25 }).source;
    await expect(text(short.open(0, 26))).rejects.toMatchObject({ kind: 'usage' });
    // It ignores where it is to begin.
    const ignoring = createChunkSource(() => [Buffer.from(letters)], {
      size: 26,
      seekable: true,
      hash: true,
    });
    await expect(text(ignoring.open(12, 26))).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('what is stored already', () => {
  test('is read for the MD5 of all', async () => {
    const { source, opened } = alphabet();
    expect(await source.skip(20, { end: 10, md5: await md5('abcdefghij') })).toBe(true);
    expect(await text(source.open(20, 26))).toBe('uvwxyz');
    expect(await source.md5At(26)).toBe(await md5(letters));
    expect(opened).toEqual([0]);
  });

  test('shows that the source is another', async () => {
    const { source } = alphabet();
    expect(await source.skip(20, { end: 10, md5: await md5('0123456789') })).toBe(false);
  });

  test('is not read where nothing is hashed', async () => {
    const opened: number[] = [];
    const source = createChunkSource(
      (from) => {
        opened.push(from);
        return [Buffer.from(letters.slice(from))];
      },
      { size: 26, seekable: true, hash: false },
    );
    expect(await source.skip(20, { end: 10, md5: 'x' })).toBe(true);
    expect(await text(source.open(20, 26))).toBe('uvwxyz');
    expect(opened).toEqual([20]);
    expect(await source.md5At(26)).toBeUndefined();
  });
});

test('a source that nobody reads on is closed', async () => {
  const { source, closed } = alphabet();
  await text(source.open(0, 12));
  await source.close();
  expect(closed()).toBe(1);
});
