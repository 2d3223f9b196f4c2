import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { generatedContent } from '../../zoho-emulator/src/workdrive/generated-content.ts';
import { connectEmulator } from './testing/connect-emulator.ts';
import { uploadOrg } from './testing/upload-org.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

let emulator: Emulator;
let spoolDir: string;
beforeAll(async () => {
  emulator = await createEmulator({ seed: { orgs: { a: uploadOrg('A'), b: uploadOrg('B') } } });
  spoolDir = await mkdtemp(join(tmpdir(), 'zohokit-test-'));
});
afterEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  await rm(spoolDir, { recursive: true });
});

const sizes = [
  ['0', 0, 'small'],
  ['1', 1, 'small'],
  ['10 MiB - 1', 10 * MiB - 1, 'small'],
  ['10 MiB', 10 * MiB, 'small'],
  ['250 MiB', 250 * MiB, 'stream'],
  ['1 GiB + 1', GiB + 1, 'chunks'],
  ['3 GiB', 3 * GiB, 'chunks'],
] as const;
const matrix = sizes.flatMap(([what, size, way]) =>
  (['known', 'unknown'] as const).flatMap((length) =>
    (['fail', 'rename', 'new-version'] as const).map((onConflict) => ({
      what,
      size,
      way,
      length,
      onConflict,
    })),
  ),
);

test.each(matrix)(
  '$what bytes of $length length end with $onConflict as their bytes, name and version',
  async ({ size, way, length, onConflict }) => {
    const content = generatedContent({ seed: size % 1000, size });
    const taken = emulator.orgs.a.ids['taken'];
    const name = onConflict === 'fail' ? 'new.bin' : 'taken.pdf';
    const { uploads, downloads } = connectEmulator(emulator, { spoolDir });
    const result = await uploads.upload((from) => content.open(from), {
      name,
      parent: emulator.orgs.a.ids['store'] ?? '',
      onConflict,
      seekable: true,
      ...(length === 'known' && { size }),
    });

    const stored = onConflict === 'rename' ? 'taken (2).pdf' : name;
    expect(result).toMatchObject({ way, name: stored, md5Sent: content.md5 });
    expect(result.id === taken).toBe(onConflict === 'new-version');
    const files = emulator.files('a').filter((file) => file.name === stored);
    expect(files).toMatchObject([{ id: result.id, size, md5: content.md5 }]);
    const oldest = await downloads.open(taken ?? '', { version: '1.0' });
    expect(oldest.size).toBe(10);
    await oldest.body[Symbol.asyncIterator]().return?.();
    expect(await readdir(spoolDir)).toEqual([]);
  },
);
