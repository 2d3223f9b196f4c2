import type { CallOptions } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { toCall } from '../call-options.ts';
import { crmPath } from '../raw/crm-path.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { usage } from '../usage.ts';
import { sendRows, unclear } from '../writes/send-rows.ts';

/** One of the requests in one: writes of 1 record, reads of up to 25 (Zoho doc: composite-api). */
export interface CompositeRequest {
  /** By which others refer to its answer: `@{id:$.data[0].details.id}`. */
  id: string;
  /** In capitals. */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From `/crm/v8/` on. */
  path: string;
  /** The query, not encoded. @default none */
  params?: Readonly<Record<string, string>> | undefined;
  /** E.g. `If-Modified-Since`. @default none */
  headers?: Readonly<Record<string, string>> | undefined;
  /** A JSON value. @default none */
  body?: unknown;
}

/** What became of one of the requests. */
export type CompositeResult =
  /** It was answered; whether well is for its status and rows to say. */
  | { ok: true; id: string; status: number; body: unknown }
  /** It was not carried out, or taken back. */
  | { ok: false; id: string; code: string; message: string; details: Record<string, unknown> };

/** How the requests of a composite are carried out. */
export interface CompositeOptions extends CallOptions {
  /** All or nothing, one after the other; costs 2 credits when it succeeds. @default false */
  rollbackOnFail?: boolean | undefined;
  /** At the same time. @default true, unless `rollbackOnFail` */
  parallel?: boolean | undefined;
  /** Nothing in it does harm when it is sent twice. @default true when all are GET */
  repeatable?: boolean | undefined;
}

/**
 * Up to 5 requests in one, which may refer to each other: one result each, in order. It takes five of
 * the calls that an organisation may have under way.
 */
export async function composite(
  service: CrmService,
  requests: readonly CompositeRequest[],
  options: CompositeOptions = {},
): Promise<CompositeResult[]> {
  const { rollbackOnFail = false, parallel = !rollbackOnFail } = options;
  if (requests.length < 1 || requests.length > mostRequests) {
    throw usage(`"requests" must hold 1 to ${mostRequests} requests, not ${requests.length}`);
  }
  if (new Set(requests.map(({ id }) => id)).size < requests.length) {
    throw usage('"requests" must have different ids');
  }
  if (rollbackOnFail && parallel) {
    throw usage('"rollbackOnFail" and "parallel" cannot both be true');
  }
  const what = 'carry out a composite';
  const answers = await sendRows(service, {
    ...toCall(options),
    what,
    count: requests.length,
    envelope,
    method: 'POST',
    url: `${service.baseUrl}/${envelope}`,
    json: {
      rollback_on_fail: rollbackOnFail,
      parallel_execution: parallel,
      [envelope]: requests.map(toWire),
    },
    scopes: scopesFor('composite', '{module}'),
    gates: service.credits(rollbackOnFail ? 2 : 1),
    repeatable: options.repeatable ?? requests.every(({ method }) => method === 'GET'),
  });
  return answers.map((answer, at) => {
    const id = requests[at]?.id ?? '';
    const details = answer.details ?? {};
    if (answer.status === 'error') {
      return { ok: false, id, code: answer.code, message: answer.message, details };
    }
    const read = v.safeParse(WireDetails, details);
    if (!read.success) throw unclear(what);
    const { status_code: status, body } = read.output.response;
    return { ok: true, id, status, body };
  });
}

// --- internal ---

/** Zoho doc: composite-api. */
const mostRequests = 5;

const envelope = '__composite_requests';

const WireDetails = v.object({
  response: v.object({ status_code: v.number(), body: v.optional(v.unknown()) }),
});

function toWire({ id, method, path, params, headers, body }: CompositeRequest): object {
  return {
    sub_request_id: id,
    method,
    uri: crmPath(path),
    ...(params && { params }),
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
  };
}
