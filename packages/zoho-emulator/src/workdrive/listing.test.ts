import { expect, test } from 'vitest';
import { type Answer, createDriveHarness } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `file-${index}.txt`, text: String(index) }));

const seed = {
  myFolders: [
    { key: 'big', name: 'Big', children: numbered(120) },
    { key: 'empty', name: 'Empty', children: [] },
    {
      key: 'mixed',
      name: 'Mixed',
      children: [
        { key: 'sub', name: 'Sub', children: numbered(2) },
        { key: 'pdf', name: 'b.pdf', size: 10, modified: '2026-01-02T00:00:00Z' },
        { key: 'liar', name: 'a.bin', size: 10, listedSize: 0, modified: '2026-01-03T00:00:00Z' },
        { key: 'doc', name: 'Notes', native: 'writer' as const },
        { name: 'gone.txt', text: 'x', trashed: true },
        { name: 'theirs.txt', text: 'x', createdBy: 'someone-else' as const },
        { name: 'b.pdf', text: 'a second one' },
      ],
    },
    {
      key: 'trash',
      name: 'Trash',
      trashed: true,
      children: [{ key: 'in-trash', name: 'x', text: '' }],
    },
  ],
  teamFolders: [{ key: 'team-folder', name: 'Deals', children: numbered(1) }],
};

const names = (answer: Answer): unknown[] => {
  const data = answer.at('data');
  return Array.isArray(data)
    ? data.map((_, index) => answer.at(`data.${index}.attributes.name`))
    : [];
};

const first = 'page%5Bnext%5D=0';

test('without paging the answer is cut at 50, without a word', async () => {
  const { api, id } = createDriveHarness(seed);
  const answer = await api('GET', `files/${id('big')}/files`);

  expect(names(answer)).toHaveLength(50);
  expect(answer.at('links')).toBeUndefined();
});

test('offset pages hold at most 50 and meet without a gap', async () => {
  const { api, id } = createDriveHarness(seed);
  const page = async (offset: number) =>
    names(
      await api('GET', `files/${id('big')}/files?page%5Blimit%5D=200&page%5Boffset%5D=${offset}`),
    );

  const all = [...(await page(0)), ...(await page(50)), ...(await page(100))];

  expect(all).toEqual(numbered(120).map(({ name }) => name));
  expect(await page(120)).toEqual([]);
});

test('cursor pages lead through the whole folder by full URLs', async () => {
  const { api, id } = createDriveHarness(seed);
  const folder = `files/${id('big')}/files`;
  const seen: unknown[] = [];
  const urls: URL[] = [];
  for (let query: string | undefined = `${first}&page%5Blimit%5D=50`; query !== undefined;) {
    const answer = await api('GET', `${folder}?${query}`);
    seen.push(...names(answer));
    const next = answer.at('links.cursor.next');
    if (answer.at('links.cursor.has_next') === true) urls.push(new URL(String(next)));
    query = next === undefined ? undefined : urls.at(-1)?.searchParams.toString();
  }

  expect(seen).toEqual(numbered(120).map(({ name }) => name));
  expect(urls.map(({ origin, pathname }) => origin + pathname)).toEqual([
    `https://workdrive.zoho.eu/api/v1/${folder}`,
    `https://workdrive.zoho.eu/api/v1/${folder}`,
  ]);
  expect(urls.map(({ searchParams }) => searchParams.get('page[limit]'))).toEqual(['50', '50']);
});

test('one cursor page holds up to 1000', async () => {
  const { api, id } = createDriveHarness({
    myFolders: [{ key: 'huge', name: 'Huge', children: numbered(1001) }],
  });
  const answer = await api('GET', `files/${id('huge')}/files?${first}&page%5Blimit%5D=1000`);

  expect(names(answer)).toHaveLength(1000);
  expect(answer.at('links.cursor.has_next')).toBe(true);
});

test('a token of another folder, or of nobody, is refused', async () => {
  const { api, id } = createDriveHarness(seed);
  const answer = await api('GET', `files/${id('big')}/files?${first}&page%5Blimit%5D=1`);
  const token = new URL(answer.text('links.cursor.next')).searchParams.get('page[next]') ?? '';

  for (const [folder, next] of [
    ['mixed', token],
    ['big', 'made-up'],
  ] as const) {
    const refused = await api('GET', `files/${id(folder)}/files?page%5Bnext%5D=${next}`);
    expect(refusalOf(refused)).toBe('400 F6003');
  }
});

test.each([
  'limit=10',
  'page%5Blimit%5D=ten',
  'page%5Blimit%5D=0',
  'filter%5Bname%5D=x',
  'sort=owner',
])('the parameter %s is refused, not ignored', async (query) => {
  const { api, id } = createDriveHarness(seed);
  expect(refusalOf(await api('GET', `files/${id('big')}/files?${query}`))).toBe('400 F6003');
});

test('trashed items are left out, and names may come twice', async () => {
  const { api, id } = createDriveHarness(seed);
  expect(names(await api('GET', `files/${id('mixed')}/files`))).toEqual([
    'Sub',
    'b.pdf',
    'a.bin',
    'Notes',
    'theirs.txt',
    'b.pdf',
  ]);
});

test('an item says what it is, where it is and who made it', async () => {
  const { api, id, drives } = createDriveHarness(seed);
  const { json } = await api('GET', `files/${id('mixed')}/files`);

  const rest = {
    parent_id: id('mixed'),
    library_id: drives.a.privateSpaceId,
    org_id: drives.a.teamId,
  };
  expect(json).toMatchObject({
    data: [
      {
        attributes: { ...rest, type: 'folder', is_folder: true, storage_info: { files_count: 2 } },
      },
      {
        type: 'files',
        attributes: {
          ...rest,
          type: 'pdf',
          extn: 'pdf',
          is_folder: false,
          status: 1,
          creator: '111111111',
          created_time_in_millisecond: Date.UTC(2026, 0, 2),
          storage_info: { size_in_bytes: 10 },
        },
      },
      { attributes: { storage_info: { size_in_bytes: 0 } } },
      { attributes: { service_type: 'zw', is_folder: false, storage_info: { size_in_bytes: 0 } } },
      { attributes: { creator: '900000001', created_by: 'Someone Else' } },
      {},
    ],
  });
});

test('filters and sorting choose and order', async () => {
  const { api, id } = createDriveHarness(seed);
  const list = async (query: string) =>
    names(await api('GET', `files/${id('mixed')}/files?${query}`));

  expect(await list('filter%5Btype%5D=folder')).toEqual(['Sub']);
  expect(await list('filter%5Btype%5D=pdf')).toEqual(['b.pdf', 'b.pdf']);
  expect(await list('filter%5Btype%5D=documents')).toEqual(['Notes', 'theirs.txt']);
  expect(await list('filter%5Btype%5D=allfiles')).toHaveLength(5);
  expect((await list('sort=name'))[0]).toBe('Notes');
  expect((await list('sort=-modified_time')).at(-1)).toBe('b.pdf');
});

test('folders alone, private spaces and team folders have lists of their own', async () => {
  const { api, id, drives } = createDriveHarness(seed);

  expect(names(await api('GET', `files/${id('mixed')}/folders`))).toEqual(['Sub']);
  expect(names(await api('GET', `privatespace/${drives.a.privateSpaceId}/files`))).toEqual([
    'Big',
    'Empty',
    'Mixed',
  ]);
  expect(names(await api('GET', `teamfolders/${id('team-folder')}/files`))).toEqual(['file-0.txt']);
  expect(refusalOf(await api('GET', `teamfolders/${id('big')}/files`))).toBe('401 R008');
});

test('a team lists nothing, and is not a folder', async () => {
  const { api, drives } = createDriveHarness(seed);

  expect((await api('GET', `files/${drives.a.teamId}/files`)).json).toEqual({ data: [] });
  expect((await api('GET', `files/${drives.a.teamId}`)).json).toMatchObject({
    data: { attributes: { type: 'team', resource_type: 102, parent_id: '-1', is_folder: false } },
  });
});

test('a team folder says that it is no folder, and yet lists and takes uploads', async () => {
  const { api, id } = createDriveHarness(seed);

  expect((await api('GET', `files/${id('team-folder')}`)).json).toMatchObject({
    data: {
      attributes: { type: 'workspace', is_folder: false, capabilities: { can_upload_files: true } },
    },
  });
  expect(names(await api('GET', `files/${id('team-folder')}/files`))).toEqual(['file-0.txt']);
});

test.each(['trash', 'in-trash', 'nowhere'])('the info and the list of %s are R008', async (key) => {
  const { api, id } = createDriveHarness(seed);
  expect(refusalOf(await api('GET', `files/${id(key)}`))).toBe('401 R008');
  expect(refusalOf(await api('GET', `files/${id(key)}/files`))).toBe('401 R008');
});

test("another org's folder is R008", async () => {
  const { api, id } = createDriveHarness(seed);
  expect(refusalOf(await api('GET', `files/${id('big')}/files`, undefined, { org: 'b' }))).toBe(
    '401 R008',
  );
});

test('times are quoted where the profile says so', async () => {
  const { api, id, setProfile } = createDriveHarness(seed);
  setProfile({ timesAsStrings: true });

  const answer = await api('GET', `files/${id('pdf')}`);

  expect(answer.at('data.attributes.modified_time_in_millisecond')).toBe(
    String(Date.UTC(2026, 0, 2)),
  );
});

test('every endpoint passes the throttle', () => {
  const { service } = createDriveHarness(seed);
  expect(service.routes.every((route) => route.gate !== undefined)).toBe(true);
});
