import { expect, test } from 'vitest';
import { createDriveHarness, testTime } from './testing/drive-harness.ts';

const seed = {
  team: 'Sales',
  myFolders: [
    {
      key: 'folder',
      name: 'Folder',
      children: [
        { key: 'one', name: 'one.bin', size: 1000 },
        { key: 'two', name: 'two.bin', size: 1000 },
        { key: 'three', name: 'three.bin', size: 1000, contentSeed: 5 },
        { key: 'four', name: 'four.bin', size: 1000, contentSeed: 5 },
        { name: 'doc', native: 'writer' as const },
      ],
    },
    { name: 'Trash', trashed: true, children: [{ name: 'old.txt', text: 'old' }] },
  ],
  teamFolders: [{ name: 'Deals', children: [{ name: 'a.txt', text: 'hello' }] }],
};

test('files are told with their path, size, digest and whether they are in the trash', () => {
  const { service } = createDriveHarness(seed);

  const files = service.files('a').map(({ path, size, trashed }) => ({ path, size, trashed }));

  expect(files).toEqual([
    { path: '/My Folders/Folder/one.bin', size: 1000, trashed: false },
    { path: '/My Folders/Folder/two.bin', size: 1000, trashed: false },
    { path: '/My Folders/Folder/three.bin', size: 1000, trashed: false },
    { path: '/My Folders/Folder/four.bin', size: 1000, trashed: false },
    { path: '/My Folders/Trash/old.txt', size: 3, trashed: true },
    { path: '/Deals/a.txt', size: 5, trashed: false },
  ]);
  expect(service.files('a').at(-1)?.md5).toBe('5d41402abc4b2a76b9719d911017c592');
});

test('generated files are equal when their content seed is, and only then', () => {
  const { service } = createDriveHarness(seed);
  const digest = (name: string) => service.files('a').find((file) => file.name === name)?.md5;

  expect(digest('one.bin')).not.toBe(digest('two.bin'));
  expect(digest('three.bin')).toBe(digest('four.bin'));
});

test('one seed gives the same ids and bytes every time', () => {
  const one = createDriveHarness(seed);
  const other = createDriveHarness(seed);

  expect(one.drives).toEqual(other.drives);
  expect(one.service.files('a')).toEqual(other.service.files('a'));
});

test('what is seeded without a time is an hour old', async () => {
  const { api, id } = createDriveHarness(seed);
  const info = await api('GET', `files/${id('folder')}`);
  expect(info.at('data.attributes.created_time_in_millisecond')).toBe(testTime - 3_600_000);
});

test('seeding again starts over and leaves the other org alone', async () => {
  const { service, api, id, drives } = createDriveHarness(seed);

  service.seed('a', { team: 'New', myFolders: [{ name: 'n', text: '' }], teamFolders: [] });

  expect(service.files('a').map(({ name }) => name)).toEqual(['n']);
  expect((await api('GET', `files/${id('folder')}`)).status).toBe(401);
  const other = await api('GET', `teams/${drives.b.teamId}`, undefined, { org: 'b' });
  expect(other.status).toBe(200);
});

test('every endpoint asks for the scopes that Zoho documents', () => {
  const { service } = createDriveHarness();
  const anyOf = (resource: string, operation: string) =>
    `WorkDrive.${resource}.${operation}|WorkDrive.${resource}.ALL`;
  const read = 'WorkDrive.files.READ|WorkDrive.files.ALL';
  const create = 'WorkDrive.files.CREATE|WorkDrive.files.ALL';
  const update = 'WorkDrive.files.UPDATE|WorkDrive.files.ALL';
  const team = 'WorkDrive.team.READ|WorkDrive.team.ALL';
  const needed = service.routes
    .filter(({ hosts }) => !hosts.includes('workdrive'))
    .map(({ method, pattern, scopes }) => {
      const path = pattern.source
        .replaceAll('\\', '')
        .replace('/workdrive/api/v1', '')
        .replace('(?<id>[^/]+)', ':id')
        .slice(1, -1);
      return [`${method} ${path}`, scopes.map((one) => one.join('|')).join(' & ')];
    });

  expect(Object.fromEntries(needed)).toEqual({
    'GET /users/me': `WorkDrive.users.READ|WorkDrive.users.ALL|${team}`,
    'GET /users/:id/teams': team,
    'GET /users/:id/privatespace': `${read}|${team}`,
    'GET /teams/:id': team,
    'GET /teams/:id/currentuser': team,
    'GET /teams/:id/teamfolders': 'WorkDrive.teamfolders.READ|WorkDrive.teamfolders.ALL',
    'GET /teams/:id/workspaces': 'WorkDrive.workspace.READ|WorkDrive.workspace.ALL',
    'GET /files/:id': read,
    'GET /files/:id/files': read,
    'GET /files/:id/folders': read,
    'GET /privatespace/:id/files': read,
    'GET /teamfolders/:id/files': read,
    'POST /files': create,
    'PATCH /files/:id': update,
    'PATCH /files': update,
    'POST /upload': create,
    'POST /workdrive-api/v1/stream/upload': `${create} & ZohoFiles.files.CREATE|ZohoFiles.files.ALL`,
    'GET /workdrive/uploadprogress': read,
    'GET /v1/workdrive/download/:id': `${read} & ZohoFiles.files.READ|ZohoFiles.files.ALL`,
    'GET /download/:id': read,
    'GET /files/:id/breadcrumbs': read,
    'GET /files/:id/links': read,
    'GET /files/:id/permissions': `WorkDrive.files.sharing.READ|WorkDrive.files.sharing.ALL|${read}`,
    'GET /files/:id/previewinfo': read,
    'GET /files/:id/statistics': read,
    'GET /files/:id/timeline': read,
    'GET /files/:id/versions': read,
    'GET /resourceproperty/:id': read,
    'GET /changes': read,
    'GET /changes/starttoken': read,
    'GET /uploadsession': read,
    'GET /privatespace/:id/trashedfiles': read,
    'GET /teamfolders/:id/trashedfiles': read,
    'GET /links/:id': anyOf('links', 'READ'),
    'POST /links': anyOf('links', 'CREATE'),
    'DELETE /links/:id': anyOf('links', 'DELETE'),
    'POST /permissions': `${anyOf('files.sharing', 'CREATE')}|WorkDrive.files.ALL`,
    'DELETE /permissions/:id': `${anyOf('files.sharing', 'DELETE')}|WorkDrive.files.ALL`,
    'GET /teams/:id/records': `ZohoSearch.securesearch.READ & ${team}`,
    'GET /teams/:id/settings': anyOf('team.admin', 'READ'),
    'GET /teamfolders/:id': anyOf('teamfolders', 'READ'),
    'GET /teamfolders/:id/members': anyOf('teamfolders', 'READ'),
    'POST /teamfolders': anyOf('teamfolders', 'CREATE'),
    'PATCH /teamfolders/:id': anyOf('teamfolders', 'UPDATE'),
    'DELETE /teamfolders/:id': anyOf('teamfolders', 'DELETE'),
    'GET /workspaces/:id': anyOf('workspace', 'READ'),
    'GET /workspaces/:id/members': anyOf('workspace', 'READ'),
    'POST /workspaces': anyOf('workspace', 'CREATE'),
    'PATCH /workspaces/:id': anyOf('workspace', 'UPDATE'),
    'DELETE /workspaces/:id': anyOf('workspace', 'DELETE'),
    'DELETE /files/:id': anyOf('files', 'DELETE'),
    'DELETE /versions/:id': anyOf('files', 'DELETE'),
    'POST /actions': anyOf('files', 'DELETE'),
    'POST /files/:id/copy': create,
    'POST /versions': update,
    'POST /uploadsession/create': create,
    'POST /uploadsession/commit': create,
    'POST /uploadsession/:id/create': update,
    'POST /uploadsession/:id/commit': update,
  });
});
