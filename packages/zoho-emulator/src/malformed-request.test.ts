import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { longestText } from './emulated-request.ts';
import { sendRaw } from './testing/raw-exchange.ts';
import { smallSeed } from './testing/small-seed.ts';
import { createVisitor } from './testing/visitor.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed() });
});
afterEach(async () => await emulator.close());

const crm = { code: expect.any(String), message: expect.any(String), details: {}, status: 'error' };
const workdrive = { errors: [{ id: 'F000', title: expect.any(String) }] };
const accounts = { error: 'general_error', error_description: expect.any(String) };

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400, workdrive],
  ['a wrong length', 'POST /crm/v8/x HTTP/1.1\r\ncontent-length: x\r\n\r\n', 400, crm],
  ['no host', 'GET /crm/v8/x HTTP/1.1\r\nconnection: close\r\n\r\n', 404, crm],
  [
    'a host of others',
    'GET /oauth/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    404,
    accounts,
  ],
  ['headers without end', `GET /oauth/x HTTP/1.1\r\nx: ${'x'.repeat(70_000)}`, 431, accounts],
  [
    'a chunk without size',
    'POST /_host/www.zohoapis.eu/crm/v8/coql HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    400,
    crm,
  ],
  [
    'the wish for a tunnel',
    'CONNECT www.zohoapis.eu:443 HTTP/1.1\r\nhost: x\r\n\r\n',
    405,
    workdrive,
  ],
  [
    'an unknown expectation',
    'GET /crm/v8/org HTTP/1.1\r\nhost: www.zohoapis.eu\r\nexpect: gifts\r\nconnection: close\r\n\r\n',
    401,
    { ...crm, code: 'AUTHENTICATION_FAILURE' },
  ],
  [
    'an escape that is none',
    'GET /_host/www.zohoapis.eu/crm/v8/%ZZ?%ZZ=%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    401,
    crm,
  ],
])('%s is answered in the manner of its path', async (_, bytes, status, json) => {
  expect(await sendRaw(emulator.url, bytes)).toMatchObject({ status, json });
});

test('a client that half-closes within its body hears nothing, and nothing hangs', async () => {
  const head = 'POST /crm/v8/coql HTTP/1.1\r\nhost: www.zohoapis.eu\r\ncontent-length: 50\r\n\r\n';
  await sendRaw(emulator.url, `${head}{"sel`);
  await expect.poll(() => emulator.ledger.entries().at(-1)?.endedAt).toBeDefined();
});

test('a body that is too long to be read as a text is refused', async () => {
  const visitor = createVisitor(emulator);
  const chunk = new Uint8Array(1024 * 1024);
  const headers = { authorization: `Zoho-oauthtoken ${await visitor.token()}` };
  const body = function* () {
    for (let bytes = 0; bytes <= longestText; bytes += chunk.byteLength) yield chunk;
  };
  const response = await fetch(`${emulator.url}/_host/www.zohoapis.eu/crm/v8/coql`, {
    method: 'POST',
    headers,
    body: ReadableStream.from(body()),
    duplex: 'half',
  });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: 'REQUEST_BODY_SIZE_EXCEEDED' });
});

test.each([
  ['a tunnel', 'CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['no HTTP', 'hello\r\n\r\n'],
  ['half a head', 'GET / HTTP/1.1\r\n'],
])('close waits for nobody who asked for %s and stays on the line', async (_, text) => {
  const { hostname, port } = new URL(emulator.url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => {});
  await new Promise<void>((resolve) => {
    socket.write(text, () => resolve());
  });
  await fetch(`${emulator.url}/_emulator`);
  await expect(emulator.close()).resolves.toBeUndefined();
  socket.destroy();
});

test('a refused page is told how long the answer is, so that its connection goes on', async () => {
  const reply = await sendRaw(emulator.url, 'GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n');
  expect(reply.status).toBe(403);
  expect(reply.text).toMatch(/content-length: \d+/);
});
