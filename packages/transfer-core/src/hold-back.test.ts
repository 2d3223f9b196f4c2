import { expect, test } from 'vitest';
import { createFakeHasher, fakeDigest } from './testing/fake-hasher.ts';
import { holdBack, type HoldBackOptions } from './hold-back.ts';

const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7]);

async function* chunks(...sizes: number[]): AsyncGenerator<Uint8Array, void, undefined> {
  let start = 0;
  for (const size of sizes) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

function options(given: Partial<HoldBackOptions> = {}): HoldBackOptions {
  return { expectedSize: 7, hasher: createFakeHasher(), onComplete: async () => {}, ...given };
}

test('passes the very bytes, with their size and digest', async () => {
  const complete: unknown[] = [];
  const onComplete = async (sent: unknown): Promise<void> => {
    complete.push(sent);
  };

  const passed = await Array.fromAsync(holdBack(chunks(3, 0, 4), options({ onComplete })));

  expect(passed.flatMap((chunk) => [...chunk])).toEqual([...bytes]);
  expect(complete).toEqual([{ size: 7, md5: fakeDigest(bytes) }]);
});

test('the last byte leaves only after completion was recorded', async () => {
  const order: string[] = [];
  const onComplete = async (): Promise<void> => {
    order.push('complete');
  };

  for await (const chunk of holdBack(chunks(2, 2, 3), options({ onComplete })))
    order.push(`chunk of ${chunk.byteLength}`);

  expect(order).toEqual(['chunk of 2', 'chunk of 2', 'complete', 'chunk of 3']);
});

test('an empty source completes too', async () => {
  const complete: unknown[] = [];
  const onComplete = async (sent: unknown): Promise<void> => {
    complete.push(sent);
  };

  expect(
    await Array.fromAsync(holdBack(chunks(), options({ expectedSize: 0, onComplete }))),
  ).toEqual([]);
  expect(complete).toMatchObject([{ size: 0 }]);
});

test.each([
  ['short', 9],
  ['long', 5],
])('a source that is too %s never completes', async (_, expectedSize) => {
  let completed = false;
  const onComplete = async (): Promise<void> => {
    completed = true;
  };
  const stream = holdBack(chunks(3, 4), options({ expectedSize, onComplete }));

  await expect(Array.fromAsync(stream)).rejects.toThrow(`of ${expectedSize} bytes`);
  expect(completed).toBe(false);
});

test('when completion cannot be recorded the last byte stays', async () => {
  const passed: number[] = [];
  const onComplete = async (): Promise<void> => {
    throw new Error('the disk is full');
  };
  const drain = async (): Promise<void> => {
    for await (const chunk of holdBack(chunks(3, 4), options({ onComplete })))
      passed.push(...chunk);
  };

  await expect(drain()).rejects.toThrow('the disk is full');
  expect(passed).toEqual([1, 2, 3]);
});

test('a check that fails in the middle lets nothing further out', async () => {
  let checks = 0;
  const check = (): void => {
    checks += 1;
    if (checks === 3) throw new Error('stop');
  };
  const passed: number[] = [];
  const drain = async (): Promise<void> => {
    for await (const chunk of holdBack(chunks(2, 2, 3), options({ check }))) passed.push(...chunk);
  };

  await expect(drain()).rejects.toThrow('stop');
  expect(passed).toEqual([1, 2]);
});

test.each([
  ['at its end', {}, false],
  ['because the bytes are too few', { expectedSize: 9 }, false],
  ['because nobody reads on', {}, true],
])('the hasher is given up when the stream ends %s', async (_, given, breaks) => {
  let isOpen = true;
  const hasher = { ...createFakeHasher(), close: () => void (isOpen = false) };
  const seen: number[] = [];
  const drain = async (): Promise<void> => {
    for await (const chunk of holdBack(chunks(2, 2, 3), options({ hasher, ...given }))) {
      seen.push(chunk.length);
      if (breaks) break;
    }
  };

  await drain().catch(() => {});
  expect(seen).not.toEqual([]);
  expect(isOpen).toBe(false);
});
