import { expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';

const id = (n: number): string => String(1_000_000_000_000_000_000n + BigInt(n));

const { crm, emulator } = useEmulatedCrm({
  Parts: {
    fields: [
      { api_name: 'Done', data_type: 'boolean' },
      { api_name: 'Stock', data_type: 'integer' },
      { api_name: 'Code', data_type: 'text', length: 20 },
      { api_name: 'Due', data_type: 'date' },
      { api_name: 'Mail', data_type: 'email' },
      { api_name: 'Sync_Key', data_type: 'text', unique: true },
    ],
    records: Array.from({ length: 1_000 }, (_, n) => ({
      id: id(n),
      Name: `part ${n}`,
      Done: false,
      Sync_Key: `k${n}`,
    })),
  },
});

/** Nine ways to spoil a row, with the code and the field that the result must name. */
const spoilt: readonly [object, string, string | undefined][] = [
  [{ id: undefined }, 'INVALID_INPUT', 'id'],
  [{ id: '77' }, 'INVALID_DATA', undefined],
  [{ Done: 'yes' }, 'INVALID_DATA', 'Done'],
  [{ Stock: 'many' }, 'INVALID_DATA', 'Stock'],
  [{ Code: 'x'.repeat(21) }, 'INVALID_DATA', 'Code'],
  [{ Due: '31.12.2026' }, 'INVALID_DATA', 'Due'],
  [{ Mail: 'nobody' }, 'INVALID_DATA', 'Mail'],
  [{ Sync_Key: 'k0' }, 'DUPLICATE_DATA', 'Sync_Key'],
  [{ Name: null }, 'MANDATORY_NOT_FOUND', 'Name'],
];

/** 37 of 1,000 rows are spoilt, the first never. */
const isSpoilt = (n: number): boolean => n % 27 === 13 && n < 37 * 27;
const faultOf = (n: number) => spoilt[((n - 13) / 27) % spoilt.length];
const changes = Array.from({ length: 1_000 }, (_, n) => ({
  id: id(n),
  Done: true,
  ...(isSpoilt(n) ? faultOf(n)?.[0] : undefined),
}));

const done = (): number =>
  emulator()
    .records('a', 'Parts')
    .filter(({ Done }) => Done === true).length;

test('of 1,000 updates with 37 bad rows of nine kinds, 963 are made and 37 say why not', async () => {
  const results = await Array.fromAsync(crm().module('Parts').updateAll(changes));

  expect(results.map(({ row }) => row)).toEqual(changes.map((_, n) => n));
  expect(results.filter(({ ok }) => ok)).toHaveLength(963);
  expect(done()).toBe(963);
  const refused = results.flatMap((result) => (result.ok ? [] : [result]));
  expect(refused.map(({ row, code, field }) => [row, code, field])).toEqual(
    changes.flatMap((_, n) => (isSpoilt(n) ? [[n, faultOf(n)?.[1], faultOf(n)?.[2]]] : [])),
  );
  expect(refused).toHaveLength(37);
  expect(refused.every(({ message }) => message !== '')).toBe(true);
});

test('run again after a cut connection, the same rows leave the same state', async () => {
  const state = () =>
    emulator()
      .records('a', 'Parts')
      .map(({ id: key, Done, Stock, Code, Name, Sync_Key }) => ({
        key,
        Done,
        Stock,
        Code,
        Name,
        Sync_Key,
      }));
  await Array.fromAsync(crm().module('Parts').updateAll(changes));
  const whole = state();
  emulator().reset();

  // The fourth request is made, and its answer lost.
  emulator().faults.add({
    match: { method: 'PUT', path: '/crm/v8/Parts', nth: 4 },
    effect: { kind: 'answer-lost' },
  });
  const once = crm().module('Parts').updateAll(changes, { attempts: 1 });
  const known: number[] = [];
  const cut = (async () => {
    for await (const { row } of once) known.push(row);
  })();
  await expect(cut).rejects.toMatchObject({ kind: 'unavailable' });
  expect(known).toHaveLength(300);
  expect(done()).toBeGreaterThan(290);

  const again = await Array.fromAsync(crm().module('Parts').updateAll(changes));
  expect(again.filter(({ ok }) => ok)).toHaveLength(963);
  expect(state()).toEqual(whole);
});

test('what is inserted can be upserted by its key and deleted, all of it in batches', async () => {
  const writes = crm().module('Parts');
  const rows = Array.from({ length: 150 }, (_, n) => ({ Name: `new ${n}`, Sync_Key: `n${n}` }));
  const inserted = await Array.fromAsync(writes.insertAll(rows, { trigger: [] }));
  expect(inserted.every(({ ok }) => ok)).toBe(true);

  const changed = rows.map((row) => ({ ...row, Stock: 3 }));
  const byKey = { duplicateCheckFields: ['Sync_Key'] };
  const upserted = await Array.fromAsync(writes.upsertAll(changed, byKey));
  expect(upserted).toMatchObject(
    inserted.map((result) => ({ id: result.id, action: 'update', duplicateField: 'Sync_Key' })),
  );

  const ids = upserted.map((result) => String(result.id));
  const gone = await Array.fromAsync(writes.deleteAll([...ids, '77']));
  expect(gone.map(({ ok }) => ok)).toEqual([...ids.map(() => true), false]);
  expect(emulator().records('a', 'Parts')).toHaveLength(1_000);
});

test('a record that changed since it was read is not overwritten, and says so', async () => {
  emulator().clock.advance(5_000);
  emulator().updateRecord('a', 'Parts', id(1), { Code: 'x' });
  const read = await crm()
    .records('Parts')
    .get(id(2), { fields: ['Modified_Time'] });
  const results = await crm()
    .module('Parts')
    .update(
      [
        { id: id(1), Done: true },
        { id: id(2), Done: true },
      ],
      {
        ifUnmodifiedSince: String(read['Modified_Time']),
      },
    );
  expect(results).toMatchObject([
    { ok: false, row: 0, code: 'ALREADY_MODIFIED' },
    { ok: true, row: 1 },
  ]);
});
