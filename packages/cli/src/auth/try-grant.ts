import { createConnection, type Connection } from '@zohokit/zoho-auth';
import type { Clock, SharedStore } from '@zohokit/zoho-http';
import { createMemoryStore, createRedactor, isZohoError, ZohoError } from '@zohokit/zoho-http';
import { createWorkDriveClient, type User } from '@zohokit/zoho-workdrive';
import type { OrgConfig } from '../config/load-config.ts';
import type { Way } from '../config/org-settings.ts';
import type { OrgName } from '../scopes/feature.ts';

export interface TryGrantOptions extends Way, OrgConfig {
  org: OrgName;
  clock: Clock;
  /** Where penalties are known from. @default nobody's */
  store?: SharedStore | undefined;
  signal?: AbortSignal | undefined;
}

/** What a refresh token was good for just now. */
export interface TriedGrant {
  connection: Connection;
  /** Of the access token that was minted, milliseconds since the epoch. */
  expiresAt: number;
  /** `undefined` where Zoho does not say. */
  scopes: readonly string[] | undefined;
  /** `undefined` when the grant may not tell, or WorkDrive does not answer. */
  user: User | undefined;
  /** Why WorkDrive does not tell the user. */
  userFailure: ZohoError | undefined;
}

/** A wait that a person is not made to sit out; it is told instead. */
const patienceMs = 2_000;

/**
 * Mints an access token, kept nowhere but in memory, and asks WorkDrive who its user is. Rejects
 * with the `ZohoError` of the mint.
 */
export async function tryGrant(options: TryGrantOptions): Promise<TriedGrant> {
  const { org, store = createMemoryStore(), signal, ...credentials } = options;
  let minted: Pick<TriedGrant, 'expiresAt' | 'scopes'> | undefined;
  const impatience = new AbortController();
  const connection = createConnection({
    name: `org ${org}`,
    ...credentials,
    store,
    tokenStore: createMemoryStore(),
    policy: { maxWaitMs: patienceMs },
    onEvent(event) {
      if (event.type === 'mint-wait') impatience.abort(noMoreTokens(org, event.waitMs));
      if (event.type !== 'token-mint') return;
      const { expiresAt, scope } = event;
      minted = { expiresAt, scopes: scope?.split(/[\s,]+/).filter(Boolean) };
    },
  });
  const drive = createWorkDriveClient(connection);
  let user: User | undefined;
  let userFailure: ZohoError | undefined;
  try {
    const ends = signal === undefined ? [] : [signal];
    const told = await drive.users.me({ signal: AbortSignal.any([impatience.signal, ...ends]) });
    user = withoutSecrets(told, [credentials.clientSecret, credentials.refreshToken]);
  } catch (error) {
    if (minted === undefined || !isZohoError(error)) throw error;
    userFailure = error;
  }
  if (minted === undefined) throw new Error('an answer came without a token');
  return { connection, ...minted, user, userFailure };
}

// --- internal ---

/** A user's name is shown, and a server may repeat anything in it. */
function withoutSecrets(user: User, secrets: readonly string[]): User {
  const redactor = createRedactor(secrets);
  const hide = (text: string | undefined) => text && redactor.redact(text);
  return { ...user, name: hide(user.name), email: hide(user.email) };
}

/** Somebody is watching: ten minutes of silence would look like a hanging program. */
function noMoreTokens(org: OrgName, waitMs: number): ZohoError {
  const seconds = Math.ceil(waitMs / 1000);
  return new ZohoError(`Zoho mints ten access tokens of org ${org} in ten minutes, and has`, {
    kind: 'rate-limit',
    retry: { kind: 'wait', ms: waitMs },
    hint: `Try again in ${seconds} s; a run that has its token goes on meanwhile`,
  });
}
