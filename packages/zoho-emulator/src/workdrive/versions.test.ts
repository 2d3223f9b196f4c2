import { expect, test } from 'vitest';
import { createDriveHarness } from './testing/drive-harness.ts';
import { formHeaders, toForm } from './testing/multipart-form.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  myFolders: [
    { key: 'file', name: 'a.txt', text: 'one' },
    { key: 'locked', name: 'l.txt', text: 'x', locked: true as const },
    { key: 'folder', name: 'Folder', children: [] },
  ],
};

function setUp(more = {}) {
  const harness = createDriveHarness({ ...seed, ...more });
  const upload = (text: string, name = 'a.txt') =>
    harness.send({
      method: 'POST',
      host: 'api',
      path: '/workdrive/api/v1/upload',
      headers: formHeaders,
      body: toForm({
        parent_id: harness.drives.a.privateSpaceId,
        'override-name-exist': 'true',
        content: { filename: name, bytes: Buffer.from(text) },
      }),
    });
  const download = async (query = '') => {
    const path = `/v1/workdrive/download/${harness.id('file')}${query}`;
    return await harness.send({ method: 'GET', host: 'download', path });
  };
  const list = async () => {
    const answer = await harness.api('GET', `files/${harness.id('file')}/versions`);
    return answer.at('data') as { id: string; attributes: Record<string, unknown> }[];
  };
  const revert = (to: string, id = harness.id('file')) =>
    harness.api('POST', 'versions', {
      data: { attributes: { resource_id: id, revert_to: to }, type: 'versions' },
    });
  return { ...harness, upload, download, list, revert };
}

test('versions are listed with number, author and size, the newest first', async () => {
  const { upload, list } = setUp();
  await upload('three');

  expect(await list()).toMatchObject([
    { type: 'versions', attributes: { version_number: '2.0', size_in_bytes: 5, author: 'Ann' } },
    { type: 'versions', attributes: { version_number: '1.0', size_in_bytes: 3 } },
  ]);
});

test('an old version downloads by its number, an unknown one is V001', async () => {
  const { upload, download } = setUp();
  await upload('two');

  expect((await (await download('?version=1.0')).bytes()).toString()).toBe('one');
  expect((await (await download()).bytes()).toString()).toBe('two');
  expect(refusalOf(await download('?version=9.0'))).toBe('400 V001');
});

test('an old version that is reverted to becomes a new top', async () => {
  const { upload, download, list, revert } = setUp();
  await upload('two');

  const answer = await revert('1.0');

  expect(answer.at('data.attributes.version_number')).toBe('3.0');
  expect(await list()).toHaveLength(3);
  expect((await (await download()).bytes()).toString()).toBe('one');
});

test('reverting to a version that never was, or what is no file, is refused', async () => {
  const { revert, id } = setUp();
  expect(refusalOf(await revert('7.0'))).toBe('400 V001');
  expect(refusalOf(await revert('1.0', id('folder')))).toBe('400 F6003');
  expect(refusalOf(await revert('1.0', 'unknown'))).toBe('401 R008');
});

test('an old version is deleted with 204, the top one is V001', async () => {
  const { upload, list, api } = setUp();
  await upload('two');
  const [top, old] = await list();

  expect(refusalOf(await api('DELETE', `versions/${top?.id}`))).toBe('400 V001');
  expect((await api('DELETE', `versions/${old?.id}`)).status).toBe(204);
  expect(await list()).toHaveLength(1);
  expect(refusalOf(await api('DELETE', `versions/${old?.id}`))).toBe('401 R008');
});

test('a version id that is too long is F6005', async () => {
  const { api } = setUp();
  expect(refusalOf(await api('DELETE', `versions/${'x'.repeat(101)}`))).toBe('400 F6005');
});

test('a locked file takes no new version (423), and its versions are not deleted (V002)', async () => {
  const { upload, api, id, service } = setUp();
  expect((await upload('new', 'l.txt')).status).toBe(423);

  // Locked only after it had two versions: somebody checks it out.
  const table = service.tables.find(({ name }) => name === 'workdrive-nodes');
  await upload('two');
  const blobs = { keep: String, locate: String };
  const rows = [...(table?.capture(blobs) ?? [])].map((row) => ({ ...Object(row), locked: true }));
  table?.restore(rows, blobs);

  expect(refusalOf(await api('DELETE', `versions/${id('file')}-1`))).toBe('400 V002');
});

test('old versions count toward the quota until they are deleted', async () => {
  const { upload, list, api } = setUp({ quota: 10 });
  expect((await upload('four')).status).toBe(200);
  expect((await upload('five')).status).toBe(507);
  const [, old] = await list();
  await api('DELETE', `versions/${old?.id}`);
  expect((await upload('five')).status).toBe(200);
});
