import { crmHostRoles } from '../crm-environment.ts';
import { hosts } from '../hosts.ts';
import type { EmulatedAnswer, Profile } from '../seam.ts';
import { type AccountsCall, findClient } from './accounts-call.ts';
import { throttle } from './accounts-throttle.ts';
import type { Client } from './clients.ts';
import { readParameters } from './parameters.ts';
import { scopeProblem } from './scope-names.ts';
import type { Wish } from './token-limits.ts';
import type { Granted } from './tokens.ts';

/** Checks in Zoho's order: throttle, client, secret, grant. Refusals come with HTTP 200. */
export async function giveToken(call: AccountsCall): Promise<EmulatedAnswer> {
  const parameters = await readParameters(call.request);
  const client = findClient(call, parameters.get('client_id'));
  const wish = toWish(parameters, client);
  const throttled = wish && throttle(call, wish);
  if (throttled) return throttled;
  if (!client) return refuse('invalid_client');
  if (client.clientSecret !== parameters.get('client_secret')) {
    return refuse('invalid_client_secret');
  }
  const exchange = prepareExchange(call, client, parameters);
  if (typeof exchange === 'string') return refuse(exchange);
  return await call.commit(() => {
    // Others may have used up the limit while this call waited to change something.
    const late = wish && throttle(call, wish);
    if (late) return late;
    const granted = exchange();
    if (typeof granted === 'string') return refuse(granted);
    return toTokenAnswer(granted, client, call.deps.profile());
  });
}

// --- internal ---

type Parameters = ReadonlyMap<string, string>;

function toWish(parameters: Parameters, client: Client | undefined): Wish | undefined {
  switch (parameters.get('grant_type')) {
    case 'refresh_token':
      return { kind: 'refresh', refreshToken: parameters.get('refresh_token') ?? '' };
    case 'authorization_code':
      return { kind: 'exchange', code: parameters.get('code') ?? '' };
    case 'client_credentials':
      return client?.kind === 'self' ? { kind: 'org-token', client } : undefined;
    case undefined:
    default:
      return undefined;
  }
}

/**
 * How to grant what is asked for, or Zoho's word for why it cannot be; what is found out only with
 * the change is a word too.
 */
function prepareExchange(
  { deps: { tokens } }: AccountsCall,
  client: Client,
  parameters: Parameters,
): (() => Granted | string) | string {
  const text = (name: string): string => parameters.get(name) ?? '';
  switch (parameters.get('grant_type')) {
    case 'refresh_token':
      return () => tokens.refresh(client, text('refresh_token'));
    case 'authorization_code':
      return () => tokens.exchangeCode(client, text('code'), parameters.get('redirect_uri'));
    case 'client_credentials': {
      // For the org of a Self Client (Zoho doc: oauth/self-client/client-credentials-flow).
      if (client.kind !== 'self') return 'unauthorized_client';
      if (!/^\w+\.\d+$/.test(text('soid'))) return 'missing_org_info';
      const scopes = text('scope').split(',').filter(Boolean);
      return scopeProblem(scopes) ?? (() => tokens.grantOrg(client, scopes));
    }
    case undefined:
    default:
      return 'general_error';
  }
}

function refuse(error: string): EmulatedAnswer {
  return { status: 200, json: { error } };
}

function toTokenAnswer(
  { accessToken, refreshToken, scopes }: Granted,
  client: Client,
  profile: Profile,
): EmulatedAnswer {
  const seconds = profile.accessTokenSeconds;
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    json: {
      access_token: accessToken,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      ...(profile.scopeInTokens ? { scope: scopes.join(' ') } : {}),
      api_domain: toApiDomain(client, profile),
      token_type: 'Bearer',
      // zoho/zohocrm-nodejs-sdk-8.0 lib/models/authenticator/oauth_token.js reads both.
      ...(profile.legacyExpiry
        ? { expires_in: seconds * 1000, expires_in_sec: seconds }
        : { expires_in: seconds }),
    },
  };
}

function toApiDomain(
  { dataCenter, environment }: Client,
  { apiDomain, environmentApiDomain }: Profile,
): string {
  const { api } = hosts[dataCenter];
  if (apiDomain === 'own') {
    const told = environmentApiDomain === 'own' ? environment : 'production';
    return `https://${hosts[dataCenter][crmHostRoles[told]]}`;
  }
  if (apiDomain === 'product') return `https://${api.replace('www.zohoapis', 'api.zoho')}`;
  return `https://${hosts[dataCenter === 'us' ? 'eu' : 'us'].api}`;
}
