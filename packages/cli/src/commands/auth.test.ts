import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import * as v from 'valibot';
import { publishedSchemas } from '../published-schemas.ts';
import { scopesToAsk } from '../scopes/scopes-to-ask.ts';
import { temporaryFolder } from '../testing/test-app.ts';
import { runIn, useEmulator } from '../testing/use-emulator.ts';

const shared = useEmulator();
const [scopesA, scopesB] = [scopesToAsk({ org: 'A' }), scopesToAsk({ org: 'B' })];

const variablesIn = async (file: string) => parseEnv(await readFile(file, 'utf8'));

describe('auth exchange', () => {
  test.each([
    ['A', 'a', scopesA],
    ['B', 'b', scopesB],
  ] as const)('puts the refresh token of org %s into the file', async (org, key, scopes) => {
    const name = `ORG_${org}_REFRESH_TOKEN`;
    const { envFile, run } = await shared.place({ [name]: undefined, MINE: 'kept' });
    const code = shared.emulator.mintCode(key, scopes);
    const { exitCode, out, err } = await run(['auth', 'exchange', '--org', org, '--code', code]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const { [name]: token = '', MINE, ...others } = await variablesIn(envFile);
    expect(token).toMatch(/^1000\./);
    expect(MINE).toBe('kept');
    expect(others).toMatchObject({ CRM_MODULE_API_NAME: 'Projects' });
    expect(out).toContain(`${name} written to`);
    expect(out).not.toContain(token);
    expect((await run(['auth', 'refresh', '--org', org])).exitCode).toBe(0);
  });

  it('finds out where the account lives, and writes that too', async () => {
    const { envFile, run } = await shared.place({ ORG_B_REGION: undefined });
    const code = shared.emulator.mintCode('b', scopesB);
    const flags = ['--org', 'b', '--code', code, '--region', 'auto'];
    const { exitCode, out } = await run(['auth', 'exchange', ...flags]);
    expect({ exitCode, out }).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('connected in us'),
    });
    expect(await variablesIn(envFile)).toMatchObject({ ZOHO_REGION: 'eu', ORG_B_REGION: 'us' });
  });

  it('needs no region at all', async () => {
    const { envFile, run } = await shared.place({ ZOHO_REGION: undefined });
    const code = shared.emulator.mintCode('a', scopesA);
    expect((await run(['auth', 'exchange', '--org', 'A', '--code', code])).exitCode).toBe(0);
    expect(await variablesIn(envFile)).toMatchObject({ ORG_A_REGION: 'eu' });
  });

  it('shows the token only when asked to, and then leaves the file alone', async () => {
    const { envFile, run } = await shared.place();
    const before = await readFile(envFile, 'utf8');
    const code = shared.emulator.mintCode('a', scopesA);
    const { out } = await run(['auth', 'exchange', '--org', 'A', '--code', code, '--print']);
    expect(out).toMatch(/^ORG_A_REFRESH_TOKEN=1000\./m);
    expect(await readFile(envFile, 'utf8')).toBe(before);
  });

  it('tells a program the same, by the published schema', async () => {
    const { run } = await shared.place();
    const code = shared.emulator.mintCode('a', ['ZohoCRM.modules.ALL']);
    const { out } = await run(['auth', 'exchange', '--org', 'A', '--code', code, '--json']);
    const result = v.parse(publishedSchemas['auth-exchange'], JSON.parse(out));
    expect(result).toMatchObject({ variables: { ORG_A_REFRESH_TOKEN: '***' } });
    expect(result.lacking.flatMap(({ missing }) => missing)).toContain('ZohoCRM.coql.READ');
  });

  it('says what a grant lacks, and what that costs', async () => {
    const { run } = await shared.place();
    const code = shared.emulator.mintCode('b', ['WorkDrive.files.READ', 'WorkDrive.users.READ']);
    const { out } = await run(['auth', 'exchange', '--org', 'B', '--code', code]);
    expect(out).toMatch(/^missing to read files at full speed: ZohoFiles\.files\.READ .*slower/m);
  });

  test.each([
    ['a wrong code', () => '1000.wrong.code', {}, 'make a new one'],
    [
      'the code of another client',
      () => shared.emulator.mintCode('b', scopesB),
      {},
      'make a new one',
    ],
    [
      'an expired code',
      () => {
        const code = shared.emulator.mintCode('a', scopesA);
        shared.emulator.clock.advance(200_000);
        return code;
      },
      {},
      'expired',
    ],
    [
      'a wrong secret',
      () => shared.emulator.mintCode('a', scopesA),
      { ORG_A_CLIENT_SECRET: 'wrong-secret' },
      'client secret is wrong',
    ],
    [
      'a wrong region',
      () => shared.emulator.mintCode('a', scopesA),
      { ZOHO_REGION: 'in' },
      'unknown in this data centre',
    ],
  ])('exits 4 for %s, and changes nothing', async (_, makeCode, changes, said) => {
    const { envFile, run } = await shared.place(changes);
    const before = await readFile(envFile, 'utf8');
    const flags = ['--org', 'A', '--code', makeCode()];
    const { exitCode, err } = await run(['auth', 'exchange', ...flags]);
    expect({ exitCode, err }).toMatchObject({ exitCode: 4, err: expect.stringContaining(said) });
    expect(await readFile(envFile, 'utf8')).toBe(before);
  });

  it('exits 5 when Zoho grants no more for now', async () => {
    const { run } = await shared.place();
    shared.emulator.faults.add({
      match: { path: '/oauth/v2/token' },
      effect: {
        kind: 'status',
        status: 400,
        json: { status: 'failure', error: 'Access Denied', error_description: 'too many' },
      },
    });
    const code = shared.emulator.mintCode('a', scopesA);
    expect((await run(['auth', 'exchange', '--org', 'A', '--code', code])).exitCode).toBe(5);
  });

  it('exits 1 for a code that comes without a refresh token', async () => {
    const { run } = await shared.place();
    shared.emulator.faults.add({
      match: { path: '/oauth/v2/token' },
      effect: { kind: 'status', status: 200, json: { access_token: '1000.a.b', expires_in: 3600 } },
    });
    const { exitCode, err } = await run(['auth', 'exchange', '--org', 'A', '--code', '1000.x.y']);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('generate the code in a Self Client'),
    });
  });

  test.each([[[]], [['--json']]])('shows no secret that a server repeats: %j', async (flags) => {
    const { run } = await shared.place({ ORG_A_CLIENT_SECRET: 'hunter2-the-secret' });
    const tokens = { access_token: 'hunter2-access', refresh_token: 'hunter2-refresh' };
    const scope = `${Object.values(tokens).join(' ')} hunter2-the-secret hunter2-the-code`;
    shared.emulator.faults.add({
      match: { path: '/oauth/v2/token' },
      effect: { kind: 'status', status: 200, json: { ...tokens, scope, expires_in: 3600 } },
    });
    const words = ['--org', 'A', '--code', 'hunter2-the-code', ...flags];
    const { exitCode, out, err } = await run(['auth', 'exchange', ...words]);
    expect(exitCode).toBe(0);
    expect(out + err).not.toContain('hunter2');
  });

  it('does not use up a code whose token it could not keep', async () => {
    const { cwd } = await shared.place();
    const app = { env: shared.emulator.env() };
    const code = shared.emulator.mintCode('a', scopesA);
    const flags = ['--org', 'A', '--code', code];
    // The environment has the client; the file would lie in a folder that is not there.
    const elsewhere = path.join(cwd, 'none');
    const refused = await runIn(elsewhere, ['auth', 'exchange', ...flags], app);
    expect(refused).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('cannot be written'),
    });
    expect((await runIn(cwd, ['auth', 'exchange', ...flags], app)).exitCode).toBe(0);
  });

  it('warns when the environment would hide the new token', async () => {
    const { run } = await shared.place();
    const code = shared.emulator.mintCode('a', scopesA);
    const env = { ORG_A_REFRESH_TOKEN: '1000.old.token' };
    const { err } = await run(['auth', 'exchange', '--org', 'A', '--code', code], { env });
    expect(err).toContain('ORG_A_REFRESH_TOKEN of the environment comes before the file');
  });

  test.each([
    [[], '--org is missing'],
    [['--org', 'C', '--code', 'x'], '--org is A or B, not "C"'],
    [['--org', 'A'], '--code is missing'],
    [['--org', 'A', '--code', 'x', '--region', 'uk'], '--region: Zoho does not document'],
    [['--org', 'A', '--code', 'x', '--region', 'mars'], '--region: There is no data centre'],
    [['--org', 'A', '--kode', 'x'], 'did you mean --code?'],
    [['surplus', '--org', 'A'], 'unexpected "surplus"'],
  ])('exits 2 for %j', async (flags, said) => {
    const { run } = await shared.place();
    const { exitCode, err } = await run(['auth', 'exchange', ...flags]);
    expect({ exitCode, err }).toMatchObject({ exitCode: 2, err: expect.stringContaining(said) });
    expect(shared.emulator.ledger.entries()).toEqual([]);
  });

  it('exits 3 without a client, and names what is missing', async () => {
    const cwd = await temporaryFolder();
    const { exitCode, err } = await runIn(cwd, ['auth', 'exchange', '--org', 'B', '--code', 'x']);
    expect(exitCode).toBe(3);
    expect(err).toContain('ORG_B_CLIENT_ID is missing');
    expect(err).toContain('ORG_B_CLIENT_SECRET is missing');
  });
});

describe('auth refresh', () => {
  it('says whose token it is and what it may do', async () => {
    const { run } = await shared.place();
    const { exitCode, out } = await run(['auth', 'refresh', '--org', 'A']);
    expect(exitCode).toBe(0);
    expect(out).toContain('org A: the refresh token works in eu');
    expect(out).toContain('user: Ada Keller ada@org-a.example');
    expect(out).toContain('not needed: ');
  });

  it('tells a program, by the published schema', async () => {
    const { run } = await shared.place();
    const { out } = await run(['auth', 'refresh', '--org', 'B', '--json']);
    const result = v.parse(publishedSchemas['auth-refresh'], JSON.parse(out));
    expect(result).toMatchObject({ org: 'B', dataCenter: 'us', user: { name: 'Ben Ortiz' } });
  });

  it('shows no secret that a server repeats as the name of a user', async () => {
    const { run } = await shared.place();
    const { clientSecret, refreshToken } = shared.emulator.orgs.a;
    const attributes = { zuid: '1', display_name: clientSecret, email_id: refreshToken };
    shared.emulator.faults.add({
      match: { path: '/users/me', times: 9 },
      effect: {
        kind: 'status',
        status: 200,
        json: { data: { id: '1', type: 'users', attributes } },
      },
    });
    const { exitCode, out } = await run(['auth', 'refresh', '--org', 'A']);
    expect({ exitCode, out }).toMatchObject({ exitCode: 0, out: expect.stringContaining('***') });
    expect(out).not.toContain(clientSecret);
    expect(out).not.toContain(refreshToken);
  });

  it('also where Zoho does not say the scopes', async () => {
    const { run } = await shared.place();
    shared.emulator.setProfile({ scopeInTokens: false });
    const { exitCode, out } = await run(['auth', 'refresh', '--org', 'A']);
    expect({ exitCode, out }).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Zoho does not say what it may do'),
    });
  });

  it('exits 4 for a revoked token, 3 without a region', async () => {
    const { envFile, run } = await shared.place();
    shared.emulator.revoke('a');
    expect((await run(['auth', 'refresh', '--org', 'A'])).exitCode).toBe(4);
    await writeFile(envFile, 'ORG_A_CLIENT_ID=a\nORG_A_CLIENT_SECRET=b\nORG_A_REFRESH_TOKEN=c\n');
    const { exitCode, err } = await run(['auth', 'refresh', '--org', 'A']);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('ORG_A_REGION is missing'),
    });
  });
});

describe('auth revoke', () => {
  it('ends the token and takes it out of the file', async () => {
    const { envFile, run } = await shared.place();
    const { exitCode, out } = await run(['auth', 'revoke', '--org', 'A', '--yes']);
    expect({ exitCode, out }).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('emptied'),
    });
    expect(await variablesIn(envFile)).toMatchObject({
      ORG_A_REFRESH_TOKEN: '',
      ORG_B_REFRESH_TOKEN: shared.emulator.orgs.b.refreshToken,
    });
  });

  it('exits 4 when the data centre does not know the token, and keeps it', async () => {
    const { envFile, run } = await shared.place();
    shared.emulator.revoke('a');
    const { exitCode, out } = await run(['auth', 'revoke', '--org', 'A', '--yes', '--json']);
    expect(exitCode).toBe(4);
    const result = v.parse(publishedSchemas['auth-revoke'], JSON.parse(out));
    expect(result).toMatchObject({ result: 'unknown', file: null });
    const { ORG_A_REFRESH_TOKEN } = await variablesIn(envFile);
    expect(ORG_A_REFRESH_TOKEN).toBe(shared.emulator.orgs.a.refreshToken);
  });

  it('wants to be sure', async () => {
    const { run } = await shared.place();
    const { exitCode, err } = await run(['auth', 'revoke', '--org', 'A']);
    expect({ exitCode, err }).toMatchObject({ exitCode: 2, err: expect.stringContaining('--yes') });
  });
});

describe('auth scopes', () => {
  it('prints for both organisations what the read-me says to paste', async () => {
    const { out, exitCode } = await runIn(await temporaryFolder(), ['auth', 'scopes']);
    expect(exitCode).toBe(0);
    expect(out).toContain(scopesA.join(','));
    const readme = await readFile(new URL('../../../../README.md', import.meta.url), 'utf8');
    const blocks = [...readme.matchAll(/^(?:ZohoCRM|WorkDrive)\.[\w.,]+$/gm)].map(([line]) => line);
    expect(blocks).toHaveLength(2);
    // The first steps do without what only set-up and checks need.
    expect(scopesA.join(',')).toContain(blocks[0]);
    expect(scopesB.join(',')).toBe(blocks[1]);
  });

  it('narrows to one module, and to what nothing works without', async () => {
    const cwd = await temporaryFolder();
    const flags = ['--org', 'A', '--module', 'Sales_Orders', '--minimal', '--json'];
    const { out } = await runIn(cwd, ['auth', 'scopes', ...flags]);
    const { orgs } = v.parse(publishedSchemas['auth-scopes'], JSON.parse(out));
    expect(orgs.map(({ scopes }) => scopes)).toEqual([
      'ZohoCRM.modules.salesorders.ALL,WorkDrive.files.ALL',
    ]);
  });

  it('exits 2 for a module that cannot be one', async () => {
    const flags = ['--module', 'Sales Orders'];
    const { exitCode, err } = await runIn(await temporaryFolder(), ['auth', 'scopes', ...flags]);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--module must be an API name'),
    });
  });
});
