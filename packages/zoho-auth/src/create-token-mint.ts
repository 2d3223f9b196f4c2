import {
  commonRows,
  createClassifier,
  createServiceHttp,
  createWindowGate,
  type Gate,
  type PenaltyGate,
  type ServiceHttpOptions,
} from '@zohokit/zoho-http';
import type { ConnectionSettings } from './connection-options.ts';
import { createGrantRows } from './grant-rows.ts';
import { createRefreshTokenGrant, type Grant } from './refresh-token-grant.ts';

/** Zoho mints 10 access tokens per refresh token in 10 minutes (Zoho doc: refresh access tokens). */
const mints = { entries: 10, windowMs: 600_000 } as const;

/** The gate of mints; all connections of one refresh token must share it. */
export const createMintGate = (clock: ServiceHttpOptions['clock'] & object): Gate =>
  createWindowGate({ ...mints, clock });

/**
 * A throttle answer names no time. The block lasts 3 to 15 minutes and hammering prolongs it
 * (guanguans/notify Authenticator.php), so each further one is met with more patience.
 */
const throttleWaitsMs = [60_000, 120_000, 300_000, 600_000] as const;

export interface TokenMintOptions {
  settings: ConnectionSettings;
  /** Where the accounts server is reached. */
  accounts: string;
  transport: Pick<ServiceHttpOptions, 'fetch' | 'byteFetch' | 'policy' | 'redactor' | 'onRetry'> & {
    clock: ServiceHttpOptions['clock'] & object;
  };
  gate: Gate;
  penalty: PenaltyGate;
}

/** The refresh token grant over HTTP: gated, retried, classified. */
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
  let throttled = 0;

  const rows = createGrantRows({
    connectionName,
    dataCenter,
    throttleWaitMs: () => {
      throttled += 1;
      return throttleWaitsMs[throttled - 1] ?? throttleWaitsMs[3];
    },
  });
  const grant = createRefreshTokenGrant({
    connectionName,
    dataCenter,
    http: createServiceHttp({
      ...transport,
      classify: createClassifier(rows, commonRows),
      bases: [accounts],
      gates: [gate],
      penalty,
    }),
    accounts,
    apiOrigin: hosts.api,
    clientId,
    clientSecret,
    refreshToken,
    clock: transport.clock,
  });
  return async (signal) => {
    const token = await grant(signal);
    throttled = 0;
    return token;
  };
}
