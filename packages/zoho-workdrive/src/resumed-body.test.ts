import { ZohoError } from '@zohokit/zoho-http';
import { describe, expect, test } from 'vitest';
import { resumedBody, type PlacedStream, type ResumedBodyOptions } from './resumed-body.ts';

const cut = (): ZohoError => new ZohoError('cut', { kind: 'unavailable' });

/** Bytes `from` to `to`, each its own offset, in chunks of `step`; then a cut, if one is given. */
async function* bytes(from: number, to: number, step = 3, failure?: Error) {
  for (let at = from; at < to; at += step) {
    yield Uint8Array.from({ length: Math.min(step, to - at) }, (_, index) => at + index);
  }
  if (failure !== undefined) throw failure;
}

const placed = (start: number, end: number | undefined, body: AsyncIterable<Uint8Array> | null) =>
  ({ start, end, body }) satisfies PlacedStream;

async function read(options: Omit<ResumedBodyOptions, 'id'>): Promise<number[]> {
  const chunks = await Array.fromAsync(resumedBody({ id: 'f1', ...options }));
  return chunks.flatMap((chunk) => [...chunk]);
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('a body', () => {
  test('of the promised size passes, and so does one without a promise', async () => {
    expect(await read({ from: 0, end: 5, first: placed(0, 5, bytes(0, 5)) })).toEqual(range(0, 5));
    const endless = placed(0, undefined, bytes(0, 5));
    expect(await read({ from: 0, end: undefined, first: endless })).toEqual(range(0, 5));
    expect(await read({ from: 0, end: 0, first: placed(0, 0, null) })).toEqual([]);
  });

  test.each([
    ['is too short', 3, '3 bytes instead of 5'],
    ['is too long', 7, '7 bytes instead of 5'],
    ['is empty', 0, '0 bytes instead of 5'],
  ])('that %s rejects instead of ending', async (_case, length, words) => {
    const reading = read({ from: 0, end: 5, first: placed(0, 5, bytes(0, length, 1000)) });
    await expect(reading).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining(words) as string,
    });
  });

  test('that starts earlier and ends later than asked gives what was asked', async () => {
    const first = placed(0, 20, bytes(0, 20));
    expect(await read({ from: 4, end: 11, first })).toEqual(range(4, 11));
  });

  test('that is given up unread reaches its source', async () => {
    let returned = false;
    const body = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: true as const, value: undefined }),
        return: () => {
          returned = true;
          return Promise.resolve({ done: true as const, value: undefined });
        },
      }),
    };
    const first = placed(0, 5, body);
    await resumedBody({ id: 'f1', from: 0, end: 5, first })[Symbol.asyncIterator]().return?.();
    expect(returned).toBe(true);
  });
});

describe('a cut body', () => {
  test('goes on from the byte that was reached, as often as it is cut', async () => {
    const positions: number[] = [];
    const given = await read({
      from: 0,
      end: 20,
      first: placed(0, 20, bytes(0, 6, 3, cut())),
      resume: (position) => {
        positions.push(position);
        return Promise.resolve(
          placed(position, 20, bytes(position, Math.min(20, position + 5), 5, cut())),
        );
      },
    });
    expect(given).toEqual(range(0, 20));
    expect(positions).toEqual([6, 11, 16]);
  });

  test('goes on also where the source ended too early without a word', async () => {
    const resume = (position: number) => Promise.resolve(placed(position, 9, bytes(position, 9)));
    const first = placed(0, 9, bytes(0, 4));
    expect(await read({ from: 0, end: 9, first, resume })).toEqual(range(0, 9));
  });

  test('drops what it has when it is sent again from the start', async () => {
    const resume = () => Promise.resolve(placed(0, 9, bytes(0, 9, 2)));
    const first = placed(0, 9, bytes(0, 5, 5, cut()));
    expect(await read({ from: 0, end: 9, first, resume })).toEqual(range(0, 9));
  });

  test('without a way to go on rejects with the cut', async () => {
    const first = placed(0, 9, bytes(0, 5, 5, cut()));
    await expect(read({ from: 0, end: 9, first })).rejects.toThrow('cut');
  });

  test('does not go on after anything else than a cut', async () => {
    const first = placed(0, 9, bytes(0, 5, 5, new Error('enough')));
    const resume = () => Promise.resolve(placed(5, 9, bytes(5, 9)));
    await expect(read({ from: 0, end: 9, first, resume })).rejects.toThrow('enough');
  });

  test('tells its end only after the last look, and ends with what that throws', async () => {
    const given: number[] = [];
    const body = resumedBody({
      id: 'f1',
      from: 0,
      end: 9,
      first: placed(0, 9, bytes(0, 5, 5, cut())),
      resume: (position) => Promise.resolve(placed(position, 9, bytes(position, 9))),
      onEnd: () => Promise.reject(new Error('it was changed')),
    });
    const reading = (async () => {
      for await (const chunk of body) given.push(...chunk);
    })();
    await expect(reading).rejects.toThrow('it was changed');
    expect(given).toEqual(range(0, 9));
  });

  test('that was never resumed takes no last look', async () => {
    const onEnd = () => Promise.reject(new Error('not asked for'));
    expect(await read({ from: 0, end: 3, first: placed(0, 3, bytes(0, 3)), onEnd })).toHaveLength(
      3,
    );
  });

  test('counts the cuts between which nothing much came', async () => {
    const stalls: number[] = [];
    const reading = read({
      from: 0,
      end: 9,
      first: placed(0, 9, bytes(0, 3, 3, cut())),
      resume: (position, failure, count) => {
        stalls.push(count);
        if (count === 3) throw failure;
        return Promise.resolve(placed(position, 9, bytes(0, 0, 3, cut())));
      },
    });
    await expect(reading).rejects.toThrow('cut');
    expect(stalls).toEqual([1, 2, 3]);
  });
});
