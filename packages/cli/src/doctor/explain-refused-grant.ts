import { probeDataCenter } from '@zohokit/zoho-auth';
import { isZohoError, type Clock } from '@zohokit/zoho-http';
import { tryGrant } from '../auth/try-grant.ts';
import type { OrgConfig } from '../config/load-config.ts';
import type { Way } from '../config/org-settings.ts';
import { exitCodes } from '../exit-code.ts';
import type { OrgName } from '../scopes/feature.ts';
import { failed, type Finding } from './check.ts';
import { findingOfError } from './finding-of-error.ts';

export interface ExplainRefusedGrantOptions extends Way {
  org: OrgName;
  credentials: OrgConfig;
  /** Of the other organisation: the usual mistake is to mix them up. */
  other: OrgConfig;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Why Zoho refuses a refresh token, found out by a few requests more: a secret of the other
 * organisation, another data centre, or nothing but a token that was revoked.
 */
export async function explainRefusedGrant(
  error: unknown,
  options: ExplainRefusedGrantOptions,
): Promise<Finding> {
  const { org, credentials, other } = options;
  const about = `the grant of org ${org}`;
  const fix = `make a new code, then zohokit auth exchange --org ${org}`;
  if (!isZohoError(error) || error.kind !== 'authorization' || error.code === undefined)
    return findingOfError(error, { about, fix, org });
  const refuse = (message: string, what: string): Finding =>
    failed(message, what, exitCodes.authorization);
  const code = error.code.toLowerCase();
  if (code === 'invalid_client_secret' && (await opensWith(options, other.clientSecret)))
    return refuse(
      `ORG_${org}_CLIENT_SECRET is the secret of the other organisation, and the other way round`,
      'exchange ORG_A_CLIENT_SECRET and ORG_B_CLIENT_SECRET',
    );
  if (credentials.clientSecret === other.clientSecret && credentials.clientId !== other.clientId)
    return refuse(
      `ORG_${org}_CLIENT_SECRET is refused, and the same as that of the other organisation`,
      `copy the client secret of ORG_${org}_CLIENT_ID again from the API console (Self Client)`,
    );
  const elsewhere = await findDataCenter(options);
  if (elsewhere !== undefined)
    return refuse(
      `org ${org} does not live in ${credentials.dataCenter} but in ${elsewhere}`,
      `set ORG_${org}_REGION=${elsewhere}`,
    );
  if (code === 'invalid_client')
    return refuse(
      `no data centre knows ORG_${org}_CLIENT_ID with its secret and token`,
      `copy client id and secret again from the API console (Self Client), then zohokit auth exchange --org ${org}`,
    );
  if (code === 'invalid_client_secret')
    return refuse(
      `ORG_${org}_CLIENT_SECRET is not the secret of ORG_${org}_CLIENT_ID`,
      `copy the client secret again from the API console (Self Client)`,
    );
  return refuse(`the refresh token of org ${org} is wrong or was revoked`, fix);
}

// --- internal ---

/** Whether the grant works with another secret. */
async function opensWith(
  options: ExplainRefusedGrantOptions,
  clientSecret: string,
): Promise<boolean> {
  if (options.credentials.clientSecret === clientSecret) return false;
  try {
    await tryGrant({ ...options, ...options.credentials, clientSecret });
    return true;
  } catch (error) {
    options.signal.throwIfAborted();
    return !isZohoError(error) || error.kind !== 'authorization';
  }
}

/** Where the refresh token is known instead; asks each data centre once. */
async function findDataCenter(options: ExplainRefusedGrantOptions): Promise<string | undefined> {
  const { org, credentials, network, emulatorUrl, clock, signal } = options;
  const way = { network, emulatorUrl, clock, signal };
  try {
    const found = await probeDataCenter({ name: `org ${org}`, ...credentials, ...way });
    return found.dataCenter === credentials.dataCenter ? undefined : found.dataCenter;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
