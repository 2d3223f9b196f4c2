import { inspect } from 'node:util';
import { useEmulator } from '@zohokit/zoho-emulator/vitest';
import { createFakeFetch, createVirtualClock, type FakeAnswer } from '@zohokit/zoho-http/testing';
import { describe, expect, test } from 'vitest';
import { asked, clientOf, failureOf, profiles } from '../testing/grant-client.ts';
import { exchangeCode, type ExchangeCodeOptions } from './exchange-code.ts';
import { toAccessToken } from './token-grant.ts';

const place = useEmulator();
const scopes = ['WorkDrive.files.ALL', 'ZohoFiles.files.ALL'];

describe.each(profiles)('with Zoho as in %j', (profile) => {
  const start = (changes: Partial<ExchangeCodeOptions> = {}) => {
    const { emulator } = place;
    emulator.setProfile(profile);
    const options = { ...clientOf(emulator), code: emulator.mintCode('a', scopes), ...changes };
    return { emulator, options, run: () => exchangeCode(options) };
  };

  test('a Self Client code becomes tokens that Zoho takes', async () => {
    const { emulator, run } = start();
    const before = emulator.clock.now();
    const grant = await run();
    expect(grant).toEqual({
      accessToken: expect.stringMatching(/^1000\./) as string,
      refreshToken: expect.stringMatching(/^1000\./) as string,
      expiresAt: expect.any(Number) as number,
      apiDomain: 'https://www.zohoapis.eu',
      dataCenter: 'eu',
      ...(profile === 'benign' ? { scopes } : {}),
    });
    expect(grant.expiresAt - before).toBeGreaterThanOrEqual(3_600_000);
    expect(grant.expiresAt - before).toBeLessThan(3_610_000);
    const response = await fetch(
      `${emulator.url}/_host/www.zohoapis.eu/workdrive/api/v1/users/me`,
      {
        headers: { authorization: `Zoho-oauthtoken ${grant.accessToken}` },
      },
    );
    // The token is good; it is the scope for this that was not asked for.
    expect(await response.text()).toContain('OAUTHSCOPE');
  });

  test('tokens are not shown by inspect, and are there for whoever stores them', async () => {
    const grant = await start().run();
    const text = inspect({ grant }, { depth: 10, showHidden: true });
    expect(text).not.toMatch(/1000\./);
    expect(text).toContain("accessToken: '***'");
    expect(JSON.parse(JSON.stringify(grant))).toMatchObject({ refreshToken: grant.refreshToken });
    expect(toAccessToken(grant).value).toBe(grant.accessToken);
  });

  test('a code that was used is refused with advice, after one call', async () => {
    const { emulator, options, run } = start();
    await run();
    const error = await failureOf(run(), options.code, options.clientSecret);
    expect(error).toMatchObject({
      kind: 'authorization',
      code: 'invalid_code',
      retry: { kind: 'never' },
      hint: expect.stringMatching(
        /org A.*eu.*expired.*used already.*another data centre/,
      ) as string,
    });
    expect(asked(emulator)).toHaveLength(2);
  });

  test('a code that has expired is refused with advice', async () => {
    const { emulator, run } = start();
    emulator.clock.advance(181_000);
    expect(await failureOf(run())).toMatchObject({ kind: 'authorization', code: 'invalid_code' });
  });

  test.each([
    ['secret', { clientSecret: 'canary-wrong-secret' }, 'invalid_client_secret'],
    ['client', { clientId: '1000.NOBODY' }, 'invalid_client'],
    ['data centre', { dataCenter: 'jp' }, 'invalid_client'],
  ])('a wrong %s is named', async (_what, changes, code) => {
    const { options, run } = start(changes);
    const error = await failureOf(run(), options.code, options.clientSecret);
    expect(error).toMatchObject({ kind: 'authorization', code });
  });

  test('the sixth code within a minute is told how long to wait, and nothing is tried again', async () => {
    const { emulator, options } = start();
    for (let n = 0; n < 5; n += 1) {
      await exchangeCode({ ...options, code: emulator.mintCode('a', scopes) });
    }
    const code = emulator.mintCode('a', scopes);
    expect(await failureOf(exchangeCode({ ...options, code }), code)).toMatchObject({
      kind: 'rate-limit',
      retry: { kind: 'wait', ms: 60_000 },
      hint: expect.stringContaining('not before') as string,
    });
    expect(asked(emulator)).toHaveLength(6);
    emulator.ledger.expectNoEarlyRetry();
  });

  test('a token for the API of another data centre is refused', async () => {
    const { emulator, run } = start();
    emulator.setProfile({ apiDomain: 'other-data-center' });
    expect(await failureOf(run())).toMatchObject({
      kind: 'authorization',
      hint: expect.stringContaining('www.zohoapis.com') as string,
    });
  });

  test('a lost answer is not asked for again: the code may be used up', async () => {
    const { emulator, options, run } = start();
    emulator.faults.add({ match: { role: 'accounts' }, effect: { kind: 'answer-lost' } });
    expect(await failureOf(run(), options.code, options.clientSecret)).toMatchObject({
      kind: 'maybe-committed',
      message: expect.stringContaining('the code may be used up') as string,
      hint: expect.stringContaining('new code') as string,
    });
    expect(asked(emulator)).toHaveLength(1);
  });

  test('maintenance is no token', async () => {
    const { emulator, run } = start();
    emulator.setProfile({ accountsMaintenance: true });
    expect(await failureOf(run())).toMatchObject({
      kind: 'maybe-committed',
      rule: 'grant-outage',
      status: 503,
    });
  });
});

const canary = {
  clientId: '1000.CLIENT',
  clientSecret: 'canary-client-secret',
  code: 'canary-grant-code',
};

function withAnswers(...answers: FakeAnswer[]) {
  const { fetch, requests } = createFakeFetch(...answers);
  const clock = createVirtualClock();
  const options = { dataCenter: 'eu', ...canary, fetch, clock, policy: { random: () => 1 } };
  return { requests, clock, run: (changes = {}) => exchangeCode({ ...options, ...changes }) };
}

test('the secret and the code travel in the body, the redirect URI to the letter', async () => {
  const { requests, run } = withAnswers({ status: 200, json: { access_token: 'a-token' } });
  const grant = await run({ redirectUri: 'http://localhost:53682' });
  expect(requests[0]).toMatchObject({
    url: 'https://accounts.zoho.eu/oauth/v2/token',
    method: 'POST',
    body: 'grant_type=authorization_code&client_id=1000.CLIENT&client_secret=canary-client-secret&code=canary-grant-code&redirect_uri=http%3A%2F%2Flocalhost%3A53682',
  });
  expect(grant).toEqual({
    accessToken: 'a-token',
    expiresAt: 3_600_000,
    apiDomain: 'https://www.zohoapis.eu',
    dataCenter: 'eu',
  });
});

test.each([
  ['milliseconds beside seconds', { expires_in: 3_600_000, expires_in_sec: 1800 }, 1_800_000],
  ['milliseconds alone', { expires_in: 1_800_000 }, 1_800_000],
])('the life of a token is read from legacy %s', async (_what, life, expiresAt) => {
  const { run } = withAnswers({ status: 200, json: { access_token: 'a-token', ...life } });
  expect(await run()).toMatchObject({ expiresAt });
});

test('scopes are read with spaces or commas between', async () => {
  const json = { access_token: 'a-token', scope: 'A.b.READ  C.d.ALL,E.f.READ' };
  expect(await withAnswers({ status: 200, json }).run()).toMatchObject({
    scopes: ['A.b.READ', 'C.d.ALL', 'E.f.READ'],
  });
});

test('a server that was not reached is asked again: the code is as new', async () => {
  const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
  const { run, requests } = withAnswers(refused, {
    status: 200,
    json: { access_token: 'a-token' },
  });
  expect(await run()).toMatchObject({ accessToken: 'a-token' });
  expect(requests).toHaveLength(2);
});

test.each<[string, FakeAnswer, object]>([
  [
    'an echo with status 200',
    { status: 200, json: { error: 'invalid_code', error_description: 'canary-grant-code?' } },
    { kind: 'authorization' },
  ],
  [
    'a redirect URI',
    { status: 200, json: { error: 'invalid_redirect_uri' } },
    { kind: 'authorization', hint: expect.stringContaining('to the letter') as string },
  ],
  [
    'an unknown error',
    { status: 200, json: { error: 'canary-grant-code', access: 'canary-client-secret' } },
    { kind: 'unexpected-response' },
  ],
  ['an empty answer', { status: 200, text: '' }, { kind: 'unexpected-response' }],
  [
    'a general error',
    { status: 200, json: { error: 'general_error' } },
    { kind: 'maybe-committed' },
  ],
  [
    'a page',
    { status: 500, text: '<html>canary-grant-code canary-client-secret</html>' },
    { kind: 'maybe-committed' },
  ],
  [
    'a broken connection',
    Object.assign(new Error('canary-grant-code'), { body: 'client_secret=canary-client-secret' }),
    { kind: 'maybe-committed' },
  ],
  [
    'too many requests',
    { status: 429, headers: { 'retry-after': '119' } },
    { kind: 'rate-limit', retry: { kind: 'wait', ms: 120_000 } },
  ],
  [
    'the throttle text in Chinese',
    { status: 400, json: { error: '拒绝访问' } },
    { kind: 'rate-limit', retry: { kind: 'wait', ms: 60_000 } },
  ],
])('no secret is in the error of %s, and it is asked once', async (_what, answer, expected) => {
  const { run, requests, clock } = withAnswers(answer);
  const error = await failureOf(run(), canary.code, canary.clientSecret);
  expect(error).toMatchObject(expected);
  expect([requests.length, clock.now()]).toEqual([1, 0]);
});

test('all options at fault are named at once, with no value of theirs', async () => {
  const { run, requests } = withAnswers({ status: 200 });
  await expect(run({ clientSecret: ' ', code: '', hosts: { accounts: 'x' } })).rejects.toThrow(
    /^exchangeCode: missing or wrong: hosts\.accounts, .*clientSecret, code$/,
  );
  await expect(run({ dataCenter: undefined })).rejects.toThrow('one of dataCenter and hosts');
  await expect(run({ dataCenter: 'uk' })).rejects.toThrow('does not document');
  expect(requests).toEqual([]);
});

test('an aborted signal ends it before anything is sent', async () => {
  const { run, requests } = withAnswers({ status: 200 });
  await expect(run({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  expect(requests).toEqual([]);
});

test("hosts of one's own are asked, and their API is what the token is for", async () => {
  const host = 'https://zoho.example.com';
  const hosts = { accounts: host, api: host, workdrive: host, upload: host, download: host };
  const answer = { status: 200, json: { access_token: 'a-token', api_domain: `${host}/` } };
  const { run, requests } = withAnswers(answer);
  expect(await run({ hosts, dataCenter: undefined })).toMatchObject({ dataCenter: 'custom' });
  expect(requests[0]?.url).toBe(`${host}/oauth/v2/token`);
});

test('a proxy that cannot be reached is an error without its password', async () => {
  const options = { dataCenter: 'eu', ...canary, policy: { attempts: 1 } };
  // Port 9 discards what it gets, where anything listens at all.
  const proxy = { https: 'http://user:canary-password@127.0.0.1:9' };
  const error = await failureOf(exchangeCode({ ...options, network: { proxy } }), 'canary-');
  expect(error).toMatchObject({ kind: 'unavailable' });
});
