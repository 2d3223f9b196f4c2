import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createEmulator } from '@zohokit/zoho-emulator';
import { expect, test } from 'vitest';
import { orgSeed } from '../testing/emulated-crm.ts';

const child = fileURLToPath(new URL('../testing/bulk-read-child.ts', import.meta.url));

interface Report {
  count: number;
  sha256: string;
  peakMiB: number;
}

/** What a process of its own reads of so many records, and the ids that it should have read. */
async function readInChild(count: number): Promise<Report & { seeded: string }> {
  const records = Array.from({ length: count }, (_, n) => ({
    id: String(3_652_397_000_000_000_000n + BigInt(n)),
    Name: `deal ${n}`,
    Folder: `folder "${n}", of some length so that a row is like one in life`,
  }));
  const modules = { Deals_X: { fields: [{ api_name: 'Folder', data_type: 'text' }], records } };
  const emulator = await createEmulator({ seed: orgSeed(modules), profile: { jobMs: 10 } });
  try {
    const order = {
      url: emulator.url,
      org: emulator.orgs.a,
      module: 'Deals_X',
      fields: ['Name', 'Folder', 'Modified_Time'],
    };
    const args = ['--no-warnings', child, JSON.stringify(order)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const hash = createHash('sha256');
    for (const { id } of records) hash.update(`${id}\n`);
    // The child is ours.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return { ...(JSON.parse(stdout) as Report), seeded: hash.digest('hex') };
  } finally {
    await emulator.close();
  }
}

test('250,000 records have the ids of the seed, and take no more memory than 2,000', async () => {
  const small = await readInChild(2_000);
  expect(small).toMatchObject({ count: 2_000, sha256: small.seeded });
  const large = await readInChild(250_000);
  expect(large).toMatchObject({ count: 250_000, sha256: large.seeded });
  expect(large.peakMiB - small.peakMiB).toBeLessThanOrEqual(64);
});
