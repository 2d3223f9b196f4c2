import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { discard } from './byte-stream.ts';
import { createByteTransport } from './byte-transport.ts';
import { createClassifier } from './classifier.ts';
import { commonRows } from './common-rows.ts';
import { createServiceHttp } from './create-service-http.ts';
import { createJsonTransport } from './json-transport.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    request.on('error', () => undefined);
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  // A server listening on a port has an address of this shape.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
}

const fetch = createByteTransport();
const chunk = Buffer.alloc(64 * 1024, 'x');

test('a body of known length is sent under its length', async () => {
  const url = await serve(async (request, response) => {
    const { length } = await readAll(request);
    response.end(
      `${request.headers['content-length']} ${request.headers['transfer-encoding']} ${length}`,
    );
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-length': String(2 * chunk.length) },
    async *body() {
      yield chunk;
      yield chunk;
    },
  });
  expect(await response.text()).toBe('131072 undefined 131072');
});

test('a body of unknown length is sent in chunks', async () => {
  const url = await serve(async (request, response) => {
    const body = await readAll(request);
    response.end(`${request.headers['transfer-encoding']} ${body.toString()}`);
  });
  const response = await fetch(url, {
    method: 'POST',
    async *body() {
      yield Buffer.from('a');
      yield Buffer.from('b');
    },
  });
  expect(await response.text()).toBe('chunked ab');
});

test('status, reason phrase and headers are those of the answer, and a redirect is not followed', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(302, 'INVALID_OAUTHSCOPE', { location: '/elsewhere', 'x-two': ['a', 'b'] });
    response.end();
  });
  const response = await fetch(url);
  expect([response.status, response.statusText]).toEqual([302, 'INVALID_OAUTHSCOPE']);
  expect(response.headers.get('Location')).toBe('/elsewhere');
  expect(response.headers.get('x-two')).toBe('a, b');
  expect(response.headers.get('absent')).toBeNull();
  expect(await response.text()).toBe('');
});

test('a server that does not read stops the producer', async () => {
  let produced = 0;
  const url = await serve((request) => request.pause());
  const controller = new AbortController();
  const sent = fetch(url, {
    method: 'POST',
    signal: controller.signal,
    async *body() {
      for (;;) {
        produced += chunk.length;
        yield chunk;
      }
    },
  });
  sent.catch(() => undefined);
  let before = -1;
  // Until no more is produced: what fits into the buffers of two sockets, a few MiB at most.
  while (before !== produced) {
    before = produced;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(produced).toBeGreaterThan(0);
  expect(produced).toBeLessThan(32 * 1024 * 1024);
  controller.abort(new Error('enough'));
  await expect(sent).rejects.toThrow('enough');
});

test('a reader that does not read stops the server', async () => {
  let written = 0;
  const url = await serve(async (_request, response) => {
    response.on('error', () => undefined);
    while (!response.destroyed) {
      written += chunk.length;
      if (!response.write(chunk)) await once(response, 'drain').catch(() => undefined);
    }
  });
  const response = await fetch(url);
  let before = -1;
  while (before !== written) {
    before = written;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(written).toBeLessThan(32 * 1024 * 1024);
  await discard(response);
});

test('a body that throws rejects with that very error, and the server sees an incomplete body', async () => {
  const seen = Promise.withResolvers<{ complete: boolean; length: number }>();
  const url = await serve((request) => {
    let length = 0;
    request.on('data', (data: Buffer) => (length += data.length));
    request.on('close', () => seen.resolve({ complete: request.complete, length }));
  });
  const error = new Error('the source failed');
  const sent = fetch(url, {
    method: 'POST',
    async *body() {
      yield chunk;
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw error;
    },
  });
  await expect(sent).rejects.toBe(error);
  expect(await seen.promise).toEqual({ complete: false, length: chunk.length });
});

test('a body that cannot be opened rejects with that very error', async () => {
  const error = new Error('no such source');
  const url = await serve((_request, response) => response.end());
  await expect(fetch(url, { method: 'POST', body: () => Promise.reject(error) })).rejects.toBe(
    error,
  );
});

test.each([
  ['shorter', 10],
  ['longer', 2],
])('a body that is %s than its length is not sent as whole', async (_how, length) => {
  let complete: boolean | undefined;
  const url = await serve(async (request, response) => {
    request.on('close', () => (complete = request.complete));
    await readAll(request).catch(() => undefined);
    response.end();
  });
  const sent = fetch(url, {
    method: 'POST',
    headers: { 'content-length': String(length) },
    async *body() {
      yield Buffer.from('four');
    },
  });
  await expect(sent).rejects.toMatchObject({ code: 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH' });
  expect(complete).not.toBe(true);
});

test('an answer that is cut rejects its reader', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
  });
  await expect((await fetch(url)).text()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

test('an answer that goes silent rejects its reader', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half');
  });
  const impatient = createByteTransport({ bodyTimeoutMs: 50 });
  await expect((await impatient(url)).text()).rejects.toMatchObject({
    code: 'UND_ERR_BODY_TIMEOUT',
  });
});

test('an abort while the answer is read rejects the reader with its reason', async () => {
  const url = await serve((_request, response) => void response.write('half'));
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const response = await fetch(url, { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 20);
  await expect(response.text()).rejects.toBe(reason);
});

test('an answer that is given up closes its connection', async () => {
  const closed = Promise.withResolvers<string>();
  const url = await serve((_request, response) => {
    response.on('close', () => closed.resolve('closed'));
    response.write('half');
  });
  await discard(await fetch(url));
  expect(await closed.promise).toBe('closed');
});

test('breaking off the reading closes the connection', async () => {
  const closed = Promise.withResolvers<string>();
  const url = await serve((_request, response) => {
    response.on('close', () => closed.resolve('closed'));
    response.write('half');
  });
  const { body } = await fetch(url);
  for await (const part of body ?? []) {
    expect(Buffer.from(part).toString()).toBe('half');
    break;
  }
  expect(await closed.promise).toBe('closed');
});

function service(origin: string) {
  return createServiceHttp({
    classify: createClassifier(commonRows),
    bases: [origin],
    fetch,
    byteFetch: fetch,
    clock: createVirtualClock(),
  });
}

test('an upload whose answer is lost is maybe committed', async () => {
  const url = await serve(async (request) => {
    await readAll(request);
    request.socket.destroy();
  });
  const sent = service(url).json({
    url,
    method: 'POST',
    async *body() {
      yield chunk;
    },
  });
  await expect(sent).rejects.toMatchObject({ kind: 'maybe-committed' });
});

test('an upload that is refused before it is whole is refused', async () => {
  const url = await serve((request, response) => {
    request.once('data', () => {
      response.writeHead(409, { 'content-type': 'application/json', connection: 'close' });
      response.end('{"errors":[{"id":"X409"}]}');
    });
  });
  const sent = service(url).json({
    url,
    method: 'POST',
    async *body() {
      for (let n = 0; n < 20; n += 1) {
        yield chunk;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  });
  await expect(sent).rejects.toMatchObject({ status: 409, code: 'X409' });
});

test('it fits as the fetch of the JSON transport, for example to go through a proxy', async () => {
  const url = await serve(async (request, response) => response.end(await readAll(request)));
  const json = createJsonTransport({ fetch });
  const response = await json(url, { method: 'POST', body: '{"a":1}' });
  expect(await response.text()).toBe('{"a":1}');
});

test('a port nobody listens on was never sent to', async () => {
  const url = await serve(() => undefined);
  await closing.pop()?.();
  const sent = service(url).json({ url, method: 'POST', json: {} });
  await expect(sent).rejects.toMatchObject({
    kind: 'unavailable',
    cause: { reason: 'never-sent' },
  });
});
