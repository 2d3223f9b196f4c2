import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CrmRecord,
  type RecordTable,
  type SortField,
  createRecordTable,
} from './record-table.ts';

const gone = { deletedAt: 0, deletedBy: { id: '1', name: 'x' }, permanent: false };
const timeAt = (second: number): string => new Date(second * 1000).toISOString().slice(0, 19) + 'Z';

function sortedAnew(table: RecordTable, by: SortField): CrmRecord[] {
  const key = (record: CrmRecord): number =>
    by === 'id' ? 0 : Date.parse(String(record['Modified_Time']));
  return [...table.values()].toSorted(
    (one, other) => key(one) - key(other) || Number(one.id) - Number(other.id),
  );
}

test('orders and indexes are after any changes what they would be if made anew', () => {
  const step = fc.record({
    kind: fc.constantFrom('add', 'change', 'remove', 'read'),
    id: fc.integer({ min: 1, max: 20 }),
    second: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const table = createRecordTable();
      for (const { kind, id, second } of steps) {
        const values = { Modified_Time: timeAt(second), Name: `N${second}` };
        const known = table.get(String(id));
        if (kind === 'add' && !known) table.add({ id: String(id), ...values });
        if (kind === 'change' && known) table.change(known, values);
        if (kind === 'remove' && known) table.remove(known, gone);
        if (kind !== 'read') continue;
        expect(table.sorted('Modified_Time', 'asc')).toEqual(sortedAnew(table, 'Modified_Time'));
        expect(table.sorted('id', 'desc')).toEqual(sortedAnew(table, 'id').toReversed());
        const same = [...table.values()].filter(({ Name }) => Name === `N${second}`);
        const found = table.having('Name', `n${second}`);
        expect(new Set(found.map((one) => one.id))).toEqual(new Set(same.map((one) => one.id)));
      }
    }),
    { numRuns: 200 },
  );
});

test('what was answered stays as it is, whatever changes later', () => {
  const table = createRecordTable();
  table.add({ id: '1', Modified_Time: timeAt(1), Name: 'before' });
  const rows = table.sorted('Modified_Time', 'asc');
  const record = table.get('1');
  table.change({ id: '1' }, { Name: 'after', Modified_Time: timeAt(9) });
  table.add({ id: '2', Modified_Time: timeAt(2) });
  expect(rows).toEqual([{ id: '1', Modified_Time: timeAt(1), Name: 'before' }]);
  expect(record).toMatchObject({ Name: 'before' });
  expect(table.get('1')).toMatchObject({ Name: 'after' });
});

test('a record that is not there cannot be changed', () => {
  expect(() => createRecordTable().change({ id: '1' }, {})).toThrow(/no record 1/);
});

test('a lookup is found by the id that it points to', () => {
  const table = createRecordTable();
  table.add({ id: '1', Account: { name: 'x', id: '700' } });
  expect(table.having('Account', '700')).toHaveLength(1);
  table.change({ id: '1' }, { Account: null });
  expect(table.having('Account', '700')).toEqual([]);
});

test('changes are told in order, with how the record was', () => {
  const table = createRecordTable();
  const told: unknown[] = [];
  table.listen((change) => told.push(change));
  table.add({ id: '1', Name: 'a' });
  table.change({ id: '1' }, { Name: 'b' });
  table.remove({ id: '1' }, gone);
  expect(told).toEqual([
    { kind: 'insert', record: { id: '1', Name: 'a' }, before: undefined },
    { kind: 'update', record: { id: '1', Name: 'b' }, before: { id: '1', Name: 'a' } },
    { kind: 'delete', record: { id: '1', Name: 'b' } },
  ]);
  expect(table.deleted.get('1')).toMatchObject({ record: { Name: 'b' }, permanent: false });
});
