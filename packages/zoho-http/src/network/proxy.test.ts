import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { discard } from '../byte-stream.ts';
import { createByteTransport } from '../byte-transport.ts';
import { createClassifier } from '../classifier.ts';
import { commonRows } from '../common-rows.ts';
import { createServiceHttp, type ServiceHttpOptions } from '../create-service-http.ts';
import { createJsonTransport } from '../json-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { isZohoError, type ZohoError } from '../zoho-error.ts';
import { createNetworkDispatcher } from './create-network-dispatcher.ts';
import type { NetworkOptions } from './network-options.ts';
import { testAuthority } from './testing/certificates.ts';
import { deadPort, listen } from './testing/listen.ts';
import { startServer } from './testing/start-server.ts';
import { startTunnelProxy, type TunnelManner } from './testing/tunnel-proxy.ts';

const canary = 'canary-p4ss';

/** The real stack: loop, transports, connections; only the waits between attempts are skipped. */
function stack(origin: string, network: NetworkOptions, options: Partial<ServiceHttpOptions> = {}) {
  const dispatcher = createNetworkDispatcher({ ca: testAuthority, ...network });
  const http = createServiceHttp({
    classify: createClassifier(commonRows),
    bases: [origin],
    fetch: createJsonTransport({ dispatcher }),
    byteFetch: createByteTransport({ dispatcher }),
    clock: createVirtualClock(),
    ...options,
  });
  const url = `${origin}/crm/v8/org`;
  return {
    http,
    json: () => http.json({ url }),
    post: () => http.json({ url, method: 'POST', json: { a: 1 } }),
    bytes: () => http.bytes({ url }),
  };
}

async function failureOf(call: Promise<unknown>): Promise<ZohoError> {
  const error = await call.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!isZohoError(error)) throw new Error(`no ZohoError: ${inspect(error)}`);
  const told =
    inspect(error, { depth: 10, showHidden: true }) + error.stack + JSON.stringify(error);
  expect(told).not.toContain(canary);
  expect(told).not.toContain(Buffer.from(`me:${canary}`).toString('base64'));
  return error;
}

const answering = (): Promise<number> =>
  startServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ host: request.headers.host, sent: request.headers }));
  });

const viaProxy = (port: number, more: Partial<NetworkOptions> = {}): NetworkOptions => ({
  proxy: { https: `http://me:${canary}@127.0.0.1:${port}` },
  ...more,
});

test.each(['json', 'bytes'] as const)(
  '%s goes through the proxy, with its credentials',
  async (kind) => {
    const server = await answering();
    const proxy = await startTunnelProxy({ credentials: `me:${canary}` });
    const answer = await stack(`https://api.zoho.test:${server}`, viaProxy(proxy.port))[kind]();
    const body = JSON.stringify('text' in answer ? await answer.text() : answer.json);
    expect(body).toContain(`api.zoho.test:${server}`);
    expect(proxy.asked).toEqual([`api.zoho.test:${server}`]);
    // They are the proxy's: the server must not see them.
    expect(body).not.toMatch(/proxy-authorization/i);
  },
);

test('credentials are percent-decoded before the proxy gets them', async () => {
  const server = await answering();
  const proxy = await startTunnelProxy({ credentials: 'corp\\me:p@s/s:#%' });
  const https = `http://corp%5Cme:p%40s%2Fs%3A%23%25@127.0.0.1:${proxy.port}`;
  const { json } = stack(`https://api.zoho.test:${server}`, { proxy: { https } });
  expect(await json()).toMatchObject({ status: 200 });
});

test('one tunnel carries several requests, JSON and bytes', async () => {
  const server = await answering();
  const proxy = await startTunnelProxy();
  const { json, bytes } = stack(`https://api.zoho.test:${server}`, viaProxy(proxy.port));
  // A connection is free for the next request one turn after its answer.
  const turn = () => new Promise((resolve) => setTimeout(resolve, 20));
  await json();
  await turn();
  await (await bytes()).text();
  await turn();
  await json();
  expect(proxy.asked).toHaveLength(1);
});

test('a proxy may be spoken to by TLS, and without a scheme is spoken to by http', async () => {
  const server = await answering();
  const secure = await startTunnelProxy({ tls: true });
  const plain = await startTunnelProxy();
  const origin = `https://api.zoho.test:${server}`;
  await stack(origin, { proxy: { https: `https://localhost:${secure.port}` } }).json();
  await stack(origin, { proxy: { https: `127.0.0.1:${plain.port}` } }).json();
  expect([secure.asked.length, plain.asked.length]).toEqual([1, 1]);
});

test('a megabyte is sent and received whole through a tunnel', async () => {
  const size = 1024 * 1024;
  const server = await startServer((request, response) => void request.pipe(response));
  const proxy = await startTunnelProxy();
  const origin = `https://upload.zoho.test:${server}`;
  const answer = await stack(origin, viaProxy(proxy.port)).http.bytes({
    url: `${origin}/x`,
    method: 'POST',
    async *body() {
      for (let sent = 0; sent < size; sent += 65_536) yield Buffer.alloc(65_536, 'x');
    },
  });
  expect(await answer.text()).toHaveLength(size);
});

test.each([
  // Every row: the proxy's manner, the connections it sees, the error and its advice.
  ['slam', 3, 'backoff', /opens no way/, 'is the proxy'],
  ['hang-up', 3, 'backoff', /opens no way/, 'is the proxy'],
  ['silent', 3, 'backoff', /opens no way/, 'is the proxy'],
  [407, 1, 'never', /does not accept the credentials/, 'http://user:password@host:port'],
  [403, 1, 'never', /does not let this through/, 'CONNECT to api.zoho.test'],
  [405, 1, 'never', /does not let this through/, 'CONNECT to api.zoho.test'],
  [429, 3, 'backoff', /is busy/, 'Look at the proxy'],
  [502, 3, 'backoff', /does not reach Zoho/, 'resolves and reaches api.zoho.test'],
  [504, 3, 'backoff', /does not reach Zoho/, 'resolves and reaches api.zoho.test'],
] satisfies [TunnelManner, number, string, RegExp, string][])(
  'a proxy whose manner is %s is asked %i times, the attempts of the loop',
  async (manner, times, retry, message, hint) => {
    const check = async (kind: 'json' | 'bytes' | 'post'): Promise<void> => {
      const proxy = await startTunnelProxy({ manner });
      const network = viaProxy(proxy.port, { timeouts: { connectMs: 150 } });
      const error = await failureOf(stack('https://api.zoho.test', network)[kind]());
      expect(error).toMatchObject({ kind: 'unavailable', retry: { kind: retry } });
      expect(error.message).toMatch(message);
      expect(error.message + error.hint).toContain(`127.0.0.1:${proxy.port}`);
      expect(error.hint).toContain(hint);
      expect(error.cause).toMatchObject({ reason: 'proxy', proxy: `127.0.0.1:${proxy.port}` });
      expect(proxy.accepted()).toBe(times);
    };
    await Promise.all((['json', 'bytes', 'post'] as const).map(check));
  },
);

test('ten calls at once through a proxy that hangs up make thirty connections and no more', async () => {
  const proxy = await startTunnelProxy({ manner: 'hang-up' });
  const { json } = stack('https://api.zoho.test', viaProxy(proxy.port));
  const ended = await Promise.allSettled(Array.from({ length: 10 }, () => json()));
  expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(proxy.accepted()).toBe(30);
});

test('a proxy that refused the credentials is left alone: a repeated password locks accounts', async () => {
  const proxy = await startTunnelProxy({ credentials: 'me:another' });
  const { json, bytes } = stack('https://api.zoho.test', viaProxy(proxy.port));
  const first = await failureOf(json());
  const second = await failureOf(bytes());
  expect(second.message).toBe(first.message);
  expect(second.hint).toBe(first.hint);
  expect(proxy.accepted()).toBe(1);
});

test('a proxy that nobody listens at cannot be reached, and is named', async () => {
  const port = await deadPort(createServer());
  const error = await failureOf(stack('https://api.zoho.test', viaProxy(port)).json());
  expect(error).toMatchObject({ kind: 'unavailable', cause: { code: 'ECONNREFUSED' } });
  expect(error.message).toContain(`127.0.0.1:${port}`);
});

test('a proxy that comes back is used by the next attempt', async () => {
  const server = await answering();
  const proxy = await startTunnelProxy({ manner: 503 });
  const { json } = stack(`https://api.zoho.test:${server}`, viaProxy(proxy.port), {
    onEvent: ({ type }) => {
      if (type === 'request-retry') proxy.behave('open');
    },
  });
  expect(await json()).toMatchObject({ status: 200 });
  expect(proxy.asked).toHaveLength(2);
});

test('a tunnel behind which nobody speaks ends in time, with nothing sent', async () => {
  const proxy = await startTunnelProxy({ manner: 'mute' });
  const network = viaProxy(proxy.port, { timeouts: { connectMs: 150 } });
  const error = await failureOf(stack('https://api.zoho.test', network).post());
  expect(error).toMatchObject({ kind: 'unavailable', cause: { reason: 'never-sent' } });
  expect(proxy.asked).toHaveLength(3);
});

test.each(['json', 'bytes'] as const)(
  'a tunnel that is cut in the middle of %s breaks it, and names the proxy',
  async (kind) => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': kind === 'json' ? 'application/json' : 'x/y' });
      response.write(`"${'x'.repeat(400_000)}`);
    });
    const proxy = await startTunnelProxy({ manner: 'cut', cutAfter: 150_000 });
    const { json, bytes } = stack(`https://api.zoho.test:${server}`, viaProxy(proxy.port));
    const read = kind === 'json' ? json() : bytes().then((response) => response.text());
    const error = await failureOf(read);
    expect(error).toMatchObject({ kind: 'unavailable', cause: { reason: 'broken' } });
    expect(error.hint).toContain(`the proxy 127.0.0.1:${proxy.port}`);
    // A JSON answer is read within the attempt; a download is its reader's to ask for again.
    expect(proxy.asked).toHaveLength(kind === 'json' ? 3 : 1);
  },
);

test('a write whose tunnel is cut while the answer comes is maybe committed', async () => {
  const server = await startServer((_request, response) => response.end('x'.repeat(400_000)));
  const proxy = await startTunnelProxy({ manner: 'cut', cutAfter: 150_000 });
  const { post } = stack(`https://api.zoho.test:${server}`, viaProxy(proxy.port));
  const error = await failureOf(post());
  expect(error).toMatchObject({ kind: 'maybe-committed' });
  expect(proxy.asked).toHaveLength(1);
});

test('an answer that stalls in a tunnel ends in time, and names the proxy', async () => {
  const server = await startServer((_request, response) => void response.write('half'));
  const proxy = await startTunnelProxy();
  const network = viaProxy(proxy.port, { timeouts: { bodyMs: 150 } });
  const response = await stack(`https://api.zoho.test:${server}`, network).bytes();
  const error = await failureOf(response.text());
  expect(error).toMatchObject({ kind: 'unavailable', cause: { reason: 'timeout' } });
  expect(error.hint).toContain(`127.0.0.1:${proxy.port}`);
});

test('a caller who gives up while the proxy thinks gets its own reason', async () => {
  const proxy = await startTunnelProxy({ manner: 'silent' });
  const { http } = stack('https://api.zoho.test', viaProxy(proxy.port));
  const reason = new Error('interrupted');
  const signal = AbortSignal.timeout(50);
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort(reason));
  const url = 'https://api.zoho.test/x';
  await expect(http.json({ url, signal: controller.signal })).rejects.toBe(reason);
});

test("what an upload's own source throws is the caller's, also through a proxy", async () => {
  const server = await startServer((request) => void request.resume());
  const proxy = await startTunnelProxy();
  const origin = `https://api.zoho.test:${server}`;
  const error = Object.assign(new Error('the source broke'), { code: 'EIO' });
  const sent = stack(origin, viaProxy(proxy.port)).http.json({
    url: `${origin}/x`,
    method: 'POST',
    async *body() {
      yield Buffer.alloc(10);
      throw error;
    },
  });
  await expect(sent).rejects.toBe(error);
});

test.each([
  ['exact', 'api.zoho.test', 'api.zoho.test', true],
  ['another host', 'accounts.zoho.test', 'api.zoho.test', false],
  ['a domain and its subdomains', 'zoho.test', 'api.zoho.test', true],
  ['a domain with a dot before it', '.zoho.test', 'api.zoho.test', true],
  ['the end of a name that is no domain', 'ho.test', 'api.zoho.test', false],
  ['a wildcard for subdomains', '*.zoho.test', 'api.zoho.test', true],
  ['a wildcard is not for the domain itself', '*.zoho.test', 'zoho.test', false],
  ['everything', '*', 'api.zoho.test', true],
  ['several, by commas and blanks', 'one.test, two.test  .zoho.test', 'api.zoho.test', true],
  ['in capitals', 'API.ZOHO.TEST', 'api.zoho.test', true],
  ['with its port', 'api.zoho.test:PORT', 'api.zoho.test', true],
  ['with another port', 'api.zoho.test:1', 'api.zoho.test', false],
  ['everything on another port', '*:1', 'api.zoho.test', false],
  ['a range matches nothing', '10.0.0.0/8,0.0.0.0/0', 'api.zoho.test', false],
])('NO_PROXY, %s: "%s" for %s', async (_what, noProxy, host, direct) => {
  const server = await answering();
  const proxy = await startTunnelProxy();
  const { json } = stack(`https://${host}:${server}`, {
    proxy: {
      https: `http://127.0.0.1:${proxy.port}`,
      noProxy: noProxy.replace('PORT', String(server)),
    },
    lookup: (_name, { all }, found) =>
      all === true
        ? found(null, [{ address: '127.0.0.1', family: 4 }])
        : found(null, '127.0.0.1', 4),
  });
  expect(await json()).toMatchObject({ status: 200 });
  expect(proxy.asked).toHaveLength(direct ? 0 : 1);
});

test.each(['[::1]', '[2001:db8::7]:443'])('NO_PROXY with an IPv6 address: %s', async (entry) => {
  const proxy = await startTunnelProxy({ manner: 503 });
  const network = {
    proxy: { https: `127.0.0.1:${proxy.port}`, noProxy: `${entry},[2001:db8::8]:1` },
  };
  const timeouts = { connectMs: 100 };
  const policy = { attempts: 1 };
  const direct = stack('https://[2001:db8::7]', { ...network, timeouts }, { policy });
  await failureOf(direct.json());
  expect(proxy.asked).toHaveLength(entry.includes('db8') ? 0 : 1);
  const other = stack('https://[2001:db8::8]', { ...network, timeouts }, { policy });
  await failureOf(other.json());
  // The other port's entry is not for 443.
  expect(proxy.asked.at(-1)).toBe('[2001:db8::8]:443');
});

test.each(['127.0.0.1', 'localhost', '127.9.9.9'])('%s is never behind the proxy', async (host) => {
  const server = await answering();
  const proxy = await startTunnelProxy();
  const origin = `https://${host}:${server}`;
  // 127.9.9.9 is this machine on Linux only; what counts is whom it asks.
  await stack(origin, viaProxy(proxy.port), { policy: { attempts: 1 }, timeoutMs: 1000 })
    .json()
    .catch(() => undefined);
  expect(proxy.accepted()).toBe(0);
});

test('a proxy for http is that for https too, unless there is one', async () => {
  const server = await answering();
  const [http, https] = [await startTunnelProxy(), await startTunnelProxy()];
  const origin = `https://api.zoho.test:${server}`;
  await stack(origin, { proxy: { http: `127.0.0.1:${http.port}` } }).json();
  expect(http.asked).toHaveLength(1);
  const both = { http: `127.0.0.1:${http.port}`, https: `127.0.0.1:${https.port}` };
  await stack(origin, { proxy: both }).json();
  expect([http.asked.length, https.asked.length]).toEqual([1, 1]);
});

test("a certificate of a proxy that nobody trusts is named as the proxy's, and is not tried again", async () => {
  const proxy = await startTunnelProxy({ tls: true });
  const network = { proxy: { https: `https://localhost:${proxy.port}` }, ca: [] };
  const error = await failureOf(stack('https://api.zoho.test', network).json());
  expect(error).toMatchObject({ kind: 'unavailable', retry: { kind: 'never' } });
  expect(error.message).toContain(`certificate of the proxy localhost:${proxy.port}`);
  expect(error.hint).toContain('NODE_EXTRA_CA_CERTS');
  expect([proxy.asked.length, proxy.accepted()]).toEqual([0, 1]);
});

test('a proxy that speaks TLS under another name than its own is not trusted, and not dialled without end', async () => {
  const proxy = await startTunnelProxy({ tls: true });
  const network: NetworkOptions = {
    proxy: { https: `https://proxy.other.test:${proxy.port}` },
    lookup: (_name, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
  };
  const error = await failureOf(stack('https://api.zoho.test', network).json());
  expect(error.message).toContain('certificate of the proxy proxy.other.test');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(proxy.accepted()).toBe(1);
});

test('a proxy that shows a certificate of its own for Zoho is found out, and the advice says how to trust it', async () => {
  const server = await answering();
  const proxy = await startTunnelProxy();
  const network = viaProxy(proxy.port, { ca: [] });
  const error = await failureOf(stack(`https://api.zoho.test:${server}`, network).post());
  expect(error).toMatchObject({ kind: 'unavailable', cause: { reason: 'certificate' } });
  expect(error.hint).toMatch(/the proxy 127\.0\.0\.1:\d+ inspects traffic.*NODE_EXTRA_CA_CERTS/);
  expect(proxy.asked).toHaveLength(1);
});

test('a proxy may have an IPv6 address', async ({ skip }) => {
  const probe = await listen(createServer(), '::1').catch(() => undefined);
  if (probe === undefined) skip('this machine has no ::1');
  const server = await answering();
  const proxy = await startTunnelProxy({ host: '::1' });
  const network = { proxy: { https: `http://[::1]:${proxy.port}` } };
  await stack(`https://api.zoho.test:${server}`, network).json();
  expect(proxy.asked).toHaveLength(1);
});

test('a download that is given up closes its tunnel', async () => {
  const closed = Promise.withResolvers<boolean>();
  const server = await startServer((_request, response) => {
    response.on('close', () => closed.resolve(true));
    response.write('half');
  });
  const proxy = await startTunnelProxy();
  await discard(await stack(`https://api.zoho.test:${server}`, viaProxy(proxy.port)).bytes());
  expect(await closed.promise).toBe(true);
});
