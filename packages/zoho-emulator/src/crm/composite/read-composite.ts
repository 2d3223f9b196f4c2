import { type RowAnswer, rowError, rowInvalid, rowMissing, toPlace } from '../row-answer.ts';
import { referencesIn } from './reference.ts';
import { isObject } from '../../is-object.ts';

/** One of the requests in one. */
export interface SubRequest {
  index: number;
  /** By which others refer to it. */
  id: string;
  method: string;
  uri: string;
  params: Record<string, unknown>;
  headers: Record<string, unknown>;
  body: unknown;
  /** Indexes of those whose answers it takes values from. */
  needs: number[];
}

export interface CompositeRequest {
  requests: SubRequest[];
  rollback: boolean;
  parallel: boolean;
}

export interface CompositeOptions {
  /** Refuses a rollback when `parallel_execution` is left out. */
  needsSerial: boolean;
}

/** Checks a composite body, or says why it is refused as a whole (Zoho doc: composite-api). */
export function readComposite(
  body: unknown,
  { needsSerial }: CompositeOptions,
): CompositeRequest | RowAnswer {
  if (!isObject(body)) return rowMissing(root);
  const list = body['__composite_requests'];
  if (list === undefined) return rowMissing(root);
  if (!Array.isArray(list) || list.length === 0) {
    return rowInvalid(root, { expected_data_type: 'jsonarray' });
  }
  if (list.length > mostRequests) return rowInvalid(root, { maximum_length: mostRequests });
  for (const name of ['rollback_on_fail', 'parallel_execution']) {
    if (!['boolean', 'undefined'].includes(typeof body[name])) {
      return rowInvalid(`$.${name}`, { expected_data_type: 'boolean' });
    }
  }
  const rollback = body['rollback_on_fail'] === true;
  const parallel = body['parallel_execution'] ?? (needsSerial || !rollback);
  if (rollback && parallel === true) return ambiguous;
  const requests: SubRequest[] = [];
  for (const [index, value] of list.entries()) {
    const read = readSubRequest(value, index);
    if ('code' in read) return read;
    if (requests.some(({ id }) => id === read.id)) {
      return rowError('DUPLICATE_DATA', 'duplicate data', toPlace(`${at(index)}.sub_request_id`));
    }
    requests.push(read);
  }
  const problem = connect(requests, parallel === true);
  return problem ?? { requests, rollback, parallel: parallel === true };
}

// --- internal ---

const root = '$.__composite_requests';
const mostRequests = 5;
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
const version = 'v8';

const ambiguous = rowError(
  'AMBIGUITY_DURING_PROCESSING',
  'rollback_on_fail and parallel_execution cannot both be true',
  { ambiguity_due_to: [toPlace('$.rollback_on_fail'), toPlace('$.parallel_execution')] },
);

function at(index: number): string {
  return `${root}[${index}]`;
}

function readSubRequest(value: unknown, index: number): SubRequest | RowAnswer {
  if (!isObject(value)) return rowInvalid(at(index), { expected_data_type: 'jsonobject' });
  const { sub_request_id: id = String(index + 1), method, uri, params = {}, headers = {} } = value;
  if (method === undefined) return rowMissing(`${at(index)}.method`);
  if (typeof method !== 'string' || !methods.includes(method)) {
    return rowInvalid(`${at(index)}.method`, { supported_values: methods });
  }
  if (uri === undefined) return rowMissing(`${at(index)}.uri`);
  if (typeof uri !== 'string')
    return rowInvalid(`${at(index)}.uri`, { expected_data_type: 'text' });
  if (!isObject(params)) {
    return rowInvalid(`${at(index)}.params`, { expected_data_type: 'jsonobject' });
  }
  if (!isObject(headers)) {
    return rowInvalid(`${at(index)}.headers`, { expected_data_type: 'jsonobject' });
  }
  const problem = checkUri(uri, index) ?? checkHeaders(headers, index);
  if (problem) return problem;
  return { index, id: String(id), method, uri, params, headers, body: value['body'], needs: [] };
}

/** Files travel neither in nor out of JSON. */
const unsupported = /^\/(?:files|upload|__composite_requests)\b|\/Attachments\b|\/download_/;

function checkUri(uri: string, index: number): RowAnswer | undefined {
  const path = `${at(index)}.uri`;
  const [, given, rest = ''] = /^\/crm\/(v[\d.]+)(\/[^?]*)/.exec(uri) ?? [];
  if (given === undefined || unsupported.test(rest)) {
    const details = { allowed_services: ['crm'], ...toPlace(path) };
    return rowError('NOT_SUPPORTED', 'the API is not supported in a composite request', details);
  }
  if (given === version) return undefined;
  const versions = { sub_request_version: given, composite_request_version: version };
  const message = 'the version of a sub request differs from that of the composite request';
  return rowError('NOT_SUPPORTED', message, { ...versions, ...toPlace(path) });
}

function checkHeaders(headers: Record<string, unknown>, index: number): RowAnswer | undefined {
  const restricted = Object.keys(headers).filter((name) => /^authorization$/i.test(name));
  if (restricted.length === 0) return undefined;
  const details = { restricted_headers: restricted, ...toPlace(`${at(index)}.headers`) };
  return rowError('NOT_SUPPORTED', 'the header is not supported in a sub request', details);
}

/** Finds out who needs whom: nobody unknown, no circle, and one by one nobody later. */
function connect(requests: SubRequest[], parallel: boolean): RowAnswer | undefined {
  for (const request of requests) {
    for (const reference of referencesIn(request)) {
      const needed = requests.find(({ id }) => id === reference);
      if (!needed || (!parallel && needed.index >= request.index)) {
        const details = { reference, ...toPlace(at(request.index)) };
        return rowError('INVALID_REFERENCE', 'the reference is invalid', details);
      }
      request.needs.push(needed.index);
    }
  }
  const looping = requests.filter(({ index }) => reaches(requests, index, index));
  if (looping.length === 0) return undefined;
  return rowError('LOOPING_FOUND', 'the references form a loop', {
    sub_request_indexes: looping.map(({ index }) => index),
  });
}

function reaches(
  requests: readonly SubRequest[],
  from: number,
  to: number,
  seen: ReadonlySet<number> = new Set(),
): boolean {
  const needs = requests[from]?.needs ?? [];
  if (needs.includes(to)) return true;
  const next = needs.filter((index) => !seen.has(index));
  return next.some((index) => reaches(requests, index, to, new Set([...seen, index])));
}
