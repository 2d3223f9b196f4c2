import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectEmulator } from './testing/connect-emulator.ts';
import { digestOf } from './testing/digest-of.ts';
import { uploadOrg } from './testing/upload-org.ts';
import { doubtOf, type UploadDoubt } from './upload-doubt.ts';
import type { UploadOptions } from './upload-options.ts';

const size = 20_000;

let emulator: Emulator;
beforeAll(async () => {
  const seed = {
    orgs: { a: uploadOrg('A'), b: uploadOrg('B') },
    profile: { sessionMinimumBytes: 50_000, sessionChunkBytes: 65_536, throttle: false },
  };
  emulator = await createEmulator({ seed });
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const parent = () => emulator.orgs.a.ids['store'] ?? '';
const named = (name: string) =>
  emulator.files('a').filter((file) => file.name === name && !file.trashed);
const bytesOf = (letter = 1, length = size) => [Buffer.alloc(length, letter)];

/** A stream, because the host takes no chunks of so few bytes. */
const asStream = { chunksAbove: 1 };

function upload(options: Partial<UploadOptions> = {}, letter = 1) {
  const { uploads } = connectEmulator(emulator);
  const all = { parent: parent(), size, name: 'x.bin', ...options };
  return uploads.upload(() => bytesOf(letter, all.size), all);
}

/** The doubt that an upload leaves, as it comes back from a file. */
async function doubtful(options: Partial<UploadOptions> = {}): Promise<UploadDoubt> {
  const error: unknown = await upload(options).then(
    () => new TypeError('It succeeded'),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ kind: 'maybe-committed' });
  return JSON.parse(JSON.stringify(doubtOf(error))) as UploadDoubt;
}

const weather = (effect: Parameters<Emulator['faults']['add']>[0]['effect'], nth = 1) =>
  emulator.faults.add({ match: { role: 'upload', nth: nth + 1 }, effect });
const small = (effect: Parameters<Emulator['faults']['add']>[0]['effect']) =>
  emulator.faults.add({ match: { path: /v1\/upload$/ }, effect });
const find = (doubt: UploadDoubt, options = {}) =>
  connectEmulator(emulator).uploads.findCommitted(doubt, options);

describe('a lost answer', () => {
  test('leaves all that is needed to find out', async () => {
    small({ kind: 'answer-lost' });
    const doubt = await doubtful();
    expect(doubt).toMatchObject({
      way: 'small',
      parentId: parent(),
      name: 'x.bin',
      size,
      md5Sent: (await digestOf(bytesOf())).md5,
      idsBefore: expect.arrayContaining([emulator.orgs.a.ids['taken']]) as string[],
      serverTime: expect.any(Number) as number,
      sentAt: expect.any(Number) as number,
    });
  });

  test('of a small upload is settled by the bytes in the folder', async () => {
    small({ kind: 'answer-lost' });
    const found = await find(await doubtful());
    const [file] = named('x.bin');
    expect(found).toMatchObject({ status: 'stored', provedBy: 'content', file: { id: file?.id } });
  });

  test('of a small upload is given its time', async () => {
    small({ kind: 'late-commit', delayMs: 29_000 });
    expect(await find(await doubtful())).toMatchObject({ status: 'stored' });
    small({ kind: 'late-commit', delayMs: 29_000 });
    const doubt = await doubtful({ name: 'y.bin' });
    expect(await find(doubt, { settleMs: 1000 })).toEqual({ status: 'not-stored' });
  });

  test('of a stream is settled by its progress', async () => {
    weather({ kind: 'late-commit', delayMs: 100_000 });
    const doubt = await doubtful(asStream);
    expect(doubt.way).toBe('stream');
    const found = await find(doubt);
    const [file] = named('x.bin');
    expect(found).toMatchObject({ status: 'stored', provedBy: 'progress', file: { id: file?.id } });
  });

  test('of a stream that is still under way is waited for so long and no longer', async () => {
    weather({ kind: 'late-commit', delayMs: 100_000 });
    const doubt = await doubtful(asStream);
    const found = await find(doubt, { progressLimitMs: 50_000 });
    expect(found).toEqual({ status: 'in-progress' });
  });

  test('of a small upload that was not stored says so', async () => {
    small({ kind: 'never-commit' });
    expect(await find(await doubtful())).toEqual({ status: 'not-stored' });
  });

  test('of a stream that failed by its progress says so, and looks all the same', async () => {
    const failed = {
      kind: 'status',
      status: 200,
      json: { AUDIT_INFO: { statusCode: 'D9102' } },
    } as const;
    emulator.faults.add({ match: { path: 'uploadprogress', every: 1 }, effect: failed });
    weather({ kind: 'never-commit' });
    expect(await find(await doubtful(asStream))).toEqual({ status: 'not-stored' });
    weather({ kind: 'answer-lost' });
    const doubt = await doubtful({ ...asStream, name: 'y.bin' });
    expect(await find(doubt)).toMatchObject({ status: 'stored', provedBy: 'content' });
  });

  test('does not take the file of somebody else for ours', async () => {
    small({ kind: 'never-commit' });
    const doubt = await doubtful();
    await upload({}, 2);
    expect(await find(doubt)).toEqual({ status: 'not-stored' });
  });

  test('finds ours also under an altered name, and beside another of that name', async () => {
    emulator.setProfile({ stripFullWidth: true, sizeLagReads: 5 });
    small({ kind: 'answer-lost' });
    const doubt = await doubtful({ name: 'Ａx.bin' });
    await upload({ name: 'x2.bin' }, 2);
    expect(await find(doubt)).toMatchObject({ status: 'stored', file: { name: 'x.bin' } });
  });

  test('is uncertain while what may be ours cannot be read', async () => {
    small({ kind: 'answer-lost' });
    const doubt = await doubtful();
    const effect = {
      kind: 'status',
      status: 451,
      json: { errors: [{ id: 'F918', title: 'no' }] },
    } as const;
    emulator.faults.add({ match: { path: '/download/', every: 1 }, effect });
    expect(await find(doubt)).toMatchObject({
      status: 'uncertain',
      candidates: [{ name: 'x.bin' }],
    });
  });

  test('without a hash is settled by name and size, if only one file has them', async () => {
    small({ kind: 'answer-lost' });
    const doubt = await doubtful({ hash: false });
    expect(await find(doubt)).toMatchObject({ status: 'stored', provedBy: 'size' });
    await upload({ name: 'y.bin' }, 2);
    expect(await find(doubt)).toMatchObject({ status: 'uncertain' });
  });

  test('of a new version is found under the old id', async () => {
    small({ kind: 'answer-lost' });
    const doubt = await doubtful({ name: 'taken.pdf', onConflict: 'new-version' });
    const id = emulator.orgs.a.ids['taken'];
    expect(await find(doubt)).toMatchObject({ status: 'stored', file: { id } });
  });

  test('of a new version that was not stored does not take the old one for it', async () => {
    small({ kind: 'never-commit' });
    const doubt = await doubtful({ name: 'taken.pdf', onConflict: 'new-version' });
    expect(await find(doubt)).toEqual({ status: 'not-stored' });
  });

  test('is no doubt when the connection broke before the last byte had left', async () => {
    const broken = { kind: 'reset-request', afterBytes: 100_000 } as const;
    emulator.faults.add({ match: { path: /v1\/upload$/, every: 1 }, effect: broken });
    const { uploads } = connectEmulator(emulator);
    const length = 9_000_000;
    async function* body() {
      for (let at = 0; at < length; at += 100_000) {
        yield Buffer.alloc(100_000);
        await new Promise(setImmediate);
      }
    }
    const uploading = uploads.upload(body, { parent: parent(), size: length, name: 'x.bin' });
    await expect(uploading).rejects.toMatchObject({ kind: 'unavailable' });
    expect(named('x.bin')).toEqual([]);
  });
});

describe('with reconcile', () => {
  test.each([
    ['small, lost', 'small', { kind: 'answer-lost' }, {}],
    ['small, late', 'small', { kind: 'late-commit', delayMs: 8000 }, {}],
    ['small, never', 'small', { kind: 'never-commit' }, {}],
    ['stream, lost', 'stream', { kind: 'answer-lost' }, asStream],
    ['stream, late', 'stream', { kind: 'late-commit', delayMs: 8000 }, asStream],
  ] as const)('a doubt (%s) ends with one file', async (_case, way, effect, options) => {
    if (way === 'small') small(effect);
    else weather(effect);
    const result = await upload({ reconcile: true, ...options });
    emulator.clock.advance(60_000);
    expect(result).toMatchObject({ name: 'x.bin', way, md5Sent: (await digestOf(bytesOf())).md5 });
    expect(named('x.bin')).toMatchObject([{ id: result.id, size }]);
  });

  test.each(['answer-lost', 'never-commit'] as const)(
    'a new version whose answer is lost (%s) is made once',
    async (kind) => {
      small({ kind });
      const result = await upload({
        name: 'taken.pdf',
        onConflict: 'new-version',
        reconcile: true,
      });
      expect(result).toMatchObject({ isNewVersion: true, id: emulator.orgs.a.ids['taken'] });
      const { downloads } = connectEmulator(emulator);
      const { body } = await downloads.open(result.id, { version: '2.0' });
      expect((await digestOf(body)).size).toBe(size);
      await expect(downloads.open(result.id, { version: '3.0' })).rejects.toMatchObject({
        code: 'V001',
      });
    },
  );

  test('a suffixed duplicate whose answer is lost is found and taken back', async () => {
    emulator.setProfile({ sameName: 'suffix' });
    small({ kind: 'answer-lost' });
    const before = [{ id: '1', name: 'other', kind: 'file', status: 'active' }] as const;
    const uploading = upload({ name: 'taken.pdf', before, reconcile: true });
    await expect(uploading).rejects.toMatchObject({ kind: 'conflict' });
    const there = emulator
      .files('a')
      .filter(({ trashed, name }) => !trashed && name.startsWith('taken'));
    expect(there).toMatchObject([{ size: 10 }]);
  });

  test('a stream that Zoho calls under way for good is still a doubt', async () => {
    weather({ kind: 'never-commit' });
    const error: unknown = await upload({ reconcile: true, ...asStream }).catch(
      (reason: unknown) => reason,
    );
    expect(doubtOf(error)).toMatchObject({ way: 'stream' });
    expect(named('x.bin')).toEqual([]);
  });

  test('what stays uncertain is still a doubt', async () => {
    small({ kind: 'answer-lost' });
    const effect = {
      kind: 'status',
      status: 451,
      json: { errors: [{ id: 'F918', title: 'no' }] },
    } as const;
    emulator.faults.add({ match: { path: '/download/', every: 1 }, effect });
    const error: unknown = await upload({ reconcile: true }).catch((reason: unknown) => reason);
    expect(doubtOf(error)).toMatchObject({ name: 'x.bin' });
    expect(named('x.bin')).toHaveLength(1);
  });

  test('a settle time of the caller holds', async () => {
    small({ kind: 'late-commit', delayMs: 100_000 });
    const begun = emulator.clock.now();
    await upload({ reconcile: { settleMs: 200_000 } });
    expect(emulator.clock.now() - begun).toBeGreaterThan(190_000);
    expect(named('x.bin')).toHaveLength(1);
  });
});

test.each([
  ['no error', undefined],
  ['another error', new Error('x')],
])('%s has no doubt', (_case, error) => {
  expect(doubtOf(error)).toBeUndefined();
});
