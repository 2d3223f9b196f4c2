import { describe, expect, test } from 'vitest';
import { reopenableBody } from './reopenable-body.ts';

const bytes = (...words: string[]) => words.map((word) => Buffer.from(word));
const options = { size: 5, hash: true };

async function read(body: ReturnType<typeof reopenableBody>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(body.open())).toString();
}

describe('a body that can be opened again', () => {
  test('gives the same bytes each time, and their MD5', async () => {
    const body = reopenableBody(() => bytes('he', 'llo'), options);
    expect(await read(body)).toBe('hello');
    expect(await read(body)).toBe('hello');
    expect(body.md5()).toBe('5d41402abc4b2a76b9719d911017c592');
  });

  test('is complete as soon as its last bytes are given, and not before', async () => {
    const body = reopenableBody(() => bytes('he', 'llo'), options);
    const reader = body.open()[Symbol.asyncIterator]();
    await reader.next();
    expect([body.completed(), body.md5()]).toEqual([false, undefined]);
    await reader.next();
    expect(body.completed()).toBe(true);
  });

  test('is incomplete again once it is opened again', async () => {
    const body = reopenableBody(() => bytes('he', 'llo'), options);
    await read(body);
    await body.open()[Symbol.asyncIterator]().next();
    expect(body.completed()).toBe(false);
  });

  test('may be empty', async () => {
    const body = reopenableBody(() => [], { size: 0, hash: true });
    expect(await read(body)).toBe('');
    expect([body.completed(), body.md5()]).toEqual([true, 'd41d8cd98f00b204e9800998ecf8427e']);
  });

  test.each([
    ['shorter', bytes('he')],
    ['longer', bytes('hello', 'x')],
  ])('that is %s than its size is never complete', async (_case, chunks) => {
    const body = reopenableBody(() => chunks, options);
    await expect(read(body)).rejects.toMatchObject({ kind: 'usage' });
    expect(body.completed()).toBe(false);
  });

  test('closes its source when it is broken off', async () => {
    let closed = false;
    const body = reopenableBody(async function* () {
      try {
        yield* bytes('he', 'llo');
      } finally {
        closed = true;
      }
    }, options);
    for await (const _ of body.open()) break;
    expect(closed).toBe(true);
  });
});
