import {
  commonRows,
  createClassifier,
  createServiceHttp,
  createWindowGate,
  isZohoError,
  ZohoError,
  type Clock,
  type Gate,
  type PenaltyGate,
  type ServiceHttpOptions,
  type SharedStore,
} from '@zohokit/zoho-http';
import type { ConnectionSettings } from './connection-options.ts';
import { createGrantRows } from './grant-rows.ts';
import { createRefreshTokenGrant, type Grant } from './refresh-token-grant.ts';

/** Zoho mints 10 access tokens per refresh token in 10 minutes (Zoho doc: refresh access tokens). */
const mints = { entries: 10, windowMs: 600_000 } as const;

/** Shorter waits for a mint are not worth telling. */
const silentWaitMs = 10_000;

export interface MintGateOptions {
  clock: Clock;
  /** Of the refresh token. */
  key: string;
  store: SharedStore;
  /** Called when a mint has to wait for more than 10 s. Milliseconds. */
  onWait: (waitMs: number) => void;
}

/** The gate of mints; all who use one refresh token must share it, by its key and store. */
export const createMintGate = ({ onWait, ...options }: MintGateOptions): Gate =>
  createWindowGate({
    ...mints,
    ...options,
    onWait: (waitMs) => {
      if (waitMs > silentWaitMs) onWait(waitMs);
    },
  });

/**
 * A throttle answer names no time. The block lasts 3 to 15 minutes and hammering prolongs it
 * (guanguans/notify Authenticator.php), so each further one is met with more patience; also those
 * that other processes met, because the penalty gate counts them in its store.
 */
const throttleWaitsMs = [60_000, 120_000, 300_000, 600_000] as const;

/** Slower than the requests that wait for the token: every one of these counts as one of ten. */
const mintBackoff = { baseMs: 5_000, capMs: 60_000 } as const;

/** How long the accounts server is left alone once it has failed all attempts of a mint. */
const outageWaitMs = 60_000;

export interface TokenMintOptions {
  settings: ConnectionSettings;
  /** Where the accounts server is reached. */
  accounts: string;
  transport: Pick<ServiceHttpOptions, 'fetch' | 'byteFetch' | 'policy' | 'redactor' | 'onEvent'> & {
    clock: Clock;
  };
  gate: Gate;
  penalty: PenaltyGate;
}

/**
 * The refresh token grant over HTTP: gated, retried, classified. An outage of the accounts server
 * closes `penalty` for everybody and rejects with kind `rate-limit`: until it is over no request can
 * be sent, and each one that tried would ask the server again.
 */
export function createTokenMint(options: TokenMintOptions): Grant {
  const { settings, accounts, transport, gate, penalty } = options;
  const {
    name: connectionName,
    dataCenter,
    hosts,
    clientId,
    clientSecret,
    refreshToken,
  } = settings;

  const rows = createGrantRows({
    connectionName,
    dataCenter,
    throttleWaitMs: () => throttleWaitsMs[penalty.inARow] ?? throttleWaitsMs[3],
  });
  const grant = createRefreshTokenGrant({
    connectionName,
    dataCenter,
    http: createServiceHttp({
      ...transport,
      policy: { ...transport.policy, ...mintBackoff },
      classify: createClassifier(rows, commonRows),
      bases: [accounts],
      gates: [gate],
      penalty,
    }),
    accounts,
    apiHosts: hosts,
    clientId,
    clientSecret,
    refreshToken,
    clock: transport.clock,
  });
  return async (signal) => {
    try {
      return await grant(signal);
    } catch (error) {
      throw isOutage(error) ? await leaveAlone(error, penalty) : error;
    }
  };
}

// --- internal ---

/** Not an untrusted certificate, which no waiting makes better. */
function isOutage(error: unknown): error is ZohoError {
  return isZohoError(error) && error.kind === 'unavailable' && error.retry.kind !== 'never';
}

async function leaveAlone(outage: ZohoError, penalty: PenaltyGate): Promise<ZohoError> {
  const { message, hint, code, rule, status, method, path, retry } = outage;
  const ms = Math.max(outageWaitMs, retry.kind === 'wait' ? retry.ms : 0);
  await penalty.impose(ms);
  return new ZohoError(`${message}: no access token before ${Math.ceil(ms / 1000)} s have passed`, {
    kind: 'rate-limit',
    retry: { kind: 'wait', ms },
    hint: hint ?? 'Try again after that time',
    code,
    rule,
    status,
    method,
    path,
    cause: outage,
  });
}
