import { expect, test } from 'vitest';
import { createDriveHarness } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  myFolders: [
    {
      key: 'folder',
      name: 'Folder',
      children: [
        { key: 'old', name: 'old.txt', text: 'old', trashed: true },
        { key: 'kept', name: 'kept.txt', text: 'kept' },
      ],
    },
  ],
  teamFolders: [
    {
      key: 'team',
      name: 'Team',
      children: [{ key: 'gone', name: 'gone.txt', text: 'x', trashed: true }],
    },
  ],
};
const patch = (attributes: object) => ({ data: { attributes, type: 'files' } });
const emptyTrash = (parentId: string) => ({
  data: { type: 'actions', id: 'emptytrash', attributes: { parent_id: parentId } },
});

test('the trash of My Folders and of a team folder is listed with what was trashed by itself', async () => {
  const { api, id, drives } = createDriveHarness(seed);
  await api('PATCH', `files/${id('folder')}`, patch({ status: '51' }));

  const mine = await api('GET', `privatespace/${drives.a.privateSpaceId}/trashedfiles`);
  const team = await api('GET', `teamfolders/${id('team')}/trashedfiles`);

  expect(mine.json).toMatchObject({ data: [{ id: id('folder'), attributes: { status: 51 } }] });
  expect(team.json).toMatchObject({ data: [{ id: id('gone') }] });
});

test('what came back is no longer listed in the trash, but in its folder', async () => {
  const { api, id, drives } = createDriveHarness(seed);

  await api('PATCH', `files/${id('old')}`, patch({ status: '1' }));

  const trash = await api('GET', `privatespace/${drives.a.privateSpaceId}/trashedfiles`);
  const list = await api('GET', `files/${id('folder')}/files`);
  expect(trash.json).toEqual({ data: [] });
  expect(list.json).toMatchObject({ data: [{ id: id('kept') }, { id: id('old') }] });
});

test('an emptied trash is gone for good, and nothing else is', async () => {
  const { api, drives, service } = createDriveHarness(seed);

  const answer = await api('POST', 'actions', emptyTrash(drives.a.privateSpaceId));

  expect(answer.status).toBe(204);
  expect(service.files('a').map(({ name }) => name)).toEqual(['kept.txt', 'gone.txt']);
});

test('only a root has a trash', async () => {
  const { api, id } = createDriveHarness(seed);
  expect(refusalOf(await api('POST', 'actions', emptyTrash(id('folder'))))).toBe('400 R602');
  expect(refusalOf(await api('GET', `privatespace/${id('team')}/trashedfiles`))).toBe('401 R008');
});

test('DELETE deletes for good with 204', async () => {
  const { api, id, service } = createDriveHarness(seed);
  expect((await api('DELETE', `files/${id('kept')}`)).status).toBe(204);
  expect(refusalOf(await api('DELETE', `files/${id('kept')}`))).toBe('401 R008');
  expect(service.files('a').map(({ name }) => name)).toEqual(['old.txt', 'gone.txt']);
});

test('what lies in the trash counts toward the quota until it is purged', async () => {
  const { api, id, drives } = createDriveHarness({ ...seed, quota: 8 });
  const copy = () =>
    api('POST', `files/${drives.a.privateSpaceId}/copy`, {
      data: { attributes: { resource_id: id('kept') }, type: 'files' },
    });

  expect((await copy()).status).toBe(507);
  await api('POST', 'actions', emptyTrash(drives.a.privateSpaceId));
  await api('POST', 'actions', emptyTrash(id('team')));
  expect((await copy()).status).toBe(201);
});

test('a folder shows the size of what is active in it, however deep', async () => {
  const { api, id, drives } = createDriveHarness(seed);
  const sizeOf = async (nodeId: string) =>
    (await api('GET', `files/${nodeId}`)).at('data.attributes.storage_info.size_in_bytes');

  expect(await sizeOf(drives.a.privateSpaceId)).toBe(4);
  await api('PATCH', `files/${id('old')}`, patch({ status: '1' }));
  expect(await sizeOf(drives.a.privateSpaceId)).toBe(7);
  await api('PATCH', `files/${id('folder')}`, patch({ parent_id: id('team') }));
  expect([await sizeOf(drives.a.privateSpaceId), await sizeOf(id('team'))]).toEqual([0, 7]);
  await api('PATCH', `files/${id('folder')}`, patch({ status: '51' }));
  expect(await sizeOf(id('team'))).toBe(0);
});
