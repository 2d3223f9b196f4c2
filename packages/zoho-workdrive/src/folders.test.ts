import { describe, expect, test } from 'vitest';
import { json, refused, resource, useWorkDrive } from './testing/workdrive-network.ts';

const { drive, answer, clock } = useWorkDrive();

const link = (token: string) =>
  `https://workdrive.zoho.eu/api/v1/files/f/files?page%5Bnext%5D=${encodeURIComponent(token)}&page%5Blimit%5D=1000`;
const more = (next: unknown) => ({ cursor: { has_next: true, next } });
const last = { cursor: { has_next: false } };
const page = (ids: string[], links?: unknown, headers: Record<string, string> = {}) =>
  json({ data: ids.map((id) => resource(id)), links }, { headers });

const ids = async (folderId = 'f') =>
  (await Array.fromAsync(drive().folders.list(folderId))).map(({ id }) => id);

describe('a listing', () => {
  test('walks by cursor, and an item that comes twice is listed once', async () => {
    const seen = answer(page(['1', '2'], more(link('a+b/='))), page(['2', '3'], last));
    expect(await ids()).toEqual(['1', '2', '3']);
    expect(seen.map(({ query }) => query)).toEqual([
      { 'page[next]': '0', 'page[limit]': '1000' },
      { 'page[next]': 'a+b/=', 'page[limit]': '1000' },
    ]);
    // The link's own host is not asked.
    expect(new Set(seen.map(({ host }) => host))).toEqual(new Set(['www.zohoapis.eu']));
  });

  test('two items of one name are two items', async () => {
    answer(
      json({ data: [resource('1', { name: 'x' }), resource('2', { name: 'x' })], links: last }),
    );
    expect(await ids()).toEqual(['1', '2']);
  });

  test.each([
    ['has_next false', last],
    ['no cursor', {}],
    ['no links', undefined],
  ])('ends at a page with %s', async (_case, links) => {
    answer(page(['1'], links));
    expect(await ids()).toEqual(['1']);
  });

  test('ends at an empty page whatever it promises', async () => {
    const seen = answer(page(['1'], more(link('a'))), page([], more(link('b'))));
    expect(await ids()).toEqual(['1']);
    expect(seen).toHaveLength(2);
  });

  test.each([
    ['without a cursor', undefined],
    ['with a cursor of null', null],
    ['with a link without a token', 'https://workdrive.zoho.eu/api/v1/files/f/files'],
    ['with an empty token', link('')],
    ['with something that is no link', 'abc'],
  ])('fails instead of ending early at a page that promises more %s', async (_case, next) => {
    answer(page(['1'], more(next)));
    await expect(ids()).rejects.toMatchObject({
      kind: 'unexpected-response',
      message: expect.stringContaining('links.cursor.next') as string,
    });
  });

  test('fails at a full page that does not say whether more follows', async () => {
    answer(page(Array.from({ length: 1000 }, (_, n) => String(n))));
    await expect(ids()).rejects.toMatchObject({
      message: expect.stringContaining('links.cursor') as string,
    });
  });

  test('fails at a cursor that does not advance', async () => {
    answer(page(['1'], more(link('same'))), page(['2'], more(link('same'))));
    await expect(ids()).rejects.toThrow('does not advance');
  });

  test('fails at cursors that go in circles', async () => {
    const [a, b] = [page(['1'], more(link('a'))), page(['2'], more(link('b')))];
    const seen = answer(a, b, a, b, a, b, page(['3'], last));
    await expect(ids()).rejects.toThrow('does not advance');
    expect(seen).toHaveLength(3);
  });

  test.each(['', '.', '..', 'a/b', '..\\b'])(
    'of %j is refused, and nothing is sent',
    async (id) => {
      const seen = answer(page(['1'], last));
      await expect(ids(id)).rejects.toMatchObject({ kind: 'usage' });
      expect(seen).toEqual([]);
    },
  );

  test('of a folder that is gone rejects with not-found', async () => {
    answer(refused(401, 'R008', 'Unauthorized access'));
    await expect(ids('gone')).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('carries the time of the server at its first page', async () => {
    const date = (second: string) => ({ date: `Sun, 01 Mar 2026 10:00:${second} GMT` });
    answer(page(['1'], more(link('a')), date('01')), page(['2'], last, date('09')));
    const { items, serverTime } = await drive().folders.listAll('f');
    expect(items).toHaveLength(2);
    expect(serverTime).toBe(Date.UTC(2026, 2, 1, 10, 0, 1));
  });

  test('comes page by page, each item in the first page that has it', async () => {
    answer(page(['1', '2'], more(link('a'))), page(['2', '3'], last));
    const pages = await Array.fromAsync(drive().folders.listPages('f'));
    expect(pages.map(({ items }) => items.map(({ id }) => id))).toEqual([['1', '2'], ['3']]);
  });

  test('asks for a page only when it is wanted', async () => {
    const seen = answer(page(['1'], more(link('a'))), page(['2'], last));
    for await (const { items } of drive().folders.listPages('f')) if (items.length > 0) break;
    expect(seen).toHaveLength(1);
  });

  test('has no time when the server does not say', async () => {
    answer(page(['1'], last));
    expect(await drive().folders.listPage('f')).toMatchObject({
      next: undefined,
      serverTime: undefined,
    });
  });
});

describe('what a listing asks for', () => {
  test('filter and order stand in every request', async () => {
    const seen = answer(page(['1'], more(link('a'))), page(['2'], last));
    const options = { filter: 'documents_native', sort: '-modified_time' } as const;
    await Array.fromAsync(drive().folders.list('f', options));
    for (const { query } of seen)
      expect(query).toMatchObject({ 'filter[type]': 'documents_native', sort: '-modified_time' });
  });

  test.each([{ filter: 'everything' as 'all' }, { sort: 'size' as 'name' }])(
    '%j is refused, and nothing is sent',
    async (options) => {
      const seen = answer(page(['1'], last));
      await expect(drive().folders.listAll('f', options)).rejects.toMatchObject({ kind: 'usage' });
      expect(seen).toEqual([]);
    },
  );

  test('a list of one may come as the object alone', async () => {
    answer(json({ data: resource('1'), links: last }));
    expect(await ids()).toEqual(['1']);
  });

  test.each([
    ['an item without an id', { data: [{ ...resource('1'), id: undefined }] }],
    ['an item without a name', { data: [resource('1'), resource('2', { name: null })] }],
    ['no data', { links: last }],
    ['data of null', { data: null }],
    ['data that is text', { data: 'x' }],
    ['a cursor of null', { data: [resource('1')], links: { cursor: null } }],
    ['a cursor that says nothing', { data: [resource('1')], links: { cursor: {} } }],
  ])('%s is an error, and not a shorter list', async (_case, body) => {
    answer(json(body));
    await expect(ids()).rejects.toMatchObject({ kind: 'unexpected-response' });
  });
});

describe('the listing window', () => {
  test('the 16th page of one folder within a minute waits, another folder does not', async () => {
    answer(page(['1'], last));
    const client = drive({ pace: 1000 });
    const began = clock.now();
    for (let n = 0; n < 15; n++) await client.folders.listPage('f');
    await client.folders.listPage('other');
    expect(clock.now() - began).toBeLessThan(30_000);
    await client.folders.listPage('f');
    expect(clock.now() - began).toBeGreaterThanOrEqual(60_000);
  });
});
