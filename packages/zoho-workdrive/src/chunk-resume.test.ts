import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChunkSessionStore } from './chunk-session.ts';
import { createMemoryChunkSessionStore } from './memory-chunk-session-store.ts';
import type { OpenBytes } from './open-bytes.ts';
import { connectEmulator } from './testing/connect-emulator.ts';
import { digestOf } from './testing/digest-of.ts';
import { uploadOrg } from './testing/upload-org.ts';
import type { UploadOptions } from './upload-options.ts';

const KiB = 1024;
const chunk = 64 * KiB;
const size = 16 * chunk;

let emulator: Emulator;
let store: ChunkSessionStore;
beforeAll(async () => {
  const profile = { sessionMinimumBytes: 1, sessionChunkBytes: chunk, throttle: false };
  const seed = { orgs: { a: uploadOrg('A'), b: uploadOrg('B') }, profile };
  emulator = await createEmulator({ seed });
});
beforeEach(() => {
  store = createMemoryChunkSessionStore();
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

/** Bytes that differ from place to place, in chunks that fit nothing. */
function* bytesOf(from = 0, seed = 0) {
  for (let at = from; at < size;) {
    const length = Math.min(10_007, size - at);
    const piece = Buffer.alloc(length);
    for (let index = 0; index < length; index += 1)
      piece[index] = ((at + index) * 7 + seed + ((at + index) >> 8)) & 255;
    yield piece;
    at += length;
  }
}

const key = 'big.bin';
const parent = () => emulator.orgs.a.ids['store'] ?? '';
const named = (name: string) =>
  emulator.files('a').filter((file) => file.name === name && !file.trashed);
const chunks = () =>
  emulator.ledger
    .entries()
    .filter(({ path, operation }) => path.endsWith('/stream/upload') && operation !== undefined);
const sentBytes = () => chunks().reduce((sum, { requestBytes }) => sum + requestBytes, 0);
/** Without what is still being broken off. */
const takenBytes = () =>
  chunks()
    .filter(({ status }) => status === 200)
    .reduce((sum, { requestBytes }) => sum + requestBytes, 0);

function upload(openBytes: OpenBytes = bytesOf, options: Partial<UploadOptions> = {}) {
  return connectEmulator(emulator).uploads.upload(openBytes, {
    name: 'big.bin',
    parent: parent(),
    size,
    chunksAbove: 1,
    seekable: true,
    session: { store, key },
    ...options,
  });
}

/** The probe that names no file comes before the chunks. */
const nthChunk = (n: number) => ({ path: '/stream/upload', nth: n + 1 });
const md5 = async () => (await digestOf(bytesOf())).md5;

describe('a chunked upload that is cut', () => {
  const sixteenths = Array.from({ length: 16 }, (_, index) => index);

  test.each(sixteenths)(
    'in chunk %i goes on there, and no byte comes twice but of that',
    async (n) => {
      const effect = { kind: 'reset-request', afterBytes: chunk / 2 } as const;
      emulator.faults.add({ match: nthChunk(n + 1), effect });
      const opened: number[] = [];
      const result = await upload((from) => {
        opened.push(from);
        return bytesOf(from);
      });
      expect(result).toMatchObject({ way: 'chunks', md5Sent: await md5() });
      expect(named('big.bin')).toMatchObject([{ size, md5: await md5() }]);
      expect(sentBytes()).toBeLessThanOrEqual(size + chunk);
      // The source is read once, and once more from the chunk that was cut.
      expect(opened).toEqual([0, n * chunk]);
    },
  );

  test.each([
    ['is lost', { kind: 'answer-lost' }],
    ['is an outage', { kind: 'status', status: 502, text: '<html>' }],
    ['comes after all', { kind: 'late-commit', delayMs: 800 }],
    ['was never meant', { kind: 'never-commit' }],
    [
      'says that it came too late',
      { kind: 'status', status: 408, json: { errors: [{ id: 'F000', title: 'Request timeout' }] } },
    ],
    [
      'refuses the token',
      { kind: 'status', status: 401, json: { errors: [{ id: 'F7003', title: 'x' }] } },
    ],
    ['throttles', { kind: 'status', status: 429, headers: { 'retry-after': '30' } }],
  ] as const)(
    'because an answer %s sends no chunk twice that has arrived',
    async (_case, effect) => {
      emulator.faults.add({ match: nthChunk(5), effect });
      await upload();
      expect(named('big.bin')).toMatchObject([{ size, md5: await md5() }]);
      expect(chunks().length).toBeLessThanOrEqual(1 + 16 + 1);
    },
  );

  test('goes on by itself where Zoho gives no account of a session', async () => {
    const gone = {
      kind: 'status',
      status: 404,
      json: { error: { title: 'URL_RULE_NOT_CONFIGURED' } },
    } as const;
    emulator.faults.add({ match: { path: /uploadsession$/, every: 1 }, effect: gone });
    emulator.faults.add({ match: nthChunk(5), effect: { kind: 'answer-lost' } });
    await upload();
    expect(named('big.bin')).toMatchObject([{ size, md5: await md5() }]);
  });

  test('again and again is given up, and goes on later where it stands', async () => {
    const effect = { kind: 'reset-request', afterBytes: 10 } as const;
    const fault = emulator.faults.add({ match: { ...nthChunk(8), every: 1 }, effect });
    await expect(upload()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(named('big.bin')).toEqual([]);
    expect(await store.get(key)).toMatchObject({ sent: 7 * chunk });
    fault.remove();
    emulator.ledger.clear();

    await upload();
    expect(named('big.bin')).toMatchObject([{ md5: await md5() }]);
    expect(sentBytes()).toBe(9 * chunk);
    expect(await store.get(key)).toBeUndefined();
  });
});

describe('a later process', () => {
  /** Breaks the source off after so many bytes, as the death of the process does. */
  async function begin(bytes: number, options: Partial<UploadOptions> = {}): Promise<void> {
    async function* dying(from: number) {
      let left = bytes - from;
      for (const piece of bytesOf(from)) {
        if (left < piece.byteLength) throw new Error('killed');
        left -= piece.byteLength;
        yield piece;
      }
    }
    await expect(upload(dying, options)).rejects.toThrow('killed');
    emulator.ledger.clear();
  }

  test.each([
    ['at its place', true],
    ['from its start', false],
  ])('sends only what is missing of a body that is opened %s', async (_case, seekable) => {
    await begin(size - 100);
    const result = await upload(seekable ? bytesOf : () => bytesOf(), { seekable });
    expect(result.md5Sent).toBe(await md5());
    expect(named('big.bin')).toMatchObject([{ md5: await md5() }]);
    expect(takenBytes()).toBe(chunk);
  });

  test('begins anew with a source that has other bytes by now', async () => {
    await begin(10 * chunk);
    const changed = (from: number) => bytesOf(from, 99);
    await upload(changed);
    expect(named('big.bin')).toMatchObject([{ md5: (await digestOf(bytesOf(0, 99))).md5 }]);
    expect(takenBytes()).toBe(size);
  });

  test.each([
    ['another name', { name: 'other.bin' }],
    ['another folder', { parent: 'Mine' }],
    ['another way with a taken name', { onConflict: 'new-version' as const }],
  ])('begins anew for %s', async (_case, options) => {
    await begin(10 * chunk);
    const parentId = 'parent' in options ? emulator.orgs.a.rootFolderId : parent();
    const { name } = await upload(bytesOf, { ...options, parent: parentId });
    expect(named(name)).toMatchObject([{ md5: await md5() }]);
    expect(takenBytes()).toBe(size);
  });

  test.each([
    ['has expired', 25 * 3_600_000],
    ['is alive', 3_600_000],
  ])('goes on with a session that %s', async (_case, ms) => {
    await begin(10 * chunk);
    emulator.clock.advance(ms);
    await upload();
    expect(named('big.bin')).toMatchObject([{ md5: await md5() }]);
  });

  test('begins anew with what is no session', async () => {
    await store.set(key, { nonsense: true } as never);
    await upload();
    expect(named('big.bin')).toMatchObject([{ md5: await md5() }]);
  });

  test('finds a file that the last one committed without learning of it', async () => {
    // Three answers in a row are lost, and so is the process.
    const fault = emulator.faults.add({
      match: { path: 'uploadsession/commit', every: 1 },
      effect: { kind: 'answer-lost' },
    });
    await expect(upload()).rejects.toMatchObject({ kind: 'maybe-committed' });
    fault.remove();
    expect(named('big.bin')).toHaveLength(1);

    const result = await upload();
    expect(named('big.bin')).toMatchObject([{ id: result.id, md5: await md5() }]);
    expect(await store.get(key)).toBeUndefined();
  });

  test.each(['rename', 'new-version'] as const)('keeps to %s', async (onConflict) => {
    await begin(10 * chunk, { name: 'taken.pdf', onConflict });
    const result = await upload(bytesOf, { name: 'taken.pdf', onConflict });
    const id = emulator.orgs.a.ids['taken'];
    expect(result.id === id).toBe(onConflict === 'new-version');
    expect(named(result.name)).toMatchObject([{ md5: await md5() }]);
    expect(takenBytes()).toBe(7 * chunk);
  });
});

describe('a session that expires in the middle', () => {
  test('is begun anew once', async () => {
    const effect = {
      kind: 'status',
      status: 400,
      json: { errors: [{ id: 'D9234', title: 'x' }] },
    } as const;
    emulator.faults.add({ match: nthChunk(5), effect });
    await upload();
    expect(named('big.bin')).toMatchObject([{ md5: await md5() }]);
    expect(sentBytes()).toBeLessThanOrEqual(size + 5 * chunk);
  });

  test('again and again is given up', async () => {
    const effect = {
      kind: 'status',
      status: 400,
      json: { errors: [{ id: 'D9234', title: 'x' }] },
    } as const;
    emulator.faults.add({ match: { ...nthChunk(3), every: 1 }, effect });
    await expect(upload()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(named('big.bin')).toEqual([]);
  });
});

test('a name that is taken while the chunks are sent costs another commit, and no chunk', async () => {
  const { uploads } = connectEmulator(emulator);
  async function* body(from: number) {
    if (from === 0) {
      const options = { name: 'big.bin', parent: parent(), size: 1 };
      await uploads.upload(() => [Buffer.from('x')], options);
    }
    yield* bytesOf(from);
  }
  const result = await upload(body, { onConflict: 'rename' });
  expect(result.name).toBe('big (2).bin');
  expect(named('big (2).bin')).toMatchObject([{ id: result.id, md5: await md5() }]);
  expect(named('big.bin')).toMatchObject([{ size: 1 }]);
  expect(sentBytes()).toBe(size);
});

test('a session that expired with all its bytes is looked into, and begun anew', async () => {
  const lost = { path: 'uploadsession/commit', every: 1 };
  const fault = emulator.faults.add({ match: lost, effect: { kind: 'never-commit' } });
  await expect(upload()).rejects.toMatchObject({ kind: 'maybe-committed' });
  fault.remove();
  emulator.clock.advance(25 * 3_600_000);
  await upload();
  expect(named('big.bin')).toMatchObject([{ md5: await md5() }]);
});

test('a commit that is lost is asked for again, and makes one file', async () => {
  emulator.faults.add({ match: { path: 'commit' }, effect: { kind: 'answer-lost' } });
  const { id } = await upload(bytesOf, { session: undefined });
  expect(named('big.bin')).toMatchObject([{ id, md5: await md5() }]);
});

test('a commit that comes late makes one file', async () => {
  const effect = { kind: 'late-commit', delayMs: 1500 } as const;
  emulator.faults.add({ match: { path: 'commit' }, effect });
  await upload(bytesOf, { session: undefined });
  emulator.clock.advance(60_000);
  expect(named('big.bin')).toMatchObject([{ md5: await md5() }]);
});

test('the fields of a session may stand in data.attributes', async () => {
  emulator.setProfile({ sessionNesting: 'data' });
  emulator.faults.add({ match: nthChunk(5), effect: { kind: 'answer-lost' } });
  await upload();
  expect(named('big.bin')).toMatchObject([{ md5: await md5() }]);
});
