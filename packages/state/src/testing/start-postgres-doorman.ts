import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** How somebody who looks like a Postgres server meets whoever knocks. */
export type Doorman =
  /** Refuses with this SQLSTATE. */
  | { refuse: string }
  /** Asks for a password, and refuses whatever it gets. */
  | 'refuse-password'
  /** Has no TLS for who asks for it. */
  | 'no-tls'
  | 'hang-up'
  | 'say-nothing';

/** Listens on this machine and lets nobody in; gone when the test has finished. */
export async function startPostgresDoorman(manner: Doorman): Promise<{ port: number }> {
  const guests = new Set<Socket>();
  const server = createServer((guest) => {
    guests.add(guest);
    guest.on('error', () => guest.destroy());
    guest.on('data', (data) => meet(guest, data, manner));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const guest of guests) guest.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('It does not listen');
  return { port: address.port };
}

/** See https://www.postgresql.org/docs/current/protocol-message-formats.html */
function meet(guest: Socket, data: Buffer, manner: Doorman): void {
  if (manner === 'say-nothing') return;
  if (manner === 'hang-up') guest.end();
  else if (manner === 'no-tls') guest.write('N');
  else if (manner !== 'refuse-password') guest.end(refusal(manner.refuse));
  else if (data[0] === 'p'.charCodeAt(0)) guest.end(refusal('28P01'));
  else guest.write(message('R', Buffer.from([0, 0, 0, 3]))); // a password in the clear
}

function refusal(sqlState: string): Buffer {
  const fields = ['SFATAL', `C${sqlState}`, 'Mrefused, and a canary is quoted', ''];
  return message('E', Buffer.from(fields.map((field) => `${field}\0`).join('')));
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
