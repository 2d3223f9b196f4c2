import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { mustRun } from './run-command.ts';

/** Leads programs that insist on Zoho's own names and on HTTPS to an emulator. */
export interface HttpsDoor {
  /** To be given as `HTTPS_PROXY`. */
  proxyUrl: string;
  /** The certificate of the authority that the program has to trust. */
  caFile: string;
  close(): void;
}

/**
 * A proxy that takes every CONNECT to itself, ends TLS with a certificate of its own and hands the
 * requests on with their `Host`. Keys are made in `folder`, by openssl, for this run only.
 */
export async function openHttpsDoor(emulatorUrl: string, folder: string): Promise<HttpsDoor> {
  const { key, cert, caFile } = await makeCertificate(folder);
  const { hostname, port } = new URL(emulatorUrl);
  const inner = https.createServer({ key, cert }, (request, response) => {
    const { method, url, headers } = request;
    const onward = http.request({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  });
  await listening(inner);
  const outer = http.createServer();
  outer.on('connect', (_, client) => {
    const server = net.connect(portOf(inner), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.pipe(client);
      client.pipe(server);
    });
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
  });
  await listening(outer);
  return {
    proxyUrl: `http://127.0.0.1:${portOf(outer)}`,
    caFile,
    close() {
      outer.close();
      inner.close();
      inner.closeAllConnections();
    },
  };
}

// --- internal ---

async function makeCertificate(folder: string) {
  const file = (name: string): string => path.join(folder, name);
  const openssl = async (...args: string[]): Promise<string> => mustRun('openssl', args, folder);
  const subject = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`];
  await writeFile(file('names.txt'), 'subjectAltName=DNS:*.zoho.eu,DNS:*.zohoapis.eu\n');
  const ca = ['-x509', ...subject('test authority'), '-days', '2', '-keyout', 'ca.key'];
  await openssl('req', ...ca, '-out', 'ca.pem');
  await openssl('req', ...subject('zoho'), '-keyout', 'zoho.key', '-out', 'zoho.csr');
  const signed = ['-req', '-in', 'zoho.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key'];
  const made = ['-CAcreateserial', '-days', '2', '-extfile', 'names.txt', '-out', 'zoho.pem'];
  await openssl('x509', ...signed, ...made);
  return {
    key: await readFile(file('zoho.key')),
    cert: await readFile(file('zoho.pem')),
    caFile: file('ca.pem'),
  };
}

async function listening(server: net.Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

function portOf(server: net.Server): number {
  const address = server.address() as AddressInfo;
  return address.port;
}
