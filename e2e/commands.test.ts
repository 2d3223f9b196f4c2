import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { openState } from '@zohokit/state';
import { describe, expect, it, test } from 'vitest';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';
import { startProgram } from './support/workplace.ts';

/** The commands around a run, by the real program. What they find in detail, its own tests say. */

const office = useOffice(smallSeed);

describe('doctor', () => {
  it('exits 0 where a run would work, with a line for each check and no escape codes', async () => {
    const { code, out, err } = await office.place.run('doctor');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^✓ destination: files go to "Store"/mu);
    expect(out).not.toContain('\u001B');
  });

  test.each([
    [3, 'crm-module', { CRM_MODULE_API_NAME: 'Deels' }],
    [4, 'token-b', { ORG_B_CLIENT_SECRET: 'wrong' }],
  ])('exits %i with the first cause, %s', async (exitCode, check, changes) => {
    await office.place.configure(changes);
    const { code, out } = await office.place.run('doctor');
    expect({ code, out }).toMatchObject({
      code: exitCode,
      out: expect.stringMatching(new RegExp(`^✗ ${check}: .*\\n +fix: `, 'mu')),
    });
  });

  it('exits 5 during a penalty, 6 while a run is going', async () => {
    office.emulator.faults.add({
      match: { path: '/users/me', times: 9 },
      effect: { kind: 'status', status: 429, headers: { 'retry-after': '900' } },
    });
    expect((await office.place.run('doctor')).code).toBe(5);
    office.emulator.faults.clear();
    const state = await openState({ directory: path.join(office.place.directory, '.zohokit') });
    const lock = await state.lock.acquire();
    expect((await office.place.run('doctor')).code).toBe(6);
    await lock?.release();
    await state.close();
  });
});

test('auth exchange writes the token that the next command uses', async () => {
  await office.place.configure({ ORG_A_REFRESH_TOKEN: undefined });
  const code = office.emulator.mintCode('a', ['ZohoCRM.modules.ALL', 'WorkDrive.files.ALL']);
  const exchanged = await office.place.run('auth', 'exchange', '--org', 'A', '--code', code);
  expect(exchanged).toMatchObject({ code: 0, err: '' });
  const file = path.join(office.place.directory, '.env');
  const { ORG_A_REFRESH_TOKEN: token = '' } = parseEnv(await readFile(file, 'utf8'));
  expect(token).toMatch(/^1000\./u);
  expect(exchanged.out).not.toContain(token);
  expect((await office.place.run('auth', 'refresh', '--org', 'A')).code).toBe(0);
  const again = await office.place.run('auth', 'exchange', '--org', 'A', '--code', code);
  expect(again).toMatchObject({ code: 4, out: '' });
});

test('config show exits 0, and shows no secret', async () => {
  const { code, out } = await office.place.run('config', 'show', '--origin');
  expect(code).toBe(0);
  expect(out).toContain('ZOHO_REGION');
  for (const { clientSecret, refreshToken } of Object.values(office.emulator.orgs)) {
    expect(out).not.toContain(clientSecret);
    expect(out).not.toContain(refreshToken);
  }
});

test('schedule shows what it would do, and installs nothing without an answer', async () => {
  // A scheduler's own programs are not there: nothing of this machine is touched.
  const { place } = office;
  const shown = await place.run('schedule', 'export', '--at', '02:30', '--platform', 'windows');
  expect(shown).toMatchObject({ code: 0, err: '' });
  expect(shown.out).toContain('<MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>');
  expect(shown.out).toContain('bin/zohokit.mjs'.replaceAll('/', path.sep));
  const asked = await place.startWith({ PATH: '' }, 'schedule', 'install', '--at', '2').ended;
  expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('--at must be a time') });
  const none = await place.run('schedule', 'status');
  expect(none).toMatchObject({
    code: 1,
    out: expect.stringContaining('no schedule was installed'),
  });
  expect((await place.run('schedule', 'remove')).code).toBe(2);
});

test('run takes its settings from a job of a file, with secrets of a program', async () => {
  const { directory } = office.place;
  const { ORG_A_CLIENT_SECRET: secret, ...rest } = office.emulator.env();
  const print = `process.stdout.write(${JSON.stringify(secret)})`;
  const vault = { ORG_A_CLIENT_SECRET: { command: [process.execPath, '-e', print] } };
  const content = { shared: { ...rest, ...vault }, jobs: { deals: {} } };
  await writeFile(path.join(directory, 'zohokit.config.json'), JSON.stringify(content));
  const { code, out, err } = await office.place.run('run', '--all');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).not.toContain(secret);
  expect(office.emulator.records('a', 'Deals').map((record) => record['Done'])).toEqual([true]);
});

test('init asks nobody where there is no terminal, and exits 2', async () => {
  const { code, out } = await office.place.run('init');
  expect({ code, out }).toMatchObject({ code: 2, out: expect.stringContaining('--answers FILE') });
});

describe('report', () => {
  test('exits 0 with a file that holds what became of the last run', async () => {
    await office.place.run('run');
    const { code, out, err } = await office.place.run('report', 'last', '--out', 'r.html');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/r\.html: 1 record, 3 files, 0 to look at\n$/u);
    const page = await readFile(path.join(office.place.directory, 'r.html'), 'utf8');
    expect(page).toContain('big.mov');
  });

  test.each([
    [2, ['report'], 'RUN'],
    [3, ['report', 'last'], 'nothing has run'],
    [3, ['report', 'last', '--settings', 'absent.env'], '--settings'],
  ])('exits %i for %j', async (code, args, message) => {
    const ended = await office.place.run(...args);
    expect(ended).toMatchObject({ code, out: '', err: expect.stringContaining(message) });
  });
});

test('--version is answered before anything else is loaded', async () => {
  const started = startProgram(['--version'], office.place.directory);
  expect(await started.ended).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u),
    err: '',
  });
});
