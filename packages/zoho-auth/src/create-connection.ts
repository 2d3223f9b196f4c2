import { createHash } from 'node:crypto';
import {
  chainClassifiers,
  commonRows,
  createClassifier,
  createMemoryPenaltyStore,
  createPenaltyGate,
  createServiceHttp,
  type Authorize,
  type Classifier,
  type PenaltyGate,
} from '@zohokit/zoho-http';
import {
  parseConnectionOptions,
  type ConnectionOptions,
  type ConnectionSettings,
} from './connection-options.ts';
import { createConnectionTransport, type ConnectionTransport } from './connection-transport.ts';
import type { Connection } from './connection.ts';
import { createMintGate, createTokenMint } from './create-token-mint.ts';
import { emulatedHosts } from './emulated-hosts.ts';
import { createGateRegistry, type GateRegistry } from './gate-registry.ts';
import type { Hosts } from './hosts.ts';
import { createMemoryTokenStore } from './memory-token-store.ts';
import { createTokenProvider, type TokenProvider } from './token-provider.ts';
import { createTokenRows } from './token-rows.ts';

/**
 * One Zoho org reached as one user. Nothing is sent before the first request. Throws an error of
 * kind `usage` that names every option at fault.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const settings = parseConnectionOptions(options);
  const { name, dataCenter } = settings;
  const { emulatorUrl, gates = createGateRegistry(), onEvent } = options;
  const hosts =
    emulatorUrl === undefined ? settings.hosts : emulatedHosts(settings.hosts, emulatorUrl);
  const userKey = toUserKey(settings);
  const transport = createConnectionTransport(options, settings);
  const penaltyGate = createPenaltyGates(options, transport, gates);
  const getToken = createConnectionTokens(options, transport, {
    key: userKey,
    grant: createTokenMint({
      settings,
      accounts: hosts.accounts,
      transport,
      gate: gates.gate(`mint:${userKey}`, () =>
        createMintGate({
          clock: transport.clock,
          onWait(waitMs) {
            const until = transport.clock.now() + waitMs;
            onEvent?.({ type: 'mint-wait', connection: name, until, waitMs });
          },
        }),
      ),
      penalty: penaltyGate(`accounts:${dataCenter}:${userKey}`),
    }),
  });
  const classifiers = {
    token: createClassifier(createTokenRows(name)),
    common: createClassifier(commonRows),
  } satisfies Record<string, Classifier>;

  return {
    name,
    dataCenter,
    hosts,
    userKey,
    clock: transport.clock,
    gate: (key, create) => gates.gate(key, create),
    penaltyGate,
    createHttp: (service) =>
      createServiceHttp({
        ...transport,
        classify: chainClassifiers(classifiers.token, service.classify, classifiers.common),
        bases: tokenBases(hosts),
        authorize: toAuthorize(getToken),
        gates: service.gates,
        penalty: service.penalty,
      }),
  };
}

// --- internal ---

/** The same refresh token gives the same key, and the key gives nothing back. */
function toUserKey({ dataCenter, clientId, refreshToken }: ConnectionSettings): string {
  const identity = JSON.stringify([dataCenter, clientId, refreshToken]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}

/** Where tokens may go. Not to the web host: it is for people, and links to it are only shown. */
function tokenBases({ accounts, api, upload, download }: Hosts): string[] {
  return [accounts, api, upload, download];
}

function createPenaltyGates(
  { name, penaltyStore = createMemoryPenaltyStore(), onEvent }: ConnectionOptions,
  { clock, policy }: ConnectionTransport,
  gates: GateRegistry,
): (key: string) => PenaltyGate {
  return (key) =>
    gates.gate(`penalty:${key}`, () =>
      createPenaltyGate({
        key,
        clock,
        store: penaltyStore,
        maxWaitMs: policy?.maxWaitMs,
        onPenalty: (penalty) => onEvent?.({ type: 'penalty-start', connection: name, ...penalty }),
      }),
    );
}

function createConnectionTokens(
  { name, tokenStore = createMemoryTokenStore(), onEvent }: ConnectionOptions,
  { clock, redactor }: ConnectionTransport,
  { key, grant }: Pick<Parameters<typeof createTokenProvider>[0], 'key' | 'grant'>,
): TokenProvider {
  return createTokenProvider({
    grant,
    store: tokenStore,
    key,
    clock,
    onToken({ value, expiresAt, scope }, from) {
      redactor.add(value);
      if (from === 'mint') onEvent?.({ type: 'token-mint', connection: name, expiresAt, scope });
    },
  });
}

/** Zoho documents this scheme for all its products; `Bearer` works on some of them only. */
const scheme = 'Zoho-oauthtoken ';

function toAuthorize(getToken: TokenProvider): Authorize {
  return async ({ rejected, signal }) =>
    scheme + (await getToken({ rejected: rejected?.slice(scheme.length), signal }));
}
