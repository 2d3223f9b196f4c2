import { createConnection } from '@zohokit/zoho-auth';
import type { Clock } from '@zohokit/zoho-http';
import { http, HttpResponse } from 'msw/http';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  createWorkDriveClient,
  type WorkDriveClient,
  type WorkDriveClientOptions,
} from '../client.ts';

/** One request as WorkDrive saw it. */
export interface SeenRequest {
  method: string;
  host: string;
  path: string;
  query: Record<string, string>;
  headers: Headers;
  json: unknown;
}

/** What WorkDrive answers to a request. */
export type Answer = (request: SeenRequest) => Response;

/**
 * A WorkDrive at the network's edge: the real connection and the real client talk to it, and time
 * passes at once. It answers every request with the next of the given answers, the last one again
 * and again, and keeps what it saw. Only JSON comes here: msw does not see streamed bytes.
 */
export function useWorkDrive(): {
  drive: (options?: WorkDriveClientOptions) => WorkDriveClient;
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
    drive: (options) =>
      createWorkDriveClient(
        createConnection({
          name: 'org B',
          dataCenter: 'eu',
          clientId: '1000.CLIENT',
          clientSecret: 'the-secret',
          refreshToken: '1000.refresh.token',
          userId: '747938014',
          clock,
        }),
        options,
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
        http.all('https://www.zohoapis.eu/*', async ({ request }) => {
          const { hostname: host, pathname: path, searchParams } = new URL(request.url);
          const { method, headers } = request;
          const text = await request.text();
          const body: unknown = text === '' ? undefined : JSON.parse(text);
          const one = {
            method,
            host,
            path,
            query: Object.fromEntries(searchParams),
            headers,
            json: body,
          };
          seen.push(one);
          return (answers[Math.min(seen.length, answers.length) - 1] ?? HttpResponse.error)(one);
        }),
      );
      return seen;
    },
  };
}

/** Any JSON body, with 200 unless told otherwise. */
export function json(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  const all = { 'content-type': 'application/vnd.api+json;charset=UTF-8', ...headers };
  return () => new Response(JSON.stringify(body), { status, headers: all });
}

/** WorkDrive's own error. */
export function refused(status: number, id: string, title = `words of ${id}`): Answer {
  return json({ errors: [{ id, title }] }, { status });
}

/** A resource as a listing has it; attributes are added or replaced. */
export function resource(id: string, attributes: Record<string, unknown> = {}, type = 'files') {
  return {
    id,
    type,
    attributes: {
      name: `${id}.pdf`,
      type: 'pdf',
      is_folder: false,
      service_type: '',
      status: 1,
      parent_id: 'parent',
      creator: '747938014',
      created_by: 'A B',
      created_time: 'Aug 26, 4:46 PM',
      created_time_in_millisecond: 1_724_670_960_000,
      modified_time_in_millisecond: 1_724_670_961_000,
      storage_info: { size: '6.35 KB', size_in_bytes: 6502 },
      capabilities: { can_read: true, can_upload_files: false },
      ...attributes,
    },
  };
}

// --- internal ---

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
