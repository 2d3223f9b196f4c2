import { createServer } from 'node:http';
import { connect } from 'node:net';
import { useEmulator } from '@zohokit/zoho-emulator/vitest';
import { createFakeFetch } from '@zohokit/zoho-http/testing';
import { describe, expect, test } from 'vitest';
import { compareScopes } from '../grants/compare-scopes.ts';
import { asked, clientOf, failureOf, profiles, shown } from '../testing/grant-client.ts';
import { authorize, type AuthorizeOptions } from './authorize.ts';

const place = useEmulator();
const scopes = ['WorkDrive.files.ALL', 'ZohoFiles.files.ALL'];

/** What a browser was shown in the end. */
interface Visit {
  url: string;
  status: number;
  html: string;
  headers: Headers;
}

async function visit(url: string | URL): Promise<Visit> {
  const response = await fetch(url, { redirect: 'manual' });
  const { status, headers } = response;
  return { url: String(url), status, html: await response.text(), headers };
}

/** A person who answers the consent page, and a browser that goes where it is sent. */
async function decide(decision: string, consentUrl: string): Promise<Visit> {
  const url = new URL(consentUrl);
  const body = new URLSearchParams(url.searchParams);
  body.set('decision', decision);
  url.search = '';
  const response = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  return await visit(response.headers.get('location') ?? 'about:blank');
}

/** Whether anything listens there. */
async function isOpen(redirectUri: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(Number(new URL(redirectUri).port), '127.0.0.1');
  socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
  return await promise.finally(() => socket.destroy());
}

const redirectOf = (consentUrl: string): URL =>
  new URL(new URL(consentUrl).searchParams.get('redirect_uri') ?? '');
const stateOf = (consentUrl: string): string => new URL(consentUrl).searchParams.get('state') ?? '';
const answerTo = (consentUrl: string, query: Record<string, string>): URL => {
  const url = redirectOf(consentUrl);
  url.search = new URLSearchParams(query).toString();
  return url;
};

describe.each(profiles)('with Zoho as in %j', (profile) => {
  const start = (decision: string, changes: Partial<AuthorizeOptions> = {}) => {
    const { emulator } = place;
    emulator.setProfile(profile);
    const seen: { url: string; visit?: Promise<Visit> } = { url: '' };
    const options: AuthorizeOptions = {
      ...clientOf(emulator, 'server'),
      scopes,
      open(url) {
        seen.url = url;
        seen.visit = decide(decision, url);
      },
      ...changes,
    };
    return { emulator, options, seen, run: () => authorize(options) };
  };

  test('consent becomes tokens, and a page says what to do next', async () => {
    const { run, seen } = start('accept');
    expect(await run()).toMatchObject({
      accessToken: expect.stringMatching(/^1000\./) as string,
      refreshToken: expect.stringMatching(/^1000\./) as string,
      apiDomain: 'https://www.zohoapis.eu',
      dataCenter: 'eu',
    });
    const page = await seen.visit;
    expect(page?.status).toBe(200);
    expect(page?.html).toMatch(/Access was granted[^]*org A[^]*go back to the program/);
    expect(page?.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page?.headers.get('cache-control')).toBe('no-store');
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a user who agreed before is asked again, so that there is a refresh token', async () => {
    const { run } = start('accept');
    await run();
    expect(await run()).toHaveProperty('refreshToken');
  });

  test('a denial is told from a failure, on the page too', async () => {
    const { run, seen, emulator } = start('deny');
    expect(await failureOf(run())).toMatchObject({
      kind: 'authorization',
      code: 'access_denied',
      retry: { kind: 'never' },
      hint: expect.stringContaining('start again') as string,
    });
    expect((await seen.visit)?.html).toContain('Access was denied');
    expect(asked(emulator)).toEqual(['/oauth/v2/auth 302']);
  });

  test('a wrong secret is an error without a secret, whose advice the page repeats', async () => {
    const { run, seen } = start('accept', { clientSecret: 'canary-wrong-secret' });
    const error = await failureOf(run(), 'canary-wrong-secret');
    expect(shown(error)).not.toContain(stateOf(seen.url));
    expect(error).toMatchObject({ kind: 'authorization', code: 'invalid_client_secret' });
    const page = await seen.visit;
    expect(page?.status).toBe(502);
    expect(page?.html).toMatch(/did not work[^]*client secret is wrong/);
    expect(page?.html).not.toMatch(/canary|1000\./);
  });

  test('nothing listens any more afterwards', async () => {
    for (const decision of ['accept', 'deny']) {
      const { run, seen } = start(decision);
      await run().catch(() => undefined);
      expect(await isOpen(redirectOf(seen.url).href)).toBe(false);
    }
  });
});

test('the consent page is asked for a code, offline, for these scopes', async () => {
  const seen: string[] = [];
  const run = authorize({
    dataCenter: 'ca',
    clientId: '1000.CLIENT',
    clientSecret: 'canary-client-secret',
    scopes,
    timeoutMs: 20,
    open: (url) => seen.push(url),
  });
  await failureOf(run, 'canary-client-secret');
  const url = new URL(seen[0] ?? '');
  expect(url.origin + url.pathname).toBe('https://accounts.zohocloud.ca/oauth/v2/auth');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code',
    client_id: '1000.CLIENT',
    redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/) as string,
    scope: 'WorkDrive.files.ALL,ZohoFiles.files.ALL',
    access_type: 'offline',
    prompt: 'consent',
    state: expect.stringMatching(/^[\w-]{43}$/) as string,
  });
  expect(seen).toHaveLength(1);
});

test('less than was asked for can be seen', async () => {
  const { emulator } = place;
  emulator.setProfile({ withheldScopes: ['ZohoFiles.files.ALL'] });
  const options = { ...clientOf(emulator, 'server'), scopes };
  const grant = await authorize({ ...options, open: (url) => decide('accept', url) });
  expect(compareScopes(grant.scopes ?? [], scopes).missing).toEqual(['ZohoFiles.files.ALL']);
});

/** A flow without Zoho: `open` answers, and token requests are kept. */
function setup(changes: Partial<AuthorizeOptions> = {}) {
  const network = createFakeFetch({ status: 200, json: { access_token: 'a', refresh_token: 'r' } });
  const { promise, resolve } = Promise.withResolvers<string>();
  const run = authorize({
    name: 'org <A>',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: 'canary-client-secret',
    scopes,
    fetch: network.fetch,
    open: resolve,
    ...changes,
  });
  run.catch(() => undefined);
  const answer = async (query: Record<string, string>) => visit(answerTo(await promise, query));
  return { run, requests: network.requests, opened: promise, answer };
}

test('only an answer with the state of this flow counts, and only the first', async () => {
  const { run, requests, opened, answer } = setup();
  const state = stateOf(await opened);
  const forged = [{ code: 'x' }, { code: 'x', state: '' }, { code: 'x', state: `${state}x` }];
  for (const query of [
    ...forged,
    { error: 'access_denied', state: 'x' },
    { error: 'server_error' },
  ]) {
    expect(await answer(query)).toMatchObject({ status: 400 });
  }
  expect(requests).toEqual([]);
  expect(await answer({ code: 'good', state })).toMatchObject({ status: 200 });
  await run;
  expect(requests.map(({ body }) => new URLSearchParams(body).get('code'))).toEqual(['good']);
});

test('a second answer is told that there was one, and changes nothing', async () => {
  const traded: string[] = [];
  const { promise: seen, resolve: see } = Promise.withResolvers<void>();
  const { promise: zoho, resolve: release } = Promise.withResolvers<void>();
  const network = createFakeFetch(async ({ body }) => {
    traded.push(new URLSearchParams(body).get('code') ?? '');
    see();
    await zoho;
    return { status: 200, json: { access_token: 'a' } };
  });
  const { run, opened, answer } = setup({ fetch: network.fetch });
  const state = stateOf(await opened);
  const first = answer({ code: 'good', state });
  await seen;
  expect(await answer({ code: 'other', state })).toMatchObject({ status: 409 });
  release();
  expect(await first).toMatchObject({ status: 200 });
  expect(await run).toMatchObject({ accessToken: 'a' });
  expect(traded).toEqual(['good']);
});

test('a denial without a state is believed', async () => {
  const { run, answer } = setup();
  expect((await answer({ error: 'access_denied' })).html).toContain('org &#60;A&#62;');
  await expect(run).rejects.toMatchObject({ code: 'access_denied' });
});

test.each([
  ['/favicon.ico', 'GET', 404],
  ['/callback/', 'GET', 404],
  ['/callback', 'POST', 404],
  ['//evil.example/callback', 'GET', 404],
])('%s by %s changes nothing', async (path, method, status) => {
  const { run, opened, answer } = setup();
  const url = await opened;
  const response = await fetch(`${redirectOf(url).origin}${path}?state=${stateOf(url)}&code=x`, {
    method,
  });
  expect(response.status).toBe(status);
  await answer({ code: 'good', state: stateOf(url) });
  expect(await run).toMatchObject({ accessToken: 'a' });
});

test.each([
  ['a word of Zoho', 'invalid_scope', 'invalid_scope'],
  ['anything else', '<b>canary</b>', undefined],
])('an error of the consent page is told: %s', async (_what, said, code) => {
  const { run, opened, answer, requests } = setup();
  const page = await answer({ error: said, state: stateOf(await opened) });
  expect(page.html).not.toContain('canary');
  expect(await failureOf(run, 'canary')).toMatchObject({ kind: 'authorization', code });
  expect(requests).toEqual([]);
});

test('an answer with neither a code nor an error is unexpected', async () => {
  const { run, opened, answer } = setup();
  await answer({ state: stateOf(await opened) });
  expect(await failureOf(run)).toMatchObject({ kind: 'unexpected-response' });
});

test('the code is traded where the account lives, if that is in the table', async () => {
  const { run, opened, answer, requests } = setup({ dataCenter: 'us' });
  const state = stateOf(await opened);
  await answer({ code: 'c', state, location: 'in', 'accounts-server': 'https://accounts.zoho.in' });
  expect(await run).toMatchObject({ dataCenter: 'in', apiDomain: 'https://www.zohoapis.in' });
  expect(requests[0]?.url).toBe('https://accounts.zoho.in/oauth/v2/token');
  expect(new URLSearchParams(requests[0]?.body).get('redirect_uri')).toBe(
    redirectOf(await opened).href,
  );
});

test('a forged accounts server gets no byte', async () => {
  let connections = 0;
  const forged = createServer().on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => void forged.listen(0, '127.0.0.1', resolve));
  const address = forged.address();
  const port = typeof address === 'object' ? address?.port : 0;
  // With the real network, which would reach it.
  const { run, opened, answer } = setup({ fetch: undefined });
  const server = `http://127.0.0.1:${port}`;
  const page = await answer({
    code: 'canary-code',
    state: stateOf(await opened),
    'accounts-server': server,
  });
  const error = await failureOf(run, 'canary-', server, stateOf(await opened));
  expect(error).toMatchObject({
    kind: 'authorization',
    message: expect.stringContaining('nothing was sent') as string,
  });
  expect(page.html).not.toContain('canary');
  expect(connections).toBe(0);
  forged.close();
});

test('whoever does not answer is waited for so long and no longer', async () => {
  const { run, opened } = setup({ timeoutMs: 40 });
  expect(await failureOf(run, stateOf(await opened))).toMatchObject({
    kind: 'authorization',
    message: 'Nobody agreed to connect org <A> within 1 s',
  });
  expect(await isOpen(redirectOf(await opened).href)).toBe(false);
});

test('an abort ends the wait with its reason', async () => {
  const controller = new AbortController();
  const { run, opened } = setup({ signal: controller.signal });
  const url = await opened;
  controller.abort(new Error('enough'));
  await expect(run).rejects.toThrow('enough');
  expect(await isOpen(redirectOf(url).href)).toBe(false);
});

test('an abort ends the exchange too, and the browser is told', async () => {
  const controller = new AbortController();
  const fetch: AuthorizeOptions['fetch'] = async (_url, { signal }) => {
    controller.abort(new Error('enough'));
    signal?.throwIfAborted();
    return await Promise.reject(new Error('unreachable'));
  };
  const { run, opened, answer } = setup({ signal: controller.signal, fetch });
  expect((await answer({ code: 'c', state: stateOf(await opened) })).html).toContain(
    'did not work',
  );
  await expect(run).rejects.toThrow('enough');
});

test('what is aborted already opens nothing', async () => {
  let opened = 0;
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(setup({ signal, open: () => (opened += 1) }).run).rejects.toThrow('enough');
  expect(opened).toBe(0);
});

test.each<[string, AuthorizeOptions['open']]>([
  [
    'throws',
    () => {
      throw new Error('no browser');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no browser'))],
])('an open that %s ends the flow', async (_what, open) => {
  let url = '';
  const { run } = setup({
    open: (to) => {
      url = to;
      return open(to);
    },
  });
  await expect(run).rejects.toThrow('no browser');
  expect(await isOpen(redirectOf(url).href)).toBe(false);
});

test('a browser that is gone before its page does not matter', async () => {
  const { run, opened } = setup();
  const url = await opened;
  const socket = connect(Number(redirectOf(url).port), '127.0.0.1');
  socket.end(`GET /callback?code=c&state=${stateOf(url)} HTTP/1.1\r\nHost: x\r\n\r\n`);
  socket.on('connect', () => setTimeout(() => socket.destroy(), 5));
  expect(await run).toMatchObject({ accessToken: 'a' });
});

test('a connection that a browser opened ahead keeps nothing alive', async () => {
  const { run, opened, answer } = setup();
  const socket = connect(Number(redirectOf(await opened).port), '127.0.0.1');
  const { promise: closed, resolve } = Promise.withResolvers<string>();
  socket.on('close', () => resolve('closed')).on('error', () => undefined);
  await answer({ code: 'c', state: stateOf(await opened) });
  await run;
  expect(await closed).toBe('closed');
});

test('a registered redirect URI is sent to the letter, and listened on', async () => {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const redirectUri = `http://localhost:${port}`;
  const busy = setup({ redirectUri });
  expect(await failureOf(busy.run)).toMatchObject({
    kind: 'usage',
    message: `Cannot listen on 127.0.0.1, port ${port} (EADDRINUSE)`,
  });
  await new Promise((resolve) => void probe.close(resolve));
  const { run, opened, requests } = setup({ redirectUri });
  const url = await opened;
  expect(new URL(url).searchParams.get('redirect_uri')).toBe(redirectUri);
  await visit(`http://127.0.0.1:${port}/?code=c&state=${stateOf(url)}`);
  await run;
  expect(new URLSearchParams(requests[0]?.body).get('redirect_uri')).toBe(redirectUri);
});

test.each([
  'https://localhost:1/',
  'http://example.com/callback',
  'http://127.0.0.1.example.com/',
  'http://0.0.0.0:1/',
  'http://a:b@127.0.0.1/',
  'http://127.0.0.1:1/?x=1',
  'nothing',
])('the browser is not sent to %s', async (redirectUri) => {
  await expect(setup({ redirectUri }).run).rejects.toThrow(
    'authorize: missing or wrong: redirectUri',
  );
});

test('all options at fault are named at once', async () => {
  const run = setup({ clientSecret: '', scopes: [], timeoutMs: 0 }).run;
  await expect(run).rejects.toThrow('missing or wrong: clientSecret, scopes, timeoutMs');
});

test('two flows at once do not take each other for their own', async () => {
  const [one, two] = [setup(), setup()];
  const crossed = await one.answer({ code: 'c', state: stateOf(await two.opened) });
  expect(crossed.status).toBe(400);
  for (const { run, opened, answer } of [one, two]) {
    await answer({ code: 'c', state: stateOf(await opened) });
    expect(shown(await run)).not.toContain('canary');
  }
});
