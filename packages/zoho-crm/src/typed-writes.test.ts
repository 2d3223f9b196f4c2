import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { otherOption } from './crm-values.ts';
import { where } from './condition.ts';
import { dealsModules } from './testing/deals-seed.ts';
import { useEmulatedCrm } from './testing/emulated-crm.ts';
import { DealsSchema, type DealsInput, type DealsRow } from './testing/generated-deals.ts';
import { done, rows, scriptedCrm } from './testing/scripted-crm.ts';

const { emulator, crm } = useEmulatedCrm({
  ...dealsModules,
  Accounts: { fields: [], records: [{ id: '4100', Account_Name: 'Zylker' }] },
});
const deals = () => crm().module('Deals', DealsSchema);
const stored = () => emulator().records('a', 'Deals');
const first = () => String(stored()[0]?.['id']);

const full: DealsInput = {
  Deal_Name: 'Quay',
  Stage: otherOption('Invented yesterday'),
  Type: 'New Business',
  Account_Name: { id: '4100' },
  Amount: '0.10',
  Budget: '-1234567.8901',
  Share: '12.5',
  Seats: 3,
  Meter: '123456789012345678',
  Copied: true,
  Regions: ['North', "South */ 'x'"],
  Signed_On: '2026-02-28',
  Signed_At: '2026-02-28T23:59:59+05:30',
  Sync_Key: 'k 7',
  Parts: [
    { Part: 'Crane', Price: '12.25' },
    { Part: 'Hook', Price: null },
  ],
};

/** What is read of `full`: moments in the user's offset are compared as moments. */
const fullRow = {
  ...full,
  Account_Name: { id: '4100', name: 'Zylker' },
  Amount: '0.1',
  Signed_At: expect.anything() as string,
  Parts: [
    { Part: 'Crane', Price: '12.25' },
    { Part: 'Hook', Price: null },
  ],
};

describe('a record that is written by the types of the org', () => {
  it('is read as it was written: money, lookups, subforms, choices, days and moments', async () => {
    const [result] = await deals().insert([full]);
    const row = await deals().get(result?.id ?? '');
    expect(row).toMatchObject(fullRow);
    expect(Date.parse(row.Signed_At ?? '')).toBe(Date.parse(full.Signed_At ?? ''));
    expectTypeOf(row.Amount).toEqualTypeOf<string | null>();
  });

  it('is changed in what an update names: null clears, the rest stays', async () => {
    const [made] = await deals().insert([full]);
    const id = made?.id ?? '';
    const before = await deals().get(id);
    const [crane] = before.Parts ?? [];
    await deals().update([
      { id, Amount: '99.99', Share: null, Parts: [{ id: crane?.id, Price: '13' }] },
    ]);
    const { Modified_Time: _then, ...after } = await deals().get(id);
    expect(after).toMatchObject({
      ...fullRow,
      Amount: '99.99',
      Share: null,
      Parts: [
        { Part: 'Crane', Price: '13' },
        { Part: 'Hook', Price: null },
      ],
    });
  });

  it('gets further choices of a list beside those that it has, when an update says so', async () => {
    const id = first();
    const more: DealsInput['Regions'] = ["South */ 'x'"];
    await deals().update([{ id, Regions: more, $append_values: { Regions: true } }]);
    expect((await deals().get(id)).Regions).toEqual(['North', "South */ 'x'"]);
    await deals().update([{ id, Regions: more }]);
    expect((await deals().get(id)).Regions).toEqual(more);
  });

  it('is found by a unique field when it is upserted, and added when it is not', async () => {
    const found = await deals().upsert([full, { ...full, Deal_Name: 'Quay 2' }], {
      duplicateCheckFields: ['Sync_Key'],
    });
    expect(found).toMatchObject([
      { ok: true, action: 'insert', duplicateField: undefined },
      { ok: true, action: 'update', duplicateField: 'Sync_Key' },
    ]);
    const written = stored().filter(({ Sync_Key }) => Sync_Key === 'k 7');
    expect(written.map(({ Deal_Name }) => Deal_Name)).toEqual(['Quay 2']);
  });

  it('is refused for each field at fault, with the place, while the others are written', async () => {
    // Rows from untyped code.
    const bad = {
      ...full,
      Amount: '12,50 secret',
      Signed_At: '2026-02-28',
      Deal_Name: null,
      Parts: [{ Part: 'x' }, { Price: '1', Prize: '2' }],
      Sum: '1',
    } as unknown as DealsInput;
    const before = stored().length;
    const results = await deals().insert([bad, { Deal_Name: 'Pier', Stage: 'Closed Won' }]);
    expect(results).toMatchObject([{ ok: false, row: 0, code: 'INVALID_INPUT' }, { ok: true }]);
    const [refused] = results;
    expect(refused?.ok === false && refused.faults.map(({ field, path }) => [field, path])).toEqual(
      expect.arrayContaining([
        ['Amount', '$.data[0].Amount'],
        ['Signed_At', '$.data[0].Signed_At'],
        ['Deal_Name', '$.data[0].Deal_Name'],
        ['Parts', '$.data[0].Parts[1].Prize'],
        ['Sum', '$.data[0].Sum'],
      ]),
    );
    expect(JSON.stringify(results)).toContain('must be a number in a string');
    expect(JSON.stringify(results)).toContain('is no field that this schema writes');
    expect(JSON.stringify(results)).not.toContain('secret');
    expect(stored()).toHaveLength(before + 1);
  });
});

describe('bulk jobs by the types of the org', () => {
  const columns = ['Deal_Name', 'Stage', 'Amount', 'Regions', 'Signed_On', 'Signed_At'] as const;

  it('write what the rows say, days and moments too, and read it again', async () => {
    const { bulk } = crm();
    const given = ['0.10', '-7', null].map((Amount, n) => ({
      ...full,
      Deal_Name: `Bulk ${n}`,
      Amount,
      Parts: undefined,
    }));
    const fields = [...columns, 'Account_Name', 'Sync_Key'] as const;
    const rowsToWrite = given.map((row, n) => ({ ...row, Sync_Key: `b${n}` }));
    const written = bulk.write(deals(), rowsToWrite, { operation: 'insert', fields });
    expect((await Array.fromAsync(written)).map(({ ok }) => ok)).toEqual([true, true, true]);
    const criteria = where<DealsRow>().startsWith('Sync_Key', 'b');
    const read = bulk.read(deals(), { fields: [...columns, 'Account_Name'], criteria });
    const all = await Array.fromAsync(read);
    expectTypeOf(all[0]?.Amount).toEqualTypeOf<string | null | undefined>();
    expect(all).toMatchObject(
      ['0.1', '-7', null].map((Amount, n) => ({
        Deal_Name: `Bulk ${n}`,
        Amount,
        Regions: full.Regions,
        Signed_On: '2026-02-28',
        Account_Name: { id: '4100' },
      })),
    );
    for (const { Signed_At } of all) {
      expect(Date.parse(Signed_At ?? '')).toBe(Date.parse(full.Signed_At ?? ''));
    }
  });

  it('refuse a row that does not fit, and leave the others in their places', async () => {
    const fields = ['id', 'Amount'] as const;
    const given = [
      { id: first(), Amount: '8' },
      { id: first(), Amount: 'much' },
    ];
    const results = crm().bulk.write(deals(), given, { operation: 'update', findBy: 'id', fields });
    expect(await Array.fromAsync(results)).toMatchObject([
      { ok: true, row: 0, id: first(), action: 'update' },
      { ok: false, row: 1, id: first(), code: 'INVALID_INPUT', field: 'Amount' },
    ]);
  });

  it('change many records at once by the types as well', async () => {
    const mass = crm().mass(deals());
    const results = await Array.fromAsync(mass.updateByIds([first()], { Amount: '5.50' }));
    expect(results).toMatchObject([{ ok: true, id: first() }]);
    expect((await deals().get(first())).Amount).toBe('5.5');
    const wrong = { Amount: 'much' };
    expect(() => mass.updateByIds([first()], wrong)).toThrow('"Amount" must be a number');
    await expect(mass.updateView('1', wrong)).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('money that no float holds', () => {
  const exact = '1234567890123456.123456789';
  const rawJson = Object.getOwnPropertyDescriptor(JSON, 'rawJSON');
  afterEach(() => {
    if (rawJson !== undefined) Object.defineProperty(JSON, 'rawJSON', rawJson);
  });

  it('keeps each digit on its way there and back', async () => {
    const answer = { status: 200, text: `{"data":[{"id":"7","Amount":${exact}}]}` };
    const { crm: scripted, requests } = scriptedCrm([rows(201, done('7')), answer]);
    const typed = scripted.module('Deals', DealsSchema);
    await typed.insert([{ Deal_Name: 'A', Stage: 'Closed Won', Amount: exact }]);
    expect(requests[0]?.body).toContain(`"Amount":${exact},`);
    expect((await typed.get('7', { fields: ['Amount'] })).Amount).toBe(exact);
  });

  it('is refused, and not rounded, where JSON cannot be written digit by digit (Node 20)', async () => {
    Reflect.deleteProperty(JSON, 'rawJSON');
    const { crm: scripted, requests } = scriptedCrm([rows(200, done('8'))]);
    const results = await scripted.module('Deals', DealsSchema).update([
      { id: '7', Amount: exact },
      { id: '8', Amount: '0.10' },
    ]);
    expect(results).toMatchObject([
      { ok: false, field: 'Amount', message: 'has more digits than this Node can send' },
      { ok: true, id: '8' },
    ]);
    expect(requests).toMatchObject([{ json: { data: [{ id: '8', Amount: 0.1 }] } }]);
  });
});

describe('what does not compile', () => {
  it('is a mistyped field or value of any write', () => {
    const { bulk, mass } = scriptedCrm([]).crm;
    const typed = scriptedCrm([]).crm.module('Deals', DealsSchema);
    const good = { Deal_Name: 'A', Stage: 'Closed Won' } as const;
    const wrong = [
      // @ts-expect-error a field of another name
      () => typed.insert([{ ...good, Deal_Nam: 'A' }]),
      // @ts-expect-error a mandatory field is missing
      () => typed.insert([{ Deal_Name: 'A' }]),
      // @ts-expect-error a picklist has no such option
      () => typed.insert([{ ...good, Stage: 'Closed Wonn' }]),
      // @ts-expect-error money is no float
      () => typed.update([{ id: '1', Amount: 12.5 }]),
      // @ts-expect-error what CRM writes itself is no input
      () => typed.update([{ id: '1', Modified_Time: '2026-02-28T23:59:59+05:30' }]),
      // @ts-expect-error an id is a string
      () => typed.update([{ id: 1 }]),
      // @ts-expect-error a lookup is written by its id
      () => typed.upsert([{ ...good, Account_Name: 'Zylker' }]),
      // @ts-expect-error a column of a subform has another name
      () => typed.insertAll([{ ...good, Parts: [{ Prize: '1' }] }]),
      // @ts-expect-error a choice is one of a list
      () => typed.updateAll([{ id: '1', Regions: 'North' }]),
      // @ts-expect-error a field of another name
      () => typed.upsertAll([{ ...good, Deal_Nam: 'A' }]),
      // @ts-expect-error a field of another name
      () => mass(typed).updateByIds(['1'], { Stagge: 'Closed Won' }),
      // @ts-expect-error a value of another type
      () => bulk.write(typed, [{ id: '1', Amount: 5 }], { operation: 'update', fields: ['id'] }),
      // @ts-expect-error a column of another name
      () => bulk.write(typed, [good], { operation: 'insert', fields: ['Deal_Nam'] }),
      // @ts-expect-error a field of another name
      () => bulk.read(typed, { fields: ['Deal_Nam'] }),
    ];
    expect(wrong).toHaveLength(14);
  });
});
