import { expect, test } from 'vitest';
import { createDriveHarness } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  myFolders: [
    { key: 'taken', name: 'taken.txt', text: 'x' },
    { key: 'other', name: 'other.txt', text: 'y' },
    { key: 'folder', name: 'Folder', children: [{ key: 'inner', name: 'taken.txt', text: 'z' }] },
  ],
};
const timestamped = /^taken \d\d-\d\d-\d{4} \d\d:\d\d:\d\d:\d{3}\.txt$/;
const patch = (attributes: object) => ({ data: { attributes, type: 'files' } });
const create = (name: string, parentId: string, more = {}) => ({
  data: { attributes: { name, parent_id: parentId, ...more }, type: 'files' },
});

test.each([
  ['duplicate', 201, /^Folder$/],
  ['suffix', 201, /^Folder \d\d-/],
  ['conflict', 409, /undefined/],
] as const)('a folder of a taken name: %s', async (sameFolder, status, name) => {
  const { api, drives, setProfile } = createDriveHarness(seed);
  setProfile({ sameFolder });
  const answer = await api('POST', 'files', create('Folder', drives.a.privateSpaceId));
  expect(answer.status).toBe(status);
  expect(answer.text('data.attributes.name')).toMatch(name);
});

test.each([
  ['duplicate', 200, /^taken\.txt$/],
  ['suffix', 200, timestamped],
  ['conflict', 409, /undefined/],
] as const)('a rename onto a taken name: %s', async (renameTaken, status, name) => {
  const { api, id, setProfile } = createDriveHarness(seed);
  setProfile({ renameTaken });
  const answer = await api('PATCH', `files/${id('other')}`, patch({ name: 'taken.txt' }));
  expect(answer.status).toBe(status);
  expect(answer.text('data.attributes.name')).toMatch(name);
});

test('a move onto a taken name is renamed by the server without a word, where the profile says so', async () => {
  const { api, id, drives, setProfile } = createDriveHarness(seed);
  setProfile({ renameTaken: 'suffix' });
  const attributes = { parent_id: drives.a.privateSpaceId };

  const moved = await api('PATCH', 'files', {
    data: [{ id: id('inner'), type: 'files', attributes }],
  });

  expect(JSON.stringify(moved.json)).not.toContain('name');
  const info = await api('GET', `files/${id('inner')}`);
  expect(info.text('data.attributes.name')).toMatch(timestamped);
});

test('two of one name that are moved together do not share it either', async () => {
  const { api, id, setProfile, service } = createDriveHarness({
    myFolders: [
      { key: 'one', name: 'One', children: [{ key: 'first', name: 'taken.txt', text: '1' }] },
      { key: 'two', name: 'Two', children: [{ key: 'second', name: 'taken.txt', text: '2' }] },
      { key: 'target', name: 'Target', children: [] },
    ],
  });
  setProfile({ renameTaken: 'suffix' });
  const attributes = { parent_id: id('target') };

  await api('PATCH', 'files', {
    data: ['first', 'second'].map((key) => ({ id: id(key), attributes })),
  });

  expect(service.files('a').map(({ name }) => name)).toEqual([
    'taken.txt',
    expect.stringMatching(timestamped),
  ]);
});

test('a copy has a new id, and where its name is taken a name of the server', async () => {
  const { api, id, drives } = createDriveHarness(seed);
  const copyTo = (parentId: string, resourceId: string) =>
    api('POST', `files/${parentId}/copy`, {
      data: [{ attributes: { resource_id: resourceId }, type: 'files' }],
    });

  const same = await copyTo(drives.a.privateSpaceId, id('taken'));
  const elsewhere = await copyTo(id('folder'), id('other'));

  expect(same.status).toBe(201);
  expect(same.text('data.0.id')).not.toBe(id('taken'));
  const nameOf = async (copyId: string) =>
    (await api('GET', `files/${copyId}`)).text('data.attributes.name');
  expect(await nameOf(same.text('data.0.id'))).toMatch(timestamped);
  expect(await nameOf(elsewhere.text('data.0.id'))).toBe('other.txt');
});

test('a copied folder takes along all it holds', async () => {
  const { api, id, drives, service } = createDriveHarness(seed);
  await api('POST', `files/${drives.a.privateSpaceId}/copy`, {
    data: { attributes: { resource_id: id('folder') }, type: 'files' },
  });
  expect(service.files('a').map(({ name }) => name)).toEqual([
    'taken.txt',
    'other.txt',
    'taken.txt',
    'taken.txt',
  ]);
});

test('a copy into a file, a team or itself is R602, of an unknown item R008', async () => {
  const { api, id, drives } = createDriveHarness(seed);
  const copy = async (parentId: string, resourceId: string) =>
    refusalOf(
      await api('POST', `files/${parentId}/copy`, {
        data: { attributes: { resource_id: resourceId } },
      }),
    );
  expect(await copy(id('other'), id('taken'))).toBe('400 R602');
  expect(await copy(drives.a.teamId, id('taken'))).toBe('400 R602');
  expect(await copy(id('folder'), id('folder'))).toBe('400 R602');
  expect(await copy(id('folder'), 'unknown')).toBe('401 R008');
});

test('an object in the body is answered with an object, an array with an array', async () => {
  const { api, id, setProfile } = createDriveHarness(seed);
  const entry = { id: id('other'), type: 'files', attributes: { parent_id: id('folder') } };
  const isArray = async (data: unknown) => {
    const answer = await api('PATCH', 'files', { data });
    return Array.isArray(answer.at('data'));
  };
  expect(await isArray(entry)).toBe(false);
  expect(await isArray([entry])).toBe(true);
  setProfile({ objectForSingle: true });
  expect(await isArray([entry])).toBe(false);
});

test('forbidden characters vanish where the profile says so', async () => {
  const { api, drives, setProfile } = createDriveHarness(seed);
  setProfile({ forbiddenCharacters: 'strip' });
  const answer = await api('POST', 'files', create('a/b: *c?', drives.a.privateSpaceId));
  expect(answer.at('data.attributes.name')).toBe('ab c');
  const nothing = await api('POST', 'files', create('/:*', drives.a.privateSpaceId));
  expect(refusalOf(nothing)).toBe('400 F6003');
});

test.each(['zw', 'zohosheet', 'zohoshow'])(
  'a %s document is created by its service type',
  async (serviceType) => {
    const { api, drives } = createDriveHarness(seed);
    const body = create('Doc', drives.a.privateSpaceId, { service_type: serviceType });
    const answer = await api('POST', 'files', body);
    expect(answer.at('data.attributes.service_type')).toBe(serviceType);
  },
);

test('an id that is too long is F6005', async () => {
  const { api } = createDriveHarness(seed);
  expect(refusalOf(await api('POST', 'files', create('x', 'y'.repeat(101))))).toBe('400 F6005');
});
