import { describe, expect, test } from 'vitest';
import { json, refused, resource, useWorkDrive, type Answer } from './testing/workdrive-network.ts';

/** The lists that Zoho pages by offset: trash and search. */

const { drive, answer } = useWorkDrive();

const page = (...ids: string[]) => json({ data: ids.map((id) => resource(id)) });
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => String(from + n));

const lists = {
  trash: () => drive().trash.list('team-folder', 'tf'),
  search: () => drive().searchIndex.list('team', 'plan'),
} as const;
const pageSizes = { trash: 50, search: 200 } as const;

describe.each(['trash', 'search'] as const)('%s', (name) => {
  const size = pageSizes[name];
  const ids = async () => (await Array.fromAsync(lists[name]())).map(({ id }) => id);

  test('goes on by the number of items that came, to an empty page', async () => {
    const seen = answer(page('1', '2'), page('3'), page());
    expect(await ids()).toEqual(['1', '2', '3']);
    expect(seen.map(({ query }) => query['page[offset]'])).toEqual(['0', '2', '3']);
    expect(seen[0]?.query['page[limit]']).toBe(String(size));
  });

  test('has an item once, also when the pages shift', async () => {
    answer(page('1', '2'), page('2', '3'), page());
    expect(await ids()).toEqual(['1', '2', '3']);
  });

  test('may be one object', async () => {
    answer(json({ data: resource('1') }), page());
    expect(await ids()).toEqual(['1']);
  });

  test('ends where a server takes no offset and all was there', async () => {
    answer(page('1', '2'));
    expect(await ids()).toEqual(['1', '2']);
  });

  test('that shows the same full page again rejects, rather than ending early', async () => {
    answer(page(...numbered(0, size)));
    await expect(ids()).rejects.toMatchObject({
      kind: 'unexpected-response',
      message: expect.stringContaining('does not advance') as string,
    });
  });

  test.each([
    ['without data', {}],
    ['with data of null', { data: null }],
    ['with an item without an id', { data: [resource('1'), { type: 'files', attributes: {} }] }],
  ])('rejects at a page %s', async (_case, body) => {
    answer(json(body));
    await expect(ids()).rejects.toMatchObject({ kind: 'unexpected-response' });
  });

  test('of what is not there rejects', async () => {
    answer(refused(401, 'R008'));
    await expect(ids()).rejects.toMatchObject({ kind: 'not-found' });
  });
});

const firstQuery = async (list: () => AsyncGenerator) => {
  const seen = answer(page());
  await Array.fromAsync(list());
  return seen[0];
};

test.each([
  ['team-folder', '/workdrive/api/v1/teamfolders/root/trashedfiles'],
  ['private-space', '/workdrive/api/v1/privatespace/root/trashedfiles'],
] as const)('the trash of a %s has an address of its own', async (of, path) => {
  expect(await firstQuery(() => drive().trash.list(of, 'root'))).toMatchObject({ path });
});

test.each([
  [{}, { 'search[all]': 'plan b' }],
  [{ in: 'name' }, { 'search[name]': 'plan b' }],
  [
    { in: 'content', parentId: 'f' },
    { 'search[content]': 'plan b', 'filter[parentId]': 'f' },
  ],
] as const)('a search with %j asks for it', async (options, query) => {
  const list = () => drive().searchIndex.list('team', 'plan b', options);
  expect(await firstQuery(list)).toMatchObject({
    path: '/workdrive/api/v1/teams/team/records',
    query,
  });
});

test.each([
  ['a search without words', () => drive().searchIndex.list('team', ' ')],
  ['a search elsewhere', () => drive().searchIndex.list('team', 'x', { in: 'title' as 'name' })],
  ['a search in no team', () => drive().searchIndex.list('..', 'x')],
  ['a search below no folder', () => drive().searchIndex.list('t', 'x', { parentId: 'a/b' })],
  ['the trash of something else', () => drive().trash.list('folder' as 'team-folder', 'x')],
  ['the trash of no id', () => drive().trash.list('team-folder', '')],
])('%s is refused, and nothing is sent', async (_case, list) => {
  const seen = answer(page());
  await expect(Array.fromAsync<unknown>(list())).rejects.toMatchObject({ kind: 'usage' });
  expect(seen).toEqual([]);
});

test('a search without its scope names both that it needs', async () => {
  const scopeless: Answer = refused(401, 'F7004', 'INVALID_OAUTHSCOPE');
  answer(scopeless);
  await expect(Array.fromAsync(lists.search())).rejects.toMatchObject({
    kind: 'scope',
    scopes: ['ZohoSearch.securesearch.READ', 'WorkDrive.team.READ'],
  });
});
