import { createServer, type Server } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createByteTransport } from './byte-transport.ts';
import { createJsonTransport } from './json-transport.ts';
import { createNetworkDispatcher } from './network/create-network-dispatcher.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** A server that answers everything alike, and tells what it was asked to accept. */
async function serve(coding: string, body: Uint8Array, cutAfter?: number) {
  const accepted: (string | undefined)[] = [];
  const one = createServer((req, res) => {
    accepted.push(req.headers['accept-encoding']);
    res.writeHead(200, { 'content-encoding': coding, 'content-length': body.byteLength });
    res.write(body.subarray(0, cutAfter), () => {
      if (cutAfter === undefined) res.end();
      else res.destroy();
    });
  });
  server = one;
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  const address = one.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/`, accepted };
}

const words = JSON.stringify({ data: Array.from({ length: 500 }, (_, n) => `Grüße ${n}`) });

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['identity', (text: string) => Buffer.from(text)],
] as const)('a text that comes as %s is read', async (coding, compress) => {
  const { url, accepted } = await serve(coding, compress(words));
  const response = await createJsonTransport({ network: {} })(url);
  expect(await response.text()).toBe(words);
  expect(accepted).toEqual(['gzip, deflate, br']);
});

test('a compressed text that is cut is a failure and no shorter text', async () => {
  const { url } = await serve('gzip', gzipSync(words), 200);
  const response = await createJsonTransport({ network: {} })(url);
  await expect(response.text()).rejects.toThrow(/other side closed|terminated|aborted/);
});

test('a compressed body can be read as a stream, and given up', async () => {
  const { url } = await serve('gzip', gzipSync(words));
  const fetch = createJsonTransport({ network: {} });
  const chunks = await Array.fromAsync((await fetch(url)).body ?? []);
  expect(Buffer.concat(chunks).toString()).toBe(words);
  const { body } = await fetch(url);
  const over = await body?.[Symbol.asyncIterator]().return?.();
  expect(over).toMatchObject({ done: true });
});

test.each([
  ['JSON', createJsonTransport],
  ['bytes', createByteTransport],
] as const)(
  '%s that waits for a connection rejects as soon as it is aborted',
  async (_, create) => {
    const dispatcher = createNetworkDispatcher({ lookup: () => undefined });
    const controller = new AbortController();
    const reason = new Error('interrupted');
    const sent = create({ dispatcher })('https://www.zohoapis.eu/', { signal: controller.signal });
    setImmediate(() => controller.abort(reason));
    await expect(sent).rejects.toBe(reason);
    void dispatcher.destroy();
  },
);
