import { randomBytes } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unzip } from './unzip.ts';
import { zipFile } from './zip-file.ts';

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const limits = { limit: 2 ** 20, tooLarge: () => new Error('too large') };
const zip = (bytes: Uint8Array, name = 'ä.csv') => zipFile(name, inPieces(bytes, 1_000), limits);

async function read(bytes: Uint8Array, size = 1_000): Promise<[string, string][]> {
  const files: [string, string][] = [];
  for await (const file of unzip(inPieces(bytes, size))) {
    files.push([file.name, Buffer.concat(await Array.fromAsync(file.bytes)).toString('latin1')]);
  }
  return files;
}

test('what is zipped is unzipped again, in whatever pieces it comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 5_000 }),
      fc.integer({ min: 1, max: 600 }),
      async (bytes, size) => {
        expect(await read(await zip(bytes), size)).toEqual([
          ['ä.csv', Buffer.from(bytes).toString('latin1')],
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

test('more bytes than are allowed are refused, and a source that fails is its own error', async () => {
  const noise = randomBytes(2 ** 21);
  await expect(zipFile('x', inPieces(noise, 65_536), limits)).rejects.toThrow('too large');
  async function* failing() {
    yield Buffer.from('x');
    throw new Error('the source broke');
  }
  await expect(zipFile('x', failing(), limits)).rejects.toThrow('the source broke');
});

/** A local file as other programs write it. */
interface Local {
  name?: string;
  text: string;
  stored?: boolean;
  descriptor?: 'signed' | 'plain' | 'long';
  flags?: number;
  method?: number;
  crc?: number;
}

function local({ name = 'a', text, stored, descriptor, flags = 0, method, crc }: Local): Buffer {
  const content = Buffer.from(text);
  const packed = stored ? content : deflateRawSync(content);
  const sum = crc ?? crc32(content);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(flags | (descriptor ? 8 : 0), 6);
  header.writeUInt16LE(method ?? (stored ? 0 : 8), 8);
  if (!descriptor) {
    header.writeUInt32LE(sum, 14);
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(content.length, 22);
  }
  header.writeUInt16LE(name.length, 26);
  const parts = [header, Buffer.from(name)];
  if (descriptor === 'long') {
    header.writeUInt32LE(0xffffffff, 18);
    header.writeUInt32LE(0xffffffff, 22);
    header.writeUInt16LE(20, 28);
    const extra = Buffer.alloc(20);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    parts.push(extra);
  }
  const after = Buffer.alloc(descriptor === 'long' ? 24 : 16);
  after.writeUInt32LE(0x08074b50, 0);
  after.writeUInt32LE(sum, 4);
  if (descriptor === 'long') {
    after.writeBigUInt64LE(BigInt(packed.length), 8);
    after.writeBigUInt64LE(BigInt(content.length), 16);
  } else {
    after.writeUInt32LE(packed.length, 8);
    after.writeUInt32LE(content.length, 12);
  }
  parts.push(packed);
  if (descriptor) parts.push(descriptor === 'plain' ? after.subarray(4) : after);
  return Buffer.concat(parts);
}

const end = (comment = ''): Buffer => {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(comment.length, 20);
  return Buffer.concat([bytes, Buffer.from(comment)]);
};

describe('a zip of another program', () => {
  test.each<[string, Local]>([
    ['stored', { text: 'hello', stored: true }],
    ['deflated with its sizes before', { text: 'hello' }],
    ['with a signed descriptor', { text: 'hello', descriptor: 'signed' }],
    ['with a plain descriptor', { text: 'hello', descriptor: 'plain' }],
    ['with 8 bytes for a size', { text: 'hello', descriptor: 'long' }],
    ['empty', { text: '', stored: true }],
  ])('%s is read, byte by byte too', async (_what, one) => {
    const bytes = Buffer.concat([local(one), local({ name: 'b', text: 'second' }), end('done')]);
    const expected = [
      ['a', one.text],
      ['b', 'second'],
    ];
    expect(await read(bytes)).toEqual(expected);
    expect(await read(bytes, 1)).toEqual(expected);
  });

  test('with nothing in it is read as nothing, and a file may be passed over', async () => {
    expect(await read(end())).toEqual([]);
    const names: string[] = [];
    const bytes = Buffer.concat([local({ text: 'a' }), local({ name: 'b', text: 'b' }), end()]);
    for await (const file of unzip(inPieces(bytes, 3))) names.push(file.name);
    expect(names).toEqual(['a', 'b']);
  });
});

describe('a zip is refused', () => {
  const whole = Buffer.concat([local({ text: 'hello '.repeat(50), descriptor: 'signed' }), end()]);
  const damaged = Buffer.from(whole);
  damaged[40] = 0xff ^ (damaged[40] ?? 0);

  test.each<[string, Uint8Array, string]>([
    ['that is none', Buffer.from('<html>busy</html>'), 'no file begins'],
    ['that is empty', Buffer.alloc(0), 'no file begins'],
    ['that is cut in its header', whole.subarray(0, 12), 'it is cut'],
    ['that is cut in its data', whole.subarray(0, 38), 'damaged or cut'],
    ['that is cut in its descriptor', whole.subarray(0, -26), 'it is cut'],
    ['that ends before its directory', whole.subarray(0, -22), 'no file begins'],
    ['whose directory is cut', whole.subarray(0, -5), 'it is cut'],
    ['that is stored and cut', local({ text: 'hello', stored: true }).subarray(0, -2), 'it is cut'],
    ['whose data is damaged', damaged, 'cannot be read'],
    ['whose checksum is wrong', local({ text: 'a', crc: 1 }), 'checksum'],
    ['that is encrypted', local({ text: 'a', flags: 1 }), 'encrypted'],
    ['that is packed otherwise', local({ text: 'a', method: 12 }), 'packed in a way'],
  ])('%s', async (_what, bytes, words) => {
    for (const size of [1, 1_000]) {
      await expect(read(bytes, size)).rejects.toMatchObject({
        kind: 'unexpected-response',
        message: expect.stringContaining(words) as string,
      });
    }
  });

  test('with the error of its source when that breaks, and the source is given up', async () => {
    let closed = false;
    async function* breaking() {
      try {
        yield whole.subarray(0, 60);
        throw new Error('the connection broke');
      } finally {
        closed = true;
      }
    }
    const reading = (async () => {
      for await (const file of unzip(breaking())) await Array.fromAsync(file.bytes);
    })();
    await expect(reading).rejects.toThrow('the connection broke');
    expect(closed).toBe(true);
  });

  test('by its reader who stops early, and the source is given up', async () => {
    let closed = false;
    async function* source() {
      try {
        yield* inPieces(await zip(randomBytes(100_000)), 1_000);
      } finally {
        closed = true;
      }
    }
    for await (const file of unzip(source())) {
      for await (const chunk of file.bytes) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      break;
    }
    expect(closed).toBe(true);
  });
});
