import * as v from 'valibot';
import { openAccountsServer } from './accounts-server.ts';
import { OptionScopes, OptionText, parseGrantOptions, type GrantOptions } from './grant-options.ts';
import type { TokenGrant } from './token-grant.ts';

/** For which organisation the client asks on its own behalf, and for what. */
export interface ClientCredentialsOptions extends GrantOptions {
  /** The organisation: the service and its id there, e.g. `ZohoCRM.808232144`. */
  soid: string;
  /** What the token is to do, e.g. `ZohoCRM.modules.READ`. */
  scopes: readonly string[];
}

/**
 * A token for an organisation instead of a user, of a Self Client; there is no refresh token, ask
 * again when it has run out. Rejects with kind `authorization` when Zoho refuses the client, the
 * organisation or a scope, and with `rate-limit` when it mints no more for now (`retry.ms`).
 */
export async function grantClientCredentials(
  options: ClientCredentialsOptions,
): Promise<TokenGrant> {
  const { soid, scopes, ...settings } = parseGrantOptions('grantClientCredentials', options, {
    // `{Service}.{zsoid}` (Zoho doc: self-client, client-credentials-flow)
    soid: v.pipe(OptionText, v.regex(/^\w+\.\w+$/)),
    scopes: OptionScopes,
  });
  options.signal?.throwIfAborted();
  const { askForToken } = openAccountsServer({
    options,
    settings,
    secrets: [],
    meanings,
    // Every attempt may count as one of the 10 tokens in 10 minutes.
    policy: { baseMs: 5_000, capMs: 60_000 },
  });
  return await askForToken({
    form: { grant_type: 'client_credentials', scope: scopes.join(','), soid },
    // A second token leaves the first one valid.
    repeatable: true,
    signal: options.signal,
  });
}

// --- internal ---

/** Zoho doc: self-client, client-credentials-flow. */
const meanings = {
  missing_org_info: 'the organisation (soid) is missing or wrong: it is the service and its id',
  invalid_scope: 'a scope does not exist, or is not written Service.name.OPERATION',
  unauthorized_client: 'only a Self Client may do this',
};
