import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { ZohoError } from '@zohokit/zoho-http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { UploadOptions } from './upload-options.ts';
import { connectEmulator } from './testing/connect-emulator.ts';
import { digestOf } from './testing/digest-of.ts';
import { uploadOrg } from './testing/upload-org.ts';

const MiB = 1024 * 1024;

let emulator: Emulator;
let spoolDir: string;
beforeAll(async () => {
  // Org b has the narrow scopes: nothing of ZohoFiles.
  const seed = { orgs: { a: uploadOrg('A'), b: uploadOrg('B', ['WorkDrive.files.ALL']) } };
  emulator = await createEmulator({ seed });
  spoolDir = await mkdtemp(join(tmpdir(), 'zohokit-test-'));
});
afterEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  await rm(spoolDir, { recursive: true });
});

const store = (org: 'a' | 'b' = 'a') => emulator.orgs[org].ids['store'] ?? '';
const named = (name: string, org: 'a' | 'b' = 'a') =>
  emulator.files(org).filter((file) => file.name === name && !file.trashed);
const sent = () =>
  emulator.ledger
    .entries()
    .filter(({ method, path }) => method === 'POST' && /upload/.test(path))
    .map(({ path }) => path.replace(/^\/workdrive(-api)?\/(api\/)?v1\//, ''));

/** Chunks of 64 KiB of a pattern that has no period of that length. */
function* bytesOf(size: number, from = 0) {
  for (let at = from; at < size; at += 65_536) {
    const chunk = Buffer.alloc(Math.min(65_536, size - at));
    for (let index = 0; index < chunk.length; index += 997) chunk[index] = (at + index) % 251;
    yield chunk;
  }
}

function upload(
  size: number,
  options: Partial<UploadOptions> & { name: string },
  org: 'a' | 'b' = 'a',
) {
  const { uploads } = connectEmulator(emulator, { org, spoolDir });
  return uploads.upload(() => bytesOf(size), { parent: store(org), size, ...options });
}

const chunked = { sessionMinimumBytes: 1, sessionChunkBytes: MiB };

describe('an upload', () => {
  const cases = [
    ['nothing', 0, 'small', {}],
    ['a byte', 1, 'small', {}],
    ['10 MiB', 10 * MiB, 'small', {}],
    ['more', 10 * MiB + 1, 'stream', {}],
    ['chunks', 3 * MiB + 7, 'chunks', { chunksAbove: MiB }],
  ] as const;
  const sizes = ['known', 'unknown'] as const;
  const conflicts = ['fail', 'rename', 'new-version'] as const;
  const matrix = cases.flatMap(([what, size, way, more]) =>
    sizes.flatMap((length) =>
      conflicts.map((onConflict) => ({ what, size, way, more, length, onConflict })),
    ),
  );

  test.each(matrix)(
    'of $what, $length length, with $onConflict ends with its bytes, name and version',
    async ({ size, way, more, length, onConflict }) => {
      emulator.setProfile(chunked);
      const name = onConflict === 'fail' ? 'Größe #1 100% +é.bin' : 'taken.pdf';
      const { md5, size: total } = await digestOf(bytesOf(size));
      const before = emulator.orgs.a.ids['taken'];

      const result = await upload(size, {
        name,
        onConflict,
        ...more,
        ...(length === 'unknown' && { size: undefined }),
      });

      const stored = onConflict === 'rename' ? 'taken (2).pdf' : name;
      const isNewVersion = onConflict === 'new-version';
      expect(result).toMatchObject({
        name: stored,
        md5Sent: md5,
        way,
        isNewVersion,
        parentId: store(),
      });
      expect(result.id === before).toBe(isNewVersion);
      // The answer of a commit has no MD5.
      expect(result.md5).toBe(way === 'chunks' ? undefined : md5);
      expect(named(stored)).toMatchObject([{ id: result.id, size: total, md5 }]);
      const kept = onConflict === 'new-version' ? total : 10;
      expect(named('taken.pdf')).toMatchObject([{ size: kept }]);
      expect(await readdir(spoolDir)).toEqual([]);
    },
  );

  test.each([
    ['small', 5, {}],
    ['stream', 10 * MiB + 1, {}],
    ['chunks', 3 * MiB, { chunksAbove: MiB }],
  ])('of a new version keeps the old one, by %s', async (_way, size, more) => {
    emulator.setProfile(chunked);
    const { downloads } = connectEmulator(emulator);
    await upload(size, { name: 'taken.pdf', onConflict: 'new-version', ...more });
    const id = emulator.orgs.a.ids['taken'] ?? '';
    const old = await downloads.open(id, { version: '1.0' });
    expect((await digestOf(old.body)).size).toBe(10);
    expect((await digestOf((await downloads.open(id, { version: '2.0' })).body)).size).toBe(size);
  });

  test('without hashing says no MD5 of what it sent', async () => {
    const result = await upload(5, { name: 'x.bin', hash: false });
    expect(result.md5Sent).toBeUndefined();
    expect(result.md5).toMatch(/^[\da-f]{32}$/);
  });

  test('does not list a folder that its caller has listed', async () => {
    await upload(5, { name: 'x.bin', before: [] });
    const listings = emulator.ledger.entries().filter(({ path }) => path.endsWith('/files'));
    expect(listings).toEqual([]);
  });

  test('may be repeated after a refused token, and after a throttle', async () => {
    emulator.faults.add({
      match: { path: /v1\/upload$/ },
      effect: { kind: 'status', status: 429, headers: { 'retry-after': '30' } },
    });
    const { uploads } = connectEmulator(emulator);
    await uploads.upload(() => bytesOf(5), { parent: store(), size: 5, name: 'x.bin' });
    emulator.expireTokens('a');
    await uploads.upload(() => bytesOf(5), { parent: store(), size: 5, name: 'y.bin' });
    expect([named('x.bin'), named('y.bin')].map(({ length }) => length)).toEqual([1, 1]);
  });
});

describe('without the scope of the upload host', () => {
  test('a file of up to 250 MB takes the small way', async () => {
    const result = await upload(11 * MiB, { name: 'x.bin' }, 'b');
    expect(result.way).toBe('small');
    expect(named('x.bin', 'b')).toMatchObject([{ size: 11 * MiB }]);
  });

  test('a larger one is refused before it is read', async () => {
    let read = 0;
    const { uploads } = connectEmulator(emulator, { org: 'b' });
    const body = () => {
      read += 1;
      return bytesOf(300 * MiB);
    };
    const uploading = uploads.upload(body, { parent: store('b'), size: 300 * MiB, name: 'x.bin' });
    await expect(uploading).rejects.toMatchObject({ kind: 'refused' });
    expect(read).toBe(0);
  });
});

describe('a host that takes no chunks of a file', () => {
  test.each([
    ['refuses it for its size', {}],
    [
      'says F900',
      {
        kind: 'status',
        status: 401,
        json: { errors: [{ id: 'F900', title: 'Authorization check failed.' }] },
      },
    ],
    ['does not know the address', { kind: 'status', status: 404, text: '<html>' }],
  ] as const)('gets it as a stream when it %s', async (_case, effect) => {
    if ('kind' in effect) emulator.faults.add({ match: { path: 'uploadsession/create' }, effect });
    const result = await upload(3 * MiB, { name: 'x.bin', chunksAbove: MiB });
    expect(result).toMatchObject({ way: 'stream', name: 'x.bin' });
    expect(named('x.bin')).toMatchObject([{ size: 3 * MiB }]);
  });
});

describe('a taken name', () => {
  test.each([
    ['small', 5, {}],
    ['stream', 10 * MiB + 1, {}],
    ['chunks', 3 * MiB, { chunksAbove: MiB }],
  ])('is a conflict before anything is sent, by %s', async (_way, size, more) => {
    const uploading = upload(size, { name: 'taken.pdf', ...more });
    await expect(uploading).rejects.toMatchObject({ kind: 'conflict' });
    expect(sent()).toEqual([]);
    expect(named('taken.pdf')).toMatchObject([{ size: 10 }]);
  });

  test.each([
    ['409', 'small', 5, {}, {}],
    ['a suffix', 'small', 5, {}, { sameName: 'suffix' }],
    ['a suffix', 'stream', 10 * MiB + 1, {}, {}],
    ['409', 'chunks', 3 * MiB, { chunksAbove: MiB }, chunked],
  ] as const)(
    'that a listing did not show is a conflict by %s all the same (%s)',
    async (_answer, _way, size, more, profile) => {
      emulator.setProfile(profile);
      const uploading = upload(size, { name: 'taken.pdf', before: [], ...more });
      await expect(uploading).rejects.toMatchObject({ kind: 'conflict' });
      const there = emulator.files('a').filter(({ trashed }) => !trashed);
      expect(there.filter(({ name }) => name.startsWith('taken'))).toMatchObject([{ size: 10 }]);
    },
  );

  test('whose duplicate cannot be trashed is told with its id', async () => {
    emulator.setProfile({ sameName: 'suffix' });
    const effect = {
      kind: 'status',
      status: 403,
      json: { errors: [{ id: 'X1', title: 'no' }] },
    } as const;
    emulator.faults.add({ match: { method: 'PATCH' }, effect });
    const uploading = upload(5, { name: 'taken.pdf', before: [] });
    const duplicate = () => emulator.files('a').find(({ name }) => name.startsWith('taken '));
    await expect(uploading).rejects.toMatchObject({ kind: 'maybe-committed' });
    await expect(uploading).rejects.toThrow(duplicate()?.id);
  });

  test.each([
    ['small', 5, {}],
    ['chunks', 3 * MiB, { chunksAbove: MiB }],
  ])('is avoided once more when it was taken meanwhile, by %s', async (_way, size, more) => {
    emulator.setProfile(chunked);
    const before = [{ id: '1', name: 'x.bin', kind: 'file', status: 'active' }] as const;
    await upload(1, { name: 'x (2).bin' });
    const result = await upload(size, { name: 'x.bin', onConflict: 'rename', before, ...more });
    expect(result.name).toBe('x (3).bin');
  });

  test.each([
    ['a native document', 'minutes'],
    ['two files', 'twice.pdf'],
  ])('of %s takes no version', async (_what, name) => {
    const uploading = upload(5, { name, onConflict: 'new-version' });
    await expect(uploading).rejects.toMatchObject({ kind: 'conflict' });
    expect(sent()).toEqual([]);
  });

  test('of a folder takes nothing from a file', async () => {
    const { name } = await upload(5, { name: 'drawings' });
    expect(name).toBe('drawings');
  });

  test('of a locked file takes no version', async () => {
    const uploading = upload(5, { name: 'locked.pdf', onConflict: 'new-version' });
    await expect(uploading).rejects.toMatchObject({ kind: 'refused', status: 423 });
  });

  test('that WorkDrive has altered is no conflict', async () => {
    emulator.setProfile({ stripFullWidth: true });
    const { name } = await upload(5, { name: 'ＡＢplan.pdf' });
    expect(name).toBe('plan.pdf');
  });
});

describe('an upload that cannot be', () => {
  test.each([
    ['an empty name', { name: ' ' }],
    ['a name with a slash', { name: 'a/b' }],
    ['a name that is too long', { name: 'x'.repeat(201) }],
    ['a parent that is no id', { name: 'x', parent: '../up' }],
    ['half a byte', { name: 'x', size: 0.5 }],
    ['a negative size', { name: 'x', size: -1 }],
  ])('for %s is refused unsent', async (_case, options) => {
    await expect(upload(5, options)).rejects.toMatchObject({ kind: 'usage' });
    expect(emulator.ledger.entries()).toEqual([]);
  });

  test.each([
    ['a folder of somebody else', () => emulator.orgs.a.ids['closed'] ?? ''],
    ['a team', () => emulator.orgs.a.teamId],
    ['nothing', () => 'a'.repeat(37)],
  ])('go into %s is not-found', async (_case, parent) => {
    const uploading = upload(5, { name: 'x.bin', parent: parent() });
    await expect(uploading).rejects.toMatchObject({ kind: 'not-found' });
  });

  test.each([
    ['small', 5, {}],
    ['stream', 11 * MiB, {}],
    ['chunks', 3 * MiB, { chunksAbove: MiB }],
  ])('keep to its size stores nothing, by %s', async (_way, size, more) => {
    emulator.setProfile(chunked);
    for (const wrong of [size - 1, size + 1]) {
      const uploading = upload(size, { name: 'x.bin', size: wrong, ...more });
      await expect(uploading).rejects.toMatchObject({ kind: 'usage' });
    }
    expect(named('x.bin')).toEqual([]);
  });

  test.each([
    ['small', 5, {}],
    ['stream', 11 * MiB, {}],
    ['chunks', 3 * MiB, { chunksAbove: MiB }],
    ['the spool', 11 * MiB, { size: undefined }],
  ])('read its body rejects with what that threw, by %s', async (_way, size, more) => {
    emulator.setProfile(chunked);
    const cause = new Error('the source broke');
    const { uploads } = connectEmulator(emulator, { spoolDir });
    async function* body() {
      yield* bytesOf(size - 1);
      throw cause;
    }
    const options = { parent: store(), size, name: 'x.bin', reconcile: true, ...more };
    await expect(uploads.upload(body, options)).rejects.toBe(cause);
    expect(named('x.bin')).toEqual([]);
    expect(await readdir(spoolDir)).toEqual([]);
  });

  test('read a source that was changed is that conflict, and no reason for another name', async () => {
    const { uploads } = connectEmulator(emulator);
    const changed = new ZohoError('the source was changed', { kind: 'conflict' });
    let opened = 0;
    async function* body() {
      opened += 1;
      yield* bytesOf(4);
      throw changed;
    }
    const options = { parent: store(), size: 5, name: 'x.bin', onConflict: 'rename' } as const;
    await expect(uploads.upload(body, options)).rejects.toBe(changed);
    expect(opened).toBe(1);
  });

  test('open its body rejects with what that threw', async () => {
    const { uploads } = connectEmulator(emulator);
    const body = () => Promise.reject(new Error('no such file'));
    const uploading = uploads.upload(body, { parent: store(), size: 5, name: 'x.bin' });
    await expect(uploading).rejects.toThrow('no such file');
  });

  test.each([
    ['small', 5_000_000, {}],
    ['chunks', 3 * MiB, { chunksAbove: MiB }],
  ])('go on is given up with the reason of its abort, by %s', async (_way, size, more) => {
    emulator.setProfile(chunked);
    const stop = new AbortController();
    const { uploads } = connectEmulator(emulator);
    async function* body() {
      yield* bytesOf(2 * MiB);
      stop.abort(new Error('enough'));
      yield* bytesOf(size, 2 * MiB);
    }
    const { signal } = stop;
    const options = { parent: store(), size, name: 'x.bin', signal, ...more };
    await expect(uploads.upload(body, options)).rejects.toThrow('enough');
    expect(named('x.bin')).toEqual([]);
  });
});
