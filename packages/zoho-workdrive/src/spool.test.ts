import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { spoolPath } from './spool-files.ts';
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

  test.each([
    ['in memory', 1000],
    ['in a file', 1],
  ])('%s can be opened at any place', async (_where, memoryBytes) => {
    const body = await spool(letters(4), { dir, memoryBytes });
    expect(await text(body.openFrom(15))).toBe('BBBBBCCCCCCCCCCDDDDDDDDDD');
    expect(await text(body.openFrom(40))).toBe('');
    await body.close();
  });
});

describe('a disk', () => {
  test('without room takes nothing of a body', async () => {
    const freeBytes = () => Promise.resolve(1000);
    const spooling = spool(letters(20), { dir, memoryBytes: 50, freeBytes });
    await expect(spooling).rejects.toMatchObject({ kind: 'quota', message: /no room/ });
    expect(await readdir(dir)).toEqual([]);
  });

  test('is not looked at for a body that fits into memory', async () => {
    const freeBytes = () => Promise.reject(new Error('nobody asks'));
    expect((await spool(letters(2), { dir, memoryBytes: 50, freeBytes })).size).toBe(20);
  });

  test('is looked at again as the body grows, and what was written is removed', async () => {
    const left = [400 * 1024 * 1024, 100 * 1024 * 1024];
    const asked: number[] = [];
    const freeBytes = () => {
      asked.push(left.length);
      return Promise.resolve(left.shift());
    };
    async function* large() {
      for (let n = 0; n < 100; n++) yield Buffer.alloc(1024 * 1024);
    }
    const spooling = spool(large(), { dir, memoryBytes: 50, freeBytes });
    await expect(spooling).rejects.toMatchObject({ kind: 'quota' });
    expect(asked).toEqual([2, 1]);
    expect(await readdir(dir)).toEqual([]);
  });

  test('that cannot be asked is written to', async () => {
    const freeBytes = () => Promise.resolve(undefined);
    const body = await spool(letters(20), { dir, memoryBytes: 50, freeBytes });
    expect(body.size).toBe(200);
    await body.close();
  });
});

describe('what a killed process left', () => {
  /** A process that has ended by now. */
  const dead = (): number => spawnSync(process.execPath, ['--version']).pid;
  const nameOf = (pid: number): string => spoolPath(dir).replace(`-${process.pid}-`, `-${pid}-`);

  async function leftAfterSpooling(): Promise<string[]> {
    const body = await spool(letters(20), { dir, memoryBytes: 50 });
    await body.close();
    return (await readdir(dir)).toSorted();
  }

  test('is removed by the next that spools', async () => {
    await writeFile(nameOf(dead()), 'x');
    expect(await leftAfterSpooling()).toEqual([]);
  });

  test('is told from what a living process is using', async () => {
    const path = nameOf(process.ppid);
    await writeFile(path, 'x');
    expect(await leftAfterSpooling()).toHaveLength(1);
  });

  test('is removed also when this process has got its number, but not what is our own', async () => {
    const old = spoolPath(dir);
    await writeFile(old, 'x');
    await utimes(old, 1000, 1000);
    await writeFile(spoolPath(dir), 'x');
    expect(await leftAfterSpooling()).toHaveLength(1);
  });

  test('of another machine, and whatever else lies there, is left alone', async () => {
    const other = nameOf(dead()).replace(/zohokit-[\da-f]{8}/, 'zohokit-00000000');
    await writeFile(other, 'x');
    await writeFile(join(dir, 'zohokit-notes.spool'), 'x');
    expect(await leftAfterSpooling()).toHaveLength(2);
  });
});
