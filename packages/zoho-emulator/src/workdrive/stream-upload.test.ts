import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesContent } from './content.ts';
import { generatedContent } from './generated-content.ts';
import {
  type Answer,
  type DriveHarness,
  type Sent,
  collect,
  createDriveHarness,
  users,
} from './testing/drive-harness.ts';
import { refusalOf } from './testing/refusal-of.ts';

const large = { seed: 4, size: 64 * 1024 * 1024 };

let harness: DriveHarness;
beforeEach(() => {
  harness = createDriveHarness({
    myFolders: [
      { key: 'taken', name: 'taken.pdf', text: 'the first' },
      { key: 'sealed', name: 'Sealed', readOnly: true, children: [] },
      { key: 'large', name: 'large.bin', size: large.size, contentSeed: large.seed },
    ],
  });
});
afterEach(() => harness.service.dispose());

/** With `undefined` a header is left out. */
function stream(
  headers: Record<string, string | undefined> = {},
  body: NonNullable<Sent['body']> = 'hello',
  more: Partial<Sent> = {},
): Promise<Answer> {
  const all: Record<string, string | undefined> = {
    'upload-id': 'up-1',
    'x-filename': 'a.pdf',
    'x-parent_id': harness.drives.a.privateSpaceId,
    'x-streammode': '1',
    'content-length': typeof body === 'string' ? String(Buffer.byteLength(body)) : undefined,
    ...headers,
  };
  const given = Object.entries(all).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return harness.send({
    method: 'POST',
    host: 'upload',
    path: '/workdrive-api/v1/stream/upload',
    headers: Object.fromEntries(given),
    body,
    ...more,
  });
}

/** What progress says: a status code, a resource id, or neither. */
async function progress(uploadId = 'up-1', org: 'a' | 'b' = 'a', zuid: string = users.a.zuid) {
  const path = `/workdrive/uploadprogress?uploadid=upload_${zuid}_${uploadId}`;
  const answer = await harness.send({ method: 'GET', host: 'api', path, org });
  expect(answer.status).toBe(200);
  const info = answer.at('data.attributes.upload_info');
  if (typeof info !== 'string') return {};
  const parsed = JSON.parse(info) as { RESOURCE_ID?: string; AUDIT_INFO: { statusCode: string } };
  return { code: parsed.AUDIT_INFO.statusCode, id: parsed.RESOURCE_ID };
}

const files = () => harness.service.files('a');
const stored = (id: string) => files().find((file) => file.id === id);
const md5 = (bytes: string | Buffer) => createHash('md5').update(bytes).digest('hex');

test('a stream upload answers what was stored, and progress knows it', async () => {
  const answer = await stream();

  const id = answer.text('data.0.attributes.resource_id');
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    data: [
      {
        attributes: {
          file_name: 'a.pdf',
          parent_id: harness.drives.a.privateSpaceId,
          resource_id: id,
          file_info: expect.any(String) as string,
        },
        type: 'API_UPLOAD',
      },
    ],
    status: 'SUCCESS',
  });
  expect(JSON.parse(answer.text('data.0.attributes.file_info'))).toMatchObject({
    RESOURCE_ID: id,
    MD5_CHECKSUM: md5('hello'),
    size: 5,
  });
  expect(stored(id)).toMatchObject({ name: 'a.pdf', size: 5, md5: md5('hello') });
  expect(await progress()).toEqual({ code: 'D201', id });
});

test.each([
  ['caf%C3%A9+1.txt', 'café 1.txt'],
  ['a%20b%2Bc.txt', 'a b+c.txt'],
])('the name %s is stored as %s', async (header, name) => {
  expect((await stream({ 'x-filename': header })).at('data.0.attributes.file_name')).toBe(name);
});

test('a taken name is suffixed, also where the small upload refuses it', async () => {
  harness.setProfile({ sameName: 'conflict' });

  const answer = await stream({ 'x-filename': 'taken.pdf' });

  expect(answer.at('data.0.attributes.file_name')).toBe('taken 02-11-2026 09:30:00:250.pdf');
});

test('override works with its prefix and is ignored without', async () => {
  const ignored = await stream({ 'x-filename': 'taken.pdf', 'override-name-exist': 'true' });
  const heeded = await stream({ 'x-filename': 'taken.pdf', 'x-override-name-exist': 'true' });

  expect(ignored.at('data.0.attributes.resource_id')).not.toBe(harness.id('taken'));
  expect(heeded.at('data.0.attributes.resource_id')).toBe(harness.id('taken'));
  expect(stored(harness.id('taken'))?.md5).toBe(md5('hello'));
});

test.each(['upload-id', 'x-filename', 'x-parent_id', 'x-streammode', 'content-length'])(
  'without %s the upload is refused with 400',
  async (header) => {
    const before = files();
    expect(refusalOf(await stream({ [header]: undefined }))).toBe('400 F6003');
    expect(files()).toEqual(before);
  },
);

test('a name with a forbidden character is refused with 400', async () => {
  expect(refusalOf(await stream({ 'x-filename': 'a%3Ab.txt' }))).toBe('400 F6003');
});

test('an empty body fails without a word, and progress says why', async () => {
  const answer = await stream({}, '');

  expect(answer).toMatchObject({ status: 500 });
  expect(answer.json).toBeUndefined();
  expect(await progress()).toEqual({ code: 'D9201', id: undefined });
});

test.each([
  ['an unknown folder', () => 'nowhere', 'D9214'],
  ['a team', () => harness.drives.a.teamId, 'D9214'],
  ['a file', () => harness.id('taken'), 'D9214'],
  ["another org's folder", () => harness.drives.b.privateSpaceId, 'D9214'],
  ['a read-only folder', () => harness.id('sealed'), 'D9219'],
])('an upload into %s fails without a word, and progress says why', async (_, parent, code) => {
  const before = files();

  const answer = await stream({ 'x-parent_id': parent() });

  expect({ status: answer.status, json: answer.json }).toEqual({ status: 500, json: undefined });
  expect(await progress()).toEqual({ code, id: undefined });
  expect(files()).toEqual(before);
});

test.each([
  ['breaks off', { complete: false }, {}],
  ['is shorter than announced', {}, { 'content-length': '6' }],
])('an upload that %s stores nothing, and progress says so', async (_, more, headers) => {
  const before = files();

  await stream(headers, 'hello', more);

  expect(await progress()).toEqual({ code: 'D9102', id: undefined });
  expect(files()).toEqual(before);
});

test('a connection that breaks within the body leaves no file behind', async () => {
  async function* broken() {
    yield Buffer.alloc(2_000_000);
    throw new Error('aborted');
  }

  await stream({ 'content-length': '3000000' }, broken());

  expect(await progress()).toEqual({ code: 'D9102', id: undefined });
  expect(readdirSync(harness.service.spoolPath() ?? '')).toEqual([]);
});

test('progress says in progress while bytes arrive and while the change is outstanding', async () => {
  const seen: unknown[] = [];
  const changes: (() => unknown)[] = [];
  const commit = <T>(change: () => T) => {
    changes.push(change);
    return new Promise<T>(() => {});
  };
  async function* body() {
    yield Buffer.from('hel');
    seen.push(await progress());
    yield Buffer.from('lo');
  }
  const names = () => files().map(({ name }) => name);

  void stream({ 'content-length': '5' }, body(), { commit });
  await expect.poll(() => changes).toHaveLength(1);
  seen.push(await progress());

  expect(seen).toEqual([
    { code: 'D9217', id: undefined },
    { code: 'D9217', id: undefined },
  ]);
  expect(names()).not.toContain('a.pdf');
  changes[0]?.();
  expect(names()).toContain('a.pdf');
  expect(await progress()).toMatchObject({ code: 'D201' });
});

test("an upload that never was, and somebody else's, have no status code", async () => {
  await stream();

  expect(await progress('other')).toEqual({});
  expect(await progress('up-1', 'b')).toEqual({});
  expect(await progress('up-1', 'b', users.b.zuid)).toEqual({});
});

test('progress without an id is refused', async () => {
  const path = '/workdrive/uploadprogress';
  expect(refusalOf(await harness.send({ method: 'GET', host: 'api', path }))).toBe('500 F000');
});

test('a large copy of a seeded file needs no disk', async () => {
  const answer = await stream(
    { 'content-length': String(large.size) },
    generatedContent(large).open(),
  );

  expect(harness.service.spoolPath()).toBeUndefined();
  expect(stored(answer.text('data.0.attributes.resource_id'))).toMatchObject({
    size: large.size,
    md5: files().find(({ id }) => id === harness.id('large'))?.md5,
  });
});

test('a large file of its own goes to disk and comes back as it was', async () => {
  // Without its first byte it is nothing that could be computed again.
  const bytes = (await collect(generatedContent({ seed: 5, size: 5_000_000 }).open())).subarray(1);
  const own = bytesContent(bytes);
  const answer = await stream({ 'content-length': String(own.size) }, own.open());
  const id = answer.text('data.0.attributes.resource_id');

  const path = `/v1/workdrive/download/${id}`;
  const download = await harness.send({ method: 'GET', host: 'download', path });

  expect(md5(await download.bytes())).toBe(own.md5);
  expect(md5(await collect(own.open()))).toBe(own.md5);
  expect(readdirSync(harness.service.spoolPath() ?? '')).toHaveLength(1);
});
