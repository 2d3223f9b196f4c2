import { describe, expect, test } from 'vitest';
import {
  json,
  refused,
  resource,
  useWorkDrive,
  type Answer,
  type SeenRequest,
} from './testing/workdrive-network.ts';
import type { WalkEntry, WalkOptions } from './walk-folder.ts';

const { drive, answer } = useWorkDrive();

const last = { cursor: { has_next: false } };
const folder = (id: string) => resource(id, { name: id, is_folder: true, type: 'folder' });
const file = (id: string) => resource(id, { name: id });
const idOf = ({ path }: SeenRequest) => path.split('/')[5] ?? '';

/** A drive of folders and what each holds; capital letters are folders. */
const tree =
  (children: Record<string, string>, failing: Record<string, Answer> = {}): Answer =>
  (request) => {
    const id = idOf(request);
    const failure = failing[id];
    if (failure !== undefined) return failure(request);
    const data = Array.from(children[id] ?? '').map((one) =>
      one === one.toUpperCase() ? folder(one) : file(one),
    );
    return json({ data, links: last })(request);
  };

const walk = (options?: WalkOptions) => Array.fromAsync(drive().folders.walk('R', options));
const toLine = (entry: WalkEntry) => {
  const path = entry.path.map(({ name }) => name).join('');
  return entry.status === 'item'
    ? `${path}/${entry.item.name}`
    : `${path}/${entry.folder.name} ${entry.status}`;
};
const lines = (entries: WalkEntry[]) => entries.map(toLine).toSorted();

describe('a walk', () => {
  test('tells everything below, a folder before what it holds', async () => {
    answer(tree({ R: 'aBC', B: 'bD', C: 'c', D: 'd' }));
    const entries = await walk();
    expect(lines(entries)).toEqual(['/B', '/C', '/a', 'B/D', 'B/b', 'BD/d', 'C/c']);
    const order = entries.map(toLine);
    expect(order.indexOf('/B')).toBeLessThan(order.indexOf('B/D'));
    expect(entries.find((entry) => toLine(entry) === 'BD/d')).toMatchObject({ depth: 3 });
  });

  test('goes as deep as it is told', async () => {
    const seen = answer(tree({ R: 'aB', B: 'bC', C: 'c' }));
    expect(lines(await walk({ depth: 2 }))).toEqual(['/B', '/a', 'B/C', 'B/b']);
    expect(seen.map(idOf)).toEqual(['R', 'B']);
  });

  test('never goes in circles, and tells a folder once', async () => {
    const seen = answer(tree({ R: 'BC', B: 'CR', C: 'B' }));
    expect(lines(await walk())).toEqual(['/B', '/C']);
    expect(seen.map(idOf).toSorted()).toEqual(['B', 'C', 'R']);
  });

  test('follows the pages of every folder', async () => {
    const next = 'https://workdrive.zoho.eu/api/v1/files/f/files?page%5Bnext%5D=2';
    answer((request) => {
      const isFirst = request.query['page[next]'] === '0';
      const data = idOf(request) === 'R' ? [folder('B')] : [file(isFirst ? 'x' : 'y')];
      const links = idOf(request) === 'B' && isFirst ? { cursor: { has_next: true, next } } : last;
      return json({ data, links })(request);
    });
    expect(lines(await walk())).toEqual(['/B', 'B/x', 'B/y']);
  });

  test('asks for no more than so many folders at a time', async () => {
    let inside = 0;
    let most = 0;
    const children = tree({ R: 'BCDEFGH' });
    answer((request) => {
      most = Math.max(most, (inside += 1));
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          const text = await children(request).text();
          await new Promise((resolve) => setTimeout(resolve, 5));
          inside -= 1;
          controller.enqueue(new TextEncoder().encode(text));
          controller.close();
        },
      });
      return new Response(body);
    });
    const reader = drive({ pace: 1000 }).folders.walk('R', { concurrency: 2 });
    expect(lines(await Array.fromAsync(reader))).toHaveLength(7);
    expect(most).toBe(2);
  });

  test('asks for nothing that nobody reads', async () => {
    const seen = answer(tree({ R: 'BCDEFG' }));
    const walking = drive({ pace: 1000 }).folders.walk('R', { concurrency: 2 });
    await walking.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    // The folder itself, and two that are fetched ahead.
    expect(seen.length).toBeLessThanOrEqual(3);
    await walking.return();
  });
});

describe('a folder that cannot be listed', () => {
  const gone = refused(401, 'R008', 'Unauthorized access');

  test('is told, and the others are walked', async () => {
    answer(tree({ R: 'BC', C: 'c' }, { B: gone }));
    const entries = await walk();
    expect(lines(entries)).toEqual(['/B', '/B failed', '/C', 'C/c']);
    expect(entries.find(({ status }) => status === 'failed')).toMatchObject({
      folder: { id: 'B' },
      depth: 1,
      error: { kind: 'not-found' },
    });
  });

  test('after its first page is told, and what came before stays', async () => {
    const next = 'https://workdrive.zoho.eu/api/v1/files/f/files?page%5Bnext%5D=2';
    const first = json({ data: [file('x')], links: { cursor: { has_next: true, next } } });
    const pages: Answer = (request) =>
      request.query['page[next]'] === '0' ? first(request) : gone(request);
    answer(tree({ R: 'B' }, { B: pages }));
    expect(lines(await walk())).toEqual(['/B', '/B failed', 'B/x']);
  });

  test('ends the walk when it is told to', async () => {
    answer(tree({ R: 'BC', C: 'c' }, { B: gone }));
    await expect(walk({ onFailure: 'reject' })).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('and is where the walk begins, rejects', async () => {
    answer(tree({}, { R: gone }));
    await expect(walk()).rejects.toMatchObject({ kind: 'not-found' });
  });

  test.each([
    ['a scope', refused(401, 'F7004', 'INVALID_OAUTHSCOPE'), 'scope'],
    ['a penalty', refused(429, 'F7008'), 'rate-limit'],
    ['storage', refused(402, 'X'), 'quota'],
  ])('for %s ends the walk: all others would fail alike', async (_case, failure, kind) => {
    answer(tree({ R: 'BC' }, { B: failure, C: failure }));
    await expect(walk()).rejects.toMatchObject({ kind });
  });

  test('because the caller went away ends the walk', async () => {
    const gone2 = new AbortController();
    answer(tree({ R: 'BC' }));
    const walking = drive().folders.walk('R', { signal: gone2.signal });
    await walking.next();
    gone2.abort(new Error('gone'));
    await expect(Array.fromAsync(walking)).rejects.toThrow('gone');
  });
});

test.each([{ depth: 0 }, { depth: 1.5 }, { concurrency: 0 }, { onFailure: 'skip' as 'report' }])(
  '%j is refused, and nothing is sent',
  async (options) => {
    const seen = answer(tree({}));
    await expect(walk(options)).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  },
);

test('a walk begins at an id', async () => {
  const seen = answer(tree({}));
  const walking = Array.fromAsync(drive().folders.walk('../users/me'));
  await expect(walking).rejects.toMatchObject({ kind: 'usage' });
  expect(seen).toEqual([]);
});
