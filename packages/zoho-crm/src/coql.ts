import { parseResponse, ZohoError, type CallOptions } from '@zohokit/zoho-http';
import { columnNames, moduleName } from './api-name.ts';
import { toCall } from './call-options.ts';
import type { Condition } from './condition.ts';
import { parenthesize } from './coql-condition.ts';
import type { CoqlText } from './coql-tag.ts';
import { crmId } from './crm-id.ts';
import type { CrmRow } from './crm-row.ts';
import { creditsOfCoql } from './credits.ts';
import { exactJson } from './exact-json.ts';
import { rowsPerCoqlPage } from './rate-limits.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { toCoql } from './to-coql.ts';
import { usage } from './usage.ts';
import { WireCoqlPage, WireCoqlRow } from './wire.ts';

/** A query for `coql.rows`, in its parts: order and offset are not the caller's to choose. */
export interface CoqlRowsQuery extends CallOptions {
  /** API names; `id` is always there. */
  select: readonly string[];
  /** API name of the module. */
  from: string;
  /**
   * A condition of `where()` or of the `coql` tag, or one as text, with `coqlString()` around text
   * values. @default every record
   */
  where?: string | CoqlText | Condition | undefined;
  /** Only records with an id beyond this one: where an earlier walk ended. @default from the start */
  after?: string | undefined;
  /** Rows per request, at most 2,000; more cost more credits per request. @default 2_000 */
  pageSize?: number | undefined;
}

/** The answer to one query; an empty answer of Zoho is a page without rows. */
export interface CoqlPage {
  /** In the order of the query; columns over lookups are keys with dots. */
  rows: Record<string, unknown>[];
  /** As answered; `undefined` when the answer does not say. */
  moreRecords: boolean | undefined;
}

/** CRM Object Query Language: records by a condition instead of by id. */
export interface Coql {
  /**
   * Every record that matches, once, in ascending id. It walks by id and not by offset, so that it
   * has no end at 100,000 rows and a record ticked off meanwhile does not shift the others.
   */
  rows(query: CoqlRowsQuery): AsyncGenerator<CrmRow, void, undefined>;
  /** One query as it is written; no rows for an empty answer. */
  page(query: string | CoqlText, options?: CallOptions): Promise<CoqlPage>;
}

/** Makes the queries of a client. */
export function createCoql(service: CrmService): Coql {
  const page = async (query: string, module: string, call: CallOptions): Promise<CoqlPage> => {
    const answer = await service.http.json({
      ...toCall(call),
      method: 'POST',
      url: `${service.baseUrl}/coql`,
      json: { select_query: query },
      scopes: scopesFor('coql.page', module),
      gates: service.credits(creditsOfCoql(query)),
      // A POST that only reads.
      repeatable: true,
      expectsBody: true,
    });
    // 204 (Zoho doc: Get-Records-through-COQL-Query).
    if (answer.json === undefined) return { rows: [], moreRecords: false };
    const { data, info } = parseResponse(WireCoqlPage, exactJson(answer), 'CRM COQL');
    return { rows: data, moreRecords: info?.more_records };
  };

  async function* rows(query: CoqlRowsQuery): AsyncGenerator<CrmRow, void, undefined> {
    const { from, pageSize = rowsPerCoqlPage } = query;
    const toQuery = keysetQuery(query);
    let last = query.after;
    for (;;) {
      const answer = await page(toQuery(last), from, query);
      for (const row of answer.rows) {
        const parsed = parseResponse(WireCoqlRow, row, 'CRM COQL row');
        if (last !== undefined && BigInt(parsed.id) <= BigInt(last)) throw notAscending();
        last = parsed.id;
        yield parsed;
      }
      // A full page is followed by another question even if it claims to be the last: one request
      // more costs a credit, a wrong claim would lose records without a word.
      if (answer.rows.length === 0) return;
      if (answer.moreRecords === false && answer.rows.length < pageSize) return;
    }
  }

  return {
    rows,
    page: (query, options = {}) => page(String(query), moduleOf(String(query)), options),
  };
}

// --- internal ---

function keysetQuery(query: CoqlRowsQuery): (last: string | undefined) => string {
  const { select, from, where, pageSize = rowsPerCoqlPage } = query;
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > rowsPerCoqlPage) {
    throw usage(`"pageSize" must be a whole number from 1 to ${rowsPerCoqlPage}`);
  }
  const columns = [...new Set([...columnNames(select), 'id'])].join(', ');
  const condition = where === undefined ? undefined : parenthesize(whereText(where));
  if (query.after !== undefined) crmId(query.after, 'after');
  const head = `select ${columns} from ${moduleName(from)} where`;
  const tail = `order by id asc limit ${pageSize}`;
  return (last) => {
    // A query without `where` was refused up to v7 (Zoho doc: COQL-Overview): `id is not null`.
    if (last === undefined) return `${head} ${condition ?? 'id is not null'} ${tail}`;
    const beyond = `id > '${last}'`;
    return `${head} ${condition === undefined ? beyond : `(${condition} and ${beyond})`} ${tail}`;
  };
}

function whereText(where: NonNullable<CoqlRowsQuery['where']>): string {
  return typeof where === 'object' && 'kind' in where ? toCoql(where) : String(where);
}

function notAscending(): ZohoError {
  return new ZohoError('CRM COQL answered rows that are not in ascending id', {
    kind: 'unexpected-response',
  });
}

/** Only names the scope that a refusal would be about. */
function moduleOf(query: string): string {
  return /\bfrom\s+([A-Za-z]\w*)/i.exec(query)?.[1] ?? '{module}';
}
