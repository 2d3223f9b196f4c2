import type { Classifier, Facts } from './classifier.ts';
import type { Clock } from './clock.ts';
import { confidentialParts } from './confidential-parts.ts';
import type { AttemptReport } from './events/attempt-report.ts';
import { readFacts } from './facts.ts';
import type { Fetch, HttpResponse } from './fetch.ts';
import { createJudge, type Judge } from './judge.ts';
import { defaultTimeouts } from './network/network-options.ts';
import { createPatience } from './patience.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { createRedactor, type Redactor } from './redact.ts';
import type { ServiceRequest } from './service-http.ts';
import { watchBody, type WatchedBody } from './watched-body.ts';

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
export interface Exchange extends Judge {
  /** Rejects with a judged error, the caller's abort, or what the request's own body threw. */
  send(
    authorization: string | undefined,
    transport: 'json' | 'bytes',
    report: AttemptReport,
  ): Promise<Received>;
  /** Whether any attempt has asked the body for bytes. */
  bodyTaken(): boolean;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { request, prepared, classify } = options;
  const { timeoutMs = options.timeoutMs ?? defaultTimeouts.attemptMs } = request;
  const judge = createJudge({ classify, prepared });
  let taken = false;

  return {
    ...judge,
    bodyTaken: () => taken,
    async send(authorization, transport, report) {
      const patience = createPatience(timeoutMs, request.signal);
      const body = watchRequestBody(request, {
        onGive: patience.restart,
        onTake() {
          taken = true;
          patience.pause();
        },
        onChunk: (bytes) => report.sent(bytes),
      });
      if (prepared.text !== undefined) report.sent(Buffer.byteLength(prepared.text));
      const read = createFactsReader(options, authorization);
      const toError = (failure: unknown, response?: HttpResponse): unknown => {
        patience.end();
        const thrown = body?.failure();
        if (thrown !== undefined) return thrown.error;
        if (request.signal?.aborted === true) return request.signal.reason;
        const facts = read({ response, failure });
        return (
          judge.judge(facts) ?? judge.unexpected(facts, 'The answer of Zoho could not be read')
        );
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
        report.answered(response.status);
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
  // A server may echo what it was sent. Made when there is an answer: most have nothing to hide.
  const token = once(() => createRedactor([authorization?.split(' ').at(-1) ?? '']));
  const sent = once(() => createRedactor(confidentialParts(prepared)));
  const redact = (text: string): string =>
    text === '' ? text : token().redact(redactor.redact(text));
  const hide = (text: string): string => sent().redact(redact(text));
  return (part) =>
    readFacts(
      { ...part, method: prepared.method, url: prepared.url, scopes: request.scopes },
      { now: clock.now(), redact, hide },
    );
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
