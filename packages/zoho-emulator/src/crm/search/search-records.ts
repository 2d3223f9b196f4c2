import type { EmulatedAnswer } from '../../seam.ts';
import type { ModuleCall } from '../crm-route.ts';
import type { SortField } from '../record-table.ts';
import { showRecord } from '../records/show-record.ts';
import { SearchError, invalidParam } from './search-error.ts';
import type { SearchIndex } from './search-index.ts';
import { readQuestion, readVisibility, searchParams } from './search-question.ts';

/** Zoho doc: search-records. */
export const searchLimits = { rows: 2000, perPage: 200 } as const;

/** `GET /crm/v8/{module}/search`. Throws a `SearchError`. */
export function searchRecords(
  { world, org, module, request: { query } }: ModuleCall,
  index: SearchIndex,
): EmulatedAnswer {
  const matches = readQuestion(query, module, {
    maxCriteria: world.deps.profile().searchCriteria,
    missingType: invalidParam,
  });
  if (!matches) {
    throw new SearchError('EXPECTED_PARAM_MISSING', 'one of the expected parameter is missing', {
      param_names: searchParams,
    });
  }
  const visible = readVisibility(query);
  const { page, perPage, sortBy, sortOrder } = readPage(query);
  const start = (page - 1) * perPage;
  const rows = [];
  let more = false;
  let seen = 0;
  for (const record of index.read(org.key, module, sortBy, sortOrder)) {
    if (!visible(record) || !matches(record)) continue;
    seen += 1;
    more = seen > start + perPage;
    if (more) break;
    if (seen > start) rows.push(record);
  }
  if (rows.length === 0) return { status: 204 };
  // Without `fields` a row has all of them (Zoho doc: search-records, sample).
  const fields = toNames(query.get('fields')) ?? [...module.fields.keys()];
  return {
    status: 200,
    json: {
      data: rows.map((record) => showRecord(org, module, record, { fields, view: 'list' })),
      info: {
        per_page: perPage,
        count: rows.length,
        sort_by: sortBy,
        page,
        sort_order: sortOrder,
        more_records: more,
      },
    },
  };
}

// --- internal ---

interface SearchPage {
  page: number;
  perPage: number;
  sortBy: SortField;
  sortOrder: 'asc' | 'desc';
}

const sortable: readonly SortField[] = ['id', 'Created_Time', 'Modified_Time'];

function readPage(query: URLSearchParams): SearchPage {
  const page = readWhole(query, 'page', 1);
  const perPage = readWhole(query, 'per_page', searchLimits.perPage);
  if (perPage > searchLimits.perPage) throw invalidParam('per_page');
  if (page * perPage > searchLimits.rows) {
    // The limit is a text (zoho/crm-oas: module_search).
    throw new SearchError('LIMIT_REACHED', 'maximum response iteration limit reached', {
      limit: String(searchLimits.rows),
    });
  }
  const sortBy = sortable.find((field) => field === (query.get('sort_by') ?? 'id'));
  if (sortBy === undefined) throw invalidParam('sort_by');
  const sortOrder = query.get('sort_order') ?? 'desc';
  if (sortOrder !== 'asc' && sortOrder !== 'desc') throw invalidParam('sort_order');
  return { page, perPage, sortBy, sortOrder };
}

function readWhole(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^[1-9]\d{0,9}$/.test(text)) throw invalidParam(name);
  return Number(text);
}

function toNames(text: string | null): string[] | undefined {
  const names = (text ?? '').split(',').map((name) => name.trim());
  const filled = names.filter((name) => name !== '');
  return filled.length === 0 ? undefined : filled;
}
