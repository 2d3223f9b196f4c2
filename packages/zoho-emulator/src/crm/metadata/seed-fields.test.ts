import { expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import { type FieldSeed, parseSeed } from '../../seed.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { createDirectory } from './directory.ts';
import { createLinks } from './related/links.ts';

const seedOf = (changes: Record<string, unknown>, fields: unknown[] = []): unknown => {
  const seed = smallSeed();
  Object.assign(seed.orgs.a, changes);
  Object.assign(seed.orgs.a.crm.modules['Deals_X'] ?? {}, { fields });
  return seed;
};

test.each<[Partial<FieldSeed>, string]>([
  [{ data_type: 'txt' }, 'is not a data type of Zoho CRM'],
  [{ api_name: '1st' }, 'is not an API name'],
  [{ length: -1 }, 'is negative'],
  [{ length: 300 }, 'fields[0].length: is not between 1 and 255'],
  [{ data_type: 'textarea', length: 5 }, 'fields[0].length: is not 2000 or 32000 or 50000'],
  [{ decimal_place: 2 }, 'fields[0].decimal_place: only a field of type double'],
  [{ pick_list: { values: [] } }, 'fields[0].pick_list: only a field of type picklist'],
  [{ data_type: 'lookup', lookup: 'Nope' }, 'fields[0].lookup: the org has no module "Nope"'],
  [{ auto_number: {} }, 'fields[0].auto_number: only a field of type autonumber'],
  [{ textarea: 'small' }, 'fields[0].textarea: only a field of type textarea'],
  [{ return_type: 'text' }, 'fields[0].return_type: only a field of type formula'],
  [{ fields: [] }, 'fields[0].fields: only a field of type subform'],
  [
    { data_type: 'subform', fields: [{ api_name: 'A', data_type: 'text', length: 0 }] },
    'fields[0].fields[0].length: is not between',
  ],
])('a seed with the field %o is refused', (change, why) => {
  const field = { api_name: 'F', data_type: 'text', ...change };
  expect(() => parseSeed(seedOf({}, [field]))).toThrow(why);
});

test.each([
  [{ edition: 'gold' }, 'orgs.a.edition'],
  [{ userLicenses: 0 }, 'orgs.a.userLicenses'],
  [{ currency: 'euro' }, 'orgs.a.currency: is not like "USD"'],
  [{ users: [{ name: 'x' }] }, 'orgs.a.users[0].email'],
])('a seed whose org has %o is refused', (change, why) => {
  expect(() => parseSeed(seedOf(change))).toThrow(why);
});

test.each([
  [{ users: [{ name: 'x', email: 'x@example.com', role: 'King' }] }, 'no role "King"'],
  [{ users: [{ name: 'x', email: 'x@example.com', profile: 'Odd' }] }, 'no profile "Odd"'],
  [{ roles: [{ name: 'x', reportsTo: 'King' }] }, 'no role "King"'],
])('an org with %o cannot be built', async (change, why) => {
  await expect(createEmulator({ seed: seedOf(change) })).rejects.toThrow(why);
});

test('two fields of one name are refused', () => {
  const field = { api_name: 'F', data_type: 'text' };
  expect(() => parseSeed(seedOf({}, [field, field]))).toThrow('two have the name "F"');
});

test('a record of a standard module may go by `Name`', async () => {
  const modules = { Deals: { fields: [], records: [{ Name: 'Harbour' }] } };
  const emulator = await createEmulator({ seed: smallSeed({ a: { crm: { modules } } }) });
  const [deal] = emulator.records('a', 'Deals');
  await emulator.close();
  expect(deal).toMatchObject({ Name: 'Harbour', Deal_Name: null });
});

test('the same seed gives the same ids of fields and options', async () => {
  const ids = async (): Promise<unknown> => {
    const emulator = await createEmulator({ seed: smallSeed({ records: [{ Name: 'x' }] }) });
    const records = emulator.records('a', 'Deals_X').map(({ id }) => id);
    await emulator.close();
    return records;
  };
  expect(await ids()).toEqual(await ids());
});

test('links and the directory are the same after they were kept and brought back', () => {
  const blobs = { keep: (path: string) => path, locate: (name: string) => name };
  const links = createLinks();
  const [lead, campaign] = [
    { module: 'Leads', id: '1' },
    { module: 'Campaigns', id: '2' },
  ];
  links.set('a', lead, campaign, { Member_Status: 'Active' });
  const rows: unknown = JSON.parse(JSON.stringify([...links.table.capture(blobs)]));
  links.remove('a', campaign, lead);
  expect(links.of('a', lead, 'Campaigns').size).toBe(0);
  links.table.restore(Array.isArray(rows) ? rows : [], blobs);
  expect(links.of('a', campaign, 'Leads').get('1')).toEqual({ Member_Status: 'Active' });

  const directory = createDirectory();
  const kept = { roles: [], profiles: [], users: [], views: [], currency: 'EUR' };
  directory.set('b', kept);
  const all = [...directory.table.capture(blobs)];
  directory.set('b', { ...kept, currency: 'USD' });
  directory.table.restore(all, blobs);
  expect(directory.of('b')).toEqual(kept);
  expect(() => directory.of('a')).toThrow('was not seeded');
});
