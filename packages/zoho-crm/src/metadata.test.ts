import { describe, expect, it } from 'vitest';
import { dealsModules } from './testing/deals-seed.ts';
import { flat, json, lost, noContent, useCrm } from './testing/crm-network.ts';
import { useEmulatedCrm } from './testing/emulated-crm.ts';

describe('metadata of an emulated org', () => {
  const { emulator, crm } = useEmulatedCrm(dealsModules);
  const metadata = () => {
    emulator();
    return crm().metadata;
  };

  it('tells the modules, and one by name or id', async () => {
    const modules = await metadata().modules();
    const deals = modules.find(({ apiName }) => apiName === 'Deals');
    expect(deals).toMatchObject({
      singularLabel: 'Deal',
      pluralLabel: 'Deals',
      generatedType: 'default',
      apiSupported: true,
      status: 'visible',
    });
    const byName = await metadata().module('Deals');
    expect(byName).toEqual(await metadata().module(deals?.id ?? ''));
    expect(byName.apiName).toBe('Deals');
    await expect(metadata().module('Dealz')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('tells the fields, custom ones included, with their rules', async () => {
    const fields = new Map(
      (await metadata().fields('Deals')).map((field) => [field.apiName, field]),
    );
    expect(fields.get('Sync_Key')).toMatchObject({
      dataType: 'text',
      custom: true,
      maxLength: 40,
      unique: { caseSensitive: false },
      external: 'org',
      creatable: true,
      updatable: true,
    });
    expect(fields.get('Deal_Name')).toMatchObject({ custom: false, mandatory: true });
    expect(fields.get('Budget')).toMatchObject({ dataType: 'currency', decimalPlaces: 4 });
    expect(fields.get('Sum')).toMatchObject({ returnType: 'currency', creatable: false });
    expect(fields.get('Account_Name')).toMatchObject({ lookupModule: 'Accounts' });
    expect(fields.get('Parts')).toMatchObject({ subformModule: 'Parts' });
    expect(fields.get('Stage')?.options[0]).toMatchObject({
      display: 'Qualification',
      actual: 'Qualification',
      used: true,
    });
    expect(await metadata().fields('Deals', { type: 'unused' })).toEqual([]);
    await expect(metadata().fields('Dealz')).rejects.toMatchObject({ code: 'INVALID_MODULE' });
  });

  it('covers 18 field names of Deals, and reports exactly the missing and the mistyped', async () => {
    const required = [
      { apiName: 'Deal_Name', type: 'text' },
      { apiName: 'Stage', type: 'picklist' },
      { apiName: 'Amount', type: 'currency' },
      { apiName: 'Closing_Date', type: 'date' },
      { apiName: 'Account_Name', type: 'lookup' },
      { apiName: 'Contact_Name', type: 'lookup' },
      { apiName: 'Owner', type: 'ownerlookup' },
      { apiName: 'Probability', type: ['integer', 'percent'] },
      { apiName: 'Sync_Key', type: 'text' },
      { apiName: 'Copied', type: 'boolean' },
      { apiName: 'Regions' },
      { apiName: 'Signed_At', type: 'datetime' },
      { apiName: 'Budget', type: 'double' },
      { apiName: 'Seats', type: ['text', 'bigint'] },
      { apiName: 'Signed_On', type: 'datetime' },
      { apiName: 'syncKey', type: 'text' },
      { apiName: 'Folder_Url', type: 'website' },
      { apiName: 'Next_step', type: 'text' },
    ];
    expect(required).toHaveLength(18);
    const { complete, existing, missing, mistyped } = await metadata().coverage('Deals', required);
    expect(complete).toBe(false);
    expect(existing).toHaveLength(12);
    expect(missing).toEqual([
      { apiName: 'syncKey', similar: 'Sync_Key' },
      { apiName: 'Folder_Url', similar: undefined },
      { apiName: 'Next_step', similar: 'Next_Step' },
    ]);
    expect(mistyped).toEqual([
      { apiName: 'Budget', expected: ['double'], dataType: 'currency' },
      { apiName: 'Seats', expected: ['text', 'bigint'], dataType: 'integer' },
      { apiName: 'Signed_On', expected: ['datetime'], dataType: 'date' },
    ]);
    const some = await metadata().coverage('Deals', required.slice(0, 12));
    expect(some).toMatchObject({ complete: true, missing: [], mistyped: [] });
  });

  it('makes fields and changes them, one result for each', async () => {
    const made = await metadata().createFields('Deals', [
      { label: 'Folder Url', dataType: 'website', maxLength: 200, tooltip: 'set by us' },
      { label: 'Copied', dataType: 'boolean' },
      { label: 'Kind', dataType: 'picklist', options: ['A', { display: 'B', actual: 'b' }] },
      { label: 'Rate', dataType: 'double', decimalPlaces: 3 },
      { label: 'Client', dataType: 'lookup', lookupModule: 'Accounts' },
    ]);
    expect(made).toEqual([
      { ok: true, id: expect.any(String) as string },
      {
        ok: false,
        code: 'DUPLICATE_DATA',
        message: expect.any(String) as string,
        details: expect.objectContaining({ api_name: 'field_label' }) as object,
      },
      { ok: true, id: expect.any(String) as string },
      { ok: true, id: expect.any(String) as string },
      { ok: true, id: expect.any(String) as string },
    ]);
    const find = async (apiName: string) =>
      (await metadata().fields('Deals')).find((field) => field.apiName === apiName);
    expect(await find('Folder_Url')).toMatchObject({ maxLength: 200, tooltip: 'set by us' });
    const kind = await find('Kind');
    expect(kind?.options.map(({ actual }) => actual)).toEqual(['A', 'b']);
    const [changed] = await metadata().updateFields('Deals', [
      { id: kind?.id ?? '', label: 'Sort', addOptions: ['C'] },
    ]);
    expect(changed).toEqual({ ok: true, id: kind?.id });
    const sort = await find('Kind');
    expect(sort?.label).toBe('Sort');
    expect(sort?.options.map(({ actual }) => actual)).toContain('C');
  });

  it('tells why not one field was made or changed', async () => {
    const [made] = await metadata().createFields('Deals', [
      { label: 'select', dataType: 'text', unique: true, external: 'user' },
    ]);
    expect(made).toMatchObject({ ok: false, code: 'RESERVED_KEYWORD_NOT_ALLOWED' });
    const [changed] = await metadata().updateFields('Deals', [{ id: '1', label: 'x' }]);
    expect(changed).toMatchObject({ ok: false });
  });
});

describe('metadata at the wire', () => {
  const { crm, answer } = useCrm();
  const metadata = () => crm().metadata;

  it('a field with as little as Zoho may say is one', async () => {
    const bare = { id: '1', api_name: 'A', data_type: 'text' };
    const odd = {
      ...bare,
      unique: {},
      external: null,
      lookup: {},
      formula: {},
      textarea: null,
      pick_list_values: [{ display_value: 'x', type: 'unused' }],
      multiselectlookup: { connected_module: { api_name: 'Leads' } },
      operation_type: { api_create: false, api_update: true },
      read_only: true,
      length: null,
    };
    answer(
      json({ fields: [bare, odd, { ...bare, multiselectlookup: { connected_module: 'X' } }] }),
    );
    const [first, second, third] = await metadata().fields('Deals');
    expect(first).toMatchObject({ label: 'A', creatable: true, options: [], unique: undefined });
    expect(second).toMatchObject({
      creatable: false,
      updatable: true,
      lookupModule: 'Leads',
      options: [{ actual: 'x', used: false, id: undefined }],
    });
    expect(third?.lookupModule).toBe('X');
  });

  it('no module and no field is none', async () => {
    const seen = answer(noContent);
    expect(await metadata().modules({ status: ['user_hidden', 'visible'] })).toEqual([]);
    expect(await metadata().fields('Deals', { type: 'all' })).toEqual([]);
    await expect(metadata().module('Deals')).rejects.toMatchObject({ kind: 'not-found' });
    expect(seen.map(({ path, query }) => [path, query])).toEqual([
      ['/crm/v8/settings/modules', { status: 'user_hidden,visible' }],
      ['/crm/v8/settings/fields', { module: 'Deals', type: 'all' }],
      ['/crm/v8/settings/modules/Deals', {}],
    ]);
    const list = crm().module('Deals').list();
    await expect(list.next()).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('modules that changed since are none for a 304', async () => {
    const seen = answer(() => new Response(null, { status: 304 }));
    expect(await metadata().modules({ ifModifiedSince: '2026-01-31T09:00:00+01:00' })).toEqual([]);
    expect(seen[0]?.headers.get('if-modified-since')).toBe('2026-01-31T09:00:00+01:00');
  });

  it('a change of fields is written as Zoho has it', async () => {
    const row = { code: 'SUCCESS', status: 'success', message: 'field updated' };
    const seen = answer(json({ fields: [{ ...row, details: { id: '7' } }] }));
    await metadata().updateFields('Deals', [
      { id: '7', unique: false, maxLength: 9, decimalPlaces: 1, wire: { filterable: true } },
    ]);
    await metadata().createFields('Deals', [
      {
        label: 'Key',
        dataType: 'text',
        unique: { caseSensitive: true },
        external: 'org',
        textarea: 'large',
      },
    ]);
    expect(seen).toMatchObject([
      {
        method: 'PATCH',
        query: { module: 'Deals' },
        json: {
          fields: [
            { id: '7', unique: { _disable: null }, length: 9, decimal_place: 1, filterable: true },
          ],
        },
      },
      {
        method: 'POST',
        json: {
          fields: [
            {
              field_label: 'Key',
              unique: { case_sensitive: true },
              external: { type: 'org', show: false },
              textarea: { type: 'large' },
            },
          ],
        },
      },
    ]);
  });

  it.each([
    ['DUPLICATE_DATA', 400, 'refused'],
    ['LIMIT_EXCEEDED', 400, 'bad-request'],
    ['REQUIRED_PARAM_MISSING', 400, 'bad-request'],
    ['NO_PERMISSION', 403, 'authorization'],
    ['OAUTH_SCOPE_MISMATCH', 401, 'scope'],
  ])('%s to all of a change rejects', async (code, status, kind) => {
    answer(flat(status, code));
    const change = metadata().updateFields('Deals', [{ id: '7', label: 'A' }]);
    await expect(change).rejects.toMatchObject({ kind });
  });

  it.each([
    ['an answer of another length', json({ fields: [] })],
    ['an answer of another shape', json({ data: [] })],
    ['a success without an id', json({ fields: [{ status: 'success', code: 'SUCCESS' }] })],
  ])('%s leaves it in doubt', async (_case, given) => {
    answer(given);
    const made = metadata().createFields('Deals', [{ label: 'A', dataType: 'text' }]);
    await expect(made).rejects.toMatchObject({ kind: 'maybe-committed' });
  });

  it('a field that may be there is not made twice', async () => {
    const seen = answer(lost);
    const made = metadata().createFields('Deals', [{ label: 'A', dataType: 'text' }]);
    await expect(made).rejects.toMatchObject({ kind: 'maybe-committed' });
    expect(seen).toHaveLength(1);
  });

  it('what cannot be meant is refused before anything is sent', async () => {
    const seen = answer(noContent);
    const field = { label: 'A', dataType: 'text' };
    const refused = [
      metadata().createFields(
        'Deals',
        Array.from({ length: 6 }, () => field),
      ),
      metadata().createFields('Deals/1', [field]),
      metadata().createFields('Deals', [{ label: ' ', dataType: 'text' }]),
      metadata().updateFields('Deals', [{ id: 'Kind' }]),
      metadata().fields('../org'),
      metadata().modules({ ifModifiedSince: 'yesterday' }),
    ];
    for (const call of refused) await expect(call).rejects.toMatchObject({ kind: 'usage' });
    expect(await metadata().createFields('Deals', [])).toEqual([]);
    expect(seen).toEqual([]);
  });
});
