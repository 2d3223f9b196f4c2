import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { allWell, judge } from './support/judge.ts';
import { createPostgresDatabase, type PostgresDatabase } from './support/postgres-database.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';
import { createWorkplace, type Workplace } from './support/workplace.ts';

/** Two machines with one database, by the real program: each has a home of its own. */

const office = useOffice(smallSeed);
let base: PostgresDatabase;
let jobs = 0;
let other: Workplace;

beforeAll(async () => {
  base = await createPostgresDatabase('zohokit_cli');
}, 300_000);
afterAll(() => base.close());
beforeEach(async () => {
  jobs += 1;
  const settings = { ZOHOKIT_DATABASE_URL: base.url, ZOHOKIT_JOB: `job-${jobs}` };
  await office.place.configure(settings);
  other = await createWorkplace(office.emulator);
  const made = other;
  onTestFinished(() => made.remove());
  await other.configure(settings);
});

/** What changes something in Zoho. */
const writes = (): number =>
  office.emulator.ledger
    .entries()
    .filter(({ method, path: asked }) => method !== 'GET' && !/coql|oauth|_emulator/u.test(asked))
    .length;

async function textsBelow(place: Workplace): Promise<string> {
  const home = path.join(place.directory, '.zohokit');
  // Whoever was refused has made none.
  const names = await readdir(home, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = names.filter((one) => one.isFile());
  const texts = files.map((one) => readFile(path.join(one.parentPath, one.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

test('of two machines that start at the same instant one works, the other exits 6', async () => {
  office.emulator.faults.add({ match: { path: '/coql' }, effect: { kind: 'delay', ms: 1500 } });
  const both = await Promise.all([office.place.start('run').ended, other.start('run').ended]);
  const codes = both.map(({ code }) => code).toSorted((a, b) => (a ?? 0) - (b ?? 0));
  expect({ codes, both }).toMatchObject({ codes: [0, 6] });
  const { err = '' } = both.find(({ code }) => code === 6) ?? {};
  expect(err).toContain(`another run holds the lock of database "${base.name}"`);
  expect(err).toContain(`job "job-${jobs}"`);
  expect(judge(office.emulator)).toEqual(allWell);
});

test('each machine knows what the other one did', async () => {
  expect(await office.place.run('run')).toMatchObject({ code: 0, err: '' });
  const before = writes();
  expect(await other.run('run')).toMatchObject({ code: 0, err: '' });
  expect(writes()).toBe(before);
  const history = await other.run('history', '--json');
  expect((JSON.parse(history.out) as { runs: unknown[] }).runs).toHaveLength(2);
  expect((await other.run('verify', 'last')).code).toBe(0);
  expect(await other.run('doctor')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^✓ lock: no run is going on any machine/mu),
  });
});

test('a state that began in a folder goes on in the database', async () => {
  await office.place.configure({ ZOHOKIT_DATABASE_URL: undefined });
  await office.place.run('run');
  await office.place.run('export', path.join(other.directory, 'state.jsonl'));
  expect(await other.run('import', 'state.jsonl')).toMatchObject({ code: 0, err: '' });
  const before = writes();
  expect((await other.run('run')).code).toBe(0);
  expect(writes()).toBe(before);
});

test('a transfer of another module in the same job is refused, and none of it is kept', async () => {
  await office.place.run('run');
  await other.configure({ CRM_MODULE_API_NAME: 'Leads' });
  const { code, err } = await other.run('run');
  expect({ code, err }).toMatchObject({
    code: 3,
    err: expect.stringContaining('belongs to another transfer: module is Leads'),
  });
});

test('a refused password exits 3, and no output or log holds a password', async () => {
  const { password } = new URL(base.url);
  const secret = decodeURIComponent(password);
  const wrong = new URL(base.url);
  wrong.password = 'canary-of-nobody';
  await other.configure({ ZOHOKIT_DATABASE_URL: wrong.href, LOG_LEVEL: 'debug' });
  await office.place.configure({ LOG_LEVEL: 'debug' });
  const told = await Promise.all([
    ...['run', 'doctor', 'status'].map((command) => other.run(command)),
    other.run('config', 'show', '--origin'),
    office.place.run('run', '--json'),
    office.place.run('config', 'show', '--json'),
  ]);
  expect(told.map(({ code }) => code)).toEqual([3, 3, 3, 0, 0, 0]);
  const everything = [
    ...told.flatMap(({ out, err }) => [out, err]),
    await textsBelow(office.place),
    await textsBelow(other),
  ].join('\n');
  for (const canary of ['canary-of-nobody', secret, password])
    expect(everything).not.toContain(canary);
  expect(everything).toContain(`127.0.0.1:${new URL(base.url).port}`);
});

test('a server that is gone in the middle of a run ends it before anything more is written', async () => {
  const slow = office.emulator.faults.add({
    match: { path: '/api/v1/upload' },
    effect: { kind: 'delay', ms: 1500 },
  });
  const run = office.place.start('run', '--concurrency', '1');
  await slow.whenFired;
  await base.server.stop();
  onTestFinished(() => base.server.start().catch(() => undefined));
  const { code } = await run.ended;
  const before = writes();
  expect(code).toBe(1);
  await base.server.start();
  expect(await other.run('run')).toMatchObject({ code: 0 });
  expect(writes()).toBeGreaterThan(before);
  expect(judge(office.emulator)).toEqual(allWell);
});

// Windows has no signal that suspends a process.
test.runIf(process.platform !== 'win32')(
  'a run that stood still while another machine took over writes nothing after it wakes',
  async () => {
    const slow = office.emulator.faults.add({
      match: { path: '/api/v1/upload' },
      effect: { kind: 'delay', ms: 1500 },
    });
    const first = office.place.start('run');
    await slow.whenFired;
    first.child.kill('SIGSTOP');
    // As the server does by itself once the holder has been silent for a minute.
    const { rows } = await base.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${base.name}' AND pid <> pg_backend_pid()`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(await other.run('run')).toMatchObject({ code: 0 });
    expect(judge(office.emulator)).toEqual(allWell);

    const before = writes();
    first.child.kill('SIGCONT');
    const { code, out } = await first.ended;
    expect({ code, out }).toMatchObject({
      code: 1,
      out: expect.stringMatching(/is no longer held by this run|was lost/u),
    });
    expect(writes()).toBe(before);
    expect(judge(office.emulator)).toEqual(allWell);
  },
);
