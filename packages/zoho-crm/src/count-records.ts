import { parseResponse, type CallOptions } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { moduleName } from './api-name.ts';
import { toCall } from './call-options.ts';
import type { Condition } from './condition.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { crmId } from './crm-id.ts';
import { toCriteria } from './to-criteria.ts';
import { usage } from './usage.ts';

/** Which records are counted: one of these at most. @default every record */
export interface CountQuery {
  /** Id of a custom view. */
  view?: string | undefined;
  /** A condition of `where()`, for the index: `equals` means "contains", and nothing mends that here. */
  criteria?: Condition | undefined;
  /** In any field of that type. */
  email?: string | undefined;
  /** In any field of that type. */
  phone?: string | undefined;
  /** In any field; at least two letters. */
  word?: string | undefined;
}

/** How many records there are, as of 1 to 10 minutes ago (Zoho doc: record-count). */
export async function countRecords(
  service: CrmService,
  module: string,
  query: CountQuery = {},
  options: CallOptions = {},
): Promise<number> {
  const name = moduleName(module);
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length > 1) throw usage('a count takes one of view, criteria, email, phone and word');
  const { view, criteria, ...others } = query;
  const { json } = await service.http.json({
    ...toCall(options),
    url: `${service.baseUrl}/${name}/actions/count`,
    query: {
      ...others,
      cvid: view === undefined ? undefined : crmId(view, 'view'),
      criteria: criteria && toCriteria(criteria),
    },
    scopes: scopesFor('count', name),
    gates: service.credits(1),
  });
  // 204 (not documented here) can only be none.
  return json === undefined ? 0 : parseResponse(WireCount, json, 'CRM count').count;
}

// --- internal ---

const WireCount = v.object({ count: v.pipe(v.number(), v.integer(), v.minValue(0)) });
