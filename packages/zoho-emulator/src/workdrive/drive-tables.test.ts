import { afterEach, expect, test } from 'vitest';
import { generatedContent } from './generated-content.ts';
import { type DriveHarness, collect, createDriveHarness } from './testing/drive-harness.ts';

const seed = {
  myFolders: [
    {
      key: 'folder',
      name: 'Folder',
      children: [
        { key: 'big', name: 'big.bin', size: 3_000_000 },
        { key: 'text', name: 'a.txt', text: 'hello' },
        { key: 'doc', name: 'Doc', native: 'writer' as const },
        { key: 'trashed', name: 'old.txt', text: 'old', trashed: true },
      ],
    },
  ],
};

const harnesses: DriveHarness[] = [];
afterEach(() => {
  for (const { service } of harnesses.splice(0)) service.dispose();
});

function createHarness(given?: typeof seed): DriveHarness {
  const harness = createDriveHarness(given);
  harnesses.push(harness);
  return harness;
}

const patch = (attributes: object) => ({ data: { attributes, type: 'files' } });

/** All state, by way of text, from one to another. */
function transplant(from: DriveHarness, to: DriveHarness): void {
  const files: string[] = [];
  const blobs = {
    keep: (path: string) => String(files.push(path) - 1),
    locate: (name: string) => files[Number(name)] ?? '',
  };
  for (const table of from.service.tables) {
    const rows: unknown = JSON.parse(JSON.stringify([...table.capture(blobs)]));
    const target = to.service.tables.find(({ name }) => name === table.name);
    target?.restore(Array.isArray(rows) ? rows : [], blobs);
  }
}

async function stream(harness: DriveHarness, bytes: Buffer, headers: Record<string, string>) {
  return await harness.send({
    method: 'POST',
    host: 'upload',
    path: '/workdrive-api/v1/stream/upload',
    headers: { 'x-streammode': '1', 'content-length': String(bytes.length), ...headers },
    body: bytes,
  });
}

test('what was uploaded, changed and trashed is there again after a snapshot', async () => {
  const harness = createHarness(seed);
  const own = (await collect(generatedContent({ seed: 9, size: 2_000_001 }).open())).subarray(1);
  const headers = {
    'upload-id': 'u',
    'x-filename': 'own.bin',
    'x-parent_id': harness.id('folder'),
  };
  await stream(harness, own, headers);
  await harness.api('PATCH', `files/${harness.id('text')}`, patch({ status: '51' }));
  await harness.api('PATCH', `files/${harness.id('big')}`, patch({ name: 'renamed.bin' }));

  const other = createHarness();
  transplant(harness, other);

  const files = (one: DriveHarness) =>
    one.service.files('a').toSorted((a, b) => a.id.localeCompare(b.id));
  expect(files(other)).toEqual(files(harness));
  const id = other.service.files('a').find(({ name }) => name === 'own.bin')?.id;
  const path = `/v1/workdrive/download/${id}`;
  const download = await other.send({ method: 'GET', host: 'download', path });
  expect((await download.bytes()).equals(own)).toBe(true);
  const info = (one: DriveHarness) => one.api('GET', `files/${harness.id('folder')}`);
  expect((await info(other)).json).toEqual((await info(harness)).json);
});

test('ids, page tokens and change tokens of before a snapshot fit after it', async () => {
  const harness = createHarness(seed);
  const token = (await harness.api('GET', 'changes/starttoken')).text('data.attributes.token');
  await harness.api('PATCH', `files/${harness.id('text')}`, patch({ name: 'b.txt' }));
  const list = `files/${harness.id('folder')}/files?page%5Blimit%5D=1&page%5Bnext%5D=`;
  const next = new URL((await harness.api('GET', `${list}0`)).text('links.cursor.next'));

  const other = createHarness();
  transplant(harness, other);

  const page = await other.api('GET', list + (next.searchParams.get('page[next]') ?? ''));
  expect(page.at('data.0.id')).toBe(harness.id('text'));
  const changes = await other.api('GET', `changes?page%5Bnext%5D=${encodeURIComponent(token)}`);
  expect(changes.at('data.0.attributes.action_category')).toBe('RENAME');
});

test('a new item never gets the id of one that a snapshot brought', async () => {
  const harness = createHarness(seed);
  const create = (one: DriveHarness) =>
    one.api('POST', 'files', {
      data: { attributes: { name: 'New', parent_id: harness.id('folder') }, type: 'files' },
    });
  const first = (await create(harness)).text('data.id');
  const other = createHarness(seed);
  transplant(harness, other);
  expect((await create(other)).text('data.id')).not.toBe(first);
});

test('a chunk session goes on after a snapshot, and its MD5 is right', async () => {
  const profile = { sessionMinimumBytes: 1, sessionChunkBytes: 100_000 };
  const harness = createHarness(seed);
  harness.setProfile(profile);
  const content = generatedContent({ seed: 4, size: 150_000 });
  const bytes = await collect(content.open());
  const query = `size=150000&file_name=c.bin&parent_id=${harness.id('folder')}`;
  const id = (await harness.api('POST', `uploadsession/create?${query}`)).text('upload_id');
  const range = (start: number, end: number) => ({
    'upload-id': id,
    'content-range': `bytes ${start}-${end - 1}/150000`,
  });
  await stream(harness, bytes.subarray(0, 100_000), range(0, 100_000));

  const other = createHarness();
  other.setProfile(profile);
  transplant(harness, other);
  await stream(other, bytes.subarray(100_000), range(100_000, 150_000));
  await other.api('POST', `uploadsession/commit?upload_id=${id}`);

  const stored = other.service.files('a').find(({ name }) => name === 'c.bin');
  expect(stored?.md5).toBe(content.md5);
});

test('a stream that was under way at a snapshot is incomplete after it', async () => {
  const harness = createHarness(seed);
  const path = '/workdrive/uploadprogress?uploadid=upload_111111111_u';
  const codeIn = async (one: DriveHarness) =>
    /D\d+/.exec((await one.send({ method: 'GET', host: 'api', path })).text(upload))?.[0];
  const upload = 'data.attributes.upload_info';
  void harness.send({
    method: 'POST',
    host: 'upload',
    path: '/workdrive-api/v1/stream/upload',
    headers: {
      'upload-id': 'u',
      'x-streammode': '1',
      'x-filename': 'a.bin',
      'x-parent_id': harness.id('folder'),
      'content-length': '1',
    },
    body: 'x',
    commit: () => new Promise<never>(() => {}),
  });
  await expect.poll(() => codeIn(harness)).toBe('D9217');

  const other = createHarness();
  transplant(harness, other);

  expect(await codeIn(other)).toBe('D9102');
});

test('what progress told, links and penalties outlive a snapshot', async () => {
  const harness = createHarness(seed);
  await stream(harness, Buffer.alloc(0), {
    'upload-id': 'empty',
    'x-filename': 'e',
    'x-parent_id': harness.id('folder'),
  });
  const attributes = { resource_id: harness.id('text'), link_name: 'l' };
  const link = await harness.api('POST', 'links', { data: { type: 'links', attributes } });
  const rows = (one: DriveHarness, name: string) => {
    const table = one.service.tables.find((each) => each.name === name);
    return [...(table?.capture({ keep: String, locate: String }) ?? [])];
  };
  const penalty = { until: 5, toldAt: 4 };
  harness.service.tables
    .find(({ name }) => name === 'workdrive-throttle')
    ?.restore([{ kind: 'pace', key: '1', tokens: 0, at: 1, penalty }], {
      keep: String,
      locate: String,
    });

  const other = createHarness();
  transplant(harness, other);

  expect((await other.api('GET', `links/${link.text('data.id')}`)).status).toBe(200);
  for (const name of ['workdrive-uploads', 'workdrive-throttle']) {
    expect(rows(other, name)).toEqual(rows(harness, name));
    expect(rows(other, name)).toHaveLength(1);
  }
});
