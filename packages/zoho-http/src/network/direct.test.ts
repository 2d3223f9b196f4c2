import { createServer as createPlainServer } from 'node:http';
import { createServer, type LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { createByteTransport } from '../byte-transport.ts';
import { createClassifier } from '../classifier.ts';
import { commonRows } from '../common-rows.ts';
import { createServiceHttp, type ServiceHttpOptions } from '../create-service-http.ts';
import { createJsonTransport } from '../json-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createNetworkDispatcher } from './create-network-dispatcher.ts';
import type { NetworkOptions } from './network-options.ts';
import { testAuthority } from './testing/certificates.ts';
import { listen } from './testing/listen.ts';
import { startServer } from './testing/start-server.ts';

function stack(origin: string, network: NetworkOptions, options: Partial<ServiceHttpOptions> = {}) {
  const dispatcher = createNetworkDispatcher(network);
  const http = createServiceHttp({
    classify: createClassifier(commonRows),
    bases: [origin],
    fetch: createJsonTransport({ dispatcher }),
    byteFetch: createByteTransport({ dispatcher }),
    clock: createVirtualClock(),
    ...options,
  });
  const url = `${origin}/x`;
  return {
    http,
    json: () => http.json({ url }),
    post: () => http.json({ url, method: 'POST', json: {} }),
    bytes: () => http.bytes({ url }),
  };
}

const answering = (host?: string): Promise<number> =>
  startServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  }, host);

/** Names all have these addresses. */
const resolving =
  (...addresses: readonly string[]): LookupFunction =>
  (_name, _options, found) =>
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const here = resolving('127.0.0.1');

const hasIpv6 = await new Promise<boolean>((resolve) => {
  const probe = createServer().once('error', () => resolve(false));
  probe.listen(0, '::1', () => probe.close(() => resolve(true)));
});

test.each(['json', 'bytes'] as const)(
  '%s trusts an authority that is given, besides those of Node',
  async (kind) => {
    const port = await answering();
    const origin = `https://api.zoho.test:${port}`;
    const trusting = stack(origin, { ca: testAuthority, lookup: here });
    expect(await trusting[kind]()).toMatchObject({ status: 200 });
    const distrusting = stack(origin, { lookup: here });
    await expect(distrusting[kind]()).rejects.toMatchObject({
      kind: 'unavailable',
      retry: { kind: 'never' },
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      cause: { reason: 'certificate' },
    });
  },
);

test('a chain with words between its certificates is read', async () => {
  const port = await answering();
  const ca = [`# ours\n${testAuthority}\nand again\n${testAuthority}`];
  const { json } = stack(`https://localhost:${port}`, { ca });
  expect(await json()).toMatchObject({ status: 200 });
});

test('a trusted certificate of another name is not trusted', async () => {
  const port = await answering();
  const network = { ca: testAuthority, lookup: here };
  await expect(stack(`https://zoho.example:${port}`, network).post()).rejects.toMatchObject({
    kind: 'unavailable',
    cause: { reason: 'certificate', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  });
});

test.runIf(hasIpv6)('an IPv6 literal is reached', async () => {
  const port = await answering('::1');
  const { json, bytes } = stack(`https://[::1]:${port}`, { ca: testAuthority });
  expect(await json()).toMatchObject({ status: 200 });
  expect(await bytes()).toMatchObject({ status: 200 });
});

test.runIf(hasIpv6)('of several addresses the one that answers is taken', async () => {
  const port = await answering();
  const network = { ca: testAuthority, lookup: resolving('::1', '127.0.0.1') };
  expect(await stack(`https://api.zoho.test:${port}`, network).json()).toMatchObject({
    status: 200,
  });
});

test('when no address answers, nothing was sent, and each attempt tried them once', async () => {
  const port = await listen(createServer());
  let asked = 0;
  const lookup: LookupFunction = (name, options, found) => {
    asked += 1;
    resolving('127.0.0.2', '127.0.0.3')(name, options, found);
  };
  const { post } = stack(`https://api.zoho.test:${port}`, { lookup, timeouts: { connectMs: 500 } });
  await expect(post()).rejects.toMatchObject({
    kind: 'unavailable',
    cause: { reason: 'never-sent' },
  });
  expect(asked).toBe(3);
});

test('a name that nobody knows was never asked', async () => {
  const lookup: LookupFunction = (name, _options, found) =>
    found(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), []);
  await expect(stack('https://api.zoho.test', { lookup }).post()).rejects.toMatchObject({
    kind: 'unavailable',
    hint: expect.stringContaining('the proxy settings'),
    cause: { reason: 'never-sent', code: 'ENOTFOUND' },
  });
});

test.each([
  ['json', 1],
  ['bytes', 1],
  ['post', 3],
] as const)(
  'a name server that never answers ends %s in time, with nothing sent, after %i attempts',
  async (kind, attempts) => {
    let asked = 0;
    const lookup: LookupFunction = () => {
      asked += 1;
    };
    const network = { lookup, timeouts: { connectMs: 100 } };
    const call = stack('https://api.zoho.test', network, { policy: { attempts } })[kind]();
    await expect(call).rejects.toMatchObject({
      kind: 'unavailable',
      cause: { reason: 'never-sent', code: 'UND_ERR_CONNECT_TIMEOUT' },
    });
    expect(asked).toBe(attempts);
  },
);

test('a name server that is slow is waited for', async () => {
  const port = await answering();
  const lookup: LookupFunction = (...asked) => void setTimeout(() => here(...asked), 300);
  const { json } = stack(`https://api.zoho.test:${port}`, { ca: testAuthority, lookup });
  expect(await json()).toMatchObject({ status: 200 });
});

test('a server that takes connections and never shakes hands ends in time, with nothing sent', async () => {
  let accepted = 0;
  const port = await listen(createServer(() => (accepted += 1)));
  const { post } = stack(`https://127.0.0.1:${port}`, { timeouts: { connectMs: 100 } });
  await expect(post()).rejects.toMatchObject({
    kind: 'unavailable',
    cause: { reason: 'never-sent' },
  });
  expect(accepted).toBe(3);
});

test('a server that closes in the handshake is dialled by the attempts and no more', async () => {
  let accepted = 0;
  const port = await listen(
    createServer((socket) => {
      accepted += 1;
      socket.destroy();
    }),
  );
  const { post } = stack(`https://127.0.0.1:${port}`, {});
  await expect(post()).rejects.toMatchObject({
    kind: 'unavailable',
    cause: { reason: 'never-sent' },
  });
  expect(accepted).toBe(3);
});

test('a server that speaks no TLS was sent nothing', async () => {
  const port = await listen(createPlainServer((_request, response) => response.end('{}')));
  await expect(stack(`https://127.0.0.1:${port}`, {}).post()).rejects.toMatchObject({
    kind: 'unavailable',
    cause: { reason: 'never-sent' },
  });
});

test.each(['json', 'bytes'] as const)(
  'a server that sends no headers ends %s in time',
  async (kind) => {
    const port = await startServer(() => undefined);
    const network = { ca: testAuthority, timeouts: { headersMs: 100 } };
    const call = stack(`https://127.0.0.1:${port}`, network, { policy: { attempts: 1 } })[kind]();
    await expect(call).rejects.toMatchObject({
      kind: 'unavailable',
      cause: { reason: 'timeout', code: 'UND_ERR_HEADERS_TIMEOUT' },
    });
  },
);

test.each(['json', 'bytes'] as const)(
  'a server that stops half-way ends %s in time',
  async (kind) => {
    const port = await startServer((_request, response) => void response.write('half'));
    const network = { ca: testAuthority, timeouts: { bodyMs: 100 } };
    const { json, bytes } = stack(`https://127.0.0.1:${port}`, network, {
      policy: { attempts: 1 },
    });
    const call = kind === 'json' ? json() : bytes().then((response) => response.text());
    await expect(call).rejects.toMatchObject({
      kind: 'unavailable',
      cause: { reason: 'timeout', code: 'UND_ERR_BODY_TIMEOUT' },
    });
  },
);

test.each([
  ['never answers', () => undefined],
  ['drips', drip],
] as const)('a server that %s has the time of an attempt and no more', async (_how, handler) => {
  const port = await startServer((_request, response) => handler(response));
  const options = { policy: { attempts: 1 }, timeoutMs: 200 };
  const { json } = stack(`https://127.0.0.1:${port}`, { ca: testAuthority }, options);
  await expect(json()).rejects.toMatchObject({ kind: 'unavailable', cause: { reason: 'timeout' } });
});

/** A little now and then, so that no silence is ever long. */
function drip(response: {
  write: (text: string) => unknown;
  on: (name: 'close', then: () => void) => unknown;
}): void {
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}
