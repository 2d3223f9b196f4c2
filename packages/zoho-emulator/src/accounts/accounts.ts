import type { DataCenter } from '../hosts.ts';
import type { Credentials } from '../org-info.ts';
import type { EmulatedAnswer, EmulatedRequest, OrgKey } from '../seam.ts';
import type { SnapshotTable } from '../snapshot-table.ts';
import {
  type AccountsContext,
  type AccountsDeps,
  type AccountsEndpoint,
  readToken,
} from './accounts-call.ts';
import { createAccountsTables } from './accounts-tables.ts';
import { askConsent, decideConsent } from './consent-endpoint.ts';
import { toPage } from './html-page.ts';
import { notFound } from './not-found.ts';
import { readParameters } from './parameters.ts';
import { revokeOwnToken, revokeToken } from './revoke-endpoint.ts';
import { listServers } from './server-info.ts';
import { giveToken } from './token-endpoint.ts';
import { tellUser } from './user-info.ts';

export { readToken } from './accounts-call.ts';

/** Zoho Accounts of all data centres: where tokens are made. */
export interface Accounts {
  /** Answers a request that came to the accounts host of `dataCenter`. */
  handle(
    request: EmulatedRequest,
    dataCenter: DataCenter,
    context: AccountsContext,
  ): Promise<EmulatedAnswer>;
  /** Whose token or client a request is about, without acting on it. */
  orgOf(request: EmulatedRequest, dataCenter: DataCenter): Promise<OrgKey | undefined>;
  /** What a snapshot keeps of it: credentials, codes, tokens, limits and consents. */
  tables: readonly SnapshotTable[];
}

export interface AccountsOptions extends AccountsDeps {
  /** A restored snapshot writes into them. */
  credentials: Record<OrgKey, Credentials>;
}

export function createAccounts({ credentials, ...deps }: AccountsOptions): Accounts {
  return {
    tables: createAccountsTables(deps.tokens.state, deps.clients, credentials),
    async handle(request, dataCenter, context) {
      if (deps.profile().accountsMaintenance) return maintenance;
      const endpoint = endpoints[`${request.method} ${request.path}`];
      if (!endpoint) return notFound;
      return await endpoint({ deps, request, dataCenter, ...context });
    },
    async orgOf(request, dataCenter) {
      const parameters = await readParameters(request);
      const client =
        deps.tokens.owner(parameters.get('refresh_token') ?? '') ??
        deps.tokens.owner(parameters.get('code') ?? '') ??
        deps.tokens.holder(parameters.get('token') ?? '') ??
        deps.clients.find((one) => one.clientId === parameters.get('client_id'));
      if (client) return client.org;
      const check = deps.tokens.check(readToken(request), dataCenter);
      return check.kind === 'valid' ? check.caller.org : undefined;
    },
  };
}

// --- internal ---

const endpoints: Record<string, AccountsEndpoint> = {
  'GET /oauth/serverinfo': listServers,
  'GET /oauth/v2/auth': askConsent,
  'POST /oauth/v2/auth': decideConsent,
  'POST /oauth/v2/token': giveToken,
  'POST /oauth/v2/token/revoke': revokeToken,
  'POST /oauth/v2/revoke/token': revokeOwnToken,
  'GET /oauth/user/info': tellUser,
};

const maintenance = toPage(503, 'Zoho Accounts', '<p>We are down for maintenance</p>');
