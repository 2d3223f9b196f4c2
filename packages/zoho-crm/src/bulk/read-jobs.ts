import {
  parseResponse,
  pathSegment,
  type CallOptions,
  type HttpResponse,
} from '@zohokit/zoho-http';
import { moduleName } from '../api-name.ts';
import { toCall } from '../call-options.ts';
import type { Condition } from '../condition.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { usage } from '../usage.ts';
import { WireReadCreated, WireReadJob } from './bulk-wire.ts';
import { toCallback } from './callback.ts';
import { toBulkCriteria, type BulkCriteria } from './to-bulk-criteria.ts';

/** Which records a bulk read takes, and which columns. */
export interface BulkReadQuery<Field extends string = string> {
  /**
   * API names; without a schema, `Account_Name.Phone` follows a lookup.
   * @default those of the schema; without one, every field that Zoho exports
   */
  fields?: readonly Field[] | undefined;
  /** A condition of `where()`, or one as Zoho has it; up to 25 terms. @default every record */
  criteria?: Condition | BulkCriteria | undefined;
  /** Id of a custom view. @default none */
  view?: string | undefined;
}

/** A bulk read as it stands. */
export interface BulkReadJob {
  /** Digits in a string. */
  id: string;
  /** `running` until its result can be downloaded or it failed. */
  state: 'running' | 'completed' | 'failed';
  /** Zoho's word, e.g. `IN PROGRESS`. */
  words: string;
  /** Of the result; `undefined` until it is completed. */
  result?: BulkReadResult | undefined;
  /** Why it failed, in Zoho's words. */
  failure?: string | undefined;
}

/** What can be downloaded of a bulk read, for about a day. */
export interface BulkReadResult {
  /** Rows; `undefined` when not answered. */
  count: number | undefined;
  /** There are more records, in a job of their own: see `nextPageToken`. */
  moreRecords: boolean;
  /** Makes the job of the next 200,000 records. */
  nextPageToken: string | undefined;
}

/** Creates a job that reads up to 200,000 records; costs 50 credits. Resolves to its id. */
export async function createReadJob(
  service: CrmService,
  module: string,
  query: BulkReadQuery & { pageToken?: string | undefined },
  options: CallOptions & { callbackUrl?: string | undefined } = {},
): Promise<string> {
  const { json } = await service.http.json({
    ...toCall(options),
    method: 'POST',
    url: `${service.origin}/crm/bulk/v8/read`,
    json: { ...toCallback(options.callbackUrl), query: toQuery(module, query) },
    scopes: scopesFor('bulk.createRead', module),
    gates: service.credits(creditsOfReadJob),
    // A job that nobody asks for changes nothing, so an answer that was lost costs credits only.
    repeatable: true,
    expectsBody: true,
  });
  return parseResponse(WireReadCreated, json, 'CRM bulk read').data[0].details.id;
}

/** A bulk read as it stands. Rejects with `not-found` when there is none, or is none any more. */
export async function getReadJob(
  service: CrmService,
  jobId: string,
  options: CallOptions = {},
): Promise<BulkReadJob> {
  const { json } = await service.http.json({
    ...toCall(options),
    url: `${service.origin}/crm/bulk/v8/read/${pathSegment(crmId(jobId, 'jobId'))}`,
    scopes: scopesFor('bulk.readStatus', '{module}'),
    gates: service.credits(1),
  });
  const [{ id, state: words, result }] = parseResponse(WireReadJob, json, 'CRM bulk read job').data;
  if (words === 'FAILURE' || words === 'FAILED') {
    const { code, message } = result?.error_message ?? {};
    const why = [code, message].filter((word) => word !== undefined).join(': ');
    return { id, state: 'failed', words, failure: why === '' ? undefined : why };
  }
  // Samples show results of jobs that are not done; they mean nothing.
  if (words !== 'COMPLETED') return { id, state: 'running', words };
  return {
    id,
    state: 'completed',
    words,
    result: {
      count: result?.count ?? undefined,
      moreRecords: result?.more_records ?? false,
      nextPageToken: result?.next_page_token ?? undefined,
    },
  };
}

/** The zip of a completed job; read or `discard` its body. At most 10 downloads a minute are begun. */
export async function downloadRead(
  service: CrmService,
  jobId: string,
  options: CallOptions = {},
): Promise<HttpResponse> {
  return await service.http.bytes({
    ...toCall(options),
    url: `${service.origin}/crm/bulk/v8/read/${pathSegment(crmId(jobId, 'jobId'))}/result`,
    scopes: scopesFor('bulk.readResult', '{module}'),
    gates: [...service.credits(1), service.downloads],
  });
}

// --- internal ---

/** Zoho doc v8: api-limits. */
const creditsOfReadJob = 50;

function toQuery(
  module: string,
  { fields, criteria, view, pageToken }: BulkReadQuery & { pageToken?: string | undefined },
): object {
  const api_name = moduleName(module);
  if (pageToken !== undefined) return { page_token: pageToken };
  const wrong = fields?.find((name) => !/^[\w$]+(?:\.[\w$]+)*$/.test(name));
  if (wrong !== undefined) throw usage(`"${wrong}" is not the API name of a CRM field`);
  return {
    module: { api_name },
    ...(fields && { fields: [...new Set(fields)] }),
    ...(criteria && { criteria: toBulkCriteria(criteria) }),
    ...(view !== undefined && { cvid: crmId(view, 'view') }),
    page: 1,
  };
}
