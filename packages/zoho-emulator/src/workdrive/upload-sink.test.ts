import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { Content } from './content.ts';
import { generatedContent } from './generated-content.ts';
import { createSpoolDirectory } from './spool-directory.ts';
import { collect } from './testing/drive-harness.ts';
import { inPieces } from './testing/multipart-form.ts';
import { createUploadSink, memoryLimit } from './upload-sink.ts';

const spool = createSpoolDirectory();
afterEach(() => spool.dispose());

const size = 3 * memoryLimit + 17;
const seeded = generatedContent({ seed: 1, size });

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

async function upload(bytes: Buffer): Promise<Content> {
  const sink = createUploadSink({ spool });
  for (const piece of inPieces(bytes, 50_001)) await sink.write(piece);
  expect(sink.size).toBe(bytes.length);
  return sink.finish();
}

test('bytes that equal a seeded file are stored nowhere', async () => {
  const large = generatedContent({ seed: 5, size: 64 * 1024 * 1024 });
  const sink = createUploadSink({ spool });
  for (const chunk of large.open()) await sink.write(chunk);

  const content = await sink.finish();

  expect(content.describe(String)).toMatchObject({ kind: 'generated', seed: 5 });
  expect(spool.path()).toBeUndefined();
});

test.each([0, 100, memoryLimit + 5, size - 1])(
  'a file that differs from a seeded one at byte %i is stored with its own bytes',
  async (at) => {
    const bytes = await collect(seeded.open());
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);

    const content = await upload(bytes);

    expect(content).toMatchObject({ size, md5: md5(bytes) });
    expect((await collect(content.open())).equals(bytes)).toBe(true);
    expect(readdirSync(spool.path() ?? '')).toHaveLength(1);
  },
);

test('a spooled file can be read from and to any byte', async () => {
  const bytes = (await collect(generatedContent({ seed: 2, size }).open())).subarray(1);
  const content = await upload(bytes);

  const range = await collect(content.open(100_000, 200_001));

  expect(range.equals(bytes.subarray(100_000, 200_001))).toBe(true);
});

test('the beginning of a seeded file is a file of its own', async () => {
  const bytes = await collect(seeded.open(0, 70_000));

  const content = await upload(bytes);

  expect(content).toMatchObject({ size: 70_000, md5: md5(bytes) });
  expect((await collect(content.open())).equals(bytes)).toBe(true);
});

test('a small file stays in memory', async () => {
  const bytes = Buffer.from('hello');

  const content = await upload(bytes);

  expect(content).toMatchObject({ size: 5, md5: md5(bytes) });
  expect(await collect(content.open(1, 3))).toEqual(Buffer.from('el'));
  expect(spool.path()).toBeUndefined();
});

test('an empty upload is an empty file', async () => {
  const content = await upload(Buffer.alloc(0));

  expect(content).toMatchObject({ size: 0, md5: 'd41d8cd98f00b204e9800998ecf8427e' });
  expect(await collect(content.open())).toHaveLength(0);
});

test('a discarded upload leaves no file behind, finished or not', async () => {
  for (const isFinished of [false, true]) {
    const sink = createUploadSink({ spool });
    await sink.write(Buffer.alloc(memoryLimit + 1));
    if (isFinished) await sink.finish();

    await sink.discard();

    expect(readdirSync(spool.path() ?? '')).toEqual([]);
  }
});

test('a disposed directory is gone, and a later upload gets a new one', async () => {
  await upload(Buffer.alloc(memoryLimit + 1));
  const first = spool.path() ?? '';
  spool.dispose();
  expect(existsSync(first)).toBe(false);

  const content = await upload(Buffer.alloc(memoryLimit + 1));

  expect(spool.path()).not.toBe(first);
  expect(await collect(content.open())).toHaveLength(memoryLimit + 1);
});

test('a piece of a generated file that begins a block is recognised as well', async () => {
  const bytes = await collect(seeded.open(65_536, 200_000));

  const content = await upload(bytes);

  expect(content.describe(String)).toMatchObject({ kind: 'slice', seed: 1, start: 65_536 });
  expect((await collect(content.open())).equals(bytes)).toBe(true);
});

test.each([0, 1, 77, 2 ** 31, 2 ** 32 - 1])(
  'the seed %i is computed back from its bytes',
  async (seed) => {
    const bytes = await collect(generatedContent({ seed, size: 100 }).open());

    const content = await upload(bytes);

    expect((await collect(content.open())).equals(bytes)).toBe(true);
    expect(content.describe(String).kind).toBe('generated');
  },
);

test.each([0, 5, 70_000, 2_000_000])(
  'a copy whose MD5 is known has its own MD5 when it turns aside after %i bytes',
  async (same) => {
    const original = await collect(generatedContent({ seed: 77, size: 3_000_000 }).open());
    expect(generatedContent({ seed: 77, size: 3_000_000 }).md5).toHaveLength(32);
    const altered = Buffer.from(original);
    altered[same] = ~(altered[same] ?? 0);
    for (const bytes of [altered, original, original.subarray(0, same)]) {
      const sink = createUploadSink({ spool });
      for (let at = 0; at < bytes.length; at += 65_536) {
        await sink.write(bytes.subarray(at, at + 65_536));
      }
      const content = await sink.finish();
      expect(content.md5).toBe(createHash('md5').update(bytes).digest('hex'));
      expect(Buffer.compare(await collect(content.open()), bytes)).toBe(0);
    }
  },
);

test.each([
  ['that equal a seeded file', seeded],
  ['that are a part of one', { open: () => seeded.open(0, size - 1) }],
  ['that equal none', { open: () => [Buffer.alloc(size, 'x')] }],
  ['that are few', { open: () => [Buffer.from('hello')] }],
])('the MD5 of bytes %s is told as well when nobody wanted it in time', async (_, source) => {
  const bytes = await collect(source.open());
  const sink = createUploadSink({ spool, digests: false });
  for (const piece of inPieces(bytes, 50_001)) await sink.write(piece);

  const content = await sink.finish();

  expect(content.describe(String)).not.toHaveProperty('md5');
  expect(content.md5).toBe(md5(bytes));
  expect(content.describe(String)).toHaveProperty('md5', md5(bytes));
});

test('chunks are given back once they are needed no more, and never before', async () => {
  for (const at of [size, 0, memoryLimit + 5]) {
    const bytes = Buffer.concat([await collect(seeded.open()), Buffer.from('!')]);
    bytes[at] = ~(bytes[at] ?? 0);
    let given = 0;
    const release = (chunk: Uint8Array): void => {
      given += chunk.length;
      chunk.fill(0);
    };
    const sink = createUploadSink({ spool, release });
    for (const piece of inPieces(bytes, 50_001)) await sink.write(Buffer.from(piece));

    const content = await sink.finish();

    expect(given).toBeGreaterThan(bytes.length - memoryLimit - 50_001);
    expect(content.md5).toBe(md5(bytes));
    expect(Buffer.compare(await collect(content.open()), bytes)).toBe(0);
  }
});
