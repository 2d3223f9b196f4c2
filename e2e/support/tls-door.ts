import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import { mustRun } from './run-command.ts';

/** A way to a Postgres server that offers TLS, with a certificate that nobody trusts by himself. */
export interface TlsDoor {
  port: number;
  /** The certificate, for whoever wants to trust it. */
  certificateFile: string;
  close(): void;
}

/** @param folder where the certificate is made */
export async function openTlsDoor(targetPort: number, folder: string): Promise<TlsDoor> {
  const certificateFile = path.join(folder, 'door.pem');
  const keyFile = path.join(folder, 'door.key');
  const subject = ['-subj', '/CN=door', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', keyFile, '-out', certificateFile];
  await mustRun('openssl', ['req', '-x509', '-days', '2', ...subject, ...made], folder);
  const context = createSecureContext({
    key: await readFile(keyFile),
    cert: await readFile(certificateFile),
  });

  const guests = new Set<Socket>();
  const server = createServer((guest) => {
    guests.add(guest);
    guest.on('error', () => guest.destroy());
    // The client asks for TLS, and its first word after the answer is that of TLS.
    guest.once('data', () => {
      guest.write('S');
      const plain = new TLSSocket(guest, { isServer: true, secureContext: context });
      const target = connect(targetPort, '127.0.0.1');
      for (const socket of [plain, target]) {
        socket.on('error', () => socket.destroy());
        socket.setNoDelay();
      }
      plain.pipe(target).pipe(plain);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The door has no port');
  return {
    port: address.port,
    certificateFile,
    close() {
      for (const guest of guests) guest.destroy();
      server.close();
    },
  };
}
