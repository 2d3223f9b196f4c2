import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { silentAfter } from './testing/silent-body.ts';
import {
  createWorkDriveClient,
  type WorkDriveClient,
  type WorkDriveClientOptions,
} from './client.ts';

const MiB = 1024 * 1024;

const org = (name: string, scopes?: string[]) => ({
  dataCenter: 'eu',
  name,
  user: { name: 'Ada Keller', email: 'ada@example.com' },
  ...(scopes && { scopes }),
  workdrive: {
    team: name,
    myFolders: [],
    teamFolders: [
      {
        name: 'Papers',
        children: [
          { key: 'store', name: 'Store', children: [{ name: 'taken.pdf', size: 10 }] },
          { key: 'closed', name: 'Closed', readOnly: true, children: [] },
        ],
      },
    ],
  },
});

let emulator: Emulator;
let spoolDir: string;
beforeAll(async () => {
  // Org b has the narrow scopes: nothing of ZohoFiles.
  const seed = { orgs: { a: org('Org A'), b: org('Org B', ['WorkDrive.files.ALL']) } };
  emulator = await createEmulator({ seed });
  spoolDir = await mkdtemp(join(tmpdir(), 'zohokit-test-'));
});
afterEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  await rm(spoolDir, { recursive: true });
});

function connect(key: 'a' | 'b' = 'a', options: WorkDriveClientOptions = {}): WorkDriveClient {
  const clock = {
    now: () => emulator.clock.now(),
    sleep: async (ms: number) => emulator.clock.advance(ms),
  };
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs[key];
  const connection = createConnection({
    name: `org ${key}`,
    dataCenter,
    clientId,
    clientSecret,
    refreshToken,
    clock,
    emulatorUrl: emulator.url,
  });
  return createWorkDriveClient(connection, { spoolDir, ...options });
}

/** A one-pass body that remembers what it gave. */
function bytesOf(size: number, chunkSize = 64 * 1024) {
  const hash = createHash('md5');
  const state = { given: 0, ended: false };
  async function* body() {
    while (state.given < size) {
      const chunk = Buffer.alloc(Math.min(chunkSize, size - state.given), state.given % 251);
      hash.update(chunk);
      state.given += chunk.byteLength;
      yield chunk;
    }
    state.ended = true;
  }
  return { body: body(), state, md5: () => hash.copy().digest('hex') };
}

const request = (key: 'a' | 'b', name: string) => ({
  parentId: emulator.orgs[key].ids['store'] ?? '',
  name,
  uploadId: randomUUID(),
});
const stored = (key: 'a' | 'b', name: string) =>
  emulator.files(key).find((file) => file.name === name);
const uploadPaths = () =>
  emulator.ledger
    .entries()
    .filter(({ path }) => /upload/.test(path))
    .map(({ path }) => path);

describe('the way of an upload', () => {
  test.each([
    ['nothing', 0, '/workdrive/api/v1/upload'],
    ['a few bytes', 5, '/workdrive/api/v1/upload'],
    ['10 MiB', 10 * MiB, '/workdrive/api/v1/upload'],
    ['a byte more', 10 * MiB + 1, '/workdrive-api/v1/stream/upload'],
  ])('of %s', async (_case, size, path) => {
    const { body, md5 } = bytesOf(size);
    const name = 'Angebot #1 100% +é "x".pdf'.replaceAll('"', "'");
    const { parentId } = request('a', name);
    const file = await connect().uploads.once({ ...request('a', name), size, body });

    expect(file).toEqual({ id: expect.any(String) as string, name, parentId, size, md5: md5() });
    expect(stored('a', name)).toMatchObject({ id: file.id, size, md5: md5() });
    expect(uploadPaths().at(-1)).toBe(path);
  });

  test.each([
    ['short', 300_000],
    ['long', 10 * MiB + 300_000],
  ])('of unknown and %s length goes through the spool', async (_case, size) => {
    const { body, md5 } = bytesOf(size);
    const file = await connect().uploads.once({
      ...request('a', 'x.bin'),
      size: undefined,
      body,
    });
    expect(file).toMatchObject({ size, md5: md5() });
    expect(stored('a', 'x.bin')).toMatchObject({ size, md5: md5() });
    expect(await readdir(spoolDir)).toEqual([]);
  });

  test.each([
    ['known', 11 * MiB],
    ['unknown', undefined],
  ])('without the scope of the upload host is the small one (%s length)', async (_case, size) => {
    const { body, md5 } = bytesOf(11 * MiB);
    const { uploads } = connect('b');
    await uploads.once({ ...request('b', 'x.bin'), size, body });
    expect(stored('b', 'x.bin')).toMatchObject({ size: 11 * MiB, md5: md5() });

    // What was learnt is remembered.
    await uploads.once({
      ...request('b', 'y.bin'),
      size: 11 * MiB,
      body: bytesOf(11 * MiB).body,
    });
    expect(uploadPaths()).toEqual([
      '/workdrive-api/v1/stream/upload',
      '/workdrive/api/v1/upload',
      '/workdrive/api/v1/upload',
    ]);
  });

  test('without that scope a file above 250 MB is refused, not the connection', async () => {
    const { uploads } = connect('b');
    const upload = uploads.once({
      ...request('b', 'x.bin'),
      size: 251 * MiB,
      body: bytesOf(251 * MiB).body,
    });

    await expect(upload).rejects.toMatchObject({ kind: 'refused' });
    expect(stored('b', 'x.bin')).toBeUndefined();
  });

  test('is asked for once only, and the asking stores nothing', async () => {
    const { uploads } = connect();
    for (const name of ['x.bin', 'y.bin']) {
      const size = 10 * MiB + 1;
      await uploads.once({ ...request('a', name), size, body: bytesOf(size).body });
    }
    expect(uploadPaths()).toHaveLength(3);
    expect(
      emulator
        .files('a')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['taken.pdf', 'x.bin', 'y.bin']);
  });
});

describe('a refused upload', () => {
  test('of a taken name is a conflict and stores nothing', async () => {
    const { body } = bytesOf(5);
    const upload = connect().uploads.once({ ...request('a', 'taken.pdf'), size: 5, body });
    await expect(upload).rejects.toMatchObject({ kind: 'conflict', status: 409 });
    expect(stored('a', 'taken.pdf')).toMatchObject({ size: 10 });
  });

  test('of a taken name may also be stored under another: the answer says which', async () => {
    emulator.setProfile('worst');
    const { body } = bytesOf(5);
    const file = await connect().uploads.once({ ...request('a', 'taken.pdf'), size: 5, body });
    expect(file.name).toMatch(/^taken .+\.pdf$/);
    expect(file.md5).toBeUndefined();
  });

  test.each([
    ['a team', () => emulator.orgs.a.teamId],
    ['a folder of somebody else', () => emulator.orgs.a.ids['closed'] ?? ''],
    ['nothing', () => 'a'.repeat(37)],
  ])('into %s is not-found', async (_case, parentId) => {
    const upload = { parentId: parentId(), name: 'x.pdf', size: 5, body: bytesOf(5).body };
    await expect(connect().uploads.small(upload)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('for the storage is a quota', async () => {
    emulator.faults.add({ match: { path: '/upload' }, effect: { kind: 'status', status: 507 } });
    const upload = connect().uploads.once({
      ...request('a', 'x'),
      size: 5,
      body: bytesOf(5).body,
    });
    await expect(upload).rejects.toMatchObject({ kind: 'quota' });
  });

  test.each([2 * MiB, 12 * MiB])(
    'of %i bytes that WorkDrive cannot take now is not sent twice',
    async (size) => {
      const headers = { 'retry-after': '30' };
      const effect = { kind: 'status', status: 429, headers } as const;
      const path = size > 10 * MiB ? /stream\/upload$/ : /v1\/upload$/;
      emulator.faults.add({ match: { path, nth: size > 10 * MiB ? 2 : 1 }, effect });
      const { body, state } = bytesOf(size);
      const upload = connect().uploads.once({ ...request('a', 'x.bin'), size, body });
      await expect(upload).rejects.toMatchObject({ kind: 'rate-limit' });
      expect(state.given).toBeLessThanOrEqual(size);
      expect(stored('a', 'x.bin')).toBeUndefined();
    },
  );
});

test.each(['p\r\nx-evil: 1', 'p\u{1F600}'])(
  'a stream into %j is refused unsent',
  async (parentId) => {
    const upload = { ...request('a', 'x.bin'), parentId, size: 5, body: bytesOf(5).body };
    await expect(connect().uploads.stream(upload)).rejects.toMatchObject({ kind: 'usage' });
    expect(uploadPaths()).toEqual([]);
  },
);

describe('a lost answer', () => {
  test.each(['small', 'stream'] as const)('of a %s upload is maybe-committed', async (way) => {
    emulator.faults.add({ match: { path: 'upload' }, effect: { kind: 'answer-lost' } });
    const { body } = bytesOf(5000);
    const { uploads } = connect();
    const upload = uploads[way]({ ...request('a', 'x.bin'), size: 5000, body });
    await expect(upload).rejects.toMatchObject({ kind: 'maybe-committed' });
    expect(stored('a', 'x.bin')).toMatchObject({ size: 5000 });
    expect(uploadPaths()).toHaveLength(1);
  });

  test('of a stream is told by its progress', async () => {
    emulator.faults.add({
      match: { path: 'stream' },
      effect: { kind: 'late-commit', delayMs: 8000 },
    });
    const { uploads } = connect();
    const upload = { ...request('a', 'x.bin'), size: 5000, body: bytesOf(5000).body };
    await expect(uploads.stream(upload)).rejects.toMatchObject({ kind: 'maybe-committed' });

    const ask = () => uploads.progress(emulator.orgs.a.userId, upload.uploadId);
    expect(await ask()).toMatchObject({ status: 'in-progress' });
    emulator.clock.advance(8000);
    expect(await ask()).toMatchObject({ status: 'stored', id: stored('a', 'x.bin')?.id });
    expect(await uploads.progress(emulator.orgs.a.userId, 'other')).toMatchObject({
      status: 'unknown',
    });
  });

  test('that never comes is given up after its time', async () => {
    emulator.faults.add({ match: { path: 'upload' }, effect: { kind: 'hold' } });
    const { uploads } = connect('a', { uploadTimeoutMs: 300 });
    const upload = { ...request('a', 'x.bin'), size: 5, body: bytesOf(5).body };
    await expect(uploads.small(upload)).rejects.toMatchObject({ kind: 'maybe-committed' });
  });

  test.each([
    ['an outage', { kind: 'status', status: 502, text: '<html>' }],
    ['a success that says nothing', { kind: 'status', status: 200, json: { data: [] } }],
  ] as const)('and %s are the same doubt', async (_case, effect) => {
    emulator.faults.add({ match: { path: 'upload' }, effect });
    const upload = { ...request('a', 'x.bin'), size: 5, body: bytesOf(5).body };
    await expect(connect().uploads.small(upload)).rejects.toMatchObject({
      kind: 'maybe-committed',
    });
  });
});

describe('the body', () => {
  test.each(['small', 'stream'] as const)(
    'of a %s upload throws through, and nothing is stored',
    async (way) => {
      const cause = new Error('the source broke');
      async function* body() {
        yield Buffer.alloc(100_000);
        throw cause;
      }
      const { uploads } = connect();
      const upload = { ...request('a', 'x.bin'), size: 200_000, body: body() };
      await expect(uploads[way](upload)).rejects.toBe(cause);
      expect(stored('a', 'x.bin')).toBeUndefined();
      expect(uploadPaths().length).toBeLessThanOrEqual(1);
    },
  );

  test.each([
    ['longer', 4000],
    ['shorter', 6000],
  ])('that is %s than its size is not stored', async (_case, size) => {
    const { uploads } = connect();
    for (const way of ['small', 'stream'] as const) {
      const upload = { ...request('a', 'x.bin'), size, body: bytesOf(5000, 1000).body };
      await expect(uploads[way](upload)).rejects.toMatchObject({ kind: 'usage' });
    }
    expect(stored('a', 'x.bin')).toBeUndefined();
  });

  test('is told when it keeps silent and the upload is aborted', async () => {
    const stop = new AbortController();
    const source = silentAfter(100_000);
    const { signal } = stop;
    const upload = { ...request('a', 'x.bin'), size: 200_000, body: source.body, signal };
    const done = connect().uploads.once(upload);
    await source.silent;
    stop.abort(new Error('enough'));
    await expect(done).rejects.toThrow('enough');
    expect(source.told()).toBe(true);
  });

  test('is given up with the reason of an abort', async () => {
    const stop = new AbortController();
    async function* body() {
      yield Buffer.alloc(100_000);
      stop.abort(new Error('enough'));
      yield Buffer.alloc(100_000);
    }
    const { signal } = stop;
    const upload = { ...request('a', 'x.bin'), size: 200_000, body: body(), signal };
    await expect(connect().uploads.once(upload)).rejects.toThrow('enough');
    expect(stored('a', 'x.bin')).toBeUndefined();
  });
});
