import { type AccountsCall, findClient } from './accounts-call.ts';
import { type Client, allowsRedirect } from './clients.ts';
import { scopeProblem } from './scope-names.ts';

/** What a client asks a user for, checked. */
export interface ConsentRequest {
  client: Client;
  redirectUri: string;
  scopes: readonly string[];
  /** Whether a refresh token is wanted. */
  offline: boolean;
  /** Whether the user must be asked even if they have agreed before. */
  forced: boolean;
  state: string | undefined;
}

export type ConsentError =
  | 'ERROR_invalid_response_type'
  | 'ERROR_invalid_client'
  | 'ERROR_invalid_redirect_uri'
  | 'ERROR_invalid_scope';

/** Says what is wrong instead when something is; then nobody is redirected. */
export function readConsentRequest(
  call: AccountsCall,
  parameters: ReadonlyMap<string, string>,
): ConsentRequest | ConsentError {
  if (parameters.get('response_type') !== 'code') return 'ERROR_invalid_response_type';
  const client = findClient(call, parameters.get('client_id'));
  const allowed = client?.kind === 'server' || call.deps.profile().selfClientConsent;
  if (!client || !allowed) return 'ERROR_invalid_client';
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (!allowsRedirect(client, redirectUri)) return 'ERROR_invalid_redirect_uri';
  const scopes = (parameters.get('scope') ?? '').split(',').filter(Boolean);
  if (scopeProblem(scopes) !== undefined) return 'ERROR_invalid_scope';
  return {
    client,
    redirectUri,
    scopes,
    offline: parameters.get('access_type') === 'offline',
    forced: parameters.get('prompt') === 'consent',
    state: parameters.get('state'),
  };
}
