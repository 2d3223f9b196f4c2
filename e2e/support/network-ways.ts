import { createServer as createTlsServer } from 'node:https';
import { createServer } from 'node:net';
import { createConnection, type ConnectionEvent } from '@zohokit/zoho-auth';
import type { SharedStore } from '@zohokit/zoho-http';
import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import {
  startTunnelProxy,
  type TunnelProxyOptions,
} from '../../packages/zoho-http/src/network/testing/tunnel-proxy.ts';
import { testCertificate } from '../../packages/zoho-http/src/network/testing/certificates.ts';
import { deadPort, listen } from '../../packages/zoho-http/src/network/testing/listen.ts';
import { faultCalls, type FaultCall } from './fault-calls.ts';
import { plainSecrets, type FaultSecrets } from './fault-secrets.ts';
import { startMs, type FaultRun } from './run-fault.ts';
import type { ScriptedServer } from './scripted-server.ts';

/** What lies between us and Zoho. */
export type Way =
  | { proxy: Exclude<TunnelProxyOptions['manner'], undefined>; credentials?: string; tls?: boolean }
  | { direct: 'dead' | 'untrusted' };

export type NetworkCall = Extract<FaultCall, 'items.get' | 'downloads.open' | 'uploads.small'>;

export interface NetworkRun extends Omit<FaultRun, 'requests' | 'mints'> {
  /** How often the proxy, or the server itself, was dialled. */
  dialled: number;
}

/** One call by that way; only the accounts server is reached without it. */
export async function runNetwork(
  { port }: ScriptedServer,
  way: Way,
  call: NetworkCall,
  options: { password: string; secrets?: FaultSecrets; store?: SharedStore },
): Promise<NetworkRun> {
  const { secrets = plainSecrets, store } = options;
  const clock = createVirtualClock(startMs);
  const events: ConnectionEvent[] = [];
  const { origin, dialled, proxy } = await open(way, options.password);
  const connection = createConnection({
    name: 'org B',
    hosts: {
      accounts: `http://127.0.0.1:${port}`,
      api: origin ?? 'https://api.zoho.test',
      workdrive: 'https://workdrive.zoho.test',
      upload: origin ?? 'https://upload.zoho.test',
      download: origin ?? 'https://download.zoho.test',
    },
    clientId: '1000.CLIENT',
    clientSecret: secrets.clientSecret,
    refreshToken: secrets.refreshToken,
    userId: '900',
    clock,
    store,
    network: { proxy: { https: proxy }, timeouts: { connectMs: 150 } },
    policy: { random: () => 1 },
    onEvent: (event) => events.push(event),
  });
  let error: unknown;
  let value: unknown;
  try {
    const workdrive = createWorkDriveClient(connection);
    value = await play(faultCalls[call], { workdrive, secrets });
  } catch (thrown) {
    error = thrown;
  }
  return { error, value, events, waits: clock.slept, dialled: dialled() };
}

// --- internal ---

type World = Parameters<(typeof faultCalls)[NetworkCall]>[0];

const play = (
  call: (world: World) => Promise<unknown>,
  world: Pick<World, 'workdrive' | 'secrets'>,
): Promise<unknown> => call(world as World);

interface Opened {
  origin?: string;
  proxy?: string | undefined;
  dialled: () => number;
}

async function open(way: Way, password: string): Promise<Opened> {
  if ('proxy' in way) {
    const { proxy: manner, ...rest } = way;
    const { port, accepted } = await startTunnelProxy({ manner, ...rest });
    const scheme = way.tls === true ? 'https' : 'http';
    const proxy = `${scheme}://me:${encodeURIComponent(password)}@127.0.0.1:${port}`;
    return { proxy, dialled: accepted };
  }
  if (way.direct === 'dead') {
    const port = await deadPort(createServer());
    return { origin: `https://127.0.0.1:${port}`, dialled: () => 0 };
  }
  let accepted = 0;
  const server = createTlsServer(testCertificate, (_request, response) => response.end());
  server.on('connection', () => (accepted += 1));
  const port = await listen(server);
  return { origin: `https://localhost:${port}`, dialled: () => accepted };
}
