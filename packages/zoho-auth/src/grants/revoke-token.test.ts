import { useEmulator } from '@zohokit/zoho-emulator/vitest';
import { createFakeFetch, type FakeAnswer } from '@zohokit/zoho-http/testing';
import { describe, expect, test } from 'vitest';
import { asked, clientOf, failureOf, profiles } from '../testing/grant-client.ts';
import { exchangeCode } from './exchange-code.ts';
import { revokeToken } from './revoke-token.ts';

const place = useEmulator();

describe.each([...profiles, { revokeForms: 'older' as const }])('with Zoho as in %j', (profile) => {
  const start = async () => {
    const { emulator } = place;
    emulator.setProfile(profile);
    const options = clientOf(emulator);
    const code = emulator.mintCode('a', ['aaaserver.profile.READ']);
    const grant = await exchangeCode({ ...options, code });
    const token = grant.refreshToken ?? '';
    const works = async () => {
      const url = `${emulator.url}/_host/accounts.zoho.eu/oauth/user/info`;
      const headers = { authorization: `Zoho-oauthtoken ${grant.accessToken}` };
      return (await fetch(url, { headers })).ok;
    };
    return { emulator, options, token, grant, works };
  };

  test('a refresh token takes its access tokens along', async () => {
    const { options, token, works } = await start();
    expect(await works()).toBe(true);
    expect(await revokeToken({ ...options, token })).toBe('revoked');
    expect(await works()).toBe(false);
  });

  test('an access token can end alone', async () => {
    const { options, token, grant, works } = await start();
    expect(await revokeToken({ ...options, token: grant.accessToken })).toBe('revoked');
    expect(await works()).toBe(false);
    expect(await revokeToken({ ...options, token })).toBe('revoked');
  });

  test('a token that was revoked before is unknown', async () => {
    const { options, token } = await start();
    await revokeToken({ ...options, token });
    expect(await revokeToken({ ...options, token })).toBe('unknown');
  });

  test('a lost answer is asked for again', async () => {
    const { emulator, options, token, works } = await start();
    emulator.faults.add({ match: { role: 'accounts' }, effect: { kind: 'answer-lost' } });
    expect(['revoked', 'unknown']).toContain(await revokeToken({ ...options, token }));
    expect(await works()).toBe(false);
  });

  test('maintenance is an error, and no token is thought revoked', async () => {
    const { emulator, options, token } = await start();
    emulator.setProfile({ accountsMaintenance: true });
    const error = await failureOf(revokeToken({ ...options, token }), token, options.clientSecret);
    expect(error).toMatchObject({ kind: 'unavailable', status: 503 });
  });
});

test('the newer address is asked only where the older one is missing', async () => {
  const { emulator } = place;
  const run = () => revokeToken({ ...clientOf(emulator), token: emulator.orgs.a.refreshToken });
  await run();
  expect(asked(emulator)).toEqual(['/oauth/v2/token/revoke 200']);
  emulator.reset();
  emulator.ledger.clear();
  emulator.setProfile('worst');
  await run();
  expect(asked(emulator)).toEqual(['/oauth/v2/token/revoke 404', '/oauth/v2/revoke/token 200']);
});

test('the newer address refuses a wrong secret', async () => {
  const { emulator } = place;
  emulator.setProfile('worst');
  const options = { ...clientOf(emulator), clientSecret: 'canary-wrong-secret' };
  const token = emulator.orgs.a.refreshToken;
  const basic = Buffer.from(`${options.clientId}:canary-wrong-secret`).toString('base64');
  const error = await failureOf(revokeToken({ ...options, token }), token, 'canary-wrong', basic);
  expect(error).toMatchObject({ kind: 'authorization', code: 'invalid_client' });
});

const missing = { status: 404, text: '<html></html>' };

test.each<[string, FakeAnswer[], object]>([
  [
    'a failure with status 200',
    [{ status: 200, json: { status: 'failure' } }],
    { kind: 'unexpected-response' },
  ],
  ['an empty answer', [{ status: 200 }], { kind: 'unexpected-response' }],
  ['both addresses missing', [missing], { kind: 'not-found' }],
  [
    'an echo',
    [{ status: 400, json: { error: 'invalid_scope', error_description: 'canary-refresh-token' } }],
    { kind: 'authorization' },
  ],
  [
    'an echo of the header',
    [
      missing,
      ({ headers }) => ({
        status: 400,
        json: { error: 'x', error_description: headers['authorization'] },
      }),
    ],
    { kind: 'bad-request' },
  ],
  [
    'a throttle answer',
    [{ status: 400, json: { error: 'Access Denied', error_description: 'x', status: 'failure' } }],
    { kind: 'rate-limit', retry: { kind: 'wait', ms: 60_000 } },
  ],
])('%s is an error without a secret', async (_what, answers, expected) => {
  const { fetch } = createFakeFetch(...answers);
  const run = revokeToken({
    dataCenter: 'eu',
    clientId: 'the-client',
    clientSecret: 'canary-client-secret',
    token: 'canary-refresh-token',
    fetch,
  });
  const basic = Buffer.from('the-client:canary-client-secret').toString('base64');
  const error = await failureOf(run, 'canary-refresh', 'canary-client', basic);
  expect(error).toMatchObject(expected);
});
