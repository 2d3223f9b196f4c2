import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { allWell, judge, live } from './support/judge.ts';
import { createWorkplace, type Workplace } from './support/workplace.ts';
import { smallSeed } from './support/small-seed.ts';

let emulator: Emulator;
let place: Workplace;

beforeAll(async () => {
  emulator = await createEmulator({ seed: smallSeed() });
});
beforeEach(async () => {
  emulator.reset(smallSeed());
  place = await createWorkplace(emulator);
});
afterEach(() => place.remove());
afterAll(() => emulator.close());

/** Requests that would change something in Zoho. */
function writes(): string[] {
  return emulator.ledger
    .entries()
    .filter(
      ({ method, role, path }) =>
        method !== 'GET' && role !== 'accounts' && !path.endsWith('/coql'),
    )
    .map(({ method, path }) => `${method} ${path}`);
}

describe('exit 0', () => {
  test('a run moves every file, ticks the box and logs the record', async () => {
    const { code, out } = await place.run('run');

    expect({ code, out }).toMatchObject({ code: 0 });
    expect(judge(emulator)).toEqual(allWell);
    const ends = (await place.log()).filter(({ event }) => event === 'record-end');
    expect(ends).toMatchObject([
      {
        recordId: emulator.records('a', 'Deals')[0]?.id,
        runId: expect.any(String),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u),
        folderMatched: 'Deal 7',
        discovered: 3,
        transferred: 3,
        failed: 0,
        status: 'transferred',
      },
    ]);
  });

  test('a second run finds nothing to do and writes nothing', async () => {
    await place.run('run');
    emulator.ledger.clear();

    expect((await place.run('run')).code).toBe(0);
    expect(writes()).toEqual([]);
    expect(judge(emulator)).toEqual(allWell);
  });

  test('one token per organisation serves several runs', async () => {
    await place.run('run', '--dry-run');
    await place.run('run');

    const mints = emulator.ledger.entries().filter(({ path }) => path === '/oauth/v2/token');
    expect(mints).toHaveLength(2);
  });

  test('a dry run asks, and changes nothing in Zoho, journal or history', async () => {
    const { code, out } = await place.run('run', '--dry-run');

    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('big.mov') });
    const others = emulator.ledger
      .entries()
      .filter(
        ({ method, path }) => method !== 'GET' && !/\/coql$|^\/oauth\/v2\/token$/u.test(path),
      );
    expect(others).toEqual([]);
    expect(live(emulator, 'a')).toEqual([]);
    // The next run is the first that the journal knows of.
    expect((await place.run('run')).out).toContain('0 left open');
  });

  test('with --json standard output is one object per line, the last a summary', async () => {
    const { out } = await place.run('run', '--json');

    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines.at(-1)).toMatchObject({ type: 'summary', exitCode: 0 });
    expect(lines.map(({ type }) => type)).toContain('record-end');
  });
});

describe('other exit codes', () => {
  test('1: a record fails', async () => {
    emulator.faults.add({
      match: { role: 'download', times: 9 },
      effect: { kind: 'status', status: 500, json: { errors: [{ id: 'F000', title: 'broken' }] } },
    });

    expect((await place.run('run')).code).toBe(1);
    expect(judge(emulator)).toMatchObject({ ticked: false });
  });

  test.each([
    [['run', '--dryrun'], '--dry-run'],
    [['run', '--limit', 'many'], '--limit'],
    [['run', '--record-id', 'Deal 7'], '--record-id'],
    [['rum'], 'run'],
    [['--verson'], '--version'],
  ])('2: %j is refused, naming %s, before anything is asked', async (args, named) => {
    const { code, err } = await place.run(...args);

    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(named) });
    expect(emulator.ledger.entries()).toEqual([]);
  });

  test('3: all problems of the configuration are told at once, each naming its variable', async () => {
    await place.configure({
      ZOHO_REGION: 'uk',
      ORG_A_CLIENT_SECRET: undefined,
      CRM_CHECKBOX_FIELD_API_NAME: 'Files transferred?',
      WORKDRIVE_DEST_FOLDER_ID: 'https://workdrive.zoho.eu/home/teams/x/ws/y/folders/z',
    });

    const { code, err } = await place.run('run');

    expect(code).toBe(3);
    for (const name of [
      'ZOHO_REGION',
      'ORG_A_CLIENT_SECRET',
      'CRM_CHECKBOX_FIELD_API_NAME',
      'WORKDRIVE_DEST_FOLDER_ID',
    ])
      expect(err).toContain(name);
    expect(err).not.toMatch(/\bat .*\.ts:\d/u);
  });

  test('3: state of another pair of organisations is refused', async () => {
    await place.run('run', '--dry-run');
    await place.configure({ CRM_MODULE_API_NAME: 'Leads' });

    const { code, err } = await place.run('run');

    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining('module') });
  });

  test.each([
    ['A', 'ORG_A_REFRESH_TOKEN', 'org A'],
    ['B', 'ORG_B_REFRESH_TOKEN', 'org B'],
  ])('4: a wrong refresh token of org %s names the org', async (_, variable, org) => {
    await place.configure({ [variable]: '1000.deadbeef.deadbeef' });

    const { code, err, out } = await place.run('run');

    expect(code).toBe(4);
    expect(out + err).toContain(org);
    expect(judge(emulator)).toMatchObject({ ticked: false });
  });

  test('4: a missing scope is named', async () => {
    emulator.reset(smallSeed({ scopesOfB: ['WorkDrive.users.READ'] }));
    await place.configure(emulator.env());

    const { code, err, out } = await place.run('run');

    expect(code).toBe(4);
    expect(out + err).toContain('WorkDrive.files.READ');
  });

  test('5: a long penalty ends the run, and the next one respects it without asking', async () => {
    emulator.faults.add({
      match: { org: 'b', role: 'download' },
      effect: { kind: 'status', status: 429, headers: { 'retry-after': '1800' }, json: {} },
    });

    expect((await place.run('run')).code).toBe(5);
    const asked = emulator.ledger.entries().filter(({ role }) => role === 'download').length;
    expect((await place.run('run')).code).toBe(5);
    expect(emulator.ledger.entries().filter(({ role }) => role === 'download')).toHaveLength(asked);

    emulator.clock.advance(1_900_000);
    expect((await place.run('run')).code).toBe(0);
    expect(judge(emulator)).toEqual(allWell);
  });

  test('6: a second run while one is going leaves at once and writes nothing', async () => {
    const held = emulator.faults.add({ match: { role: 'upload' }, effect: { kind: 'hold' } });
    const first = place.start('run');
    await held.whenFired;

    const second = await place.run('run');

    expect(second).toMatchObject({ code: 6, err: expect.stringContaining('another run') });
    first.child.kill('SIGKILL');
    await first.ended;
  });

  test('7: an ambiguous folder needs a person', async () => {
    const records = [{ Name: 'Twice', Folder: 'Twice', Done: false }];
    const seed = smallSeed({ records });
    const modified = '2026-01-01T00:00:00Z';
    for (let time = 0; time < 2; time += 1)
      seed.orgs.b.workdrive.myFolders.push({ name: 'Twice', modified, children: [] });
    emulator.reset(seed);

    expect((await place.run('run')).code).toBe(7);
  });

  test('130: an interruption leaves no half file, and the next run completes', async () => {
    const slow = emulator.faults.add({
      match: { role: 'download', nth: 2 },
      effect: { kind: 'delay', ms: 1500 },
    });
    const going = place.start('run');
    await expect
      .poll(() => slow.fired + live(emulator, 'a').length, { timeout: 20_000 })
      .toBeGreaterThan(0);

    going.child.kill('SIGINT');
    const { code, err } = await going.ended;

    expect({ code, err }).toMatchObject({ code: 130 });
    expect(judge(emulator)).toMatchObject({ strangers: [], ticked: false });
    expect((await place.run('run')).code).toBe(0);
    expect(judge(emulator)).toEqual(allWell);
  });
});
