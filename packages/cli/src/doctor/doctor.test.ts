import { createConnection } from '@zohokit/zoho-auth';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { createDoctorCommand } from '../commands/doctor.ts';
import { publishedSchemas } from '../published-schemas.ts';
import { doctorCases, wellSeed, type DoctorCase } from '../testing/doctor-cases.ts';
import { createTestApp } from '../testing/test-app.ts';
import { useEmulator, type Place } from '../testing/use-emulator.ts';

const shared = useEmulator(wellSeed);

async function examine({ app, schedule, flags = [] }: Partial<DoctorCase>, { cwd }: Place) {
  const testApp = await createTestApp({ ...app, cwd });
  const probe = schedule && (() => Promise.resolve(schedule));
  const exitCode = await createDoctorCommand(testApp, probe).run(['--json', ...flags]);
  const result = v.parse(publishedSchemas.doctor, JSON.parse(testApp.outText()));
  expect(result.exitCode).toBe(exitCode);
  return result;
}

const toPattern = (text: string | RegExp): RegExp =>
  typeof text === 'string' ? new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')) : text;

describe('doctor finds, and names the fix:', () => {
  test.each(Object.entries(doctorCases))('%s', async (_, one) => {
    const { emulator } = shared;
    if (one.seed !== undefined) emulator.reset(one.seed);
    const place = await shared.place(one.env?.(emulator));
    await one.arrange?.(emulator, place);
    const { exitCode, findings } = await examine(one, place);
    const found = findings.find(
      ({ check, status }) => check === one.check && status === (one.status ?? 'failed'),
    );
    expect(found).toMatchObject({
      message: expect.stringMatching(toPattern(one.message)),
      fix: expect.stringMatching(toPattern(one.fix)),
    });
    expect(exitCode).toBe(one.exitCode);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

it('finds nothing where all is well, and writes nothing', async () => {
  const place = await shared.place();
  const { exitCode, findings } = await examine({}, place);
  expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(exitCode).toBe(0);
  const writes = shared.emulator.ledger
    .entries()
    .filter(({ method, role }) => method !== 'GET' && role !== 'accounts');
  expect(writes).toEqual([]);
});

it('with --write proves that files can be stored, and takes the proof back', async () => {
  const { findings } = await examine({ flags: ['--write'] }, await shared.place());
  expect(findings.find(({ check }) => check === 'destination')).toMatchObject({
    status: 'ok',
    message: expect.stringContaining('a probe folder was made in it and trashed'),
  });
  const { dataCenter, clientId, clientSecret, refreshToken, ids } = shared.emulator.orgs.a;
  const credentials = { name: 'a test', dataCenter, clientId, clientSecret, refreshToken };
  const emulatorUrl = shared.emulator.url;
  const drive = createWorkDriveClient(createConnection({ ...credentials, emulatorUrl }));
  const { items } = await drive.folders.listAll(ids['destination'] ?? '');
  expect(items.filter(({ status }) => status !== 'trashed')).toEqual([]);
  const changes = shared.emulator.ledger
    .entries()
    .filter(({ method, role }) => method !== 'GET' && role !== 'accounts');
  expect(changes).toHaveLength(2);
});

it('knows a penalty of an earlier run, and asks nobody', async () => {
  const place = await shared.place();
  shared.emulator.faults.add({
    match: { path: '/users/me', org: 'a' },
    effect: { kind: 'status', status: 429, headers: { 'retry-after': '900' } },
  });
  await examine({}, place);
  shared.emulator.ledger.clear();
  const { exitCode, findings } = await examine({}, place);
  expect(exitCode).toBe(5);
  expect(findings.filter(({ check }) => check === 'destination')).toEqual([
    {
      check: 'destination',
      status: 'not-checked',
      message: 'not checked because workdrive-a is not well',
    },
  ]);
  const asked = shared.emulator.ledger
    .entries()
    .filter(({ path: one }) => one.includes('/users/me'));
  expect(asked.map(({ org }) => org)).toEqual(['b']);
});

it('checks what it can where something fails, and says why the rest is not checked', async () => {
  const place = await shared.place({ ORG_A_REFRESH_TOKEN: undefined });
  const { findings } = await examine({}, place);
  const unchecked = findings.filter(({ status }) => status === 'not-checked');
  expect(findings[0]).toMatchObject({ check: 'node', status: 'ok' });
  expect(unchecked.map(({ message }) => message)).toContain(
    'not checked because configuration is not well',
  );
});

it('says it to a person in a line each, with the fix below', async () => {
  const { run } = await shared.place({ CRM_MODULE_API_NAME: 'Nothing' });
  const { exitCode, out } = await run(['doctor']);
  expect(exitCode).toBe(3);
  expect(out).toMatch(/^✓ node: Node\.js/m);
  expect(out).toMatch(/^✗ crm-module: CRM has no module .*\n {4}fix: set CRM_MODULE_API_NAME/m);
  expect(out).toMatch(/^· checkbox-field: not checked because crm-module is not well$/m);
  expect(out).toMatch(/^\d+ well, 1 warning, 1 failed, 4 not checked$/m);
});

it('exits 2 for a flag that it does not know, before anything is asked', async () => {
  const { run } = await shared.place();
  const { exitCode, err } = await run(['doctor', '--wirte']);
  expect({ exitCode, err }).toMatchObject({ exitCode: 2, err: expect.stringContaining('--write') });
  expect(shared.emulator.ledger.entries()).toEqual([]);
});

it('exits 130 when it is interrupted', async () => {
  const { run } = await shared.place();
  const { exitCode } = await run(['doctor'], { signal: AbortSignal.abort() });
  expect(exitCode).toBe(130);
});
