import { createConnection } from '@zohokit/zoho-auth';
import type { Clock } from '@zohokit/zoho-http';
import { http, HttpResponse } from 'msw/http';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createCrmClient, type CrmClient } from '../client.ts';

export const crmUrl = 'https://www.zohoapis.eu/crm/v8';

/** One request as CRM saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Headers;
  json: unknown;
}

/** Answers as the wire has them; the last one is given again and again. */
export type Answer = () => Response;

/**
 * A CRM at the network's edge: the real connection and the real client talk to it, and time passes
 * at once. It answers every request with the next of the given answers and keeps what it saw.
 */
export function useCrm(): {
  crm: () => CrmClient;
  answer: (...answers: Answer[]) => SeenRequest[];
  clock: Clock;
} {
  const server = setupServer();
  const clock = skippingClock();
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  return {
    clock,
    crm: () =>
      createCrmClient(
        createConnection({
          name: 'org A',
          dataCenter: 'eu',
          clientId: '1000.CLIENT',
          clientSecret: 'the-secret',
          refreshToken: '1000.refresh.token',
          clock,
        }),
      ),
    answer(...answers) {
      const seen: SeenRequest[] = [];
      server.use(
        http.post('https://accounts.zoho.eu/oauth/v2/token', () =>
          HttpResponse.json({
            access_token: '1000.access.token',
            expires_in: 3600,
            api_domain: 'https://www.zohoapis.eu',
          }),
        ),
        http.all(`${crmUrl}/*`, async ({ request }) => {
          const url = new URL(request.url);
          seen.push({
            method: request.method,
            path: url.pathname,
            query: Object.fromEntries(url.searchParams),
            headers: request.headers,
            json: request.body === null ? undefined : await request.json(),
          });
          const next = answers[Math.min(seen.length, answers.length) - 1];
          return next === undefined ? HttpResponse.error() : next();
        }),
      );
      return seen;
    },
  };
}

/** Any JSON body, with 200 unless told otherwise. */
export function json(body: unknown, init: ResponseInit = {}): Answer {
  return () => new Response(JSON.stringify(body), { headers: jsonType, ...init });
}

export const noContent: Answer = () => new Response(null, { status: 204 });

/** A success whose body did not arrive. */
export const lost: Answer = () => new Response('');

/** CRM's flat error. */
export function flat(status: number, code: string, details: unknown = {}): Answer {
  return json({ code, details, message: `words of ${code}`, status: 'error' }, { status });
}

// --- internal ---

const jsonType = { 'content-type': 'application/json;charset=utf-8' };

/** The machine's clock, but a sleep is over at once. */
function skippingClock(): Clock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      skipped += ms;
      return Promise.resolve();
    },
  };
}
