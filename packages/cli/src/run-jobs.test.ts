import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { expect, it, test } from 'vitest';
import { publishedSchemas } from './published-schemas.ts';
import { openInbox } from './testing/inbox.ts';
import { useEmulator } from './testing/use-emulator.ts';

/** Several transfers of one file. */

const shared = useEmulator();

async function setUp(jobs: Record<string, object>, more: Record<string, string> = {}) {
  const place = await shared.place();
  const content = { shared: { ...shared.emulator.env(), ...more }, jobs };
  await writeFile(path.join(place.cwd, 'zohokit.config.json'), JSON.stringify(content));
  // Nothing of it must be used.
  await writeFile(place.envFile, 'CRM_MODULE_API_NAME=Nothing\n');
  return place;
}

const ticked = () =>
  shared.emulator.records('a', 'Projects').filter((record) => record['Files_Copied'] === true)
    .length;

it('runs the job that is named, in a state folder of its own', async () => {
  const place = await setUp({ first: {}, broken: { CRM_MODULE_API_NAME: 'Nothing' } });
  expect((await place.run(['run', '--job', 'first'])).exitCode).toBe(0);
  expect(ticked()).toBeGreaterThan(0);
  expect(await readdir(path.join(place.cwd, '.zohokit'))).toEqual(['first']);
});

it('runs all jobs one after the other, whatever becomes of one, with the first exit code by precedence', async () => {
  const place = await setUp({
    unknown: { CRM_MODULE_API_NAME: 'Nothing' },
    missing: { ORG_A_CLIENT_SECRET: { env: 'NOWHERE' } },
    well: {},
  });
  const { exitCode, err, out } = await place.run(['run', '--all']);
  expect(exitCode).toBe(3);
  expect(err).toMatch(/^zohokit: job missing: a setting needs care:$/m);
  expect(err).toContain(
    'jobs.missing.ORG_A_CLIENT_SECRET names a variable that is not set: NOWHERE',
  );
  expect(out.match(/Run ended: /g)).toHaveLength(2);
  expect(ticked()).toBeGreaterThan(0);
});

it('exits 0 when all jobs do', async () => {
  const place = await setUp({ a: {}, b: {} });
  const { exitCode, err } = await place.run(['run', '--all', '--quiet']);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect((await readdir(path.join(place.cwd, '.zohokit'))).toSorted()).toEqual(['a', 'b']);
});

it('starts no further job once it is interrupted', async () => {
  const place = await setUp({ a: {}, b: {} });
  const { exitCode } = await place.run(['run', '--all'], { signal: AbortSignal.abort() });
  expect(exitCode).toBe(130);
  expect(shared.emulator.ledger.entries()).toEqual([]);
});

it('tells of a job whose secrets are locked away, by an address that is not', async () => {
  const inbox = await openInbox();
  const place = await setUp(
    { vaulted: { ORG_B_CLIENT_SECRET: { command: [process.execPath, '-e', 'process.exit(1)'] } } },
    { ZOHOKIT_NOTIFY_URL: `${inbox.url}/say` },
  );
  expect((await place.run(['run', '--job', 'vaulted'])).exitCode).toBe(3);
  expect(inbox.received.map(({ body }) => JSON.stringify(body))).toEqual([
    expect.stringContaining('jobs.vaulted.ORG_B_CLIENT_SECRET names a program that ended with 1'),
  ]);
});

it('tells of a file with a mistyped name, by an address in it', async () => {
  const inbox = await openInbox();
  const place = await setUp(
    { a: { TRANSFER_POLIZY: 'all', ZOHOKIT_NOTIFY_URL: `${inbox.url}/own` }, b: {} },
    { ZOHOKIT_NOTIFY_URL: `${inbox.url}/shared` },
  );
  expect((await place.run(['run', '--job', 'a'])).exitCode).toBe(3);
  expect((await place.run(['run', '--all', '--config', 'zohokit.config.json'])).exitCode).toBe(3);
  expect(inbox.received.map((one) => one.path)).toEqual(['/own', '/shared']);
  expect(JSON.stringify(inbox.received[0]?.body)).toContain('jobs.a.TRANSFER_POLIZY');
});

it('tells of a file that is none, by an address of the environment', async () => {
  const inbox = await openInbox();
  const place = await setUp({});
  const env = { ZOHOKIT_NOTIFY_URL: `${inbox.url}/say` };
  expect((await place.run(['run', '--all'], { env })).exitCode).toBe(3);
  expect(inbox.received.map(({ body }) => JSON.stringify(body))).toEqual([
    expect.stringContaining('jobs holds no job'),
  ]);
});

test.each([
  [['run', '--all', '--job', 'a'], '--all excludes --job'],
  [['run', '--all', '--settings', '.env'], '--all excludes --settings'],
  [['run', '--all', '--record-id', '1'], '--all excludes --record-id'],
  [['run', '--settings', '.env', '--job', 'a'], '--settings excludes --config and --job'],
])('exits 2 for %j', async (rawArgs, said) => {
  const place = await setUp({ a: {} });
  const { exitCode, err } = await place.run(rawArgs);
  expect({ exitCode, err }).toMatchObject({ exitCode: 2, err: expect.stringContaining(said) });
});

it('shows the settings of one job, and where they come from', async () => {
  const place = await setUp({ a: { TRANSFER_POLICY: 'all' }, b: {} });
  const env = { LOG_LEVEL: 'debug' };
  const { exitCode, out } = await place.run(['config', 'show', '--job', 'a', '--origin'], { env });
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^job a of ".*zohokit\.config\.json"$/m);
  expect(out).toMatch(/^TRANSFER_POLICY +zohokit\.config\.json +all$/m);
  expect(out).toMatch(/^LOG_LEVEL +environment +debug$/m);
  expect(out).not.toContain(shared.emulator.orgs.a.clientSecret);
  const json = await place.run(['config', 'show', '--job', 'b', '--json']);
  const { job, settings } = v.parse(publishedSchemas['config-show'], JSON.parse(json.out));
  const home = settings.find(({ name }) => name === 'ZOHOKIT_HOME');
  expect([job, home?.value]).toEqual(['b', path.join(place.cwd, '.zohokit', 'b')]);
});

it('is examined by doctor, job by job', async () => {
  const place = await setUp({ a: {}, b: { CRM_MODULE_API_NAME: 'Nothing' } });
  expect((await place.run(['doctor', '--job', 'a'])).out).toContain('✓ crm-module');
  expect((await place.run(['doctor', '--job', 'b'])).out).toContain('✗ crm-module');
});
