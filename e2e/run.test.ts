import { describe, expect, test } from 'vitest';
import { allWell, judge, live } from './support/judge.ts';
import { useOffice } from './support/use-office.ts';
import { smallSeed } from './support/small-seed.ts';

const office = useOffice(smallSeed);

/** Requests that would change something in Zoho. */
function writes(): string[] {
  return office.emulator.ledger
    .entries()
    .filter(
      ({ method, role, path }) =>
        method !== 'GET' && role !== 'accounts' && !path.endsWith('/coql'),
    )
    .map(({ method, path }) => `${method} ${path}`);
}

describe('exit 0', () => {
  test('a run moves every file, ticks the box and logs the record', async () => {
    const { code, out } = await office.place.run('run');

    expect({ code, out }).toMatchObject({ code: 0 });
    expect(judge(office.emulator)).toEqual(allWell);
    const ends = (await office.place.log()).filter(({ event }) => event === 'record-end');
    expect(ends).toMatchObject([
      {
        recordId: office.emulator.records('a', 'Deals')[0]?.id,
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
    await office.place.run('run');
    office.emulator.ledger.clear();

    expect((await office.place.run('run')).code).toBe(0);
    expect(writes()).toEqual([]);
    expect(judge(office.emulator)).toEqual(allWell);
  });

  test('one token per organisation serves several runs', async () => {
    await office.place.run('run', '--dry-run');
    await office.place.run('run');

    const mints = office.emulator.ledger.entries().filter(({ path }) => path === '/oauth/v2/token');
    expect(mints).toHaveLength(2);
  });

  test('a dry run asks, and changes nothing in Zoho, journal or history', async () => {
    const { code, out } = await office.place.run('run', '--dry-run');

    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('big.mov') });
    const others = office.emulator.ledger
      .entries()
      .filter(
        ({ method, path }) => method !== 'GET' && !/\/coql$|^\/oauth\/v2\/token$/u.test(path),
      );
    expect(others).toEqual([]);
    expect(live(office.emulator, 'a')).toEqual([]);
    // The next run is the first that the journal knows of.
    expect((await office.place.run('run')).out).toContain('0 left open');
  });

  test('with --json standard output is one object per line, the last a summary', async () => {
    const { out } = await office.place.run('run', '--json');

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
    office.emulator.faults.add({
      match: { role: 'download', times: 9 },
      effect: { kind: 'status', status: 500, json: { errors: [{ id: 'F000', title: 'broken' }] } },
    });

    expect((await office.place.run('run')).code).toBe(1);
    expect(judge(office.emulator)).toMatchObject({ ticked: false });
  });

  test.each([
    [['run', '--dryrun'], '--dry-run'],
    [['run', '--limit', 'many'], '--limit'],
    [['run', '--record-id', 'Deal 7'], '--record-id'],
    [['rum'], 'run'],
    [['--verson'], '--version'],
  ])('2: %j is refused, naming %s, before anything is asked', async (args, named) => {
    const { code, err } = await office.place.run(...args);

    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(named) });
    expect(office.emulator.ledger.entries()).toEqual([]);
  });

  test('3: all problems of the configuration are told at once, each naming its variable', async () => {
    await office.place.configure({
      ZOHO_REGION: 'uk',
      ORG_A_CLIENT_SECRET: undefined,
      CRM_CHECKBOX_FIELD_API_NAME: 'Files transferred?',
      WORKDRIVE_DEST_FOLDER_ID: 'https://workdrive.zoho.eu/home/teams/x/ws/y/folders/z',
    });

    const { code, err } = await office.place.run('run');

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
    await office.place.run('run', '--dry-run');
    await office.place.configure({ CRM_MODULE_API_NAME: 'Leads' });

    const { code, err } = await office.place.run('run');

    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining('module') });
  });

  test.each([
    ['A', 'ORG_A_REFRESH_TOKEN', 'org A'],
    ['B', 'ORG_B_REFRESH_TOKEN', 'org B'],
  ])('4: a wrong refresh token of org %s names the org', async (_, variable, org) => {
    await office.place.configure({ [variable]: '1000.deadbeef.deadbeef' });

    const { code, err, out } = await office.place.run('run');

    expect(code).toBe(4);
    expect(out + err).toContain(org);
    expect(judge(office.emulator)).toMatchObject({ ticked: false });
  });

  test('4: a missing scope is named', async () => {
    await office.reseed(smallSeed({ scopesOfB: ['WorkDrive.users.READ'] }));

    const { code, err, out } = await office.place.run('run');

    expect(code).toBe(4);
    expect(out + err).toContain('WorkDrive.files.READ');
  });

  test('5: a long penalty ends the run, and the next one respects it without asking', async () => {
    office.emulator.faults.add({
      match: { org: 'b', role: 'download' },
      effect: { kind: 'status', status: 429, headers: { 'retry-after': '1800' }, json: {} },
    });

    expect((await office.place.run('run')).code).toBe(5);
    const asked = office.emulator.ledger.entries().filter(({ role }) => role === 'download').length;
    expect((await office.place.run('run')).code).toBe(5);
    expect(office.emulator.ledger.entries().filter(({ role }) => role === 'download')).toHaveLength(
      asked,
    );

    office.emulator.clock.advance(1_900_000);
    expect((await office.place.run('run')).code).toBe(0);
    expect(judge(office.emulator)).toEqual(allWell);
  });

  test('6: a second run while one is going leaves at once and writes nothing', async () => {
    const held = office.emulator.faults.add({
      match: { role: 'upload' },
      effect: { kind: 'hold' },
    });
    const first = office.place.start('run');
    await held.whenFired;

    const second = await office.place.run('run');

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
    office.emulator.reset(seed);

    expect((await office.place.run('run')).code).toBe(7);
  });

  test('130: an interruption leaves no half file, and the next run completes', async () => {
    const slow = office.emulator.faults.add({
      match: { role: 'download', nth: 2 },
      effect: { kind: 'delay', ms: 1500 },
    });
    const going = office.place.start('run');
    await expect
      .poll(() => slow.fired + live(office.emulator, 'a').length, { timeout: 20_000 })
      .toBeGreaterThan(0);

    going.child.kill('SIGINT');
    const { code, err } = await going.ended;

    expect({ code, err }).toMatchObject({ code: 130 });
    expect(judge(office.emulator)).toMatchObject({ strangers: [], ticked: false });
    expect((await office.place.run('run')).code).toBe(0);
    expect(judge(office.emulator)).toEqual(allWell);
  });
});
