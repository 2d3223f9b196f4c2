import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Server, type Socket } from 'node:net';
import { testCertificate } from './certificates.ts';
import { listen } from './listen.ts';

export interface TunnelProxyOptions {
  /**
   * - `open`: tunnels whatever is asked for to that port of this machine
   * - `slam`: takes connections and closes them at once
   * - `hang-up`: closes when it is asked
   * - `silent`: takes the question and never answers
   * - `mute`: opens a tunnel behind which nobody ever speaks
   * - `cut`: closes a tunnel once so many bytes have come back through it
   * - a number: answers with that status
   * @default 'open'
   */
  manner?: TunnelManner | undefined;
  /** For `cut`. @default 4096 */
  cutAfter?: number | undefined;
  /** As `user:password`; others get 407. @default nobody is asked */
  credentials?: string | undefined;
  /** Speaks TLS itself. @default false */
  tls?: boolean | undefined;
  /** @default '127.0.0.1' */
  host?: string | undefined;
}

export type TunnelManner = 'open' | 'slam' | 'hang-up' | 'silent' | 'mute' | 'cut' | number;

export interface TunnelProxy {
  port: number;
  /** What it was asked to reach, in order, as `host:port`. */
  readonly asked: readonly string[];
  /** How often somebody connected. */
  accepted(): number;
  /** From now on. */
  behave(manner: TunnelManner): void;
}

/** A proxy for CONNECT on this machine, until the test is over. */
export async function startTunnelProxy(options: TunnelProxyOptions = {}): Promise<TunnelProxy> {
  const { cutAfter = 4096, credentials, tls = false, host } = options;
  let { manner = 'open' } = options;
  const asked: string[] = [];
  let accepted = 0;

  const server: Server = tls ? createTlsServer(testCertificate) : createServer();
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    if (manner === 'slam') socket.destroy();
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    client.on('error', () => undefined);
    asked.push(request.url ?? '');
    const status = statusFor(request, credentials, manner);
    if (manner === 'hang-up') client.destroy();
    else if (status !== 200) client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 2\r\n\r\nno`);
    else if (manner === 'mute') client.write(established);
    else if (manner !== 'silent')
      tunnel(client, portOf(request), manner === 'cut' ? cutAfter : undefined);
  });
  return {
    port: await listen(server, host),
    asked,
    accepted: () => accepted,
    behave: (next) => (manner = next),
  };
}

// --- internal ---

const established = 'HTTP/1.1 200 Connection established\r\n\r\n';

const portOf = ({ url }: IncomingMessage): number => Number(url?.split(':').at(-1));

function statusFor(
  { headers }: IncomingMessage,
  credentials: string | undefined,
  manner: TunnelManner,
): number {
  if (typeof manner === 'number') return manner;
  if (credentials === undefined) return 200;
  const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return headers['proxy-authorization'] === expected ? 200 : 407;
}

function tunnel(client: Socket, port: number, cutAfter = Infinity): void {
  let passed = 0;
  const server = connect(port, '127.0.0.1', () => {
    client.write(established);
    client.pipe(server);
    server.on('data', (data: Buffer) => {
      passed += data.length;
      if (passed > cutAfter) client.destroy();
      else client.write(data);
    });
  });
  server.on('error', () => client.destroy()).on('close', () => client.destroy());
  client.on('close', () => server.destroy());
}
