import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { generatedContent } from '../../zoho-emulator/src/workdrive/generated-content.ts';
import { connectEmulator } from './testing/connect-emulator.ts';
import { digestOf } from './testing/digest-of.ts';

const MiB = 1024 ** 2;
const size = 64 * MiB;
const chunk = 4 * MiB;
/** The most that lies between two machines when a connection breaks, headers included. */
const inFlight = 512 * 1024;

const org = (name: string) => ({
  dataCenter: 'eu',
  name,
  user: { name: 'Ada Keller', email: 'ada@example.com' },
  workdrive: {
    team: name,
    myFolders: [
      { key: 'large', name: 'large.bin', size, contentSeed: 5, modified: '2026-01-02T03:04:05Z' },
      { key: 'store', name: 'Store', children: [] },
    ],
    teamFolders: [],
  },
});

let emulator: Emulator;
beforeAll(async () => {
  const profile = { throttle: false, sessionMinimumBytes: 1, sessionChunkBytes: chunk };
  emulator = await createEmulator({ seed: { orgs: { a: org('A'), b: org('B') }, profile } });
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const content = generatedContent({ seed: 5, size });
const sixteenths = Array.from({ length: 17 }, (_, index) => index);
const sum = (path: string, of: 'requestBytes' | 'responseBytes') =>
  emulator.ledger
    .entries()
    .filter((entry) => entry.path.includes(path))
    .reduce((total, entry) => total + entry[of], 0);

test.each(sixteenths)('a download of 64 MiB that is cut at %i/16 is completed', async (n) => {
  const effect = { kind: 'cut-body', afterBytes: (size / 16) * n } as const;
  emulator.faults.add({ match: { path: '/download/' }, effect });
  const { body } = await connectEmulator(emulator).downloads.open(
    emulator.orgs.a.ids['large'] ?? '',
  );
  expect(await digestOf(body)).toEqual({ size, md5: content.md5 });
  expect(sum('/download/', 'responseBytes')).toBeLessThan(size + inFlight);
});

test.each(sixteenths.slice(0, 16))(
  'an upload of 64 MiB that is cut in chunk %i is completed',
  async (n) => {
    const effect = { kind: 'reset-request', afterBytes: chunk / 2 } as const;
    emulator.faults.add({ match: { path: '/stream/upload', nth: n + 2 }, effect });
    const { uploads } = connectEmulator(emulator);
    const result = await uploads.upload((from) => content.open(from), {
      name: 'large.bin',
      parent: emulator.orgs.a.ids['store'] ?? '',
      size,
      seekable: true,
      chunksAbove: MiB,
    });
    expect(result).toMatchObject({ way: 'chunks', md5Sent: content.md5 });
    const stored = emulator.files('a').filter(({ id }) => id === result.id);
    expect(stored).toMatchObject([{ size, md5: content.md5 }]);
    expect(sum('/stream/upload', 'requestBytes')).toBeLessThanOrEqual(size + chunk);
  },
);

test.each(sixteenths.slice(1, 16))(
  'a copy whose source is changed after its cut at %i/16 stores nothing',
  async (n) => {
    const { uploads, downloads, items } = connectEmulator(emulator);
    const id = emulator.orgs.a.ids['large'] ?? '';
    const { modifiedAt } = await items.get(id);
    const effect = { kind: 'cut-body', afterBytes: (size / 16) * n } as const;
    emulator.faults.add({ match: { path: '/download/' }, effect });
    const parent = emulator.orgs.a.ids['store'] ?? '';
    const { body } = await downloads.open(id, { modifiedAt });
    const other = generatedContent({ seed: 6, size });
    emulator.clock.advance(60_000);
    await uploads.upload(() => other.open(), {
      name: 'large.bin',
      parent: emulator.orgs.a.rootFolderId,
      size,
      onConflict: 'new-version',
    });
    const copying = uploads.upload(() => body, { name: 'copy.bin', parent, size, reconcile: true });
    await expect(copying).rejects.toMatchObject({ kind: 'conflict' });
    expect(emulator.files('a').filter(({ name }) => name === 'copy.bin')).toEqual([]);
  },
);
