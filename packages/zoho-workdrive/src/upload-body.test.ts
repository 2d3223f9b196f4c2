import { describe, expect, test } from 'vitest';
import { onePassBody } from './upload-body.ts';

/** Counts what is asked of it, and how it ended. */
function chunks(...sizes: number[]) {
  const log: string[] = [];
  async function* source() {
    try {
      for (const size of sizes) {
        log.push(`yield ${size}`);
        yield new Uint8Array(size);
      }
      log.push('end');
    } finally {
      log.push('closed');
    }
  }
  return { log, source: source() };
}

const total = async (body: AsyncIterable<Uint8Array>) =>
  (await Array.fromAsync(body)).reduce((sum, chunk) => sum + chunk.byteLength, 0);

describe('a body of known size', () => {
  test('is asked for one chunk at a time', async () => {
    const { log, source } = chunks(3, 4, 2);
    const body = onePassBody(source, 9);
    const reader = body.open()[Symbol.asyncIterator]();
    expect(body.started()).toBe(false);
    await reader.next();
    expect(log).toEqual(['yield 3']);
    await reader.next();
    expect(log).toEqual(['yield 3', 'yield 4']);
    expect(body.started()).toBe(true);
  });

  test('gives its last chunk only when the stream has ended', async () => {
    const { log, source } = chunks(3, 2);
    const reader = onePassBody(source, 5).open()[Symbol.asyncIterator]();
    await reader.next();
    const last = await reader.next();
    expect(last).toMatchObject({ done: false });
    expect(log).toEqual(['yield 3', 'yield 2', 'end', 'closed']);
  });

  test('skips empty chunks, and may be empty', async () => {
    expect(await total(onePassBody(chunks(0, 3, 0).source, 3).open())).toBe(3);
    expect(await total(onePassBody(chunks().source, 0).open())).toBe(0);
  });

  test.each([
    ['longer', [3, 3], 'has more bytes than its "size" of 5'],
    ['longer by a chunk after its size', [5, 1], 'has more bytes than its "size" of 5'],
    ['shorter', [3], 'ended 2 bytes before its "size" of 5'],
  ])('that is %s than its size never gives its last bytes', async (_case, sizes, words) => {
    const given: number[] = [];
    const read = async () => {
      for await (const chunk of onePassBody(chunks(...sizes).source, 5).open()) {
        given.push(chunk.byteLength);
      }
    };
    await expect(read()).rejects.toThrow(words);
    expect(given.reduce((sum, size) => sum + size, 0)).toBeLessThan(5);
  });

  test('that fails at its very end fails before its last bytes leave, with its own error', async () => {
    const cause = new Error('the source changed');
    async function* source() {
      yield new Uint8Array(5);
      throw cause;
    }
    await expect(total(onePassBody(source(), 5).open())).rejects.toBe(cause);
  });

  test('that nobody reads to its end is closed', async () => {
    const { log, source } = chunks(3, 2);
    for await (const chunk of onePassBody(source, 5).open()) if (chunk.byteLength > 0) break;
    expect(log).toContain('closed');
  });

  test('that keeps silent in the middle of a read is told, and not waited for', async () => {
    let told = 0;
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => undefined),
        return: () => {
          told += 1;
          return new Promise<never>(() => undefined);
        },
      }),
    };
    const body = onePassBody(source, 5);
    void body.open()[Symbol.asyncIterator]().next();
    await body.close();
    expect(told).toBe(1);
  });

  test('that nobody asked for is given up', async () => {
    let returned = false;
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: true as const, value: undefined }),
        return: () => {
          returned = true;
          return Promise.resolve({ done: true as const, value: undefined });
        },
      }),
    };
    await onePassBody(source, 5).close();
    expect(returned).toBe(true);
  });
});
