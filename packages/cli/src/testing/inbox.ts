import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** An address on this machine that keeps what it is told. */
export interface Inbox {
  /** Without a slash at its end. */
  url: string;
  /** What came, in order: method, path, and the body where there was one. */
  readonly received: readonly Received[];
  /** What it answers from now on. @default 200 */
  answer: (status: number | 'nothing') => void;
}

export interface Received {
  method: string;
  path: string;
  /** Parsed. */
  body: unknown;
}

/** Opens an inbox that goes with the test. */
export async function openInbox(): Promise<Inbox> {
  const received: Received[] = [];
  let status: number | 'nothing' = 200;
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const { method = '', url: path = '' } = request;
      received.push({ method, path, body: text === '' ? undefined : JSON.parse(text) });
      if (status === 'nothing') return;
      response.writeHead(status, { location: '/elsewhere' }).end('so be it');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer(next) {
      status = next;
    },
  };
}
