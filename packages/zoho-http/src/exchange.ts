import type { Classifier, Facts } from './classifier.ts';
import type { Clock } from './clock.ts';
import { errorOf } from './error-of.ts';
import { readFacts } from './facts.ts';
import type { Fetch, HttpResponse } from './fetch.ts';
import { maybeCommitted } from './maybe-committed.ts';
import { defaultTimeouts } from './network/network-options.ts';
import { createPatience } from './patience.ts';
import type { PreparedRequest } from './prepare-request.ts';
import type { Redactor } from './redact.ts';
import type { ServiceRequest } from './service-http.ts';
import { watchBody, type WatchedBody } from './watched-body.ts';
import type { ZohoError } from './zoho-error.ts';

export interface ExchangeOptions {
  request: ServiceRequest;
  prepared: PreparedRequest;
  classify: Classifier;
  fetch: Fetch;
  byteFetch: Fetch;
  clock: Clock;
  redactor: Redactor;
  timeoutMs?: number | undefined;
}

/** An attempt whose response has begun. */
export interface Received {
  response: HttpResponse;
  facts: (text: string) => Facts;
  /** Stops the attempt's time; must be called on every way out. */
  end: () => void;
  /** What to throw when reading the response threw `failure`. */
  toError: (failure: unknown) => unknown;
}

/** One request, sent once per attempt. */
export interface Exchange {
  /** Rejects with a judged error, the caller's abort, or what the request's own body threw. */
  send(authorization: string | undefined, transport: 'json' | 'bytes'): Promise<Received>;
  /** What the facts amount to; `undefined` for a success. */
  judge(facts: Facts): ZohoError | undefined;
  /** An answer of a shape that no row knows. */
  unexpected(facts: Facts, message: string): ZohoError;
  /** What an empty success amounts to; `undefined` where nothing is an answer. */
  missing(facts: Facts): ZohoError | undefined;
  /** Whether any attempt has asked the body for bytes. */
  bodyTaken(): boolean;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { request, prepared, classify } = options;
  const { timeoutMs = options.timeoutMs ?? defaultTimeouts.attemptMs } = request;
  let taken = false;

  const settle = (error: ZohoError, facts: Facts): ZohoError =>
    prepared.repeatable ? error : maybeCommitted(error, facts);
  const judge = (facts: Facts): ZohoError | undefined => {
    const error = classify(facts);
    return error === undefined ? undefined : settle(error, facts);
  };
  const unexpected = (facts: Facts, message: string): ZohoError =>
    settle(errorOf(facts, message, { kind: 'unexpected-response' }), facts);
  const missing = (facts: Facts): ZohoError | undefined =>
    prepared.expectsBody && facts.status !== 204 && facts.status !== 304
      ? settle(emptyAnswer(facts), facts)
      : undefined;

  return {
    judge,
    unexpected,
    missing,
    bodyTaken: () => taken,
    async send(authorization, transport) {
      const patience = createPatience(timeoutMs, request.signal);
      const body = watchRequestBody(request, {
        onGive: patience.restart,
        onTake() {
          taken = true;
          patience.pause();
        },
      });
      const read = createFactsReader(options, authorization);
      const toError = (failure: unknown, response?: HttpResponse): unknown => {
        patience.end();
        const thrown = body?.failure();
        if (thrown !== undefined) return thrown.error;
        if (request.signal?.aborted === true) return request.signal.reason;
        const facts = read({ response, failure });
        return judge(facts) ?? unexpected(facts, 'The answer of Zoho could not be read');
      };
      const bytes = transport === 'bytes' || body !== undefined;
      const fetch = bytes ? options.byteFetch : options.fetch;
      try {
        const response = await fetch(prepared.url.href, {
          method: prepared.method,
          headers: withAuthorization(prepared.headers, authorization),
          body: body?.open ?? prepared.text,
          signal: patience.signal,
        });
        return {
          response,
          facts: (text) => read({ response, text }),
          end: patience.end,
          toError: (failure) => toError(failure, response),
        };
      } catch (failure) {
        throw toError(failure);
      }
    },
  };
}

// --- internal ---

/** Zoho says "no rows" with 204 (Zoho doc: get-records); an empty 200 lost its body on the way. */
function emptyAnswer(facts: Facts): ZohoError {
  return errorOf(facts, 'Zoho answered a success without its body', {
    kind: 'unexpected-response',
    retry: { kind: 'backoff' },
  });
}

function watchRequestBody(
  { body }: ServiceRequest,
  options: Parameters<typeof watchBody>[1],
): WatchedBody | undefined {
  return body === undefined ? undefined : watchBody(body, options);
}

function withAuthorization(
  headers: Record<string, string>,
  authorization: string | undefined,
): Record<string, string> {
  const { authorization: _notTheCallers, ...others } = headers;
  return authorization === undefined ? others : { ...others, authorization };
}

interface ReadPart {
  response?: HttpResponse | undefined;
  text?: string;
  failure?: unknown;
}

function createFactsReader(
  { request, prepared, clock, redactor }: ExchangeOptions,
  authorization: string | undefined,
): (part: ReadPart) => Facts {
  const token = authorization?.split(' ').at(-1) ?? '';
  // A server may echo what it was sent.
  const redact = (text: string): string =>
    redactor.redact(token === '' ? text : text.replaceAll(token, '***'));
  return (part) =>
    readFacts(
      { ...part, method: prepared.method, url: prepared.url, scopes: request.scopes },
      { now: clock.now(), redact },
    );
}
