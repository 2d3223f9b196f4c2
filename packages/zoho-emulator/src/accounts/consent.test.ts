import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import { hosts } from '../hosts.ts';
import { smallSeed } from '../testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor, send } from '../testing/visitor.ts';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed() });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const callback = 'http://localhost:8123/callback';
const wish = (changes: Record<string, string> = {}): URLSearchParams =>
  new URLSearchParams({
    response_type: 'code',
    client_id: emulator.orgs.a.serverClient.clientId,
    redirect_uri: callback,
    scope: 'ZohoCRM.org.READ,WorkDrive.files.ALL',
    access_type: 'offline',
    prompt: 'consent',
    state: 'a&b',
    ...changes,
  });
const look = async (changes: Record<string, string> = {}): Promise<Reply> =>
  await follow('GET', `/oauth/v2/auth?${wish(changes).toString()}`);
const decide = async (decision: string, changes: Record<string, string> = {}): Promise<URL> => {
  const reply = await follow('POST', '/oauth/v2/auth', wish({ ...changes, decision }));
  return new URL(reply.headers.get('location') ?? `about:${reply.text}`);
};
/** Without going where the answer leads. */
const follow = async (method: string, path: string, body?: URLSearchParams): Promise<Reply> => {
  const url = `${emulator.url}/_host/${hosts.eu.accounts}${path}`;
  const response = await fetch(url, { method, redirect: 'manual', ...(body ? { body } : {}) });
  const { status, statusText: reason, headers } = response;
  return { status, reason, headers, text: await response.text(), json: undefined };
};
const exchange = async (code: string, changes: Record<string, string> = {}): Promise<Reply> => {
  const { clientId, clientSecret } = emulator.orgs.a.serverClient;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: callback,
    code,
    ...changes,
  });
  return await visitor.ask('accounts', '/oauth/v2/token', { method: 'POST', body });
};
const codeOf = (url: URL): string => url.searchParams.get('code') ?? '';

describe('the page', () => {
  test('names the client, the user and every scope, with a way to accept and to deny', async () => {
    const { status, headers, text } = await look();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/html');
    for (const word of [
      emulator.orgs.a.serverClient.clientId,
      'User A',
      'a@example.com',
      '<li><code>ZohoCRM.org.READ</code></li><li><code>WorkDrive.files.ALL</code></li>',
      'value="accept"',
      'value="deny"',
    ]) {
      expect(text).toContain(word);
    }
  });

  test('loads nothing, runs nothing and escapes what it was given', async () => {
    const { text, headers } = await look({ state: '"><script>alert(1)</script>' });
    expect(text).not.toContain('<script');
    expect(text).toContain('&#34;&#62;&#60;script&#62;');
    expect(text).not.toMatch(/src=|<link/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('its form posts what it was asked, so that a browser without scripts gets through', async () => {
    const { text } = await look();
    const fields = [...text.matchAll(/name="([^"]*)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']): [string, string] => [
        name,
        value.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
      ],
    );
    const body = new URLSearchParams(fields.filter(([name]) => name !== 'decision'));
    body.set('decision', 'accept');
    expect(text).toContain('<form method="post" action="auth">');
    const { headers } = await follow('POST', '/oauth/v2/auth', body);
    expect(new URL(headers.get('location') ?? '').searchParams.get('state')).toBe('a&b');
  });

  test('a decision that is none shows the page again', async () => {
    const reply = await follow('POST', '/oauth/v2/auth', wish({ decision: 'perhaps' }));
    expect(reply).toMatchObject({ status: 200, text: expect.stringContaining('value="deny"') });
  });

  test.each([
    ['response_type', 'token', 'ERROR_invalid_response_type'],
    ['client_id', '1000.NOBODY', 'ERROR_invalid_client'],
    ['redirect_uri', 'https://elsewhere.example/callback', 'ERROR_invalid_redirect_uri'],
    ['redirect_uri', 'http://localhost.elsewhere.example/', 'ERROR_invalid_redirect_uri'],
    ['redirect_uri', 'not a URL', 'ERROR_invalid_redirect_uri'],
    ['scope', '', 'ERROR_invalid_scope'],
    ['scope', 'ZohoCRM.org.READ WorkDrive.files.ALL', 'ERROR_invalid_scope'],
    ['scope', 'ZohoCRN.org.READ', 'ERROR_invalid_scope'],
  ])('a wrong %s (%s) is %s on a page, and nobody is redirected', async (name, value, error) => {
    const [asked, decided] = [
      await look({ [name]: value }),
      await follow('POST', '/oauth/v2/auth', wish({ [name]: value, decision: 'accept' })),
    ];
    for (const reply of [asked, decided]) {
      expect(reply.text).toContain(error);
      expect(reply.headers.has('location')).toBe(false);
    }
  });
});

describe('the redirect', () => {
  test('a yes brings the code, the data centre, its accounts server and the state', async () => {
    const url = await decide('accept');
    expect(url.origin + url.pathname).toBe(callback);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      code: expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/) as unknown,
      location: 'eu',
      'accounts-server': 'https://accounts.zoho.eu',
      state: 'a&b',
    });
  });

  test('a no brings access_denied and the state', async () => {
    const url = await decide('deny');
    expect(Object.fromEntries(url.searchParams)).toEqual({ error: 'access_denied', state: 'a&b' });
  });

  test('any port and path of this machine is accepted unless the seed registers addresses', async () => {
    const uri = 'http://127.0.0.1:65000/x?y=1';
    expect((await decide('accept', { redirect_uri: uri })).searchParams.get('y')).toBe('1');

    const registered = 'https://app.example/callback';
    emulator.reset(smallSeed({ a: { redirectUris: [registered] } }));

    expect((await decide('accept', { redirect_uri: registered })).host).toBe('app.example');
    expect((await look({ redirect_uri: `${registered}/` })).text).toContain('invalid_redirect_uri');
    expect((await look({ redirect_uri: uri })).text).toContain('invalid_redirect_uri');
  });
});

describe('the code', () => {
  test('gives tokens once, and only with the redirect URI it was sent to', async () => {
    const code = codeOf(await decide('accept'));
    expect((await exchange(code, { redirect_uri: 'http://localhost:1/' })).json).toEqual({
      error: 'invalid_redirect_uri',
    });
    const reply = await exchange(code);
    expect(reply.json).toMatchObject({
      scope: 'ZohoCRM.org.READ WorkDrive.files.ALL',
      refresh_token: expect.any(String) as unknown,
    });
    expect((await exchange(code)).json).toEqual({ error: 'invalid_code' });
  });

  test.each([
    ['benign', 119_000, 121_000],
    ['worst', 59_000, 61_000],
  ] as const)('in the %s profile it is good after %i ms and too old after %i', async (...row) => {
    const [profile, good, late] = row;
    emulator.setProfile(profile);
    const [first, second] = [codeOf(await decide('accept')), codeOf(await decide('accept'))];
    emulator.clock.advance(good);
    expect((await exchange(first)).json).toHaveProperty('access_token');
    emulator.clock.advance(late - good);
    expect((await exchange(second)).json).toEqual({ error: 'invalid_code' });
  });

  test('without offline access there is no refresh token', async () => {
    const reply = await exchange(codeOf(await decide('accept', { access_type: 'online' })));
    expect(reply.json).toHaveProperty('access_token');
    expect(reply.json).not.toHaveProperty('refresh_token');
  });

  test('who has agreed is not asked again, and without prompt=consent no refresh token comes', async () => {
    await decide('accept');
    const { status, headers } = await look({ prompt: '' });
    expect(status).toBe(302);
    const again = await exchange(codeOf(new URL(headers.get('location') ?? '')));
    expect(again.json).toHaveProperty('access_token');
    expect(again.json).not.toHaveProperty('refresh_token');

    expect((await look()).status).toBe(200);
    const forced = await exchange(codeOf(await decide('accept')));
    expect(forced.json).toHaveProperty('refresh_token');
  });

  test('who has agreed to less is asked', async () => {
    await decide('accept', { scope: 'ZohoCRM.org.READ' });
    expect((await look({ prompt: '' })).status).toBe(200);
  });

  test('is worth nothing to another client', async () => {
    const { clientId: client_id, clientSecret: client_secret } = emulator.orgs.a;
    const code = codeOf(await decide('accept'));
    expect((await exchange(code, { client_id, client_secret })).json).toEqual({
      error: 'invalid_code',
    });
  });
});

test('the fifth code in a minute is refused, and then for ten minutes', async () => {
  for (let n = 0; n < 4; n += 1) expect(codeOf(await decide('accept'))).not.toBe('');
  expect((await decide('accept')).href).toContain('too many requests');
  emulator.clock.advance(599_000);
  expect((await decide('accept')).href).toContain('too many requests');
  emulator.clock.advance(700_000);
  expect(codeOf(await decide('accept'))).not.toBe('');
});

test('of codes that are asked for at once no more than four come', async () => {
  emulator.faults.add({ match: { role: 'accounts', times: 7 }, effect: { kind: 'delay', ms: 30 } });
  const urls = await Promise.all(Array.from({ length: 7 }, () => decide('accept')));
  expect(urls.filter((url) => codeOf(url) !== '')).toHaveLength(4);
});

test('the Self Client may ask for consent unless the profile says no', async () => {
  const { clientId } = emulator.orgs.a;
  expect((await look({ client_id: clientId })).text).toContain('Allow access?');
  emulator.setProfile({ selfClientConsent: false });
  expect((await look({ client_id: clientId })).text).toContain('ERROR_invalid_client');
});

test('a client is unknown to the consent page of another data centre', async () => {
  const url = `${emulator.url}/_host/${hosts.us.accounts}/oauth/v2/auth?${wish().toString()}`;
  expect((await send(url)).text).toContain('ERROR_invalid_client');
});
