import { parseResponse, ZohoError, type CallOptions } from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import type { Condition } from './condition.ts';
import type { CrmRow } from './crm-row.ts';
import { exactJson } from './exact-json.ts';
import { fieldList } from './field-list.ts';
import { matchesCondition } from './matches-condition.ts';
import { maxFieldsPerRead, rowsPerListPage, rowsPerSearch } from './rate-limits.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { toCriteria } from './to-criteria.ts';
import { usage } from './usage.ts';
import { WireSearchPage } from './wire.ts';

/** What a search looks for: exactly one of these. */
export type SearchFor =
  | { criteria: Condition; email?: never; phone?: never; word?: never }
  | {
      /** In any field of that type. */ email: string;
      criteria?: never;
      phone?: never;
      word?: never;
    }
  | {
      /** In any field of that type. */ phone: string;
      criteria?: never;
      email?: never;
      word?: never;
    }
  | {
      /** In any field; at least two letters. */ word: string;
      criteria?: never;
      email?: never;
      phone?: never;
    };

/** What is read of the records that a search finds. */
export type SearchOptions<Field extends string = string> = SearchFor &
  CallOptions & {
    /**
     * API names.
     * @default those of the schema; without one, or when it has more than 50, every field
     */
    fields?: readonly Field[] | undefined;
    /** Of leads: those that became contacts. @default 'false' */
    converted?: 'true' | 'false' | 'both' | undefined;
  };

/**
 * The records that a search finds, page by page, each once, in ascending id, those of a condition asked again (see
 * `matchesCondition`), because `equals` means "contains" there. Zoho's index is eventually
 * consistent: what was written seconds or minutes ago may be missing, and so nothing found proves
 * nothing. `module.query` asks the records themselves. Rejects with `refused` where a search ends, at
 * row 2,000 (Zoho doc: search-records).
 */
export async function* searchRecords(
  service: CrmService,
  module: string,
  fields: readonly string[] | undefined,
  options: SearchOptions,
): AsyncGenerator<readonly CrmRow[], void, undefined> {
  const { criteria, converted } = options;
  const question = toQuestion(options);
  const asked = fields && withFieldsOf(criteria, fields);
  const seen = new Set<string>();
  for (let page = 1; ; page += 1) {
    const answer = await service.http.json({
      ...toCall(options),
      url: `${service.baseUrl}/${module}/search`,
      query: {
        ...question,
        fields: asked && asked.length <= maxFieldsPerRead ? fieldList(asked) : undefined,
        converted,
        page,
        per_page: rowsPerListPage,
        // Pages by number need an order that changes do not shift (Zoho doc v8: search-records).
        sort_by: 'id',
        sort_order: 'asc',
      },
      scopes: scopesFor('module.search', module),
      gates: service.credits(1),
    });
    if (answer.json === undefined) return;
    const { data, info } = parseResponse(WireSearchPage, exactJson(answer), 'CRM search');
    yield data
      .filter((row) => seen.size < seen.add(row.id).size)
      .filter((row) => criteria === undefined || matchesCondition(criteria, row))
      .map((row) => only(row, fields, asked));
    if (!info.more_records) return;
    if (page * rowsPerListPage >= rowsPerSearch) throw atItsEnd(module);
  }
}

// --- internal ---

function toQuestion({ criteria, email, phone, word }: SearchOptions): Record<string, string> {
  const given = Object.entries({ email, phone, word }).filter(([, text]) => text !== undefined);
  if (given.length + (criteria === undefined ? 0 : 1) !== 1) {
    throw usage('A search has exactly one of "criteria", "email", "phone" and "word"');
  }
  if (criteria !== undefined) return { criteria: toCriteria(criteria) };
  const [name = '', text = ''] = given[0] ?? [];
  if (text.trim().length < (name === 'word' ? 2 : 1)) {
    throw usage(`"${name}" is too short for a search`);
  }
  return { [name]: text };
}

/** A row can be asked again only about what it holds. */
function withFieldsOf(
  criteria: Condition | undefined,
  fields: readonly string[],
): readonly string[] {
  return criteria === undefined ? fields : [...new Set([...fields, ...fieldsOf(criteria)])];
}

function fieldsOf(condition: Condition): string[] {
  return condition.kind === 'term' ? [condition.field] : condition.parts.flatMap(fieldsOf);
}

function only(
  row: CrmRow,
  fields: readonly string[] | undefined,
  asked: readonly string[] | undefined,
): CrmRow {
  if (fields === undefined || asked === undefined || asked.length === fields.length) return row;
  const added = new Set(asked.filter((name) => name !== 'id' && !fields.includes(name)));
  const kept = Object.entries(row).filter(([name]) => !added.has(name));
  return { ...Object.fromEntries(kept), id: row.id };
}

function atItsEnd(module: string): ZohoError {
  return new ZohoError(`A search in ${module} ends at row ${rowsPerSearch}, and there are more`, {
    kind: 'refused',
    hint: 'narrow the search, or use module.query(), which has no end',
  });
}
