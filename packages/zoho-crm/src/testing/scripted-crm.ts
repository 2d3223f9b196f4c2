import { createConnection } from '@zohokit/zoho-auth';
import {
  createFakeFetch,
  createVirtualClock,
  type FakeAnswer,
  type FakeRequest,
} from '@zohokit/zoho-http/testing';
import { createCrmClient, type CrmClient, type CrmClientOptions } from '../client.ts';

/** A request of the client, its body read. */
export interface ScriptedRequest {
  method: string;
  /** Host and path. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  /** `undefined` when the body is not JSON. */
  json: unknown;
}

/** A client whose requests get these answers in order, the last one again and again. */
export function scriptedCrm(
  answers: readonly FakeAnswer[],
  options?: CrmClientOptions,
): { crm: CrmClient; requests: ScriptedRequest[]; slept: readonly number[] } {
  const clock = createVirtualClock(Date.parse('2026-03-01T09:00:00Z'));
  const requests: ScriptedRequest[] = [];
  const network = createFakeFetch((request) => {
    if (request.url.includes('/oauth/')) {
      return { status: 200, json: { access_token: '1000.a.b', expires_in: 360_000 } };
    }
    requests.push(toScripted(request));
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    return answer ?? new TypeError('The script has no answer');
  });
  const connection = createConnection({
    name: 'org A',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: 'the-secret',
    refreshToken: '1000.refresh.token',
    clock,
    fetch: network.fetch,
    byteFetch: network.fetch,
  });
  return { crm: createCrmClient(connection, options), requests, slept: clock.slept };
}

/** The answer with one entry per row. */
export function rows(status: number, ...data: unknown[]): FakeAnswer {
  return { status, json: { data } };
}

/** An entry of a row that went well. */
export function done(id: string, more: object = {}): object {
  return { status: 'success', code: 'SUCCESS', message: 'done', details: { id }, ...more };
}

/** An entry of a row that was refused. */
export function failed(code: string, details: object = {}): object {
  return { status: 'error', code, message: `words of ${code}`, details };
}

/** CRM's flat error. */
export function flat(status: number, code: string, details: object = {}): FakeAnswer {
  return { status, json: { code, details, message: `words of ${code}`, status: 'error' } };
}

// --- internal ---

function toScripted({ method, url, headers, body }: FakeRequest): ScriptedRequest {
  const { host, pathname, searchParams } = new URL(url);
  return {
    method,
    path: host + pathname,
    query: Object.fromEntries(searchParams),
    headers,
    body,
    json: /^\s*[[{]/.test(body) ? (JSON.parse(body) as unknown) : undefined,
  };
}
