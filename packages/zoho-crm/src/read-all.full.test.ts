import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as v from 'valibot';
import { orgSeed } from './testing/emulated-crm.ts';

const records = 250_000;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator({
    seed: orgSeed({
      Projects: {
        fields: [{ api_name: 'Amount', data_type: 'currency' }],
        records: Array.from({ length: records }, (_, n) => ({ Name: `Project ${n}`, Amount: n })),
      },
    }),
  });
}, 300_000);
afterAll(() => emulator.close());

const Result = v.object({
  count: v.number(),
  ids: v.string(),
  peakOfFew: v.number(),
  peakOfAll: v.number(),
});

it.each(['pages', 'coql'])(
  'reads 250,000 records by %s, each once, in flat memory, while one in a hundred changes',
  async (by) => {
    const ids = emulator.records('a', 'Projects').map(({ id }) => id);
    const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
    const program = fileURLToPath(new URL('testing/read-all-child.ts', import.meta.url));
    // V8's nursery grows with the garbage of busy programs, whoever makes it; what a reader holds does
    // not depend on its size.
    const nursery = '--max-semi-space-size=4';
    const args = [nursery, program, emulator.url, clientId, clientSecret, refreshToken, by];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let changed = 0;
    let last = '';
    for await (const line of createInterface({ input: child.stdout })) {
      last = line;
      // As many as make one in a hundred of what was read by now, behind and before the reader.
      for (; changed < Number(line) / 100; changed += 1) {
        const at = (changed * 104_729) % records;
        emulator.updateRecord('a', 'Projects', String(ids[at]), { Name: `new ${changed}` });
      }
    }
    const { count, ids: found, peakOfFew, peakOfAll } = v.parse(Result, JSON.parse(last));
    const all = createHash('sha256');
    for (const id of ids) all.update(`${id}\n`);
    expect([count, found]).toEqual([records, all.digest('hex')]);
    expect(changed).toBe(records / 100);
    const mebibytes = peakOfAll - peakOfFew;
    console.log(`${by}: peak ${Math.round(peakOfAll)} MiB, ${mebibytes.toFixed(1)} MiB more`);
    expect(mebibytes).toBeLessThan(64);
  },
  600_000,
);
