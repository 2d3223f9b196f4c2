import { expect, test } from 'vitest';
import { createDriveHarness, users } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  team: 'Sales',
  myFolders: [
    { key: 'folder', name: 'Folder', children: [{ key: 'file', name: 'a.txt', text: 'hello' }] },
  ],
  teamFolders: [{ key: 'deals', name: 'Deals', children: [] }],
};
const body = (type: string, attributes: object) => ({ data: { type, attributes } });

test('what is published for everyone is so until its permission is deleted', async () => {
  const { api, id } = createDriveHarness(seed);
  const attributes = { resource_id: id('file'), shared_type: 'publish', role_id: '34' };
  const isPublished = async () =>
    (await api('GET', `files/${id('file')}`)).at('data.attributes.is_published');

  const created = await api('POST', 'permissions', body('permissions', attributes));

  expect(created.status).toBe(201);
  expect(created.at('data.attributes.role_id')).toBe('34');
  expect(await isPublished()).toBe(true);
  expect((await api('GET', `files/${id('file')}/permissions`)).json).toMatchObject({
    data: [{ id: created.at('data.id'), type: 'permissions' }],
  });
  expect((await api('DELETE', `permissions/${created.text('data.id')}`)).status).toBe(204);
  expect(await isPublished()).toBe(false);
});

test.each([
  ['an unknown role', { shared_type: 'publish', role_id: '99' }, '400 F6003'],
  ['an unknown kind', { shared_type: 'aliens', role_id: 34 }, '400 F6003'],
  ['no role', { shared_type: 'publish' }, '500 F000'],
])('a permission with %s is refused', async (_, attributes, expected) => {
  const { api, id } = createDriveHarness(seed);
  const sent = body('permissions', { resource_id: id('file'), ...attributes });
  expect(refusalOf(await api('POST', 'permissions', sent))).toBe(expected);
});

test('a link for people outside is created, read, listed and revoked', async () => {
  const { api, id } = createDriveHarness(seed);
  const attributes = {
    resource_id: id('file'),
    link_name: 'notes',
    role_id: '7',
    allow_download: true,
    request_user_data: false,
    password_text: 'secret',
  };

  const created = await api('POST', 'links', body('links', attributes));
  const linkId = created.text('data.id');

  expect(created.status).toBe(201);
  expect(created.text('data.attributes.link')).toContain(linkId);
  expect(JSON.stringify(created.json)).not.toContain('secret');
  expect((await api('GET', `links/${linkId}`)).at('data.attributes.link_name')).toBe('notes');
  expect((await api('GET', `files/${id('file')}/links`)).json).toMatchObject({
    data: [{ id: linkId }],
  });
  expect((await api('DELETE', `links/${linkId}`)).status).toBe(204);
  expect(refusalOf(await api('GET', `links/${linkId}`))).toBe('401 R008');
});

test('a link to what is not there is R008, and to what has too long a name F6005', async () => {
  const { api, id } = createDriveHarness(seed);
  const create = async (resourceId: string, name: string) =>
    refusalOf(
      await api('POST', 'links', body('links', { resource_id: resourceId, link_name: name })),
    );
  expect(await create('unknown', 'x')).toBe('401 R008');
  expect(await create(id('file'), 'x'.repeat(201))).toBe('400 F6005');
});

test.each(['teamfolders', 'workspaces'])('%s can be created, changed and deleted', async (type) => {
  const { api, drives } = createDriveHarness(seed);
  const created = await api(
    'POST',
    type,
    body(type, { name: 'New', parent_id: drives.a.teamId, description: 'For us' }),
  );
  const path = `${type}/${created.text('data.id')}`;

  expect(created.status).toBe(201);
  expect(created.at('data.type')).toBe(type);
  await api('PATCH', path, body(type, { name: 'Newer', is_public_within_team: 'true' }));
  expect((await api('GET', path)).json).toMatchObject({
    data: {
      attributes: { name: 'Newer', description: 'For us', is_public_within_team: true },
    },
  });
  expect((await api('DELETE', path)).status).toBe(204);
  expect(refusalOf(await api('GET', path))).toBe('401 R008');
});

test('a team folder is created in a team only', async () => {
  const { api, id } = createDriveHarness(seed);
  const sent = body('teamfolders', { name: 'New', parent_id: id('folder') });
  expect(refusalOf(await api('POST', 'teamfolders', sent))).toBe('400 R602');
});

test('the members of a team folder have its id and the ZUID as theirs', async () => {
  const { api, id } = createDriveHarness(seed);
  const answer = await api('GET', `teamfolders/${id('deals')}/members`);
  expect(answer.at('data.0.id')).toBe(`${id('deals')}-${users.a.zuid}`);
});

test('the settings of a team are of type settings', async () => {
  const { api, drives } = createDriveHarness(seed);
  const answer = await api('GET', `teams/${drives.a.teamId}/settings`);
  expect(answer.json).toMatchObject({
    data: { type: 'settings', attributes: { allow_external_sharing: true } },
  });
});

test('the personal edition has no team, and My Folders belong to the user', async () => {
  const { api, drives } = createDriveHarness({ ...seed, edition: 'PERSONAL' });
  expect((await api('GET', 'users/me')).at('data.attributes.edition')).toBe('PERSONAL');
  expect((await api('GET', `users/${users.a.zuid}/teams`)).at('data')).toEqual([]);
  const spaces = await api('GET', `users/${users.a.zuid}/privatespace`);
  expect(spaces.at('data.0.id')).toBe(drives.a.privateSpaceId);
});

test('My Folders come as an array of one, or as the object where the profile says so', async () => {
  const { api, drives, setProfile } = createDriveHarness(seed);
  const member = (await api('GET', `teams/${drives.a.teamId}/currentuser`)).text('data.id');
  const ask = () => api('GET', `users/${member}/privatespace`);
  expect((await ask()).at('data.0.type')).toBe('privatespace');
  setProfile({ objectForSingle: true });
  expect((await ask()).at('data.type')).toBe('privatespace');
});

test('breadcrumbs lead from the root to the item', async () => {
  const { api, id, drives } = createDriveHarness(seed);
  const answer = await api('GET', `files/${id('file')}/breadcrumbs`);
  expect(answer.json).toMatchObject({
    data: [
      {
        id: `${id('file')}-${drives.a.privateSpaceId}`,
        type: 'breadcrumbs',
        attributes: { link_type: 'HARDLINK' },
      },
    ],
  });
});

test('the properties of a folder count what it holds', async () => {
  const { api, drives } = createDriveHarness(seed);
  const answer = await api('GET', `resourceproperty/${drives.a.privateSpaceId}`);
  expect(answer.at('data.attributes')).toMatchObject({
    files_count: 1,
    folders_count: 1,
    storage_info: { size_in_bytes: 5 },
  });
});

test.each(['statistics', 'timeline', 'previewinfo'])(
  'the %s of an item can be read',
  async (kind) => {
    const { api, id } = createDriveHarness(seed);
    expect((await api('GET', `files/${id('file')}/${kind}`)).status).toBe(200);
    expect(refusalOf(await api('GET', `files/unknown/${kind}`))).toBe('401 R008');
  },
);
