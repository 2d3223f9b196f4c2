import { parseResponse, type CallOptions } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { moduleName } from './api-name.ts';
import { toCall } from './call-options.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { crmId, usage } from './usage.ts';

/** Which records are counted: one of these at most. @default every record */
export interface CountQuery {
  /** A custom view. */
  cvid?: string | undefined;
  /** In the grammar of search: `(Stage:equals:Closed Won)`. */
  criteria?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
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
  if (given.length > 1) throw usage('a count takes one of cvid, criteria, email, phone and word');
  if (query.cvid !== undefined) crmId(query.cvid, 'cvid');
  const { json } = await service.http.json({
    ...toCall(options),
    url: `${service.baseUrl}/${name}/actions/count`,
    query: { ...query },
    scopes: scopesFor('count', name),
    gates: service.credits(1),
  });
  // 204 (not documented here) can only be none.
  return json === undefined ? 0 : parseResponse(WireCount, json, 'CRM count').count;
}

// --- internal ---

const WireCount = v.object({ count: v.pipe(v.number(), v.integer(), v.minValue(0)) });
