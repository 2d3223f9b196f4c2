import { isZohoError, ZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { openAccountsServer } from './accounts-server.ts';
import {
  OptionText,
  parseGrantOptions,
  type GrantOptions,
  type GrantSettings,
} from './grant-options.ts';
import type { TokenGrant } from './token-grant.ts';

/** The code to be traded, and where it had been sent. */
export interface ExchangeCodeOptions extends GrantOptions {
  /** Made in the API console (Self Client), or sent to `redirectUri`. Good once and for minutes. */
  code: string;
  /** Where the code was sent, exactly as it was said then; not for a Self Client code. */
  redirectUri?: string | undefined;
}

/**
 * Trades a code for tokens; the code is used up by it. Rejects with kind `authorization` and advice
 * when Zoho refuses the code or the client, with `rate-limit` when it grants no more for now
 * (`retry.ms`), and with `maybe-committed` when the answer was lost and the code may be used up.
 */
export async function exchangeCode(options: ExchangeCodeOptions): Promise<TokenGrant> {
  const { code, redirectUri, ...settings } = parseGrantOptions('exchangeCode', options, {
    code: OptionText,
    redirectUri: v.optional(OptionText),
  });
  return await tradeCode(options, settings, { code, redirectUri });
}

/** The same, of settings that were checked. */
export async function tradeCode(
  options: GrantOptions,
  settings: Omit<GrantSettings, 'custom'>,
  { code, redirectUri }: { code: string; redirectUri?: string | undefined },
): Promise<TokenGrant> {
  options.signal?.throwIfAborted();
  const { askForToken } = openAccountsServer({ options, settings, secrets: [code], meanings });
  try {
    return await askForToken({
      form: {
        grant_type: 'authorization_code',
        code,
        ...(redirectUri === undefined ? {} : { redirect_uri: redirectUri }),
      },
      // A code that comes twice is refused, and may end what the first one granted (RFC 6749, 4.1.2).
      repeatable: false,
      signal: options.signal,
    });
  } catch (error) {
    throw isZohoError(error) && error.kind === 'maybe-committed' ? usedUp(error) : error;
  }
}

// --- internal ---

const spent =
  'the code has expired (it is good for minutes), was used already, or is of another data centre: make a new one';

/** Zoho doc: self-client, authorization-code-flow; errors of the token endpoint. */
const meanings = {
  invalid_code: spent,
  invalid_token: spent,
  invalid_redirect_uri:
    'the redirect URI must be, to the letter, the one that the code was sent to and that is registered in the API console',
};

function usedUp({ message, code, rule, status, method, path, cause }: ZohoError): ZohoError {
  const what = isZohoError(cause) ? cause.message : message;
  return new ZohoError(`${what}: the code may be used up`, {
    kind: 'maybe-committed',
    hint: 'Make a new code, and start again',
    code,
    rule,
    status,
    method,
    path,
    cause,
  });
}
