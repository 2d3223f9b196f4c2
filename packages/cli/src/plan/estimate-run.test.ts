import * as v from 'valibot';
import { expect, test } from 'vitest';
import { deal, seedOf } from '../testing/deals.ts';
import { useEmulator } from '../testing/use-emulator.ts';
import { PlanResult } from './plan-result.ts';

/** Six records with four files each, one of them in a subfolder. */
const deals = Array.from({ length: 6 }, (_, index) =>
  deal(`Deal ${index}`, [
    ...['a', 'b', 'c'].map((name) => ({ name: `${name}.txt`, text: `${name} of ${index}` })),
    { name: 'below', children: [{ name: 'd.txt', text: `d of ${index}` }] },
  ]),
);
const shared = useEmulator(seedOf(...deals));

test.each<[string, Record<string, string>]>([
  ['flat', {}],
  ['in a folder for each record', { TRANSFER_LAYOUT: 'record' }],
  ['with subfolders', { TRANSFER_LAYOUT: 'record', TRANSFER_RECURSIVE: 'true' }],
  ['one after the other', { TRANSFER_CONCURRENCY: '1' }],
])('the requests of a run without failures are foreseen: %s', async (_, settings) => {
  const place = await shared.place(settings);
  // Tokens and users are known, as they are to all runs but the first.
  await place.run(['plan', '--limit', '1']);
  const { out } = await place.run(['plan', '--json']);
  const { requests } = v.parse(PlanResult, JSON.parse(out)).estimate;
  const { ledger } = shared.emulator;
  ledger.clear();
  expect((await place.run(['run'])).exitCode).toBe(0);
  const sent = { orgA: 0, orgB: 0, crm: 0 };
  for (const { path: asked, org } of ledger.entries()) {
    if (asked.startsWith('/_emulator')) continue;
    if (asked.includes('/crm/')) sent.crm += 1;
    else if (org !== undefined) sent[org === 'a' ? 'orgA' : 'orgB'] += 1;
  }
  const { orgA, orgB, crm } = requests;
  expect({ orgA, orgB, crm }).toEqual(sent);
});
