import { isZohoError, ZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { dataCenterNames, resolveDataCenter, type DataCenterName } from '../data-center.ts';
import { openAccountsServer } from './accounts-server.ts';
import { tradeCode } from './exchange-code.ts';
import { OptionText, parseGrantOptions, type GrantOptions } from './grant-options.ts';
import type { TokenGrant } from './token-grant.ts';

/** The code or refresh token whose data centre is looked for. */
export interface ProbeDataCenterOptions extends Omit<GrantOptions, 'hosts' | 'policy'> {
  /** The one to ask first. @default `us` */
  dataCenter?: string | undefined;
  /** A code, which is used up where it is found to belong. One of `code` and `refreshToken`. */
  code?: string | undefined;
  refreshToken?: string | undefined;
}

/**
 * For setting up, where nobody knows the data centre: asks one after the other, at most once each
 * (nine calls), and stops at the first that grants. What it granted is the answer, with the data
 * centre in it; a code cannot be used a second time.
 *
 * 1. A refusal of the client or of the code leads on: the wrong data centre refuses either, the
 *    code too where a client has the same id in all of them (Zoho doc: oauth/multi-dc).
 * 2. So does an accounts server that cannot be reached, except that then "nowhere" is not certain:
 *    the end is of kind `unavailable` instead of `authorization`, and names those servers.
 * 3. Anything else ends it: a throttle answer (`rate-limit`) would only grow with further calls.
 */
export async function probeDataCenter(options: ProbeDataCenterOptions): Promise<TokenGrant> {
  const { dataCenter = 'us', signal } = options;
  const { code, refreshToken, ...settings } = parseGrantOptions(
    'probeDataCenter',
    { ...options, dataCenter, hosts: undefined },
    { code: v.optional(OptionText), refreshToken: v.optional(OptionText) },
  );
  if ((code === undefined) === (refreshToken === undefined)) {
    throw new ZohoError('probeDataCenter: one of code and refreshToken is needed', {
      kind: 'usage',
    });
  }
  // One call each: the attempts of a grant are not for this.
  const once: GrantOptions = { ...options, policy: { attempts: 1 } };
  const found = new Map<DataCenterName, ZohoError>();
  for (const name of order(settings.dataCenter)) {
    signal?.throwIfAborted();
    const there = { ...settings, dataCenter: name, hosts: resolveDataCenter(name).hosts };
    try {
      return code === undefined
        ? await refresh(once, there, refreshToken ?? '')
        : await tradeCode(once, there, { code });
    } catch (error) {
      if (!isZohoError(error) || !leadsOn(error)) throw error;
      found.set(name, error);
    }
  }
  throw nowhere(settings.name, found, code === undefined ? 'refresh token' : 'code');
}

// --- internal ---

type Settings = Parameters<typeof tradeCode>[1];

function order(first: string): DataCenterName[] {
  return dataCenterNames.toSorted((a, b) => Number(b === first) - Number(a === first));
}

async function refresh(
  options: GrantOptions,
  settings: Settings,
  refreshToken: string,
): Promise<TokenGrant> {
  const { askForToken } = openAccountsServer({ options, settings, secrets: [refreshToken] });
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const granted = await askForToken({ form, repeatable: true, signal: options.signal });
  return granted;
}

/** What the wrong data centre says of a client, of its secret, and of a code or refresh token. */
const clientCodes = ['invalid_client', 'invalid_client_secret'];
const grantCode = 'invalid_code';

function leadsOn({ kind, code = '' }: ZohoError): boolean {
  if (kind === 'authorization') return [...clientCodes, grantCode].includes(code.toLowerCase());
  // A lost answer of a code is `maybe-committed`: if it was the right place, no other will grant.
  return kind === 'unavailable' || kind === 'maybe-committed';
}

function nowhere(
  name: string,
  found: ReadonlyMap<DataCenterName, ZohoError>,
  what: 'code' | 'refresh token',
): ZohoError {
  const those = (matches: (error: ZohoError) => boolean): string =>
    [...found]
      .filter(([, error]) => matches(error))
      .map(([one]) => one)
      .join(', ');
  const silent = those(({ kind }) => kind !== 'authorization');
  const known = those(({ code }) => code?.toLowerCase() === grantCode);
  const knownSecretless = those(({ code }) => code?.toLowerCase() === 'invalid_client_secret');
  if (silent !== '') {
    const cause = [...found.values()].find(({ kind }) => kind !== 'authorization');
    return new ZohoError(`No data centre grants ${name} anything; no answer from ${silent}`, {
      kind: 'unavailable',
      retry: { kind: 'backoff' },
      hint: cause?.hint ?? `Try again${what === 'code' ? ', with a new code' : ''}`,
      cause,
    });
  }
  if (known !== '') {
    return new ZohoError(`${name} is known in ${known}, but its ${what} is not`, {
      kind: 'authorization',
      hint: `The ${what} has ${what === 'code' ? 'expired or was used already' : 'been revoked'}: make a new one`,
    });
  }
  if (knownSecretless !== '') {
    return new ZohoError(`${name} is known in ${knownSecretless}, but not with this secret`, {
      kind: 'authorization',
      hint: 'Copy the client secret again from the API console',
    });
  }
  return new ZohoError(`No data centre knows ${name}`, {
    kind: 'authorization',
    hint: 'Copy the client id again from the API console',
  });
}
