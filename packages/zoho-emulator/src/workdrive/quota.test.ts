import { expect, test } from 'vitest';
import { createDriveHarness } from './testing/drive-harness.ts';
import { formHeaders, toForm } from './testing/multipart-form.ts';
import { refusalOf } from './testing/refusal-of.ts';

const seed = {
  myFolders: [{ key: 'file', name: 'a.txt', text: '12345' }],
  teamFolders: [{ key: 'team', name: 'Team', children: [] }],
};

function setUp(plan: object) {
  const harness = createDriveHarness({ ...seed, ...plan });
  const { send, id, drives } = harness;
  const upload = async (parentId: string, bytes = 10) =>
    await send({
      method: 'POST',
      host: 'api',
      path: '/workdrive/api/v1/upload',
      headers: formHeaders,
      body: toForm({
        parent_id: parentId,
        content: { filename: 'new.bin', bytes: Buffer.alloc(bytes) },
      }),
    });
  const stream = async (parentId: string, bytes = 10) => {
    const answer = await send({
      method: 'POST',
      host: 'upload',
      path: '/workdrive-api/v1/stream/upload',
      headers: {
        'upload-id': 'u',
        'x-streammode': '1',
        'x-filename': 'new.bin',
        'x-parent_id': parentId,
        'content-length': String(bytes),
      },
      body: Buffer.alloc(bytes),
    });
    const path = '/workdrive/uploadprogress?uploadid=upload_111111111_u';
    const progress = await send({ method: 'GET', host: 'api', path });
    return [answer.status, /D\d+/.exec(JSON.stringify(progress.json))?.[0]];
  };
  const session = async (parentId: string, size = 10) => {
    const query = `size=${size}&file_name=new.bin&parent_id=${parentId}`;
    return (await harness.api('POST', `uploadsession/create?${query}`)).status;
  };
  harness.setProfile({ sessionMinimumBytes: 1 });
  return { ...harness, upload, stream, session, team: id('team'), mine: drives.a.privateSpaceId };
}

test('a full organisation is 507 for uploads and sessions, and D9211 for streams', async () => {
  const { upload, stream, session, team, service } = setUp({ quota: 14 });
  expect((await upload(team)).status).toBe(507);
  expect(await stream(team)).toEqual([500, 'D9211']);
  expect(await session(team)).toBe(507);
  expect(service.files('a')).toHaveLength(1);
  expect((await upload(team, 9)).status).toBe(200);
});

test('full My Folders are 509, and D9211 for streams; team folders go on', async () => {
  const { upload, stream, session, team, mine } = setUp({ myFoldersQuota: 14 });
  expect((await upload(mine)).status).toBe(509);
  expect(await stream(mine)).toEqual([500, 'D9211']);
  expect(await session(mine)).toBe(509);
  expect((await upload(team)).status).toBe(200);
});

test('a file above the limit of the plan is 413, and 404 for a session', async () => {
  const { upload, stream, session, team } = setUp({ largestFile: 9 });
  expect((await upload(team)).status).toBe(413);
  expect(await stream(team)).toEqual([413, 'D9200']);
  expect(await session(team)).toBe(404);
});

test('a suspended licence is 402 for uploads, sessions and downloads', async () => {
  const { upload, stream, session, team, setProfile, send, id } = setUp({});
  setProfile({ licenceSuspended: true });
  expect((await upload(team)).status).toBe(402);
  expect(await stream(team)).toEqual([500, 'D9219']);
  expect(await session(team)).toBe(402);
  const path = `/v1/workdrive/download/${id('file')}`;
  expect((await send({ method: 'GET', host: 'download', path })).status).toBe(402);
});

test('copies that are made together count together', async () => {
  const { api, id, team, service } = setUp({ quota: 14 });
  const entry = { attributes: { resource_id: id('file') } };
  const copy = async (data: object[]) => (await api('POST', `files/${team}/copy`, { data })).status;

  expect(await copy([entry, entry])).toBe(507);
  expect(service.files('a')).toHaveLength(1);
  expect(await copy([entry])).toBe(201);
});

test('a team tells its total where it has one', async () => {
  const { api, drives } = setUp({ quota: 1000 });
  const answer = await api('GET', `teams/${drives.a.teamId}`);
  expect(answer.at('data.attributes.storage_info')).toMatchObject({
    size_in_bytes: 5,
    total_storage_in_bytes: 1000,
  });
});

test('a folder may refuse uploads with an internal error, although all looks well', async () => {
  const harness = setUp({
    myFolders: [{ key: 'odd', name: 'Odd', refuseUploads: 1, children: [] }],
  });
  expect(refusalOf(await harness.upload(harness.id('odd')))).toBe('500 F000');
  expect((await harness.upload(harness.id('odd'))).status).toBe(200);
});

test('a quota leaves refusals of the wrong place as they are', async () => {
  const { upload, drives } = setUp({ quota: 0 });
  expect(refusalOf(await upload(drives.a.teamId))).toBe('401 F900');
});
