import * as v from 'valibot';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import { parseCrmTime } from '../crm-time.ts';
import { invalidParameter } from '../files/list-page.ts';

/** What is asked of a timeline entry: a value per field of the filter. */
export type TimelineFilter = (value: (field: string) => unknown) => boolean;

/** What a timeline is asked for, apart from the page. */
export interface TimelineQuery {
  order: 'asc' | 'desc';
  filter: TimelineFilter;
  /** The filter as it was written. */
  filterText: string | null;
  /** `field_history.data_type` and the like. */
  inner: ReadonlySet<string>;
}

/** Reads the parameters of a timeline (Zoho doc: timeline-of-a-record). */
export function readTimelineQuery(query: URLSearchParams): TimelineQuery | EmulatedAnswer {
  if (query.has('page_token') && query.has('per_page')) {
    const details = { param_name: 'per_page' };
    return toCrmError(400, 'NOT_SUPPORTED', 'per_page cannot be given with page_token', details);
  }
  const sortBy = query.get('sort_by') ?? 'audited_time';
  if (sortBy !== 'audited_time') return invalidParameter('sort_by', ['audited_time']);
  const order = query.get('sort_order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') return invalidParameter('sort_order', ['asc', 'desc']);
  const type = query.get('include_timeline_type');
  if (type !== null && type !== 'signals') {
    return invalidParameter('include_timeline_type', ['signals']);
  }
  const inner = new Set((query.get('include_inner_details') ?? '').split(',').filter(Boolean));
  // Zoho's page calls it `filters`, Zoho's OpenAPI `filter`.
  const text = query.get('filters') ?? query.get('filter');
  if (text === null) return { order, filter: () => true, filterText: text, inner };
  const parsed = v.safeParse(FilterText, text);
  if (!parsed.success) return invalidParameter('filters');
  const filter: TimelineFilter = (value) => meets(parsed.output, value);
  return { order, filter, filterText: text, inner };
}

// --- internal ---

interface Comparison {
  field: { api_name: 'record.module.api_name' | 'done_by.id' | 'audited_time' | 'source' };
  comparator: 'equal' | 'in' | 'between';
  value: string | string[];
}

interface Group {
  group_operator: 'and' | 'or';
  group: Filter[];
}

type Filter = Comparison | Group;

const Comparison: v.GenericSchema<Comparison> = v.object({
  field: v.object({
    api_name: v.picklist(['record.module.api_name', 'done_by.id', 'audited_time', 'source']),
  }),
  comparator: v.picklist(['equal', 'in', 'between']),
  value: v.union([v.string(), v.array(v.string())]),
});

const Filter: v.GenericSchema<Filter> = v.lazy(() => v.union([Group, Comparison]));

const Group: v.GenericSchema<Group> = v.object({
  group_operator: v.picklist(['and', 'or']),
  group: v.array(Filter),
});

const FilterText = v.pipe(v.string(), v.parseJson(), Filter);

function meets(filter: Filter, value: (field: string) => unknown): boolean {
  if ('group' in filter) {
    const one = (member: Filter): boolean => meets(member, value);
    return filter.group_operator === 'and' ? filter.group.every(one) : filter.group.some(one);
  }
  const actual = String(value(filter.field.api_name));
  const wanted = [filter.value].flat();
  if (filter.comparator !== 'between') return wanted.includes(actual);
  const [from, to] = wanted.map((text) => parseCrmTime(text) ?? Number.NaN);
  const at = parseCrmTime(actual) ?? Number.NaN;
  return at >= (from ?? Number.NaN) && at <= (to ?? Number.NaN);
}
