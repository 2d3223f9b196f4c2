import type { Profile } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CustomView } from '../metadata/custom-views.ts';
import { createRecordOrder } from '../record-order.ts';
import { type CrmRecord, type RecordTable, timeOf } from '../record-table.ts';
import type { ListQuery, Tristate } from './list-query.ts';
import { toText } from './to-text.ts';

export interface Selection {
  module: CrmModule;
  query: ListQuery;
  view: CustomView | undefined;
  bound: Profile['modifiedSinceBound'];
}

/** The records that a list read is about, in its order, or that none of them is new enough. */
export function selectRows(selection: Selection): readonly CrmRecord[] | 'not-modified' {
  const { module, query, view, bound } = selection;
  const { modifiedSince: since } = query;
  const base = query.ids
    ? byIds(module.records, query.ids, query)
    : (fewSince(selection) ?? inOrder(module, query, view));
  const wanted = filtered(base, [
    module.apiName === 'Leads' ? toStateFilter('$converted', false, query.converted) : undefined,
    toStateFilter('$approved', true, query.approved),
    view && ((record) => view.matches(record)),
  ]);
  if (since === undefined) return wanted;
  const isNew = isSince(since, bound);
  const rows = wanted.filter(isNew);
  const nothingNew = rows.length === 0 && module.records.size > 0;
  return nothingNew && hasAny(selection) ? 'not-modified' : rows;
}

/** Whether a record was changed since; nobody knows if that very second counts. */
export function isSince(
  since: number,
  bound: Profile['modifiedSinceBound'],
): (record: CrmRecord) => boolean {
  return bound === 'inclusive'
    ? (record) => timeOf(record, 'Modified_Time') >= since
    : (record) => timeOf(record, 'Modified_Time') > since;
}

// --- internal ---

/** Whether anything would be there without `If-Modified-Since`. */
function hasAny(selection: Selection): boolean {
  const query = { ...selection.query, modifiedSince: undefined };
  return selectRows({ ...selection, query }).length > 0;
}

/**
 * When few of many records are new enough, only those are put in order. In an answer to a poll that
 * is the rule, and the walk over all the others is spared.
 */
function fewSince({ module, query, view }: Selection): readonly CrmRecord[] | undefined {
  const { modifiedSince: since, sortBy, sortOrder } = query;
  if (since === undefined || view?.sort) return undefined;
  const newest = module.records.sorted('Modified_Time', 'desc');
  const few = Math.ceil(newest.length / 8);
  const last = newest[few - 1];
  if (!last || timeOf(last, 'Modified_Time') >= since) return undefined;
  const end = newest.findIndex((record) => timeOf(record, 'Modified_Time') < since);
  const order = createRecordOrder(sortBy, newest.slice(0, end));
  return sortOrder === 'asc' ? order.ascending() : order.descending();
}

type Filter = (record: CrmRecord) => boolean;

function inOrder(
  { records }: CrmModule,
  { sortBy, sortOrder }: ListQuery,
  view: CustomView | undefined,
): readonly CrmRecord[] {
  const sort = view?.sort;
  if (!sort) return records.sorted(sortBy, sortOrder);
  const rows = records
    .sorted('id', 'asc')
    .toSorted((one, other) => compareValues(one[sort.field], other[sort.field]));
  return sort.order === 'asc' ? rows : rows.toReversed();
}

function byIds(
  records: RecordTable,
  ids: readonly string[],
  { sortBy, sortOrder }: ListQuery,
): readonly CrmRecord[] {
  const found = [...new Set(ids)].flatMap((id) => records.get(id) ?? []);
  const order = createRecordOrder(sortBy, found);
  return sortOrder === 'asc' ? order.ascending() : order.descending();
}

function filtered(
  rows: readonly CrmRecord[],
  filters: readonly (Filter | undefined)[],
): readonly CrmRecord[] {
  const all = filters.filter((filter) => filter !== undefined);
  return all.length === 0 ? rows : rows.filter((row) => all.every((filter) => filter(row)));
}

function toStateFilter(key: string, usual: boolean, wanted: Tristate): Filter | undefined {
  if (wanted === 'both') return undefined;
  return (record) => (record[key] ?? usual) === (wanted === 'true');
}

function compareValues(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return toText(one).localeCompare(toText(other));
}
