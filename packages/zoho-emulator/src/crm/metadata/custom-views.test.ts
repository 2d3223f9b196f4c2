import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import type { ViewSeed } from '../../seed.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Visitor, createVisitor } from '../../testing/visitor.ts';

const withViews = (views: ViewSeed[]) => {
  const seed = smallSeed({
    records: [
      { id: '1', Name: 'one', Amount: 30 },
      { id: '2', Name: 'two', Amount: 5 },
      { id: '3', Name: 'three', Amount: 20 },
    ],
  });
  Object.assign(seed.orgs.a.crm.modules['Deals_X'] ?? {}, { views });
  return seed;
};
const criteria = { field: { api_name: 'Amount' }, comparator: 'greater_than', value: 10 };

let emulator: Emulator;
let visitor: Visitor;
beforeAll(async () => {
  const views = [{ name: 'Big ones', criteria, sort_by: 'Amount', sort_order: 'asc' as const }];
  emulator = await createEmulator({ seed: withViews(views) });
  visitor = createVisitor(emulator);
});
afterAll(async () => await emulator.close());

const list = async (): Promise<Record<string, unknown>[]> => {
  const { json } = await visitor.call('api', '/crm/v8/settings/custom_views?module=Deals_X');
  return Array.isArray(json?.['custom_views']) ? json['custom_views'] : [];
};

test('a module has the view of all its records, then those of the seed', async () => {
  expect(await list()).toMatchObject([
    { name: 'All Deals X', system_name: 'ALLVIEWS', default: true, system_defined: true },
    { name: 'Big ones', system_defined: false, category: 'created_by_me' },
  ]);
});

test('a view read by itself tells criteria, columns and order', async () => {
  const [, big] = await list();
  const path = `/crm/v8/settings/custom_views/${String(big?.['id'])}?module=Deals_X`;
  expect((await visitor.call('api', path)).json).toMatchObject({
    custom_views: [{ criteria, sort_by: { api_name: 'Amount' }, sort_order: 'asc' }],
  });
});

test('cvid shows the records of a view, in its order', async () => {
  const [all, big] = await list();
  const read = async (view: Record<string, unknown> | undefined) => {
    const path = `/crm/v8/Deals_X?fields=Name&cvid=${String(view?.['id'])}`;
    const { json } = await visitor.call('api', path);
    const rows: Record<string, unknown>[] = Array.isArray(json?.['data']) ? json['data'] : [];
    return rows.map((row) => row['Name']);
  };
  expect(await read(all)).toEqual(['three', 'two', 'one']);
  expect(await read(big)).toEqual(['three', 'one']);
});

test.each([
  [{ name: 'V', criteria: { field: { api_name: 'Nope' }, comparator: 'equal', value: 1 } }, 'Nope'],
  [{ name: 'V', sort_by: 'Nope' }, 'Deals_X has no field "Nope"'],
])('a seed with the view %o is refused', async (view, why) => {
  await expect(createEmulator({ seed: withViews([view]) })).rejects.toThrow(why);
});
