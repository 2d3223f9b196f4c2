import { useEmulator } from '@zohokit/zoho-emulator/vitest';
import { createFakeFetch, createVirtualClock, type FakeAnswer } from '@zohokit/zoho-http/testing';
import { describe, expect, test } from 'vitest';
import { dataCenterNames } from '../data-center.ts';
import { asked, clientOf, failureOf, profiles } from '../testing/grant-client.ts';
import { probeDataCenter, type ProbeDataCenterOptions } from './probe-data-center.ts';

const place = useEmulator();

describe.each(profiles)('with Zoho as in %j', (profile) => {
  const start = () => {
    const { emulator } = place;
    emulator.setProfile(profile);
    const { dataCenter: _, ...options } = clientOf(emulator);
    return { emulator, options };
  };

  test('a code is found where it belongs, and becomes tokens', async () => {
    const { emulator, options } = start();
    const code = emulator.mintCode('a', ['ZohoCRM.org.READ']);
    expect(await probeDataCenter({ ...options, code })).toMatchObject({
      dataCenter: 'eu',
      apiDomain: 'https://www.zohoapis.eu',
      refreshToken: expect.any(String) as string,
    });
    expect(asked(emulator)).toHaveLength(2);
  });

  test('a refresh token is found too, at once where it is looked for first', async () => {
    const { emulator, options } = start();
    const { refreshToken } = emulator.orgs.a;
    const grant = await probeDataCenter({ ...options, refreshToken, dataCenter: 'eu' });
    expect(grant.dataCenter).toBe('eu');
    expect(asked(emulator)).toHaveLength(1);
  });

  test('a client that nobody knows costs nine calls', async () => {
    const { emulator, options } = start();
    const code = emulator.mintCode('a', ['ZohoCRM.org.READ']);
    const run = probeDataCenter({ ...options, clientId: '1000.NOBODY', code });
    expect(await failureOf(run, code, options.clientSecret)).toMatchObject({
      kind: 'authorization',
      message: 'No data centre knows org A',
      hint: expect.stringContaining('client id') as string,
    });
    const hosts = emulator.ledger.entries().map(({ host }) => host);
    expect([hosts.length, new Set(hosts).size]).toEqual([9, 9]);
  });

  test('a used code of a client that is known somewhere is named as that', async () => {
    const { emulator, options } = start();
    const run = probeDataCenter({ ...options, code: '1000.no.code' });
    expect(await failureOf(run)).toMatchObject({
      kind: 'authorization',
      message: 'org A is known in eu, but its code is not',
      hint: expect.stringContaining('used already') as string,
    });
    expect(asked(emulator)).toHaveLength(9);
  });

  test('a throttle answer ends it', async () => {
    const { emulator, options } = start();
    const { refreshToken } = emulator.orgs.a;
    const run = () => probeDataCenter({ ...options, refreshToken, dataCenter: 'eu' });
    for (let n = 0; n < 10; n += 1) await run();
    expect(await failureOf(run(), refreshToken)).toMatchObject({
      kind: 'rate-limit',
      retry: { kind: 'wait', ms: 60_000 },
    });
    expect(asked(emulator)).toHaveLength(11);
  });
});

const unknown: FakeAnswer = { status: 200, json: { error: 'invalid_client' } };
const spent: FakeAnswer = { status: 200, json: { error: 'INVALID_CODE' } };
const granted: FakeAnswer = { status: 200, json: { access_token: 'a-token' } };
const down = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
const cut = Object.assign(new Error('no'), { code: 'ECONNRESET' });

function setup(answers: FakeAnswer[], changes: Partial<ProbeDataCenterOptions> = {}) {
  const { fetch, requests } = createFakeFetch(...answers);
  const run = probeDataCenter({
    clientId: 'c',
    clientSecret: 'canary-client-secret',
    code: 'canary-grant-code',
    name: 'org A',
    fetch,
    clock: createVirtualClock(),
    ...changes,
  });
  return { requests, run };
}

test.each<[string, FakeAnswer[], number]>([
  ['invalid_code, which a client of all data centres gets in the wrong one', [spent, granted], 2],
  ['a server that is down', [down, granted], 2],
  ['a lost answer', [cut, granted], 2],
  ['a page', [{ status: 503, text: '<html>' }, granted], 2],
  [
    'a wrong secret, which may be that of another data centre',
    [{ status: 200, json: { error: 'invalid_client_secret' } }, granted],
    2,
  ],
])('%s leads on to the next one', async (_what, answers, calls) => {
  const { run, requests } = setup(answers);
  expect(await run).toMatchObject({ dataCenter: 'eu' });
  expect(requests).toHaveLength(calls);
});

test.each<[string, FakeAnswer, object]>([
  [
    'an unauthorised client',
    { status: 200, json: { error: 'unauthorized_client' } },
    { kind: 'authorization' },
  ],
  ['too many requests', { status: 429 }, { kind: 'rate-limit' }],
  [
    'a token for another API',
    { status: 200, json: { access_token: 't', api_domain: 'https://evil.example' } },
    { kind: 'authorization' },
  ],
  ['an unknown answer', { status: 200, json: { hello: 1 } }, { kind: 'unexpected-response' }],
])('%s ends it', async (_what, answer, expected) => {
  const { run, requests } = setup([answer]);
  expect(await failureOf(run, 'canary-')).toMatchObject(expected);
  expect(requests).toHaveLength(1);
});

test('where some are silent, nowhere is not certain', async () => {
  const { run, requests } = setup([unknown, down, cut, unknown]);
  expect(await failureOf(run, 'canary-')).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/no answer from eu, in$/) as string,
    hint: expect.stringContaining('network') as string,
  });
  expect(requests).toHaveLength(9);
});

test('each data centre of the table is asked once, the likely one first', async () => {
  const { run, requests } = setup([unknown], { dataCenter: 'com.au' });
  await failureOf(run, 'canary-');
  const hosts = requests.map(({ url }) => new URL(url).host);
  expect(hosts[0]).toBe('accounts.zoho.com.au');
  expect(new Set(hosts).size).toBe(dataCenterNames.length);
});

test('a secret that fits nowhere is told from an unknown client', async () => {
  const { run } = setup([
    unknown,
    { status: 200, json: { error: 'invalid_client_secret' } },
    unknown,
  ]);
  expect(await failureOf(run, 'canary-')).toMatchObject({
    message: 'org A is known in eu, but not with this secret',
  });
});

test('an abort stops it between two calls', async () => {
  const controller = new AbortController();
  const stop: FakeAnswer = () => {
    controller.abort(new Error('enough'));
    return unknown;
  };
  const { run, requests } = setup([unknown, stop, unknown], { signal: controller.signal });
  await expect(run).rejects.toThrow('enough');
  expect(requests).toHaveLength(2);
});

test.each([
  ['neither a code nor a refresh token', { code: undefined }],
  ['both', { refreshToken: 'canary-refresh-token' }],
])('%s is a usage error', async (_what, changes) => {
  const { run, requests } = setup([granted], changes);
  expect(await failureOf(run, 'canary-')).toMatchObject({ kind: 'usage' });
  expect(requests).toEqual([]);
});
