import { type DataCenter, dataCenters, hosts } from '../hosts.ts';
import { permits } from '../scopes.ts';
import type { EmulatedAnswer, EmulatedRequest, OrgKey, RouteContext } from '../seam.ts';
import type { EmulatedUser } from '../service.ts';
import type { Client } from './clients.ts';
import { readParameters } from './parameters.ts';
import type { Granted, Tokens } from './tokens.ts';

/** Zoho Accounts of all data centres: where tokens are made. */
export interface Accounts {
  /** Answers a request that came to the accounts host of `dataCenter`. */
  handle(
    request: EmulatedRequest,
    dataCenter: DataCenter,
    commit: RouteContext['commit'],
  ): Promise<EmulatedAnswer>;
  /** Whose token or client a request is about, without acting on it. */
  orgOf(request: EmulatedRequest, dataCenter: DataCenter): Promise<OrgKey | undefined>;
}

export interface AccountsDeps {
  tokens: Tokens;
  clients: readonly Client[];
  user(org: OrgKey): EmulatedUser;
}

export function createAccounts(deps: AccountsDeps): Accounts {
  return {
    async handle(request, dataCenter, commit) {
      const endpoint = endpoints[`${request.method} ${request.path}`];
      if (!endpoint) return notFound;
      return await endpoint({ deps, request, dataCenter, commit });
    },
    async orgOf(request, dataCenter) {
      const parameters = await readParameters(request);
      const client =
        deps.tokens.owner(parameters.get('refresh_token') ?? '') ??
        deps.tokens.owner(parameters.get('code') ?? '') ??
        deps.clients.find((one) => one.clientId === parameters.get('client_id'));
      if (client) return client.org;
      const check = deps.tokens.check(readToken(request), dataCenter);
      return check.kind === 'valid' ? check.caller.org : undefined;
    },
  };
}

/** The token of an `Authorization` header: both schemes are known (rclone sends `Zoho-oauthtoken`). */
export function readToken(request: EmulatedRequest): string {
  const header = request.headers['authorization'] ?? '';
  return /^(?:zoho-oauthtoken|bearer)\s+(\S+)$/i.exec(header)?.[1] ?? '';
}

// --- internal ---

interface Call {
  deps: AccountsDeps;
  request: EmulatedRequest;
  dataCenter: DataCenter;
  commit: RouteContext['commit'];
}

const endpoints: Record<string, (call: Call) => EmulatedAnswer | Promise<EmulatedAnswer>> = {
  'GET /oauth/serverinfo': listServers,
  'POST /oauth/v2/token': giveToken,
  'POST /oauth/v2/token/revoke': revokeToken,
  'GET /oauth/user/info': tellUser,
};

const notFound: EmulatedAnswer = {
  status: 404,
  headers: { 'content-type': 'text/html;charset=UTF-8' },
  text: '<html><body><h1>404</h1><p>The page cannot be found</p></body></html>',
};

/** Accounts servers only; whether `cn` is listed is unknown in life, here it is. */
function listServers(): EmulatedAnswer {
  const locations = Object.fromEntries(
    dataCenters.map((dataCenter) => [dataCenter, `https://${hosts[dataCenter].accounts}`]),
  );
  return { status: 200, json: { result: 'success', locations } };
}

/** Checks in Zoho's order: throttle, client, secret, grant. Refusals come with HTTP 200. */
async function giveToken({ deps, request, dataCenter, commit }: Call): Promise<EmulatedAnswer> {
  const parameters = await readParameters(request);
  const refreshToken = parameters.get('refresh_token') ?? '';
  if (deps.tokens.isThrottled(refreshToken)) return throttled;
  const client = deps.clients.find(
    (one) => one.clientId === parameters.get('client_id') && one.dataCenter === dataCenter,
  );
  if (!client) return refuse('invalid_client');
  if (client.clientSecret !== parameters.get('client_secret')) {
    return refuse('invalid_client_secret');
  }
  switch (parameters.get('grant_type')) {
    case 'refresh_token': {
      const granted = await commit(() => deps.tokens.refresh(client, refreshToken));
      return granted === 'invalid_code' ? refuse(granted) : toTokenAnswer(granted, dataCenter);
    }
    case 'authorization_code': {
      const code = parameters.get('code') ?? '';
      const granted = await commit(() => deps.tokens.exchangeCode(client, code));
      if (granted === 'invalid_code') return refuse(granted);
      // Only here the refresh token is shown; a refresh does not rotate it.
      return toTokenAnswer(granted, dataCenter, { refresh_token: granted.refreshToken });
    }
    case undefined:
    default:
      return refuse('general_error');
  }
}

/** Seen by guanguans/notify (src/ZohoCliq/Authenticator.php). */
const throttled: EmulatedAnswer = {
  status: 400,
  json: {
    error_description:
      'You have made too many requests continuously. Please try again after some time.',
    error: 'Access Denied',
    status: 'failure',
  },
};

function refuse(error: string): EmulatedAnswer {
  return { status: 200, json: { error } };
}

function toTokenAnswer(
  { accessToken, scopes }: Granted,
  dataCenter: DataCenter,
  extra: Record<string, string> = {},
): EmulatedAnswer {
  return {
    status: 200,
    json: {
      access_token: accessToken,
      ...extra,
      scope: scopes.join(' '),
      api_domain: `https://${hosts[dataCenter].api}`,
      token_type: 'Bearer',
      expires_in: 3600,
    },
  };
}

async function revokeToken({ deps, request, commit }: Call): Promise<EmulatedAnswer> {
  const token = (await readParameters(request)).get('token') ?? '';
  const existed = await commit(() => deps.tokens.revoke(token));
  return existed
    ? { status: 200, json: { status: 'success' } }
    : { status: 400, json: { error: 'invalid_token' } };
}

function tellUser({ deps, request, dataCenter }: Call): EmulatedAnswer {
  const check = deps.tokens.check(readToken(request), dataCenter);
  if (check.kind !== 'valid') return { status: 401, json: { error: 'invalid_token' } };
  if (!permits(check.caller.scopes, [['aaaserver.profile.READ']])) {
    return { status: 401, json: { error: 'invalid_scope' } };
  }
  const { name, email, zuid } = deps.user(check.caller.org);
  const [first = '', ...rest] = name.split(' ');
  // Here the ZUID is a number; WorkDrive has it as a string (rclone backend/zoho/api/types.go).
  const json = {
    First_Name: first,
    Email: email,
    Last_Name: rest.join(' '),
    Display_Name: name,
    ZUID: Number(zuid),
  };
  return { status: 200, json };
}
