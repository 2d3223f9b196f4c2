import {
  ZohoError,
  type HttpResponse,
  type JsonAnswer,
  type ServiceRequest,
} from '@zohokit/zoho-http';
import { RowsRefusedError } from '../rows-refused-error.ts';
import type { CrmService } from '../service.ts';
import { crmPath } from './crm-path.ts';

/** A request to CRM's API that has no method of its own here. */
export interface RawRequest extends Omit<ServiceRequest, 'url' | 'gates'> {
  /** From `/crm/` on, without a query. */
  path: string;
  /** What it costs, for `dailyCredits`. @default 1 */
  credits?: number | undefined;
}

/** The way past the methods of this client: retried, paced and judged like all of them. */
export interface Raw {
  /**
   * Sends to the connection's CRM host, and to no other; `json` of the answer is unknown. A write is
   * never sent twice unless `repeatable`. Rows that were all refused reject with the code of the
   * first.
   */
  json(request: RawRequest): Promise<JsonAnswer>;
  /** As `json`, for files; read or `discard` the body. */
  bytes(request: RawRequest): Promise<HttpResponse>;
}

/** Makes the way past the methods. */
export function createRaw(service: CrmService): Raw {
  const toRequest = ({ path, credits = 1, ...request }: RawRequest): ServiceRequest => ({
    ...request,
    url: service.origin + crmPath(path),
    gates: service.credits(credits),
  });
  return {
    json: async (request) => await service.http.json(toRequest(request)).catch(plainly),
    bytes: async (request) => await service.http.bytes(toRequest(request)).catch(plainly),
  };
}

// --- internal ---

function plainly(error: unknown): never {
  if (!(error instanceof RowsRefusedError)) throw error;
  const { status, method, path, rule, body } = error;
  const code = /"code":"(\w+)"/.exec(JSON.stringify(body))?.[1];
  throw new ZohoError(`CRM refused every row of a write (${code ?? 'without a code'})`, {
    kind: 'refused',
    code,
    status,
    method,
    path,
    rule,
  });
}
