import { createMemoryStore } from '@zohokit/zoho-http';
import { expect, test } from 'vitest';
import { guessCrmTab, keepCrmTab, readCrmTab } from './crm-tab.ts';

test.each([
  ['Leads', 'Leads'],
  ['Deals', 'Potentials'],
  ['Sales_Orders', 'SalesOrders'],
  ['Purchase_Orders', 'PurchaseOrders'],
  ['Price_Books', 'PriceBooks'],
  // Renamed and custom ones: what they were called first, only their metadata tells.
  ['Construction_Sites', 'Construction_Sites'],
  ['toString', 'toString'],
])('%s is taken to be %s in addresses', (module, tab) => {
  expect(guessCrmTab(module)).toBe(tab);
});

test('what the metadata said is kept for its organisation alone', async () => {
  const shared = createMemoryStore();
  const key = { dataCenter: 'eu', clientId: '1000.A', module: 'Sites' };
  await keepCrmTab(shared, key, 'CustomModule3');
  expect(await readCrmTab(shared, key)).toBe('CustomModule3');
  expect(await readCrmTab(shared, { ...key, clientId: '1000.B' })).toBe('Sites');
  await keepCrmTab(shared, key, 'a/b?');
  expect(await readCrmTab(shared, key)).toBe('Sites');
});
