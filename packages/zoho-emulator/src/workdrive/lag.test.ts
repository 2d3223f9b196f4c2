import { expect, test } from 'vitest';
import { createDriveHarness } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  myFolders: [
    {
      key: 'folder',
      name: 'Folder',
      children: [
        { key: 'report', name: 'Annual report.pdf', text: 'x' },
        { key: 'photo', name: 'photo.png', text: 'x' },
      ],
    },
  ],
};
const patch = (attributes: object) => ({ data: { attributes, type: 'files' } });

function setUp() {
  const harness = createDriveHarness(seed);
  const { api, id, drives } = harness;
  const rename = (key: string, name: string) => api('PATCH', `files/${id(key)}`, patch({ name }));
  const create = (name: string) =>
    api('POST', 'files', {
      data: { attributes: { name, parent_id: id('folder') }, type: 'files' },
    });
  const namesIn = async (path: string) => {
    const { data } = (await api('GET', path)).json as { data: { attributes: { name: string } }[] };
    return data.map(({ attributes }) => attributes.name);
  };
  const search = (query: string) => namesIn(`teams/${drives.a.teamId}/records?${query}`);
  const list = () => namesIn(`files/${id('folder')}/files`);
  return { ...harness, rename, create, search, list };
}

test('search finds names by their parts, in a folder or everywhere', async () => {
  const { search, id } = setUp();
  expect(await search('search%5Ball%5D=report%20annu')).toEqual(['Annual report.pdf']);
  expect(await search(`search%5Bname%5D=o&filter%5BparentId%5D=${id('folder')}`)).toHaveLength(2);
  expect(await search('search%5Ball%5D=o&page%5Blimit%5D=1&page%5Boffset%5D=1')).toHaveLength(1);
  expect(await search('search%5Ball%5D=nothing')).toEqual([]);
});

test('search needs words, a team, and parameters that it knows', async () => {
  const { api, drives, id } = setUp();
  const ask = async (team: string, query: string) =>
    refusalOf(await api('GET', `teams/${team}/records${query}`));
  expect(await ask(drives.a.teamId, '')).toBe('500 F000');
  expect(await ask(drives.a.teamId, '?search%5Bcolour%5D=red')).toBe('400 F6003');
  expect(await ask(id('folder'), '?search%5Ball%5D=x')).toBe('401 R008');
});

test('search shows what was there a while ago: no new names, and trashed items linger', async () => {
  const { search, rename, create, api, id, clock, setProfile } = setUp();
  setProfile({ workdriveSearchLagMs: 60_000 });
  clock.advance(100_000);
  await rename('report', 'Balance.pdf');
  await create('Balance folder');
  await api('PATCH', `files/${id('photo')}`, patch({ status: '51' }));

  expect(await search('search%5Ball%5D=balance')).toEqual([]);
  expect(await search('search%5Ball%5D=photo')).toHaveLength(1);
  clock.advance(60_001);
  expect(await search('search%5Ball%5D=balance')).toHaveLength(2);
  expect(await search('search%5Ball%5D=photo')).toEqual([]);
});

test('listings lag where the profile says so, info does not', async () => {
  const { list, rename, create, api, id, clock, setProfile } = setUp();
  setProfile({ staleListingMs: 5000 });
  clock.advance(10_000);
  await rename('report', 'New.pdf');
  const created = await create('Sub');
  await api('PATCH', `files/${id('photo')}`, patch({ status: '51' }));

  expect((await list()).toSorted()).toEqual(['Annual report.pdf', 'photo.png']);
  expect((await api('GET', `files/${created.text('data.id')}`)).status).toBe(200);
  clock.advance(5001);
  expect(await list()).toEqual(['New.pdf', 'Sub']);
});

test('changes since a token are told in their order, and only those', async () => {
  const { api, rename, create, id } = setUp();
  await create('Before');
  const start = await api('GET', 'changes/starttoken');
  await rename('report', 'New.pdf');
  await api('DELETE', `files/${id('photo')}`);

  const token = encodeURIComponent(start.text('data.attributes.token'));
  const answer = await api('GET', `changes?page%5Bnext%5D=${token}`);

  expect(answer.json).toMatchObject({
    data: [
      {
        id: id('report'),
        type: 'changes',
        attributes: { action_category: 'RENAME', resource_group: 'FILE', is_deleted: false },
      },
      { id: id('photo'), attributes: { action_category: 'DELETE', is_deleted: true } },
    ],
    links: { cursor: { has_next: false } },
    expires_in: 7 * 24 * 3600,
  });
  const next = encodeURIComponent(answer.text('links.cursor.next'));
  expect((await api('GET', `changes?page%5Bnext%5D=${next}`)).at('data')).toEqual([]);
});

test('changes are told page by page', async () => {
  const { api, create } = setUp();
  let token = (await api('GET', 'changes/starttoken')).text('data.attributes.token');
  for (let n = 0; n < 105; n += 1) await create(`Folder ${n}`);

  const sizes: number[] = [];
  for (let page = 0; page < 2; page += 1) {
    const answer = await api('GET', `changes?page%5Bnext%5D=${encodeURIComponent(token)}`);
    sizes.push((answer.at('data') as unknown[]).length);
    token = answer.text('links.cursor.next');
  }

  expect(sizes).toEqual([100, 5]);
});

test('changes lag where the profile says so', async () => {
  const { api, create, clock, setProfile } = setUp();
  setProfile({ changesLagMs: 30_000 });
  const token = encodeURIComponent(
    (await api('GET', 'changes/starttoken')).text('data.attributes.token'),
  );
  await create('New');
  const count = async () =>
    ((await api('GET', `changes?page%5Bnext%5D=${token}`)).at('data') as unknown[]).length;

  expect(await count()).toBe(0);
  clock.advance(30_000);
  expect(await count()).toBe(1);
});

test('a change token of nobody is CHG003, an expired one CHG004, none F000', async () => {
  const { api, clock } = setUp();
  const token = (await api('GET', 'changes/starttoken')).text('data.attributes.token');
  const ask = async (next: string) => refusalOf(await api('GET', `changes${next}`));

  expect(await ask('?page%5Bnext%5D=nonsense')).toBe('401 CHG003');
  clock.advance(7 * 24 * 3_600_000);
  expect(await ask(`?page%5Bnext%5D=${encodeURIComponent(token)}`)).toBe('401 CHG004');
  expect(await ask('')).toBe('500 F000');
});
