import path from 'node:path';
import { openState } from '@zohokit/state';
import { openDatabase } from '@zohokit/state/shared';
import type { Emulator, Seed } from '@zohokit/zoho-emulator';
import { expect, test } from 'vitest';
import { main } from './main.ts';
import { seedWith, startEmulator } from './testing/emulated-orgs.ts';
import { createTestApp, temporaryFolder } from './testing/test-app.ts';

/** The state belongs to two organisations, by whatever client they are reached. */

async function setUp(seed?: Seed) {
  const emulator = await startEmulator(seed);
  const cwd = await temporaryFolder();
  const home = path.join(cwd, '.zohokit');
  const run = async (flags: string[] = [], env: Record<string, string> = {}) => {
    const app = await createTestApp({ cwd, env: { ...emulator.env(), ...env } });
    const exitCode = await main(['run', ...flags], app);
    return { exitCode, out: app.outText(), err: app.errText() };
  };
  /** As if the runs so far had been made by other credentials of the same users. */
  const forgetUsers = (clientOfA = 'eu / client 1000.FORMER') =>
    edit(
      home,
      "DELETE FROM shared WHERE key LIKE 'user/%'",
      `UPDATE binding SET fallback = '${clientOfA}'`,
    );
  return { emulator, home, run, forgetUsers };
}

async function edit(home: string, ...statements: string[]): Promise<void> {
  const database = await openDatabase({ file: path.join(home, 'state.db') });
  for (const statement of statements) database.run(statement);
  database.close();
}

/** As if somebody had pasted the wrong lines into `.env`. */
const orgAForOrgB = ({ orgs: { a } }: Emulator): Record<string, string> => ({
  ORG_B_REGION: a.dataCenter,
  ORG_B_CLIENT_ID: a.clientId,
  ORG_B_CLIENT_SECRET: a.clientSecret,
  ORG_B_REFRESH_TOKEN: a.refreshToken,
});

/** Which orgs were asked who their user is. */
const askedWho = ({ ledger }: Emulator): (string | undefined)[] =>
  ledger
    .entries()
    .filter(({ path: url }) => url.endsWith('/users/me'))
    .map(({ org }) => org);

const storedIn = (emulator: Emulator): string[] => emulator.files('a').map(({ id }) => id);

const withoutUser = ['ZohoCRM.modules.ALL', 'ZohoCRM.coql.READ', 'WorkDrive.files.ALL'];

test('a first run asks each org once who its user is, a second one no more', async () => {
  const { emulator, run } = await setUp();
  await run();
  expect(askedWho(emulator)).toEqual(['a', 'b']);

  emulator.ledger.clear();
  expect((await run()).exitCode).toBe(0);
  expect(askedWho(emulator)).toEqual([]);
});

test('what a dry run learnt of the users is not asked again by the run', async () => {
  const { emulator, run } = await setUp();
  await run(['--dry-run']);
  expect(askedWho(emulator)).toEqual(['a', 'b']);
  await run();
  expect(askedWho(emulator)).toHaveLength(2);
});

test('a new client of the same organisations goes on with the state', async () => {
  const { emulator, run, forgetUsers } = await setUp();
  await run();
  const before = storedIn(emulator);
  await forgetUsers();
  emulator.ledger.clear();

  expect(await run()).toMatchObject({ exitCode: 0, err: '' });

  expect(askedWho(emulator)).toEqual(['a', 'b']);
  expect(storedIn(emulator)).toEqual(before);
});

test('a dry run with the wrong organisation does not tie the state to it', async () => {
  const { emulator, run } = await setUp();
  await run(['--dry-run'], orgAForOrgB(emulator));
  expect(await run()).toMatchObject({ exitCode: 0, err: '' });
});

test.each([[[]], [['--dry-run']]])(
  '3: %j with another org B is refused, naming it',
  async (flags) => {
    const { emulator, home, run } = await setUp();
    await run();
    emulator.ledger.clear();

    const { exitCode, err } = await run(flags, orgAForOrgB(emulator));

    expect(exitCode).toBe(3);
    expect(err).toContain('belongs to another transfer: org B is ');
    expect(err).not.toContain('org A is');
    // Its user is known, so that nothing at all was asked.
    expect(emulator.ledger.entries().filter(({ role }) => role !== 'accounts')).toEqual([]);
    const state = await openState({ directory: home });
    expect(await state.history.runs()).toHaveLength(1);
    await state.close();
  },
);

test('an org that may not tell its user belongs to the state by its client', async () => {
  const { emulator, run, forgetUsers } = await setUp(seedWith({ scopes: { a: withoutUser } }));
  expect((await run()).exitCode).toBe(0);
  const before = storedIn(emulator);
  expect((await run()).exitCode).toBe(0);
  expect(storedIn(emulator)).toEqual(before);

  await forgetUsers();
  const { exitCode, err } = await run();
  expect(exitCode).toBe(3);
  expect(err).toContain('org A is');
  expect(err).toContain('WorkDrive.users.READ');
  expect(err).not.toContain('org B is');
});

test('an org known by its client is known by its user once it tells it', async () => {
  const { home, run, forgetUsers } = await setUp();
  await run();
  await edit(home, 'UPDATE binding SET identity = NULL WHERE fallback IS NOT NULL');
  expect((await run()).exitCode).toBe(0);

  await forgetUsers();
  expect((await run()).exitCode).toBe(0);
});

test('a run that could not ask an org is in the history as stopped, and the next one goes on', async () => {
  const { emulator, home, run } = await setUp();
  emulator.faults.add({
    match: { org: 'b', path: '/users/me', times: 9 },
    effect: { kind: 'status', status: 503, text: '' },
  });
  const { exitCode, out } = await run();
  expect(exitCode).toBe(1);
  expect(out).toContain('The run stops: org B: ');
  expect(storedIn(emulator)).toEqual([]);
  const state = await openState({ directory: home });
  expect(await state.history.runs()).toMatchObject([{ end: { status: 'stopped', exitCode: 1 } }]);
  await state.close();

  emulator.faults.clear();
  expect((await run()).exitCode).toBe(0);
});
