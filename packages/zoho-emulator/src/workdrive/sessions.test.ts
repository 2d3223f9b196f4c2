import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { benignProfile } from '../profiles.ts';
import { generatedContent } from './generated-content.ts';
import { type Sent, collect, createDriveHarness } from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const chunk = 100_000;
const seed = {
  myFolders: [
    {
      key: 'folder',
      name: 'Folder',
      children: [
        { key: 'taken', name: 'taken.bin', text: 'old' },
        { key: 'locked', name: 'locked.bin', text: 'x', locked: true as const },
      ],
    },
    { key: 'sealed', name: 'Sealed', readOnly: true, children: [] },
  ],
};
const profile = { sessionMinimumBytes: 1000, sessionChunkBytes: chunk };

function setUp(size = 250_000) {
  const harness = createDriveHarness(seed);
  harness.setProfile(profile);
  const create = (more: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      size: String(size),
      file_name: 'big.bin',
      parent_id: harness.id('folder'),
      ...more,
    });
    return harness.api('POST', `uploadsession/create?${query.toString()}`);
  };
  const send = (
    id: string,
    bytes: Buffer,
    range: string,
    headers: Record<string, string> = {},
    more: Partial<Sent> = {},
  ) =>
    harness.send({
      ...more,
      method: 'POST',
      host: 'upload',
      path: '/workdrive-api/v1/stream/upload',
      headers: {
        'upload-id': id,
        'x-streammode': '1',
        'content-range': range,
        'content-length': String(bytes.length),
        ...headers,
      },
      body: bytes,
    });
  /** Sends all chunks from `from`. */
  const sendAll = async (id: string, bytes: Buffer, from = 0) => {
    for (let start = from; start < bytes.length; start += chunk) {
      const end = Math.min(start + chunk, bytes.length);
      const range = `bytes ${start}-${end - 1}/${bytes.length}`;
      expect((await send(id, bytes.subarray(start, end), range)).status).toBe(200);
    }
  };
  const commit = (id: string, more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ upload_id: id, ...more });
    return harness.api('POST', `uploadsession/commit?${query.toString()}`);
  };
  const progressCode = async (id: string) => {
    const path = `/workdrive/uploadprogress?uploadid=upload_111111111_${id}`;
    const answer = await harness.send({ method: 'GET', host: 'api', path });
    return /D\d+/.exec(JSON.stringify(answer.json))?.[0];
  };
  return { ...harness, create, send, sendAll, commit, progressCode };
}

const bytesOf = (size: number) => collect(generatedContent({ seed: 3, size }).open());
const ownBytes = async (size: number) => (await bytesOf(size + 1)).subarray(1);

test('a session tells its chunks, and counts them', async () => {
  const { create, send } = setUp();
  const bytes = await bytesOf(250_000);

  const created = await create();
  const id = created.text('upload_id');
  const next = await send(id, bytes.subarray(0, chunk), `bytes 0-${chunk - 1}/250000`);

  expect(created.json).toEqual({
    upload_id: id,
    chunk_size: chunk,
    chunks_uploaded: 0,
    remaining_chunks: 3,
    bytes_received: 0,
    next_chunk: '0-99999',
    expiry: expect.any(String),
  });
  expect(next.json).toMatchObject({
    chunks_uploaded: 1,
    remaining_chunks: 2,
    bytes_received: chunk,
    next_chunk: '100000-199999',
  });
});

test.each([
  ['generated', bytesOf],
  ['of its own', ownBytes],
])('a file %s that came in chunks is stored at commit, whole', async (_, make) => {
  const { create, sendAll, commit, service } = setUp();
  const bytes = await make(250_000);
  const id = (await create()).text('upload_id');

  await sendAll(id, bytes);
  expect(service.files('a').some(({ name }) => name === 'big.bin')).toBe(false);
  const answer = await commit(id);

  expect(answer.status).toBe(200);
  expect(answer.at('data.attributes.name')).toBe('big.bin');
  expect(service.files('a').find(({ name }) => name === 'big.bin')).toMatchObject({
    size: 250_000,
    md5: createHash('md5').update(bytes).digest('hex'),
  });
});

test.each([
  ['generated', 'right', bytesOf],
  ['generated', 'absent', bytesOf],
  ['of its own', 'absent', ownBytes],
] as const)('a file %s whose MD5 is %s in answers has the right one', async (_, md5, make) => {
  const { create, send, commit, service, setProfile } = setUp();
  // The chunks begin where blocks of a generated content do.
  const aligned = 2 * 65_536;
  setProfile({ ...profile, sessionChunkBytes: aligned, md5 });
  const bytes = await make(250_000);
  const id = (await create()).text('upload_id');

  await send(id, bytes.subarray(0, aligned), `bytes 0-${aligned - 1}/250000`);
  await send(id, bytes.subarray(aligned), `bytes ${aligned}-249999/250000`);
  await commit(id);

  const stored = service.files('a').find(({ name }) => name === 'big.bin');
  expect(stored).toMatchObject({ md5: createHash('md5').update(bytes).digest('hex') });
});

test('progress of a session is asked for by its id, and resumes it', async () => {
  const { create, send, sendAll, commit, api } = setUp();
  const bytes = await ownBytes(250_000);
  const id = (await create()).text('upload_id');
  await send(id, bytes.subarray(0, chunk), 'bytes 0-99999/250000');

  const progress = await api('GET', `uploadsession?upload_id=${id}`);
  await sendAll(id, bytes, Number(progress.at('bytes_received')));

  expect((await commit(id)).status).toBe(200);
  expect(refusalOf(await api('GET', 'uploadsession?upload_id=unknown'))).toBe('404 D9232');
});

test('the fields stand in data.attributes where the profile says so', async () => {
  const { create, setProfile } = setUp();
  setProfile({ sessionNesting: 'data' });
  expect((await create()).at('data.attributes.chunk_size')).toBe(chunk);
});

test.each([
  [10, 64],
  [11, 128],
])('a file of %i GiB comes in chunks of %i MiB', async (gibibytes, mebibytes) => {
  const { create, setProfile } = setUp();
  setProfile({ sessionChunkBytes: benignProfile.sessionChunkBytes });
  const answer = await create({ size: String(gibibytes * 1024 ** 3) });
  expect(answer.at('chunk_size')).toBe(mebibytes * 1024 ** 2);
});

test('a file below the minimum is refused in the words of the documentation', async () => {
  const { create, setProfile } = setUp();
  setProfile({ sessionMinimumBytes: 1024 ** 3 });
  const answer = await create();
  expect(answer.status).toBe(401);
  expect(answer.json).toEqual({
    errors: [
      {
        title:
          'Chunk Upload is not allowed for this file size. Allowed minimum file size is 1073741824 Bytes.',
      },
    ],
  });
});

test.each([
  ['without a name', { file_name: '' }, '400 F6003'],
  ['with a parameter too many', { colour: 'red' }, '400 F6003'],
  ['without a number as size', { size: 'x' }, '400 F6003'],
  ['in an unknown folder', { parent_id: 'unknown' }, '401 R008'],
  ['of more than 250 GB', { size: String(251 * 1024 ** 3) }, '404 undefined'],
])('a session %s is refused', async (_, more, expected) => {
  const { create } = setUp();
  expect(refusalOf(await create(more))).toBe(expected);
});

test('a session without the right to upload is 401 F900', async () => {
  const { create, drives, id } = setUp();
  expect(refusalOf(await create({ parent_id: drives.a.teamId }))).toBe('401 F900');
  expect(refusalOf(await create({ parent_id: id('sealed') }))).toBe('401 F900');
});

test('a parameter of a session that is missing is 500 F000', async () => {
  const { api } = setUp();
  expect(refusalOf(await api('POST', 'uploadsession/create?size=5000'))).toBe('500 F000');
  expect(refusalOf(await api('POST', 'uploadsession/commit'))).toBe('500 F000');
});

describe('name_conflict', () => {
  const taken = { file_name: 'taken.bin' };

  test('a taken name is 409 at create, unless told otherwise', async () => {
    const { create } = setUp();
    expect((await create(taken)).status).toBe(409);
    expect((await create({ ...taken, name_conflict: 'fail' })).status).toBe(409);
  });

  test('update makes a new version of the same id', async () => {
    const { create, sendAll, commit, id } = setUp();
    const session = (await create({ ...taken, name_conflict: 'update' })).text('upload_id');
    await sendAll(session, await bytesOf(250_000));
    expect((await commit(session)).at('data.id')).toBe(id('taken'));
  });

  test('any other value but fail stores under a name of its own', async () => {
    const { create, sendAll, commit, id } = setUp();
    const session = (await create({ ...taken, 'name-conflict': 'rename' })).text('upload_id');
    await sendAll(session, await bytesOf(250_000));
    const answer = await commit(session);
    expect(answer.at('data.id')).not.toBe(id('taken'));
    expect(answer.text('data.attributes.name')).toMatch(/^taken .+\.bin$/);
  });

  test('a name that was taken since create is 409 at commit', async () => {
    const { create, sendAll, commit } = setUp();
    const bytes = await bytesOf(250_000);
    const first = (await create()).text('upload_id');
    const second = (await create()).text('upload_id');
    await sendAll(first, bytes);
    await sendAll(second, bytes);
    expect((await commit(first)).status).toBe(200);
    expect((await commit(second)).status).toBe(409);
  });
});

test.each([
  ['out of order', 'bytes 100000-199999/250000', chunk],
  ['shorter than a chunk', 'bytes 0-9999/250000', 10_000],
  ['longer than a chunk', 'bytes 0-199999/250000', 200_000],
  ['of another total', 'bytes 0-99999/260000', chunk],
  ['whose length is not its range', 'bytes 0-99999/250000', 99_999],
  ['without a readable range', 'bytes 0-/250000', chunk],
])('a chunk %s is D9233 and changes nothing', async (_, range, length) => {
  const { create, send, api, progressCode } = setUp();
  const id = (await create()).text('upload_id');

  const answer = await send(id, Buffer.alloc(length), range);

  expect(refusalOf(answer)).toBe('400 D9233');
  expect(await progressCode(id)).toBe('D9233');
  expect((await api('GET', `uploadsession?upload_id=${id}`)).at('bytes_received')).toBe(0);
});

test('a chunk of no session is D9232', async () => {
  const { send, progressCode } = setUp();
  expect(refusalOf(await send('nothing', Buffer.alloc(10), 'bytes 0-9/10'))).toBe('400 D9232');
  expect(await progressCode('nothing')).toBe('D9232');
});

test('a chunk that is cut counts for nothing and can be sent again', async () => {
  const { create, send, sendAll, commit, service, progressCode } = setUp();
  const bytes = await ownBytes(250_000);
  const id = (await create()).text('upload_id');

  const cut = await send(id, bytes.subarray(0, 5000), 'bytes 0-99999/250000', {
    'content-length': String(chunk),
  });
  expect([cut.status, await progressCode(id)]).toEqual([500, 'D9102']);
  await sendAll(id, bytes);
  await commit(id);

  const md5 = createHash('md5').update(bytes).digest('hex');
  expect(service.files('a').find(({ name }) => name === 'big.bin')).toMatchObject({ md5 });
});

describe('a chunk that comes whole and is not answered', () => {
  /** Sends the first chunk so that its change waits. */
  const sendWaiting = async () => {
    const session = setUp();
    const bytes = await ownBytes(250_000);
    const id = (await session.create()).text('upload_id');
    const changes: (() => unknown)[] = [];
    const commit = <T>(change: () => T) => {
      changes.push(change);
      return new Promise<T>(() => {});
    };
    const first = bytes.subarray(0, chunk);
    void session.send(id, first, 'bytes 0-99999/250000', {}, { commit });
    await expect.poll(() => changes).toHaveLength(1);
    const progress = await session.api('GET', `uploadsession?upload_id=${id}`);
    return { ...session, id, bytes, received: Number(progress.at('bytes_received')), changes };
  };
  const storedAs = (bytes: Buffer) => ({ md5: createHash('md5').update(bytes).digest('hex') });

  test('can be sent again when its change never comes', async () => {
    const { id, bytes, received, sendAll, commit, service } = await sendWaiting();
    expect(received).toBe(0);
    await sendAll(id, bytes);
    expect((await commit(id)).status).toBe(200);
    expect(service.files('a').find(({ name }) => name === 'big.bin')).toMatchObject(
      storedAs(bytes),
    );
  });

  test('counts once when its change comes late, and the session goes on behind it', async () => {
    const { id, bytes, changes, sendAll, commit, service } = await sendWaiting();
    changes[0]?.();
    await sendAll(id, bytes, chunk);
    expect((await commit(id)).status).toBe(200);
    expect(service.files('a').find(({ name }) => name === 'big.bin')).toMatchObject(
      storedAs(bytes),
    );
  });

  test('counts for nothing when another has brought its bytes meanwhile', async () => {
    const { id, bytes, changes, send, api } = await sendWaiting();
    await send(id, bytes.subarray(0, chunk), 'bytes 0-99999/250000');
    changes[0]?.();
    expect((await api('GET', `uploadsession?upload_id=${id}`)).json).toMatchObject({
      chunks_uploaded: 1,
      bytes_received: chunk,
    });
  });
});

test('after its expiry a session takes no chunk (D9234) and no commit (400)', async () => {
  const { create, send, commit, clock, progressCode } = setUp();
  const id = (await create()).text('upload_id');
  clock.advance(24 * 3_600_000);

  const answer = await send(id, Buffer.alloc(chunk), 'bytes 0-99999/250000');

  expect(refusalOf(answer)).toBe('400 D9234');
  expect(await progressCode(id)).toBe('D9234');
  expect((await commit(id)).status).toBe(400);
});

test('a commit is 404 for no session, and 412 before all chunks are there or a second time', async () => {
  const { create, sendAll, send, commit } = setUp();
  const bytes = await bytesOf(250_000);
  const id = (await create()).text('upload_id');

  expect((await commit('unknown')).status).toBe(404);
  expect((await commit(id)).status).toBe(412);
  await sendAll(id, bytes);
  expect((await commit(id)).status).toBe(200);
  expect((await commit(id)).status).toBe(412);
  expect((await send(id, Buffer.alloc(1), 'bytes 0-0/250000')).status).toBe(412);
});

test('a commit may spell its parameter with a hyphen', async () => {
  const { create, sendAll, api } = setUp();
  const id = (await create()).text('upload_id');
  await sendAll(id, await bytesOf(250_000));
  expect((await api('POST', `uploadsession/commit?upload-id=${id}`)).status).toBe(200);
});

test('a commit for another folder, or as a version, is 401', async () => {
  const { create, sendAll, commit, api, id } = setUp();
  const session = (await create()).text('upload_id');
  await sendAll(session, await bytesOf(250_000));

  expect((await commit(session, { parent_id: id('sealed') })).status).toBe(401);
  const path = `uploadsession/${id('taken')}/commit?upload_id=${session}`;
  expect((await api('POST', path)).status).toBe(401);
});

test('a session for a file makes its next version', async () => {
  const { sendAll, api, id, service } = setUp();
  const path = `uploadsession/${id('taken')}`;
  const session = (await api('POST', `${path}/create?size=250000`)).text('upload_id');
  await sendAll(session, await bytesOf(250_000));

  const answer = await api('POST', `${path}/commit?upload_id=${session}`);

  expect(answer.at('data.id')).toBe(id('taken'));
  expect(service.files('a').find((file) => file.id === id('taken'))?.size).toBe(250_000);
});

test('a session for what is no file is 401, and for a locked file 423', async () => {
  const { api, id } = setUp();
  const create = (key: string) => api('POST', `uploadsession/${id(key)}/create?size=250000`);
  expect((await create('folder')).status).toBe(401);
  expect((await create('locked')).status).toBe(423);
});
