import { createMemoryStore } from '@zohokit/zoho-http';
import { useEmulator } from '@zohokit/zoho-emulator/vitest';
import { createFakeFetch, createVirtualClock } from '@zohokit/zoho-http/testing';
import { describe, expect, test } from 'vitest';
import { asked, clientOf, failureOf, profiles } from '../testing/grant-client.ts';
import { createTokenProvider } from '../token-provider.ts';
import { grantClientCredentials, type ClientCredentialsOptions } from './client-credentials.ts';
import { toAccessToken } from './token-grant.ts';

const place = useEmulator();
const wish = { soid: 'ZohoCRM.808232144', scopes: ['ZohoCRM.modules.READ', 'ZohoCRM.org.READ'] };

describe.each(profiles)('with Zoho as in %j', (profile) => {
  const start = (changes: Partial<ClientCredentialsOptions> = {}) => {
    const { emulator } = place;
    emulator.setProfile(profile);
    const options = { ...clientOf(emulator), ...wish, ...changes };
    return { emulator, options, run: () => grantClientCredentials(options) };
  };

  test('a Self Client gets a token for the organisation, and no refresh token', async () => {
    const grant = await start().run();
    expect(grant).toMatchObject({ accessToken: expect.any(String) as string, dataCenter: 'eu' });
    expect(grant).not.toHaveProperty('refreshToken');
  });

  test('it serves as the grant of a token provider', async () => {
    const { emulator, options } = start();
    const getToken = createTokenProvider({
      grant: async (signal) => toAccessToken(await grantClientCredentials({ ...options, signal })),
      store: createMemoryStore(),
      key: 'org A',
      clock: { now: () => emulator.clock.now(), sleep: () => Promise.resolve() },
    });
    expect(await getToken()).toBe(await getToken());
    expect(asked(emulator)).toHaveLength(1);
  });

  test.each<[string, Partial<ClientCredentialsOptions>, string, RegExp]>([
    [
      'a scope that does not exist',
      { scopes: ['ZohoCRN.org.READ'] },
      'scope_does_not_exist',
      /scope/,
    ],
    ['a scope that is none', { scopes: ['everything'] }, 'invalid_scope', /Service\.name/],
    ['an organisation that is none', { soid: 'ZohoCRM.x' }, 'missing_org_info', /soid/],
    ['a wrong secret', { clientSecret: 'canary-wrong' }, 'invalid_client_secret', /secret/],
  ])('%s is refused with advice', async (_what, changes, code, hint) => {
    const { options, run, emulator } = start(changes);
    expect(await failureOf(run(), options.clientSecret)).toMatchObject({
      kind: 'authorization',
      code,
      hint: expect.stringMatching(hint) as string,
    });
    expect(asked(emulator)).toHaveLength(1);
  });

  test('a server-based client is told that it may not', async () => {
    const { emulator, options } = start();
    const run = grantClientCredentials({ ...options, ...clientOf(emulator, 'server') });
    expect(await failureOf(run)).toMatchObject({ code: 'unauthorized_client' });
  });

  test('the eleventh token in ten minutes is told how long to wait', async () => {
    const { emulator, run } = start();
    for (let n = 0; n < 10; n += 1) await run();
    expect(await failureOf(run())).toMatchObject({
      kind: 'rate-limit',
      retry: { kind: 'wait', ms: 60_000 },
    });
    expect(asked(emulator)).toHaveLength(11);
  });
});

test('a general error is tried again slowly, by the attempts of the policy', async () => {
  const { fetch, requests } = createFakeFetch({ status: 200, json: { error: 'general_error' } });
  const clock = createVirtualClock();
  const options = { dataCenter: 'eu', clientId: 'c', clientSecret: 'canary-secret', ...wish };
  const run = grantClientCredentials({ ...options, fetch, clock, policy: { random: () => 1 } });
  expect(await failureOf(run, 'canary-secret')).toMatchObject({ kind: 'unavailable' });
  expect([requests.length, clock.now()]).toEqual([3, 15_000]);
});

test('an organisation or scopes that cannot be right are not sent', async () => {
  const options = { dataCenter: 'eu', clientId: 'c', clientSecret: 's', soid: 'nothing' };
  const run = grantClientCredentials({ ...options, scopes: ['a b'] });
  await expect(run).rejects.toThrow('grantClientCredentials: missing or wrong: soid, scopes.0');
});
