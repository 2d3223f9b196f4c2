import { expect, test } from 'vitest';
import { countedBody } from './counted-body.ts';

async function* bytes(...sizes: number[]) {
  for (const size of sizes) yield new Uint8Array(size);
}

const read = async (sizes: number[], size: number | undefined) =>
  (await Array.fromAsync(countedBody(bytes(...sizes), { id: 'f1', size }))).length;

test('a body of the promised size passes, and so does one without a promise', async () => {
  expect(await read([3, 2], 5)).toBe(2);
  expect(await read([3, 2], undefined)).toBe(2);
  expect(await read([], 0)).toBe(0);
  expect(await Array.fromAsync(countedBody(null, { id: 'f1', size: 0 }))).toEqual([]);
});

test.each([
  ['is cut', [3], '3 bytes instead of 5'],
  ['is too long', [3, 3], '6 bytes instead of 5'],
  ['is empty', [], '0 bytes instead of 5'],
])('a body that %s rejects instead of ending', async (_case, sizes, words) => {
  await expect(read(sizes, 5)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining(words) as string,
  });
});

test('giving it up unread reaches the source', async () => {
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
  await countedBody(source, { id: 'f1', size: 5 })[Symbol.asyncIterator]().return?.();
  expect(returned).toBe(true);
});
