import { expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';

const records = Array.from({ length: 20_000 }, (_, n) => ({
  id: String(3_652_397_000_000_000_000n + BigInt(n)),
  Name: `deal ${n}`,
}));

const { crm, emulator } = useEmulatedCrm({ Deals_X: { fields: [], records } });

test('20,000 records in three jobs have the ids of the seed', async () => {
  emulator().setProfile({ bulkReadRows: 7_000 });
  const ids: string[] = [];
  for await (const { id } of crm().bulk.read('Deals_X', { fields: ['Name'] })) ids.push(id);
  expect(ids).toEqual(records.map(({ id }) => id));
});
