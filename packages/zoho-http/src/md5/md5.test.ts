import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { createMd5, type Md5 } from './create-md5.ts';
import { startMd5Thread, type Md5Thread } from './md5-thread.ts';
import { threadedMd5 } from './threaded-md5.ts';

const mebibyte = 1024 * 1024;

/** No two of its parts are alike. */
const bytes = Uint8Array.from({ length: 5 * mebibyte + 17 }, (_, at) => (at * 7 + (at >> 8)) % 251);

const expected = (of: Uint8Array): string => createHash('md5').update(of).digest('hex');

async function feed(md5: Md5, of: Uint8Array, step: number): Promise<Md5> {
  for (let at = 0; at < of.byteLength; at += step) await md5.update(of.subarray(at, at + step));
  return md5;
}

function start(): Md5Thread {
  const thread = startMd5Thread();
  if (thread === undefined) throw new Error('there is no thread to be had');
  return thread;
}

const shared = start();
afterAll(() => shared.stop());

describe.each([
  ['at once', () => createMd5()],
  ['on a thread of its own', () => threadedMd5(shared)],
  ['wherever it is computed for so many bytes', () => createMd5({ size: bytes.byteLength * 10 })],
])('MD5 %s', (_, create) => {
  test.each([
    ['as one piece, larger than what travels at once', bytes.byteLength],
    ['in pieces like those of a socket', 64 * 1024],
    ['in pieces that fit nowhere', 77_777],
    ['in pieces of exactly what travels at once', mebibyte],
  ])('is that of its bytes, given %s', async (_case, step) => {
    expect(await (await feed(create(), bytes, step)).digest()).toBe(expected(bytes));
  });

  test('of nothing is that of nothing', async () => {
    expect(await create().digest()).toBe(expected(new Uint8Array()));
  });

  test('takes its bytes before they are changed', async () => {
    const md5 = create();
    const reused = new Uint8Array(1000);
    for (let round = 0; round < 3000; round += 1) await md5.update(reused.fill(round));
    const all = Uint8Array.from({ length: 3_000_000 }, (_byte, at) => Math.floor(at / 1000));
    expect(await md5.digest()).toBe(expected(all));
  });

  test('of a copy goes another way than its original', async () => {
    const half = 2 * mebibyte + 3;
    const md5 = await feed(create(), bytes.subarray(0, half), 50_000);
    const copy = md5.copy();
    await feed(md5, bytes.subarray(half), 50_000);
    expect(await copy.digest()).toBe(expected(bytes.subarray(0, half)));
    expect(await md5.digest()).toBe(expected(bytes));
  });

  test('of many at a time are not mixed up', async () => {
    const parts = [1, 2, 3, 4, 5].map((first) => bytes.subarray(first * 1000));
    const digests = parts.map(async (part) => await (await feed(create(), part, 9999)).digest());
    expect(await Promise.all(digests)).toEqual(parts.map(expected));
  });

  test('that is given up hinders no other', async () => {
    const given = await feed(create(), bytes, mebibyte);
    given.close();
    given.close();
    expect(await (await feed(create(), bytes, mebibyte)).digest()).toBe(expected(bytes));
  });
});

describe('when its thread ends', () => {
  const gone = { kind: 'unavailable', retry: { kind: 'backoff' } };

  test('bytes for which there is no room any more are refused', async () => {
    const thread = start();
    const md5 = threadedMd5(thread);
    await thread.stop();
    await expect(feed(md5, bytes, mebibyte)).rejects.toMatchObject(gone);
  });

  test('no digest is made up', async () => {
    const thread = start();
    const md5 = await feed(threadedMd5(thread), bytes.subarray(0, 100), 10);
    await thread.stop();
    await expect(Promise.resolve(md5.digest())).rejects.toMatchObject(gone);
    await expect(Promise.resolve(threadedMd5(thread).digest())).rejects.toMatchObject(gone);
  });
});

test('a digest that nobody ends keeps no process alive', async () => {
  const module = new URL('create-md5.ts', import.meta.url).href;
  const program = `
    import { createMd5 } from ${JSON.stringify(module)};
    const md5 = createMd5({ size: 1e9 });
    await md5.update(new Uint8Array(3e6));
    console.log(await md5.copy().digest());
  `;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
  expect(stdout.trim()).toBe(expected(new Uint8Array(3e6)));
});
