import type { ClassifierRow, Facts } from './classifier.ts';
import { hasErrorEnvelope, hasErrorList } from './error-body.ts';
import { errorOf } from './error-of.ts';
import { outageAdvice } from './outage-advice.ts';
import { certificateHint, proxyRows, wayHint } from './proxy-rows.ts';
import { rateLimitWaitMs } from './rate-limit-wait.ts';
import { TransportFailure } from './transport-failure.ts';
import { isGatewayThrottle, isZohoAnswer } from './zoho-answer.ts';

const isStatus = (facts: Facts, from: number, to: number): boolean =>
  facts.failure === undefined &&
  facts.status !== undefined &&
  facts.status >= from &&
  facts.status <= to;

const failedBy = (facts: Facts, reason: TransportFailure['reason']): boolean =>
  facts.failure instanceof TransportFailure && facts.failure.reason === reason;

/** What is left of 4xx when no product knows the answer. */
const refusalRows: readonly ClassifierRow[] = [
  {
    name: 'too-early',
    source: 'RFC 9110, 15.5.9 (408); RFC 8470, 5.2 (425): the same request may be sent again',
    when: (facts) => isStatus(facts, 408, 408) || isStatus(facts, 425, 425),
    error: (facts) =>
      errorOf(facts, 'The request did not reach Zoho in time', {
        kind: 'unavailable',
        retry: { kind: 'backoff' },
        hint: 'Try again later',
      }),
  },
  {
    name: 'silent-refusal',
    source: 'seen by clients: 4xx with an empty body or a page of a proxy, a firewall, a portal',
    when: (facts) => isStatus(facts, 400, 499) && !isZohoAnswer(facts),
    error: (facts) =>
      errorOf(facts, 'The request was refused without a word of Zoho', {
        kind: 'unexpected-response',
        hint: 'A proxy or a firewall on the way may have answered: check them, then try again',
      }),
  },
  {
    name: 'unknown-401',
    source:
      'Zoho doc: status-codes (401), with codes that no table explains (A001, INVALID_TICKET)',
    // It is the caller who was refused, not the thing that was asked for: permanent would give the
    // thing up for a fault of the login, `authorization` would stop all for what may be one thing.
    when: (facts) => isStatus(facts, 401, 401),
    error: (facts) =>
      errorOf(facts, 'Zoho refused the request for a reason that is not known here', {
        kind: 'unexpected-response',
        hint: 'Authorise the connection again if this persists',
      }),
  },
  {
    name: 'refusal',
    source: 'Zoho doc: status-codes (4xx)',
    when: (facts) => isStatus(facts, 400, 499),
    error: (facts) =>
      errorOf(facts, 'Zoho refused the request', {
        kind: 'bad-request',
        hint: 'Read the code: the request is wrong, and will be the next time too',
      }),
  },
];

/** The cases that all products share. They come last: a product knows its own answers better. */
export const commonRows: readonly ClassifierRow[] = [
  {
    name: 'rate-limit',
    source: 'rclone backend/zoho/zoho.go: wait the whole Retry-After, 60 s without one',
    // Also when its body was cut: trying again at once would prolong the penalty.
    when: (facts) => facts.status === 429 || isGatewayThrottle(facts),
    error: (facts) =>
      errorOf(facts, 'Zoho refuses further requests for a while', {
        kind: 'rate-limit',
        retry: { kind: 'wait', ms: rateLimitWaitMs(facts) },
        hint: 'Wait it out: requests before its end prolong it, also those of other programs',
      }),
  },
  ...proxyRows,
  {
    name: 'certificate',
    source: 'Node doc: tls, X509 certificate error codes',
    when: (facts) => failedBy(facts, 'certificate'),
    error: (facts) =>
      errorOf(facts, 'The certificate of the server is not trusted', {
        kind: 'unavailable',
        hint: certificateHint(facts),
      }),
  },
  {
    name: 'unreachable',
    source: 'Node doc: errors, common system errors (refused, unknown host, unreachable)',
    when: (facts) => failedBy(facts, 'never-sent'),
    error: (facts) =>
      errorOf(facts, 'Zoho could not be reached', {
        kind: 'unavailable',
        retry: { kind: 'backoff' },
        hint: 'Check the network, the proxy settings and the data centre',
      }),
  },
  {
    name: 'timeout',
    source: 'undici doc: errors (headers and body timeouts)',
    when: (facts) => failedBy(facts, 'timeout'),
    error: (facts) =>
      errorOf(facts, 'Zoho did not answer in time', {
        kind: 'unavailable',
        retry: { kind: 'backoff' },
        hint: wayHint(facts),
      }),
  },
  {
    name: 'broken',
    source: 'undici doc: errors (socket closed, body cut)',
    when: (facts) => facts.failure !== undefined,
    error: (facts) =>
      errorOf(facts, 'The connection to Zoho broke', {
        kind: 'unavailable',
        retry: { kind: 'backoff' },
        hint: wayHint(facts),
      }),
  },
  {
    name: 'error-list',
    source: 'jbaayen/zoho-workdrive-sync api.py: a 5xx that lists errors is permanent',
    when: (facts) => isStatus(facts, 500, 599) && hasErrorList(facts.json),
    error: (facts) =>
      errorOf(facts, 'Zoho refused the request', {
        kind: 'bad-request',
        hint: 'Read the code: a 5xx that says what is wrong is an answer and no outage',
      }),
  },
  {
    name: 'outage',
    source: 'Zoho doc: status-codes (500, 502, 503, 504 without an error of their own)',
    when: (facts) => isStatus(facts, 500, 599),
    error: (facts) =>
      errorOf(facts, 'Zoho is unavailable', {
        kind: 'unavailable',
        retry: outageAdvice(facts),
        hint: 'Try again later; status.zoho.com tells of outages',
      }),
  },
  ...refusalRows,
  {
    name: 'redirect',
    source: 'RFC 9110, 15.4: a redirect would carry the token to another place',
    when: (facts) => isStatus(facts, 300, 399) && facts.status !== 304,
    error: (facts) =>
      errorOf(facts, 'Zoho answered with a redirect, which is not followed', {
        kind: 'unexpected-response',
        hint: 'Check the data centre, and whether a proxy or a portal asks for a login',
      }),
  },
  {
    name: 'error-in-success',
    source: 'Zoho doc: download-file (errors may come with status 200)',
    when: (facts) =>
      isStatus(facts, 200, 299) && !hasData(facts.json) && hasErrorEnvelope(facts.json),
    error: (facts) =>
      errorOf(facts, 'Zoho answered a success that lists errors', {
        kind: 'unexpected-response',
        hint: 'Read the code; it is not known here with this status',
      }),
  },
];

function hasData(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'data' in json;
}
