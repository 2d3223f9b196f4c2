import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Visitor, createVisitor } from '../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed() });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

test('fields are those of every module and those of the seed', async () => {
  const reply = await visitor.call('api', '/crm/v8/settings/fields?module=Deals_X');
  const fields = reply.json?.['fields'] as { api_name: string }[];
  expect(fields.map((field) => field.api_name).join(' ')).toBe(
    'id Name Owner Created_Time Modified_Time Done Folder Amount Closing Visited',
  );
  expect(fields.find((field) => field.api_name === 'Done')).toMatchObject({
    data_type: 'boolean',
    json_type: 'boolean',
    operation_type: { api_update: true },
  });
});

test.each([
  ['', 'REQUIRED_PARAM_MISSING'],
  ['?module=Nope', 'INVALID_MODULE'],
])('fields%s are refused', async (query, code) => {
  const reply = await visitor.call('api', `/crm/v8/settings/fields${query}`);
  expect(reply).toMatchObject({ status: 400, json: { code } });
});

test('modules, the org and the current user are told', async () => {
  expect((await visitor.call('api', '/crm/v8/settings/modules')).json).toMatchObject({
    modules: [{ api_name: 'Deals_X', generated_type: 'custom', api_supported: true }],
  });
  expect((await visitor.call('api', '/crm/v8/org')).json).toMatchObject({
    org: [{ company_name: 'Org A' }],
  });
  expect((await visitor.call('api', '/crm/v8/users?type=CurrentUser')).json).toMatchObject({
    users: [{ email: 'a@example.com', zuid: emulator.orgs.a.userId, time_zone: 'Etc/GMT-1' }],
  });
});

test('an org without modules has none to list', async () => {
  const reply = await createVisitor(emulator, 'b').call('api', '/crm/v8/settings/modules');
  expect(reply).toMatchObject({ status: 204, text: '' });
});
