import { createConnection } from '@zohokit/zoho-auth';
import {
  createFakeFetch,
  createVirtualClock,
  type FakeAnswer,
  type FakeRequest,
  type VirtualClock,
} from '@zohokit/zoho-http/testing';
import {
  createWorkDriveClient,
  type WorkDriveClient,
  type WorkDriveClientOptions,
} from '../client.ts';

export interface FakeDrive {
  drive: WorkDriveClient;
  /** What was sent, but for tokens; in order. */
  readonly requests: readonly FakeRequest[];
  clock: VirtualClock;
}

/** A client of a network that answers everything but tokens by `answer`; its bodies are read whole. */
export function createFakeDrive(
  answer: (request: FakeRequest) => FakeAnswer,
  options?: WorkDriveClientOptions,
): FakeDrive {
  const clock = createVirtualClock(1_700_000_000_000);
  const token = {
    access_token: '1000.access',
    expires_in: 3600,
    api_domain: 'https://www.zohoapis.eu',
  };
  const { fetch, requests } = createFakeFetch((request) =>
    request.url.includes('/oauth/v2/token') ? { status: 200, json: token } : answer(request),
  );
  const connection = createConnection({
    name: 'org A',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: 'the-secret',
    refreshToken: '1000.refresh',
    userId: '747938014',
    fetch,
    byteFetch: fetch,
    clock,
  });
  return {
    drive: createWorkDriveClient(connection, options),
    get requests() {
      return requests.filter(({ url }) => !url.includes('/oauth/'));
    },
    clock,
  };
}

/** An answer in JSON:API. */
export function jsonApi(json: unknown, status = 200): FakeAnswer {
  const date = new Date(1_700_000_000_000).toUTCString();
  return { status, json, headers: { 'content-type': 'application/vnd.api+json', date } };
}
