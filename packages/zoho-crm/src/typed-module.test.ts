import { describe, expect, expectTypeOf, it } from 'vitest';
import { where } from './condition.ts';
import { otherOption, type OtherOption } from './crm-values.ts';
import { generateModuleTypes } from './generate-module-types.ts';
import * as v from 'valibot';
import { dealsModules } from './testing/deals-seed.ts';
import { connectTo, useEmulatedCrm } from './testing/emulated-crm.ts';
import { DealsInput, DealsSchema, type DealsRow } from './testing/generated-deals.ts';

const { emulator, crm } = useEmulatedCrm(dealsModules);
const deals = () => crm().module('Deals', DealsSchema);
const first = () => String(emulator().records('a', 'Deals')[0]?.['id']);

describe('a module typed by what was generated', () => {
  it('reads every type of field as the schema says, money as exact text', async () => {
    const deal = await deals().get(first());
    expect(deal).toMatchObject({
      Deal_Name: 'Harbour',
      Stage: 'Closed Won',
      Amount: '250000.5',
      Copied: true,
      Budget: null,
      Regions: ['North'],
      Meter: '123456789012345678',
      Signed_On: '2026-01-31',
      Parts: [{ Part: 'Crane', Price: '12.25' }],
      Owner: { email: 'ada@example.com' },
    });
    expect(Date.parse(deal.Signed_At ?? '')).toBe(Date.parse('2026-01-31T09:00:00+01:00'));
  });

  it('lists without what lists do not have', async () => {
    const [deal] = await Array.fromAsync(deals().list());
    expect(deal?.Parts).toBeUndefined();
    expect(deal?.Amount).toBe('250000.5');
  });

  it('narrows to the fields that were asked for', async () => {
    const rows = await Array.fromAsync(deals().list({ fields: ['Deal_Name', 'Amount'] }));
    expect(rows[1]).toEqual({ id: expect.any(String) as string, Deal_Name: 'Mill', Amount: '12' });
    const found = await deals().findMany([first()], { fields: ['Stage'] });
    expect(found.get(first())).toEqual({ id: first(), Stage: 'Closed Won' });
  });

  it('reads what changed since, one by its external key, and refuses more than one request holds', async () => {
    const since = new Date(emulator().clock.now() + 60_000);
    emulator().clock.advance(120_000);
    const list = () => Array.fromAsync(deals().list({ fields: ['Stage'], ifModifiedSince: since }));
    expect(await list()).toEqual([]);
    emulator().updateRecord('a', 'Deals', first(), { Sync_Key: 'k 1', Stage: 'Closed Lost' });
    expect(await list()).toEqual([{ id: first(), Stage: 'Closed Lost' }]);
    const byKey = { externalField: 'Sync_Key', fields: ['Stage'] } as const;
    expect(await deals().get('k 1', byKey)).toEqual({ id: first(), Stage: 'Closed Lost' });
    expect(await deals().find('none', byKey)).toBeUndefined();
    const many = { ...DealsSchema, fields: Array.from({ length: 51 }, (_, n) => `F${n}`) };
    await expect(crm().module('Deals', many).list().next()).rejects.toMatchObject({
      kind: 'usage',
      hint: expect.stringContaining('readAll()') as string,
    });
  });

  it('tells of changes with the types of the rows', async () => {
    const since = new Date(emulator().clock.now() + 600_000);
    emulator().clock.advance(1_200_000);
    emulator().updateRecord('a', 'Deals', first(), { Stage: 'Closed Lost', Amount: 7.5 });
    const found = [];
    for await (const change of deals().changes({ since, fields: ['Stage', 'Amount', 'Papers'] })) {
      if (change.type === 'changed') found.push(change.row);
    }
    expectTypeOf(found[0]?.Amount).toEqualTypeOf<string | null | undefined>();
    expect(found).toEqual([{ id: first(), Stage: 'Closed Lost', Amount: '7.5', Papers: null }]);
  });

  it('finds with the types of the rows', async () => {
    emulator().clock.advance(60_000);
    const criteria = where<DealsRow>().equals('Deal_Name', 'Mill');
    const found = await Array.fromAsync(deals().search({ criteria, fields: ['Amount'] }));
    expect(found.map(({ Amount }) => Amount)).toEqual(['12']);
    const all = await Array.fromAsync(deals().readAll({ fields: ['Seats'] }));
    expect(all.map(({ Seats }) => Seats)).toEqual([null, 3, null]);
  });

  it('refuses a view that is none, and tells of no deletion where there was none', async () => {
    const view = Array.fromAsync(deals().list({ fields: ['Deal_Name'], view: '1' }));
    await expect(view).rejects.toMatchObject({ kind: 'bad-request' });
    expect(await Array.fromAsync(deals().deleted({ type: 'recycle' }))).toEqual([]);
  });

  it('takes an option that is newer than the types', async () => {
    const rows = await Array.fromAsync(
      deals().query({ where: where<DealsRow>().equals('Stage', otherOption('Invented here')) }),
    );
    expect(rows.map(({ Deal_Name }) => Deal_Name)).toEqual(['Old mill']);
  });

  it('queries by COQL with the types of the rows', async () => {
    const { and, greaterThan, isNull } = where<DealsRow>();
    const rows = await Array.fromAsync(
      deals().query({
        fields: ['Deal_Name', 'Account_Name', 'Owner'],
        where: and(greaterThan('Amount', '11.99'), isNull('Seats')),
      }),
    );
    expect(rows.map(({ Deal_Name }) => Deal_Name)).toEqual(['Harbour']);
  });

  it('rejects a row that does not fit, naming the field and no value', async () => {
    const schema = { ...DealsSchema, row: v.object({ id: v.string(), Deal_Name: v.number() }) };
    const walk = Array.fromAsync(
      crm()
        .module('Deals', schema)
        .list({ fields: ['Deal_Name'] }),
    );
    const error: unknown = await walk.catch((failure: unknown) => failure);
    expect(error).toMatchObject({ kind: 'unexpected-response' });
    expect(String(error)).toContain('Deal_Name');
    expect(String(error)).not.toContain('Harbour');
  });

  it('refuses to narrow a schema of which no part can be taken', async () => {
    const row = v.pipe(
      v.object({ id: v.string() }),
      v.check(() => true),
    );
    const odd = crm().module('Deals', { fields: ['Deal_Name'], row, input: v.object({}) });
    const walk = Array.fromAsync(odd.list({ fields: ['id'] }));
    await expect(walk).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('generated types', () => {
  it('are those of the fields', async () => {
    const { metadata } = crm();
    const fields = await metadata.fields('Deals');
    const subforms = { Parts: await metadata.fields('Parts') };
    const text = generateModuleTypes([{ module: 'Deals', fields, subforms }]);
    const { readFile } = await import('node:fs/promises');
    const file = new URL('testing/generated-deals.ts', import.meta.url);
    expect(plain(text)).toBe(plain(await readFile(file, 'utf8')));
  });

  it('make rows and input of them', () => {
    expectTypeOf<DealsRow['Amount']>().toEqualTypeOf<string | null>();
    expectTypeOf<DealsRow['Copied']>().toEqualTypeOf<boolean>();
    expectTypeOf<DealsRow['Type']>().toEqualTypeOf<
      'Existing Business' | 'New Business' | OtherOption | null
    >();
    expectTypeOf<DealsRow>().not.toHaveProperty('Amunt');
    expectTypeOf<DealsInput>().not.toHaveProperty('Modified_Time');
    expectTypeOf<DealsInput>().not.toHaveProperty('Sum');
  });

  it('refuse a mistyped name or value when they are compiled, and when they are run', () => {
    const good: DealsInput = { Deal_Name: 'A', Stage: 'Closed Won', Amount: '12.50' };
    expect(JSON.stringify(v.parse(DealsInput, good))).toBe(
      '{"Amount":12.5,"Deal_Name":"A","Stage":"Closed Won"}',
    );
    // @ts-expect-error a picklist has no such option
    const option: DealsInput = { ...good, Stage: 'Closed Wonn' };
    // @ts-expect-error money is no float
    const float: DealsInput = { ...good, Amount: 12.5 };
    // @ts-expect-error there is no such field
    const name: DealsInput = { ...good, Deal_Nam: 'A' };
    // @ts-expect-error what CRM writes itself is no input
    const readOnly: DealsInput = { ...good, Sum: '1' };
    // @ts-expect-error a mandatory field is missing
    const missing: DealsInput = { Deal_Name: 'A' };
    expect(v.is(DealsInput, option)).toBe(true);
    for (const wrong of [float, name, readOnly, missing]) {
      expect(v.is(DealsInput, wrong)).toBe(false);
    }
  });

  it('guard the words of a condition and the names of fields', () => {
    const { equals, greaterThan } = where<DealsRow>();
    // @ts-expect-error there is no such field
    equals('Deal_Nam', 'A');
    // @ts-expect-error a number is written as text
    greaterThan('Amount', 12.5);
    // @ts-expect-error there is no such field
    deals().list({ fields: ['Deal_Nam'] });
    expect(equals('Account_Name', '11')).toMatchObject({ values: ['11'] });
  });

  it('without a schema, rows are unknown', async () => {
    const [row] = await Array.fromAsync(connectTo(emulator()).module('Deals').list());
    expectTypeOf(row?.['Deal_Name']).toEqualTypeOf<unknown>();
    expect(row?.['Deal_Name']).toBe('Harbour');
  });
});

/** What the formatter changes does not count. */
function plain(text: string): string {
  return text.replaceAll(/[\s'",\\]|\(\)/g, '');
}
