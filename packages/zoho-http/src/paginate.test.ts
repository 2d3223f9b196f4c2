import { expect, test } from 'vitest';
import { paginate, paginatePages, type Page } from './paginate.ts';

const pages: Record<string, Page<number>> = {
  start: { items: [1, 2], next: 'b' },
  b: { items: [], next: 'c' },
  c: { items: [3] },
};

test('every item of every page comes once, in order, also past an empty page', async () => {
  const fetched: (string | undefined)[] = [];
  const items = await Array.fromAsync(
    paginate(async (cursor) => {
      fetched.push(cursor);
      return pages[cursor ?? 'start'] ?? { items: [] };
    }),
  );
  expect(items).toEqual([1, 2, 3]);
  expect(fetched).toEqual([undefined, 'b', 'c']);
});

test('no page is fetched before it is wanted', async () => {
  let fetched = 0;
  for await (const item of paginate(async () => ({
    items: [(fetched += 1)],
    next: `${fetched}`,
  }))) {
    if (item === 2) break;
  }
  expect(fetched).toBe(2);
});

test.each([
  ['stuck', ['b', 'b']],
  ['in a circle', ['b', 'c', 'b']],
])('a cursor that is %s is an error and not an end', async (_how, cursors) => {
  const left = [...cursors];
  const walk = Array.fromAsync(paginate(async () => ({ items: [1], next: left.shift() })));
  await expect(walk).rejects.toMatchObject({ kind: 'unexpected-response' });
});

test('pages come as they are, empty ones too, each when it is wanted', async () => {
  const came: (readonly number[])[] = [];
  const fetched: (string | undefined)[] = [];
  for await (const items of paginatePages(async (cursor) => {
    fetched.push(cursor);
    return pages[cursor ?? 'start'] ?? { items: [] };
  })) {
    came.push(items);
    expect(fetched).toHaveLength(came.length);
  }
  expect(came).toEqual([[1, 2], [], [3]]);
});
