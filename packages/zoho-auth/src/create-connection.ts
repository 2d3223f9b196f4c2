import { createHash } from 'node:crypto';
import {
  chainClassifiers,
  commonRows,
  createClassifier,
  createMemoryStore,
  createPenaltyGate,
  createRetryBudget,
  createServiceHttp,
  type Authorize,
  type Classifier,
  type Gate,
  type PenaltyGate,
  type SharedStore,
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
import { createTokenProvider, type TokenProvider } from './token-provider.ts';
import { createTokenRows } from './token-rows.ts';
import { createUserId } from './user-id.ts';

/**
 * One Zoho org reached as one user. Nothing is sent before the first request. Throws an error of
 * kind `usage` that names every option at fault.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const settings = parseConnectionOptions(options);
  const { name, dataCenter } = settings;
  const { emulatorUrl, gates = createGateRegistry(), store = createMemoryStore() } = options;
  const hosts =
    emulatorUrl === undefined ? settings.hosts : emulatedHosts(settings.hosts, emulatorUrl);
  const keys = toKeys(settings);
  const transport = createConnectionTransport(options, settings);
  const penaltyGate = createPenaltyGates({ transport, gates, store });
  const getToken = createConnectionTokens(options.tokenStore ?? store, transport, {
    key: keys.user,
    grant: createTokenMint({
      settings,
      accounts: hosts.accounts,
      transport,
      gate: sharedMintGate(keys.user, { transport, gates, store }),
      penalty: penaltyGate(`accounts:${dataCenter}:${keys.user}`),
    }),
  });
  const classifiers = {
    token: createClassifier(createTokenRows(name)),
    common: createClassifier(commonRows),
  } satisfies Record<string, Classifier>;
  const budget = createRetryBudget(transport);

  return {
    name,
    dataCenter,
    hosts,
    userKey: keys.user,
    orgKey: keys.org,
    clock: transport.clock,
    store,
    gate: (key, create) => gates.gate(key, create),
    penaltyGate,
    userId: createUserId({ store, key: keys.user, known: settings.userId }),
    createHttp: (service) =>
      createServiceHttp({
        ...transport,
        budget,
        classify: chainClassifiers(classifiers.token, service.classify, classifiers.common),
        bases: tokenBases(hosts),
        authorize: toAuthorize(getToken),
        gates: service.gates,
        penalty: service.penalty,
      }),
  };
}

// --- internal ---

/** The same refresh token gives the same keys, and they give nothing back. */
function toKeys(settings: ConnectionSettings): { user: string; org: string } {
  const { dataCenter, clientId, refreshToken, orgId } = settings;
  const user = digest([dataCenter, clientId, refreshToken]);
  return { user, org: orgId === undefined ? user : digest([dataCenter, clientId, 'org', orgId]) };
}

function digest(identity: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}

/** Where tokens may go. Not to the web host: it is for people, and links to it are only shown. */
function tokenBases({ accounts, api, crm, upload, download, content }: Hosts): string[] {
  return [accounts, api, crm, upload, download, content];
}

interface Shared {
  transport: ConnectionTransport;
  gates: GateRegistry;
  store: SharedStore;
}

function createPenaltyGates({ transport, gates, store }: Shared): (key: string) => PenaltyGate {
  const { clock, policy, onEvent } = transport;
  return (key) =>
    gates.gate(`penalty:${key}`, () =>
      createPenaltyGate({
        key,
        clock,
        store,
        maxWaitMs: policy?.maxWaitMs,
        onPenalty: (penalty) => onEvent({ type: 'penalty-start', ...penalty }),
        onClear: (cleared) => onEvent({ type: 'penalty-end', ...cleared }),
      }),
    );
}

function sharedMintGate(userKey: string, { transport, gates, store }: Shared): Gate {
  const { clock, onEvent } = transport;
  const key = `mint:${userKey}`;
  return gates.gate(key, () =>
    createMintGate({
      key,
      clock,
      store,
      onWait: (waitMs) => onEvent({ type: 'mint-wait', until: clock.now() + waitMs, waitMs }),
    }),
  );
}

function createConnectionTokens(
  store: SharedStore,
  { clock, redactor, onEvent }: ConnectionTransport,
  { key, grant }: Pick<Parameters<typeof createTokenProvider>[0], 'key' | 'grant'>,
): TokenProvider {
  return createTokenProvider({
    grant,
    store,
    key,
    clock,
    onToken({ value, expiresAt, scope }, from) {
      redactor.add(value);
      if (from !== 'mint') return;
      const granted = scope === undefined ? undefined : redactor.redact(scope);
      onEvent({ type: 'token-mint', expiresAt, scope: granted });
    },
  });
}

/** Zoho documents this scheme for all its products; `Bearer` works on some of them only. */
const scheme = 'Zoho-oauthtoken ';

function toAuthorize(getToken: TokenProvider): Authorize {
  return async ({ rejected, signal }) =>
    scheme + (await getToken({ rejected: rejected?.slice(scheme.length), signal }));
}
