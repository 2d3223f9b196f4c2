import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmulator } from '../../create-emulator.ts';
import type { Emulator } from '../../emulator.ts';
import { smallSeed } from '../../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from '../../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeAll(async () => {
  const seed = smallSeed({
    a: { edition: 'ultimate', userLicenses: 25, currency: 'EUR', profiles: [{ name: 'Sales' }] },
  });
  seed.orgs.a.crm.modules['Orders'] = {
    fields: [
      { api_name: 'Key', data_type: 'text', length: 40, unique: true, external: 'org' },
      { api_name: 'Total', data_type: 'currency', decimal_place: 3 },
      { api_name: 'Notice', data_type: 'textarea', textarea: 'rich_text' },
      { api_name: 'Client', data_type: 'lookup', lookup: 'Accounts' },
      { api_name: 'Number', data_type: 'autonumber', auto_number: { prefix: 'O-' } },
      { api_name: 'Sum', data_type: 'formula', return_type: 'double' },
      {
        api_name: 'Kind',
        data_type: 'picklist',
        pick_list: {
          values: ['Plain', { display_value: 'Houston', actual_value: 'Houston Showroom' }],
          restricted: true,
        },
      },
      {
        api_name: 'Lines',
        data_type: 'subform',
        fields: [{ api_name: 'Text', data_type: 'text' }],
      },
    ],
    records: [],
  };
  emulator = await createEmulator({ seed });
  visitor = createVisitor(emulator);
});
afterAll(async () => await emulator.close());

const get = async (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  await visitor.call('api', `/crm/v8/${path}`, { headers });

const rowsOf = ({ json }: Reply, key: string): Record<string, unknown>[] => {
  const rows = json?.[key];
  return Array.isArray(rows) ? rows : [];
};
const fieldsOf = async (module: string) =>
  new Map(
    rowsOf(await get(`settings/fields?module=${module}`), 'fields').map((field) => [
      field['api_name'],
      field,
    ]),
  );
const idOf = async (module: string, field: string): Promise<string> =>
  String((await fieldsOf(module)).get(field)?.['id']);

test('every org has the standard modules, then those of its seed', async () => {
  const modules = rowsOf(await get('settings/modules'), 'modules');
  expect(modules.map((module) => module['api_name']).join(' ')).toBe(
    'Leads Contacts Accounts Vendors Deals Campaigns Products Price_Books Tasks Events Calls ' +
      'Cases Solutions Notes Attachments Quotes Sales_Orders Purchase_Orders Invoices Deals_X Orders',
  );
  expect(modules.at(-1)).toMatchObject({
    module_name: 'CustomModule2',
    generated_type: 'custom',
    singular_label: 'Order',
    api_supported: true,
    profiles: [{ name: 'Administrator' }, { name: 'Standard' }, { name: 'Sales' }],
  });
  expect(modules.find((module) => module['api_name'] === 'Events')).toMatchObject({
    plural_label: 'Meetings',
    generated_type: 'default',
  });
});

test('a module has every key of the documented sample', async () => {
  const [module] = rowsOf(await get('settings/modules'), 'modules');
  const keys =
    'api_name module_name id singular_label plural_label generated_type api_supported creatable ' +
    'editable deletable viewable visibility show_as_tab quick_create convertable ' +
    'recycle_bin_on_delete sequence_number modified_time modified_by profiles parent_module ' +
    'access_type private_profile feeds_required arguments web_link business_card_field_limit status';
  expect(Object.keys(module ?? {})).toEqual(expect.arrayContaining(keys.split(' ')));
});

test('a module is read by name or id, with its default view and properties', async () => {
  const byName = await get('settings/modules/Accounts');
  const [module] = rowsOf(byName, 'modules');
  expect(module).toMatchObject({ custom_view: { name: 'All Accounts' } });
  expect(module).toHaveProperty('properties');
  expect((await get(`settings/modules/${String(module?.['id'])}`)).json).toEqual(byName.json);
});

test('an unknown module is refused where it is read', async () => {
  const reply = await get('settings/modules/Nope');
  expect(reply).toMatchObject({ status: 400, json: { code: 'INVALID_MODULE' } });
});

test('modules are filtered by status', async () => {
  expect((await get('settings/modules?status=visible,user_hidden')).status).toBe(200);
  expect(await get('settings/modules?status=system_hidden')).toMatchObject({
    status: 204,
    text: '',
  });
  expect(await get('settings/modules?status=visible,nope')).toMatchObject({
    status: 400,
    json: { code: 'INVALID_DATA', details: { index: 1, param_name: 'status' } },
  });
});

test('If-Modified-Since answers 304 when no module changed since', async () => {
  const after = new Date(emulator.clock.now() + 60_000).toISOString();
  expect((await get('settings/modules', { 'if-modified-since': after })).status).toBe(304);
  const before = new Date(emulator.clock.now() - 3_600_000).toISOString();
  expect((await get('settings/modules', { 'if-modified-since': before })).status).toBe(200);
});

test('a field has every documented key', async () => {
  const field = (await fieldsOf('Leads')).get('Company') ?? {};
  const keys =
    'id api_name field_label display_label data_type json_type length decimal_place ' +
    'system_mandatory custom_field read_only field_read_only visible virtual_field searchable ' +
    'sortable filterable mass_update webhook unique external operation_type pick_list_values ' +
    'lookup multiselectlookup associated_module formula auto_number currency textarea ' +
    'rollup_summary crypt tooltip created_source ui_type profiles layout_associations ' +
    'history_tracking private hipaa_compliance_enabled created_time modified_time';
  expect(Object.keys(field)).toEqual(expect.arrayContaining(keys.split(' ')));
  expect(field).toMatchObject({ length: 200, unique: {}, lookup: {}, external: null });
});

test('a field tells what the seed says of it', async () => {
  const fields = await fieldsOf('Orders');
  expect(Object.fromEntries(fields)).toMatchObject({
    Name: { system_mandatory: true, custom_field: false },
    Key: { length: 40, unique: { case_sensitive: false }, external: { type: 'org', show: false } },
    Total: { decimal_place: 3, json_type: 'double', currency: { rounding_option: 'normal' } },
    Notice: { textarea: { type: 'rich_text' }, length: 50_000 },
    Client: { lookup: { module: { api_name: 'Accounts' } }, json_type: 'jsonobject' },
    Number: { auto_number: { prefix: 'O-', start_number: '1' }, read_only: true },
    Sum: { formula: { return_type: 'double' }, json_type: 'double' },
    Kind: { pick_list_values: [{ display_value: 'Plain', type: 'used' }, {}] },
    Lines: { associated_module: { module: 'Lines' }, json_type: 'jsonarray' },
  });
});

test('the fields of a subform are those of the module that holds its rows', async () => {
  const lines = (await fieldsOf('Orders')).get('Lines');
  expect(lines?.['associated_module']).toMatchObject({ module: 'Lines' });
  const columns = await fieldsOf('Lines');
  expect([...columns.keys()]).toEqual(['Text']);
  expect(columns.get('Text')).toMatchObject({ data_type: 'text', length: 255 });
});

test('what can be written is told by operation_type', async () => {
  const fields = await fieldsOf('Orders');
  const writable = (name: string) => fields.get(name)?.['operation_type'];
  expect(writable('Key')).toMatchObject({ api_create: true, api_update: true });
  expect(writable('Created_Time')).toMatchObject({ api_create: false, api_update: false });
});

test.each([
  ['Leads', 'Last_Name'],
  ['Contacts', 'Last_Name'],
  ['Accounts', 'Account_Name'],
  ['Deals', 'Deal_Name Stage'],
  ['Tasks', 'Subject'],
  ['Calls', 'Subject Call_Type Call_Start_Time Call_Duration'],
  ['Events', 'Event_Title Start_DateTime End_DateTime Remind_At'],
  ['Products', 'Product_Name'],
  ['Quotes', 'Subject Quoted_Items'],
  ['Sales_Orders', 'Subject Ordered_Items'],
  ['Purchase_Orders', 'Subject Vendor_Name Purchased_Items'],
  ['Invoices', 'Subject Invoiced_Items'],
  ['Campaigns', 'Campaign_Name'],
  ['Vendors', 'Vendor_Name'],
  ['Price_Books', 'Price_Book_Name Pricing_Details'],
  ['Cases', 'Subject Case_Origin Status'],
  ['Solutions', 'Solution_Title'],
  ['Orders', 'Name'],
])('the mandatory fields of %s are %s', async (module, names) => {
  const fields = [...(await fieldsOf(module)).values()];
  const mandatory = fields.filter((field) => field['system_mandatory'] === true);
  expect(new Set(mandatory.map((field) => field['api_name']))).toEqual(new Set(names.split(' ')));
});

test('fields are read one by one, unused ones apart, and with what may be changed', async () => {
  const id = await idOf('Orders', 'Key');
  expect((await get(`settings/fields/${id}?module=Orders`)).json).toMatchObject({
    fields: [{ id, api_name: 'Key' }],
  });
  expect((await get('settings/fields?module=Orders&type=all')).status).toBe(200);
  expect((await get('settings/fields?module=Orders&type=unused')).status).toBe(204);
  const query = 'module=Orders&include=allowed_permissions_to_update';
  expect(rowsOf(await get(`settings/fields?${query}`), 'fields')[0]).toMatchObject({
    allowed_permissions_to_update: { read_write: true, read_only: true, hidden: true },
  });
});

test.each([
  ['settings/fields', 'REQUIRED_PARAM_MISSING', { param_name: 'module' }],
  ['settings/fields?module=Nope', 'INVALID_MODULE', {}],
  ['settings/fields?module=Orders&type=x', 'INVALID_DATA', { param_name: 'type' }],
  ['settings/fields?module=Orders&include=x', 'INVALID_DATA', { param_name: 'include' }],
  ['settings/fields/1?module=Orders', 'INVALID_DATA', { resource_path_index: 2 }],
  ['settings/fields/1/pick_list_values?module=Orders', 'INVALID_DATA', { resource_path_index: 2 }],
  ['settings/layouts', 'REQUIRED_PARAM_MISSING', { param_name: 'module' }],
  ['settings/layouts?module=Nope', 'INVALID_MODULE', { param_name: 'module' }],
  ['settings/layouts/x?module=Orders', 'PATTERN_NOT_MATCHED', { param_name: 'id' }],
  ['settings/custom_views', 'REQUIRED_PARAM_MISSING', { param_name: 'module' }],
  ['settings/custom_views?module=Nope', 'INVALID_MODULE', {}],
  ['settings/custom_views/x?module=Orders', 'UNABLE_TO_PARSE_DATA_TYPE', {}],
  ['settings/related_lists?module=Nope', 'INVALID_MODULE', {}],
  ['settings/related_lists?module=Orders&layout_id=1', 'INVALID_DATA', { param_name: 'layout_id' }],
  ['settings/roles/x', 'INVALID_DATA', { resource_path_index: 2 }],
  ['settings/profiles/x', 'INVALID_DATA', { resource_path_index: 2 }],
  ['settings/profiles?type=x', 'INVALID_DATA', { param_name: 'type' }],
])('%s is refused with %s', async (path, code, details) => {
  expect(await get(path)).toMatchObject({ status: 400, json: { code, details, status: 'error' } });
});

test.each([
  'settings/layouts/1',
  'settings/custom_views/1',
  'settings/roles/1',
  'settings/profiles/1',
])('%s is nothing', async (path) => {
  expect(await get(`${path}?module=Orders`)).toMatchObject({ status: 204, text: '' });
});

test('an option has three names, and the layouts that use it', async () => {
  const id = await idOf('Orders', 'Kind');
  const reply = await get(`settings/fields/${id}/pick_list_values?module=Orders`);
  expect(rowsOf(reply, 'pick_list_values')[1]).toMatchObject({
    sequence_number: 2,
    display_value: 'Houston',
    actual_value: 'Houston Showroom',
    reference_value: 'Houston Showroom',
    colour_code: null,
    type: 'used',
    layout_associations: [{ api_name: 'Standard__s', name: 'Standard' }],
  });
  const other = await idOf('Orders', 'Key');
  expect((await get(`settings/fields/${other}/pick_list_values?module=Orders`)).status).toBe(204);
});

test('a layout has sections of fields that say whether they are required', async () => {
  const reply = await get('settings/layouts?module=Orders');
  const [layout] = rowsOf(reply, 'layouts');
  expect(layout).toMatchObject({ api_name: 'Standard__s', status: 'active', visible: true });
  expect(layout?.['sections']).toMatchObject([
    { display_label: 'Order Information', type: 'used', isSubformSection: false },
    { display_label: 'Lines', isSubformSection: true },
    { fields: [{ api_name: 'Notice', required: false, default_value: null }] },
  ]);
  const one = await get(`settings/layouts/${String(layout?.['id'])}?module=Orders`);
  expect(one.json).toEqual(reply.json);
});

test('the pipelines of deals hold the stages that belong to them', async () => {
  const [layout] = rowsOf(await get('settings/layouts?module=Deals'), 'layouts');
  const text = JSON.stringify(layout);
  expect(text).toContain('"maps":[{"api_name":"Stage"');
  expect(text).toContain('Closed Won');
  expect(rowsOf(await get('settings/layouts?module=Leads'), 'layouts')[0]).toMatchObject({
    convert_mapping: { Deals: { name: 'Standard' } },
  });
});

test('related lists name the module they show and where they are', async () => {
  const lists = rowsOf(await get('settings/related_lists?module=Accounts'), 'related_lists');
  const names = lists.map((list) => list['api_name']);
  expect(names).toEqual(
    expect.arrayContaining(['Notes', 'Attachments', 'Contacts', 'Deals', 'Orders', 'Products']),
  );
  expect(lists.find((list) => list['api_name'] === 'Contacts')).toMatchObject({
    href: 'Accounts/{ENTITYID}/Contacts',
    module: { api_name: 'Contacts' },
    type: 'default',
    connectedmodule: null,
    linkingmodule: null,
    status: 'visible',
  });
});

test('roles report to those above them', async () => {
  const roles = rowsOf(await get('settings/roles'), 'roles');
  expect(roles).toMatchObject([
    { name: 'CEO', reporting_to: null, share_with_peers: true, forecast_manager: null },
    { name: 'Manager', reporting_to: { name: 'CEO' }, description: null },
  ]);
  const id = String(roles[0]?.['id']);
  expect((await get(`settings/roles/${id}`)).json).toMatchObject({ roles: [{ id }] });
});

test('a profile tells its permissions only when it is read by itself', async () => {
  const profiles = rowsOf(await get('settings/profiles'), 'profiles');
  expect(profiles).toMatchObject([
    { name: 'Administrator', type: 'normal_profile', custom: false },
    { name: 'Standard' },
    { name: 'Sales', custom: true },
  ]);
  expect(profiles[0]).not.toHaveProperty('permissions_details');
  const [one] = rowsOf(await get(`settings/profiles/${String(profiles[0]?.['id'])}`), 'profiles');
  expect(one?.['permissions_details']).toContainEqual(
    expect.objectContaining({
      display_label: 'View',
      module: 'Leads',
      name: 'Crm_Implied_View_Leads',
      enabled: true,
    }),
  );
  expect(one).toHaveProperty('sections');
});

test('no profiles of a kind that the org lacks', async () => {
  expect((await get('settings/profiles?type=portal_profile')).status).toBe(204);
});

test('the org tells its edition, licences and currency', async () => {
  expect((await get('org')).json).toMatchObject({
    org: [
      {
        company_name: 'Org A',
        type: 'production',
        time_zone: 'Etc/GMT-1',
        currency: 'Euro - EUR',
        iso_code: 'EUR',
        currency_symbol: '€',
        primary_email: 'a@example.com',
        mc_status: false,
        license_details: { paid: true, paid_type: 'ultimate', users_license_purchased: 25 },
      },
    ],
  });
});

test.each([
  ['settings/fields?module=Orders', 'ZohoCRM.settings.modules.READ'],
  ['settings/modules', 'ZohoCRM.settings.fields.READ'],
  ['settings/layouts?module=Orders', 'ZohoCRM.settings.roles.ALL'],
  ['settings/custom_views?module=Orders', 'ZohoCRM.settings.profiles.ALL'],
  ['settings/related_lists?module=Orders', 'ZohoCRM.settings.layouts.ALL'],
  ['settings/roles', 'ZohoCRM.settings.profiles.ALL'],
  ['settings/profiles', 'ZohoCRM.settings.roles.ALL'],
  ['users', 'ZohoCRM.org.ALL'],
  ['org', 'ZohoCRM.users.ALL'],
])('%s is not for a token with %s', async (path, scope) => {
  const narrow = await createEmulator({ seed: smallSeed({ a: { scopes: [scope] } }) });
  const reply = await createVisitor(narrow).call('api', `/crm/v8/${path}`);
  await narrow.close();
  expect(reply).toMatchObject({ status: 401, json: { code: 'OAUTH_SCOPE_MISMATCH' } });
});
