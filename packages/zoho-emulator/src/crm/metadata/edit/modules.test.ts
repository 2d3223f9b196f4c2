import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../../create-emulator.ts';
import type { Emulator } from '../../../emulator.ts';
import { smallSeed } from '../../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
let profiles: { id: string }[];
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed() });
  visitor = createVisitor(emulator);
  const { json } = await visitor.call('api', '/crm/v8/settings/profiles');
  const [first] = Array.isArray(json?.['profiles']) ? json['profiles'] : [];
  profiles = [{ id: String(first.id) }];
});
afterEach(async () => await emulator.close());

const path = '/crm/v8/settings/modules';
const call = async (method: string, rest: string, json?: unknown): Promise<Reply> =>
  await visitor.call('api', path + rest, { method, ...(json === undefined ? {} : { json }) });
const vehicles = () => ({
  singular_label: 'Vehicle',
  plural_label: 'Vehicles',
  api_name: 'Vehicles',
  profiles,
});
const idOf = async (name: string): Promise<string> => {
  const { json } = await call('GET', `/${name}`);
  return Array.isArray(json?.['modules']) ? String(json['modules'][0].id) : '';
};

test('a custom module can be made, and takes records at once', async () => {
  const modules = [{ ...vehicles(), display_field: { field_label: 'Plate', data_type: 'text' } }];
  const reply = await call('POST', '', { modules });
  expect(reply).toMatchObject({
    status: 201,
    json: { modules: [{ code: 'SUCCESS', details: { id: await idOf('Vehicles') } }] },
  });
  const data = [{ Name: 'HH-1' }];
  const added = await visitor.call('api', '/crm/v8/Vehicles', { method: 'POST', json: { data } });
  expect(added.status).toBe(201);
  const list = await visitor.call('api', '/crm/v8/Vehicles?fields=Name');
  expect(list.json).toMatchObject({ data: [{ Name: 'HH-1' }] });
  expect((await call('GET', '/Vehicles')).json).toMatchObject({
    modules: [{ generated_type: 'custom', module_name: 'CustomModule2', plural_label: 'Vehicles' }],
  });
});

test('a module can be named by a number that counts itself', async () => {
  const auto_number = { prefix: 'V-', start_number: '7', suffix: '' };
  const display_field = { field_label: 'No', data_type: 'autonumber', auto_number };
  await call('POST', '', { modules: [{ ...vehicles(), display_field }] });
  const data = [{ Email: 'a@example.com' }];
  await visitor.call('api', '/crm/v8/Vehicles', { method: 'POST', json: { data } });
  const list = await visitor.call('api', '/crm/v8/Vehicles?fields=Name');
  expect(list.json).toMatchObject({ data: [{ Name: 'V-7' }] });
});

test.each([
  ['MANDATORY_NOT_FOUND', { singular_label: '' }, 'singular_label'],
  ['MANDATORY_NOT_FOUND', { plural_label: undefined }, 'plural_label'],
  ['MANDATORY_NOT_FOUND', { api_name: undefined }, 'api_name'],
  ['MANDATORY_NOT_FOUND', { profiles: undefined }, 'profiles'],
  ['INVALID_DATA', { api_name: 7 }, 'api_name'],
  ['INVALID_DATA', { api_name: 'a__b' }, 'api_name'],
  ['INVALID_DATA', { api_name: 'x'.repeat(51) }, 'api_name'],
  ['INVALID_DATA', { plural_label: 'x'.repeat(26) }, 'plural_label'],
  ['INVALID_DATA', { profiles: [{ id: '1' }] }, 'id'],
  ['DUPLICATE_DATA', { api_name: 'Leads' }, 'api_name'],
  ['DUPLICATE_DATA', { plural_label: 'leads' }, 'plural_label'],
  ['RESERVED_KEYWORD_NOT_ALLOWED', { api_name: 'Select' }, 'api_name'],
  ['DEPENDENT_FIELD_MISSING', { display_field: { data_type: 'autonumber' } }, 'auto_number'],
])('%s refuses the new module %o', async (code, change, api_name) => {
  const reply = await call('POST', '', { modules: [{ ...vehicles(), ...change }] });
  expect(reply).toMatchObject({
    status: 400,
    json: { modules: [{ code, details: { api_name } }] },
  });
});

test('one module is made per call', async () => {
  expect(await call('POST', '', { modules: [vehicles(), vehicles()] })).toMatchObject({
    status: 400,
    json: { code: 'LIMIT_EXCEEDED', details: { limit: 1 } },
  });
  expect(await call('POST', '', {})).toMatchObject({ json: { code: 'MANDATORY_NOT_FOUND' } });
});

test('the labels of a module change by its name, its id, or in a list', async () => {
  const modules = [{ singular_label: 'Job', plural_label: 'Jobs', profiles }];
  expect(await call('PUT', '/Deals_X', { modules })).toMatchObject({
    status: 200,
    json: { modules: [{ code: 'SUCCESS', details: { id: await idOf('Deals_X') } }] },
  });
  expect((await call('GET', '/Deals_X')).json).toMatchObject({
    modules: [{ singular_label: 'Job', plural_label: 'Jobs', api_name: 'Deals_X' }],
  });
  const rows = [
    { id: await idOf('Deals_X'), plural_label: 'Works' },
    { id: '1', plural_label: 'Nothing' },
    { plural_label: 'Nobody' },
  ];
  const reply = await call('PUT', '', { modules: rows });
  expect(reply).toMatchObject({
    status: 207,
    json: {
      modules: [{ code: 'SUCCESS' }, { code: 'INVALID_MODULE' }, { code: 'MANDATORY_NOT_FOUND' }],
    },
  });
});

test('a change of a module that is refused changes nothing', async () => {
  const modules = [{ singular_label: 'x'.repeat(26), plural_label: 'Jobs' }];
  expect((await call('PUT', '/Deals_X', { modules })).status).toBe(400);
  expect((await call('PUT', '/Nope', { modules })).json).toMatchObject({ code: 'INVALID_MODULE' });
  expect((await call('GET', '/Deals_X')).json).toMatchObject({
    modules: [{ plural_label: 'Deals X' }],
  });
});

test('If-Modified-Since shows the modules that changed since', async () => {
  emulator.clock.advance(60_000);
  const since = new Date(emulator.clock.now()).toISOString();
  emulator.clock.advance(60_000);
  await call('PUT', '/Deals_X', { modules: [{ singular_label: 'Job', plural_label: 'Jobs' }] });
  const { json } = await visitor.call('api', path, { headers: { 'if-modified-since': since } });
  expect(json?.['modules']).toMatchObject([{ api_name: 'Deals_X' }]);
});
