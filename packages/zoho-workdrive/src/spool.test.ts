import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { spool } from './spool.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'zohokit-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function* letters(count: number) {
  // One buffer for all chunks, as some readers do it.
  const chunk = new Uint8Array(10);
  for (let n = 0; n < count; n++) yield chunk.fill(65 + n);
}

const text = async (body: AsyncIterable<Uint8Array>) =>
  Buffer.concat(await Array.fromAsync(body)).toString();

describe('a spooled body', () => {
  test('has a length, and the same bytes as often as they are asked for', async () => {
    const body = await spool(letters(2), { dir, memoryBytes: 100 });
    expect(body.size).toBe(20);
    expect(await text(body.open())).toBe('AAAAAAAAAABBBBBBBBBB');
    expect(await text(body.open())).toBe('AAAAAAAAAABBBBBBBBBB');
  });

  test('stays in memory up to its limit', async () => {
    await spool(letters(10), { dir, memoryBytes: 100 });
    expect(await readdir(dir)).toEqual([]);
  });

  test('waits in a file beyond the limit, which is removed when it is closed', async () => {
    const body = await spool(letters(11), { dir: join(dir, 'new'), memoryBytes: 100 });
    const files = await readdir(join(dir, 'new'));
    expect(files).toHaveLength(1);
    expect(body.size).toBe(110);
    expect(await text(body.open())).toMatch(/^A{10}B{10}.*K{10}$/);
    await body.close();
    expect(await readdir(join(dir, 'new'))).toEqual([]);
  });

  test('is readable by its owner only', async () => {
    const body = await spool(letters(11), { dir, memoryBytes: 1 });
    const [file = ''] = await readdir(dir);
    // Windows knows no modes; there the temporary folder itself belongs to the user.
    const mode = process.platform === 'win32' ? 0o666 : 0o600;
    expect((await stat(join(dir, file))).mode & 0o777).toBe(mode);
    await body.close();
  });

  test('of a stream that fails rejects with its error and leaves nothing', async () => {
    const cause = new Error('cut');
    async function* source() {
      yield* letters(20);
      throw cause;
    }
    await expect(spool(source(), { dir, memoryBytes: 50 })).rejects.toBe(cause);
    expect(await readdir(dir)).toEqual([]);
  });

  test('that is aborted rejects with the reason and leaves nothing', async () => {
    const stop = new AbortController();
    async function* source() {
      yield* letters(20);
      stop.abort(new Error('enough'));
      yield* letters(1);
    }
    const { signal } = stop;
    await expect(spool(source(), { dir, memoryBytes: 50, signal })).rejects.toThrow('enough');
    expect(await readdir(dir)).toEqual([]);
  });

  test('is given up at once by an abort, also while its source keeps silent', async () => {
    const stop = new AbortController();
    let told = false;
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => undefined),
        return: () => {
          told = true;
          return new Promise<never>(() => undefined);
        },
      }),
    };
    const spooled = spool(source, { dir, memoryBytes: 50, signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(spooled).rejects.toThrow('enough');
    expect(told).toBe(true);
  });
});
