import { isZohoError, parseResponse, type ServiceRequest } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { openAccountsServer, type AccountsServer } from './accounts-server.ts';
import { OptionText, parseGrantOptions, type GrantOptions } from './grant-options.ts';
import { revokeRows } from './revoke-rows.ts';

/** The token to be revoked. */
export interface RevokeTokenOptions extends GrantOptions {
  /** A refresh token takes all its access tokens along; an access token ends alone. */
  token: string;
}

/**
 * - `revoked`: the token is good for nothing any more.
 * - `unknown`: the data centre does not know it. It was revoked before (perhaps by an attempt whose
 *   answer was lost), or it belongs to another data centre, where it still works.
 */
export type Revocation = 'revoked' | 'unknown';

/**
 * Ends a token. Rejects with kind `authorization` when Zoho refuses the client, and with
 * `rate-limit` when it wants to be left alone (`retry.ms`).
 */
export async function revokeToken(options: RevokeTokenOptions): Promise<Revocation> {
  const { token, ...settings } = parseGrantOptions('revokeToken', options, { token: OptionText });
  options.signal?.throwIfAborted();
  const basic = toBasic(settings);
  const open = (authorize?: () => Promise<string>): AccountsServer =>
    openAccountsServer({ options, settings, secrets: [token, basic], rows: revokeRows, authorize });
  const { signal } = options;
  try {
    // The older form asks for no secret of the client; where Zoho documents it, the token is in the
    // query. It is good for nothing by the time anybody could read it in a log.
    return await revoke(open(), { path: '/oauth/v2/token/revoke', query: { token }, signal });
  } catch (error) {
    if (!isZohoError(error) || error.kind !== 'not-found') throw error;
    // Zoho documents two addresses and says of neither that it is gone.
    const server = open(() => Promise.resolve(`Basic ${basic}`));
    return await revoke(server, { path: '/oauth/v2/revoke/token', form: { token }, signal });
  }
}

// --- internal ---

const Revoked = v.object({ status: v.literal('success') });

async function revoke(
  { url, http }: AccountsServer,
  { path, ...request }: Pick<ServiceRequest, 'query' | 'form' | 'signal'> & { path: string },
): Promise<Revocation> {
  try {
    const { json } = await http.json({
      ...request,
      method: 'POST',
      url: url + path,
      repeatable: true,
    });
    parseResponse(Revoked, json, 'revoke');
    return 'revoked';
  } catch (error) {
    const code = isZohoError(error) ? error.code?.toLowerCase() : undefined;
    if (code === 'invalid_token' || code === 'invalid_code') return 'unknown';
    throw error;
  }
}

/** RFC 6749, 2.3.1: each part is form-encoded first; Zoho's ids and secrets stay as they are. */
function toBasic({ clientId, clientSecret }: { clientId: string; clientSecret: string }): string {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return Buffer.from(pair).toString('base64');
}
