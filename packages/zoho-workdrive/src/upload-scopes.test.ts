import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterEach, describe, expect, test } from 'vitest';
import { narrower, workDriveScopes } from './scopes.ts';
import { connectEmulator } from './testing/connect-emulator.ts';
import { digestOf } from './testing/digest-of.ts';
import { uploadOrg } from './testing/upload-org.ts';
import { doubtOf, type UploadDoubt } from './upload-doubt.ts';

let emulator: Emulator;
afterEach(() => emulator.close());

const profile = { sessionMinimumBytes: 50_000, sessionChunkBytes: 65_536, throttle: false };

/** An emulator whose org A has these scopes only. */
async function start(scopes: readonly string[]): Promise<void> {
  const seed = { orgs: { a: uploadOrg('A', [...scopes]), b: uploadOrg('B') }, profile };
  emulator = await createEmulator({ seed });
}

const drive = () => connectEmulator(emulator);
const parent = () => emulator.orgs.a.ids['store'] ?? '';
const bytesOf = (size: number) => () => [Buffer.alloc(size, 1)];

describe.each([
  ['uploads.upload', workDriveScopes['uploads.upload']],
  ['uploads.upload, narrower', narrower['uploads.upload'].scopes],
])('the scopes of %s', (_name, scopes) => {
  test('are enough for every way, every conflict and a duplicate that is taken back', async () => {
    await start(scopes);
    const { uploads } = drive();
    for (const [size, chunksAbove] of [
      [5_000, 10_000],
      [20_000, 10_000],
      [200_000, 10_000],
    ] as const) {
      for (const onConflict of ['fail', 'rename', 'new-version'] as const) {
        const name = onConflict === 'fail' ? `${size}.bin` : 'taken.pdf';
        await uploads.upload(bytesOf(size), {
          name,
          parent: parent(),
          size,
          chunksAbove,
          onConflict,
        });
      }
    }
    emulator.setProfile({ sameName: 'suffix' });
    const late = { name: 'taken.pdf', parent: parent(), size: 5, before: [] };
    await expect(uploads.upload(bytesOf(5), late)).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe.each([
  ['uploads.findCommitted', workDriveScopes['uploads.findCommitted']],
  ['uploads.findCommitted, narrower', narrower['uploads.findCommitted'].scopes],
])('the scopes of %s', (_name, scopes) => {
  test.each(['small', 'stream'] as const)('are enough to settle a doubt (%s)', async (way) => {
    await start(scopes);
    const { md5, size } = await digestOf(bytesOf(10)());
    const sentAt = emulator.clock.now();
    const doubt: UploadDoubt = {
      way,
      parentId: parent(),
      name: 'x.bin',
      uploadId: 'u-1',
      size,
      md5Sent: md5,
      idsBefore: [],
      sentAt,
    };
    const found = await drive().uploads.findCommitted(doubt);
    expect(found.status).toBe('not-stored');
    expect(emulator.clock.now() - sentAt).toBeGreaterThanOrEqual(30_000);
  });
});

test('a token that may not read cannot look, and says so', async () => {
  await start(['WorkDrive.files.CREATE']);
  const uploading = drive().uploads.upload(bytesOf(5), {
    name: 'x.bin',
    parent: parent(),
    size: 5,
  });
  const error: unknown = await uploading.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind: 'scope' });
  expect(doubtOf(error)).toBeUndefined();
});
