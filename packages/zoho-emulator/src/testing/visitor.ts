import type { Emulator } from '../emulator.ts';
import { hosts } from '../hosts.ts';
import type { HostRole, OrgKey } from '../seam.ts';
import { lintCrmAnswer } from './lint-crm-answer.ts';

/** What came back, read to its end. */
export interface Reply {
  status: number;
  reason: string;
  headers: Headers;
  text: string;
  /** `undefined` when the body is not JSON. */
  json: Record<string, unknown> | undefined;
}

export interface AskOptions {
  method?: string;
  /** Sent as JSON, without a content type, as Zoho's own SDKs do. */
  json?: unknown;
  body?: string | FormData | URLSearchParams;
  headers?: Record<string, string>;
}

/** Someone who speaks plain HTTP with an emulator, as one of its orgs. */
export interface Visitor {
  /** Without a token. */
  ask(role: HostRole, path: string, options?: AskOptions): Promise<Reply>;
  /** With the org's access token, minted at the first use. */
  call(role: HostRole, path: string, options?: AskOptions): Promise<Reply>;
  /** A new access token for a refresh token, the org's own by default. */
  mint(refreshToken?: string): Promise<Reply>;
  /** The token that `call` sends. */
  token(): Promise<string>;
}

export function createVisitor(emulator: Emulator, org: OrgKey = 'a'): Visitor {
  const { clientId, clientSecret, dataCenter } = emulator.orgs[org];
  let token: Promise<string> | undefined;

  const ask: Visitor['ask'] = async (role, path, options) =>
    await send(`${emulator.url}/_host/${hosts[dataCenter][role]}${path}`, options);
  const mint: Visitor['mint'] = async (refreshToken = emulator.orgs[org].refreshToken) =>
    await ask('accounts', '/oauth/v2/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
  const getToken = async (): Promise<string> => {
    token ??= mint().then(({ json }) => String(json?.['access_token']));
    return await token;
  };
  return {
    ask,
    mint,
    token: getToken,
    async call(role, path, { headers, ...options } = {}) {
      const authorization = `Zoho-oauthtoken ${await getToken()}`;
      return await ask(role, path, { ...options, headers: { authorization, ...headers } });
    },
  };
}

/** Sends a request and reads the answer to its end. */
export async function send(url: string, options: AskOptions = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, json, body } = options;
  // Bytes have no content type of their own, so that none is added.
  const bytes = json === undefined ? body : new TextEncoder().encode(JSON.stringify(json));
  const accept = { accept: 'application/vnd.api+json' };
  const response = await fetch(url, {
    method,
    headers: { ...accept, ...headers },
    ...(bytes === undefined ? {} : { body: bytes }),
  });
  const text = await response.text();
  refuseUnknownNames(method, url, text);
  return {
    status: response.status,
    reason: response.statusText,
    headers: response.headers,
    text,
    json: parse(text),
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Whatever a test asks of CRM is held against Zoho's own description on the way. */
function refuseUnknownNames(method: string, url: string, text: string): void {
  const path = new URL(url).pathname.replace(/^\/_host\/[^/]+/u, '');
  const problems = lintCrmAnswer({ method, path, json: parse(text) });
  if (problems.length > 0)
    throw new Error(`Zoho's description does not know ${problems.join('; ')}`);
}
