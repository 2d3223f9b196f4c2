import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
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
import { formHeaders, inPieces, toForm } from './testing/multipart-form.ts';

const seed = {
  myFolders: [
    { key: 'taken', name: 'taken.pdf', text: 'the first' },
    { key: 'folder', name: 'Folder', children: [] },
    { key: 'document', name: 'Notes', native: 'writer' as const },
    { key: 'sealed', name: 'Sealed', readOnly: true, children: [] },
    { name: 'seeded.bin', size: 3_000_000, contentSeed: 9 },
  ],
  teamFolders: [{ key: 'team-folder', name: 'Deals', children: [] }],
};

let harness: DriveHarness;
afterEach(() => harness.service.dispose());

const start = (changes: Parameters<DriveHarness['setProfile']>[0] = {}): DriveHarness => {
  harness = createDriveHarness(seed);
  harness.setProfile(changes);
  return harness;
};

interface Given {
  parent?: string;
  filename?: string;
  bytes?: Buffer | string;
  query?: string;
  override?: string;
}

function upload(given: Given = {}, more: Partial<Sent> = {}): Promise<Answer> {
  const { parent = harness.drives.a.privateSpaceId, filename, bytes = 'hello', override } = given;
  const body = toForm({
    parent_id: parent,
    ...(filename !== undefined && { filename }),
    ...(override !== undefined && { 'override-name-exist': override }),
    content: { filename: 'part.txt', bytes: Buffer.from(bytes) },
  });
  return send(body, given.query, more);
}

function send(body: Sent['body'], query = '', more: Partial<Sent> = {}): Promise<Answer> {
  return harness.send({
    method: 'POST',
    host: 'api',
    path: `/workdrive/api/v1/upload${query}`,
    headers: formHeaders,
    ...(body !== undefined && { body }),
    ...more,
  });
}

const stored = (id: string) => harness.service.files('a').find((file) => file.id === id);
const fileInfo = (answer: Answer): unknown =>
  JSON.parse(answer.text('data.0.attributes.File INFO')) as unknown;
const md5 = (bytes: string | Buffer) => createHash('md5').update(bytes).digest('hex');

test('an upload answers what was stored, and where', async () => {
  const { drives } = start();

  const answer = await upload({ filename: 'a.pdf' });

  const id = answer.text('data.0.attributes.resource_id');
  const parentId = drives.a.privateSpaceId;
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    data: [
      {
        attributes: {
          Permalink: `https://workdrive.zoho.eu/file/${id}`,
          parent_id: parentId,
          FileName: 'a.pdf',
          resource_id: id,
          'File INFO': expect.any(String) as string,
        },
        type: 'files',
      },
    ],
  });
  expect(fileInfo(answer)).toMatchObject({
    RESOURCE_ID: id,
    PARENT_ID: parentId,
    MD5_CHECKSUM: md5('hello'),
    size: 5,
    AUDIT_INFO: { statusCode: 'D201', versionInfo: { versionNumber: '1.0' } },
  });
  expect(stored(id)).toEqual({
    org: 'a',
    id,
    name: 'a.pdf',
    parentId,
    path: '/My Folders/a.pdf',
    size: 5,
    md5: md5('hello'),
    trashed: false,
    createdBy: users.a.zuid,
  });
});

test.each([1, 7, 1000])(
  'a form that comes in pieces of %i bytes is the same form',
  async (size) => {
    start();
    const bytes = await collect(generatedContent({ seed: 77, size: 5000 }).open());
    const body = toForm({
      parent_id: harness.drives.a.privateSpaceId,
      content: { filename: 'x.bin', bytes },
    });

    const answer = await send(inPieces(body, size));

    expect(stored(answer.text('data.0.attributes.resource_id'))?.md5).toBe(md5(bytes));
  },
);

test('parent and name may stand in the query, and the content before the form fields', async () => {
  start();
  const parent = harness.id('team-folder');
  const content = { filename: 'part.txt', bytes: Buffer.from('x') };

  const byQuery = await send(toForm({ content }), `?parent_id=${parent}&filename=q.txt`);
  const behind = await send(toForm({ content, parent_id: parent, filename: 'f.txt' }));
  const unnamed = await send(toForm({ content, parent_id: parent }));

  expect(
    [byQuery, behind, unnamed].map((answer) => answer.at('data.0.attributes.FileName')),
  ).toEqual(['q.txt', 'f.txt', 'part.txt']);
});

test('the name is decoded once more than HTTP requires', async () => {
  start();
  const nameOf = async (given: Given) => (await upload(given)).at('data.0.attributes.FileName');

  expect(await nameOf({ filename: '50%25 a+b%2Bc.txt' })).toBe('50% a b+c.txt');
  expect(await nameOf({ query: '?filename=%2541%2520%25C3%25A9.txt' })).toBe('A é.txt');
});

test('a name with a stray % is refused', async () => {
  start();
  expect(refusalOf(await upload({ filename: '50%.txt' }))).toBe('400 F6003');
});

test('a taken name is refused with 409 and nothing is stored', async () => {
  start({ sameName: 'conflict' });
  const before = harness.service.files('a');

  const answer = await upload({ filename: 'taken.pdf' });

  expect(answer.status).toBe(409);
  expect(harness.service.files('a')).toEqual(before);
});

test('a taken name is suffixed with the time where the profile says so, and again', async () => {
  start({ sameName: 'suffix' });
  const nameOf = async () =>
    (await upload({ filename: 'taken.pdf' })).at('data.0.attributes.FileName');

  expect(await nameOf()).toBe('taken 02-11-2026 09:30:00:250.pdf');
  expect(await nameOf()).toBe('taken 02-11-2026 09:30:00:251.pdf');
});

test('names in another case, in another folder, of a folder or in the trash are not taken', async () => {
  start({ sameName: 'conflict' });
  await harness.api('PATCH', `files/${harness.id('taken')}`, {
    data: { attributes: { status: '51' }, type: 'files' },
  });

  for (const given of [
    { filename: 'taken.pdf' },
    { filename: 'TAKEN.pdf' },
    { filename: 'Folder' },
    { filename: 'taken.pdf', parent: harness.id('folder') },
  ]) {
    expect((await upload(given)).status).toBe(200);
  }
});

test('the name of a native document is taken', async () => {
  start({ sameName: 'conflict' });
  expect((await upload({ filename: 'Notes', override: 'true' })).status).toBe(409);
});

test.each(['form', 'query'])(
  'override in the %s makes a new version of the same id',
  async (where) => {
    start();
    const given = where === 'form' ? { override: 'true' } : { query: '?override-name-exist=true' };

    const answer = await upload({ filename: 'taken.pdf', bytes: 'the second', ...given });

    expect(answer.at('data.0.attributes.resource_id')).toBe(harness.id('taken'));
    expect(fileInfo(answer)).toMatchObject({
      AUDIT_INFO: { versionInfo: { versionNumber: '2.0' } },
    });
    expect(stored(harness.id('taken'))?.md5).toBe(md5('the second'));
  },
);

test('the answer has no MD5 and no size where the profile says so', async () => {
  start({ md5: 'absent', sizeInAnswers: false });

  const info = fileInfo(await upload());

  expect(info).not.toHaveProperty('MD5_CHECKSUM');
  expect(info).not.toHaveProperty('size');
});

test('the MD5 is well-formed and wrong where the profile says so', async () => {
  start({ md5: 'wrong' });

  const info = fileInfo(await upload());

  expect(info).toMatchObject({ MD5_CHECKSUM: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  expect(info).not.toMatchObject({ MD5_CHECKSUM: md5('hello') });
});

test('the size lags behind for as many reads as the profile says', async () => {
  start({ sizeLagReads: 2 });
  const id = (await upload()).text('data.0.attributes.resource_id');
  const size = async (path: string) =>
    (await harness.api('GET', path)).at('data.attributes.storage_info.size_in_bytes');

  expect(await size(`files/${id}`)).toBe(0);
  await harness.api('GET', `files/${harness.drives.a.privateSpaceId}/files`);
  expect(await size(`files/${id}`)).toBe(5);
});

test('the size of a new version lags behind as well', async () => {
  start({ sizeLagReads: 1 });
  await upload({ filename: 'taken.pdf', override: 'true' });

  const info = await harness.api('GET', `files/${harness.id('taken')}`);

  expect(info.at('data.attributes.storage_info.size_in_bytes')).toBe(0);
});

test('a refused upload leaves nothing on disk', async () => {
  start({ sameName: 'conflict' });
  const answer = await upload({ filename: 'taken.pdf', bytes: Buffer.alloc(2_000_000) });

  expect(answer.status).toBe(409);
  expect(readdirSync(harness.service.spoolPath() ?? '')).toEqual([]);
});

test.each([
  ['an unknown folder', 'nowhere', 401, 'R008'],
  ['a file', 'taken', 400, 'R602'],
  ['a read-only folder', 'sealed', 401, 'F900'],
])('an upload into %s is refused', async (_, key, status, code) => {
  start();
  expect(refusalOf(await upload({ parent: harness.id(key) }))).toBe(`${status} ${code}`);
});

test('an upload into a team, or into another org, is refused', async () => {
  const { drives } = start();
  expect(refusalOf(await upload({ parent: drives.a.teamId }))).toBe('401 F900');
  expect(refusalOf(await upload({ parent: drives.b.privateSpaceId }))).toBe('401 R008');
});

test('a form without a parent is F000, one without a content 400', async () => {
  start();
  const content = { filename: 'x', bytes: Buffer.from('x') };
  const parent = harness.drives.a.privateSpaceId;

  expect(refusalOf(await send(toForm({ resource_id: parent, content })))).toBe('500 F000');
  expect(refusalOf(await send(toForm({ parent_id: parent })))).toBe('400 F6003');
  expect(refusalOf(await send(toForm({ parent_id: parent, color: 'red', content })))).toBe(
    '400 F6003',
  );
});

test('a body that is no form, or a broken one, is refused', async () => {
  start();
  expect(refusalOf(await send('{}', '', { headers: {} }))).toBe('400 F6003');
  expect(refusalOf(await send('no boundary in here'))).toBe('400 F6003');
});

test('an empty file is taken', async () => {
  start();
  const id = (await upload({ bytes: '' })).text('data.0.attributes.resource_id');
  expect(stored(id)).toMatchObject({ size: 0, md5: md5('') });
});

test('more than 250 MB are refused and kept nowhere', async () => {
  start();
  const chunk = Buffer.alloc(1024 * 1024);
  const [head, tail] = toForm({
    parent_id: harness.drives.a.privateSpaceId,
    content: { filename: 'big.bin', bytes: Buffer.from('SPLIT') },
  })
    .toString()
    .split('SPLIT');
  function* body() {
    yield Buffer.from(head ?? '');
    for (let count = 0; count < 251; count += 1) yield chunk;
    yield Buffer.from(tail ?? '');
  }
  const before = harness.service.files('a');

  expect((await send(body())).status).toBe(413);
  expect(harness.service.files('a')).toEqual(before);
  expect(readdirSync(harness.service.spoolPath() ?? '')).toEqual([]);
});

test('a body shorter than announced, or cut by the client, stores nothing', async () => {
  start();
  const before = harness.service.files('a');
  const body = toForm({
    parent_id: harness.drives.a.privateSpaceId,
    content: { filename: 'x', bytes: Buffer.from('x') },
  });
  const headers = { ...formHeaders, 'content-length': String(body.length + 1) };
  async function* broken() {
    yield body;
    throw new Error('aborted');
  }

  await send(body, '', { headers });
  await send(body, '', { complete: false });
  await send(broken());

  expect(harness.service.files('a')).toEqual(before);
});

test('a copy of a seeded file needs no disk, and an altered copy is stored as it came', async () => {
  start();
  const bytes = await collect(generatedContent({ seed: 9, size: 3_000_000 }).open());
  await upload({ filename: 'copy.bin', bytes });
  expect(harness.service.spoolPath()).toBeUndefined();

  bytes.writeUInt8(bytes.readUInt8(2_999_999) ^ 1, 2_999_999);
  const altered = await upload({ filename: 'altered.bin', bytes });

  expect(stored(altered.text('data.0.attributes.resource_id'))).toMatchObject({ md5: md5(bytes) });
  const spool = harness.service.spoolPath() ?? '';
  expect(existsSync(spool)).toBe(true);
  harness.service.dispose();
  expect(existsSync(spool)).toBe(false);
});

test('nothing is stored before it is committed; what is committed late is stored then', async () => {
  start();
  const changes: (() => unknown)[] = [];
  const commit = <T>(change: () => T) => {
    changes.push(change);
    return new Promise<T>(() => {});
  };
  const names = () => harness.service.files('a').map(({ name }) => name);

  void upload({ filename: 'late.txt' }, { commit });
  await expect.poll(() => changes).toHaveLength(1);

  expect(names()).not.toContain('late.txt');
  changes[0]?.();
  expect(names()).toContain('late.txt');
});

test('a late commit that cannot be stored any more harms nobody', async () => {
  start();
  const changes: (() => unknown)[] = [];
  const commit = <T>(change: () => T) => {
    changes.push(change);
    return new Promise<T>(() => {});
  };
  void upload({ filename: 'taken.pdf' }, { commit });
  await expect.poll(() => changes).toHaveLength(1);

  expect(() => changes[0]?.()).not.toThrow();
});
