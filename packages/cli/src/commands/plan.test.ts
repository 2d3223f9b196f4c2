import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { PlanFile } from '../plan/plan-file.ts';
import { PlanResult } from '../plan/plan-result.ts';
import {
  deal,
  harbour,
  idOf,
  mixed,
  seedOf,
  stored,
  ticks,
  twins,
  writesTo,
} from '../testing/deals.ts';
import { useEmulator, type Ran } from '../testing/use-emulator.ts';

const modified = '2026-03-04T05:06:07Z';
/** Two files of one name, one of a name that a spreadsheet would run, and a subfolder. */
const evil = deal('=cmd|"/c calc"!A1', [
  { name: 'same.txt', text: 'one', modified },
  { name: 'same.txt', text: 'two', modified },
  { name: 'left', modified, children: [] },
]);
const shared = useEmulator(seedOf(harbour, mixed, twins, evil, deal('Empty', [])));

const parse = ({ out }: Ran) => v.parse(PlanResult, JSON.parse(out));

describe('zohokit plan', () => {
  it('shows a line for each record, what needs a person, and the sum; and changes nothing', async () => {
    const place = await shared.place();
    const { exitCode, out, err } = await place.run(['plan']);
    expect({ exitCode, err }).toEqual({ exitCode: 7, err: '' });
    expect(out).toMatch(/^RECORD +FOLDER +FILES +SIZE/m);
    expect(out).toMatch(/^\d+ +Harbour +2 +11 bytes +0 +0 +0 +tick +team folder/m);
    expect(out).toMatch(/^\d+ +Twins +- .* leave +ambiguous$/m);
    expect(out).toContain(`choose one: zohokit pin ${idOf(shared.emulator, 'Twins')} FOLDER`);
    expect(out).toMatch(/"same\.txt" is stored as "same_\d{8}T\d{6}Z\.txt"/);
    expect(out).toMatch(/5 records, 3 with something to send: 6 files/);
    expect(out).toMatch(/About \d+ requests to Zoho, at least \d+ s under its limits/);
    expect(out).not.toContain('\u001B');
    expect(writesTo(shared.emulator)).toEqual([]);
  });

  it('says the same to a program, by its schema', async () => {
    const place = await shared.place();
    const plan = parse(await place.run(['plan', '--json']));
    expect(plan).toMatchObject({
      exitCode: 7,
      module: 'Projects',
      policy: 'any',
      file: null,
      refused: [],
      totals: { records: 5, toTransfer: 3, files: 6, renamed: 1, leftOut: 1, ambiguous: 1 },
    });
    const twin = plan.records.find(({ folderName }) => folderName === 'Twins');
    expect(twin?.candidates).toHaveLength(2);
    expect(plan.estimate.requests.total).toBeGreaterThan(12);
  });

  it('writes CSV in which no name is a formula', async () => {
    const place = await shared.place();
    const { out } = await place.run(['plan', '--csv']);
    const lines = out.split('\r\n');
    expect(lines[0]).toMatch(/^\u{FEFF}record_id,folder_name,status,/u);
    expect(lines).toHaveLength(7);
    expect(out).toContain(`"'=cmd|""/c calc""!A1"`);
    expect(out).not.toMatch(/(?:^|,)"?[=+@-]/m);
  });

  it('says by which policy a box would wait', async () => {
    const place = await shared.place();
    const plan = parse(await place.run(['plan', '--json', '--policy', 'all']));
    const row = plan.records.find(({ folderName }) => folderName.startsWith('='));
    expect(row).toMatchObject({ ticks: false, message: expect.stringContaining('subfolders') });
    expect(plan.policy).toBe('all');
  });

  it('is about the records that are named, and says which of them take no part', async () => {
    const place = await shared.place();
    const id = idOf(shared.emulator, 'Harbour');
    const ran = await place.run(['plan', '--json', '--record-id', id, '--record-id', '404']);
    expect(ran.exitCode).toBe(1);
    expect(parse(ran)).toMatchObject({
      records: [{ recordId: id }],
      refused: [{ recordId: '404', message: 'there is no such record in the module' }],
    });
    const limited = await place.run(['plan', '--json', '--limit', '2']);
    expect(parse(limited).records).toHaveLength(2);
  });

  test.each([
    [2, ['--json', '--csv'], {}, 'exclude each other'],
    [2, ['--limit', '0'], {}, '--limit must be a whole number'],
    [2, ['--policy', 'some'], {}, '--policy is one of any, all'],
    [2, ['--record-id', 'x'], {}, '--record-id must be the number'],
    [2, ['--ouput', 'x'], {}, 'did you mean --out?'],
    [2, ['--out', '.env'], {}, 'something else than a plan'],
    [2, ['--out', 'no/such/plan.json'], {}, 'cannot be written (ENOENT)'],
    [3, [], { CRM_MODULE_API_NAME: 'No Such' }, 'CRM_MODULE_API_NAME'],
    [4, [], { ORG_B_CLIENT_SECRET: 'wrong-secret' }, 'org B'],
  ])('exits %i for %j', async (expected, flags, changes, told) => {
    const place = await shared.place(changes);
    const { exitCode, out, err } = await place.run(['plan', ...flags]);
    expect({ exitCode, out }).toEqual({ exitCode: expected, out: '' });
    expect(err).toContain(told);
  });

  it('exits 1 on warnings when it is strict, 5 during a penalty, 130 when it is interrupted', async () => {
    const id = idOf(shared.emulator, 'Empty');
    const place = await shared.place();
    expect((await place.run(['plan', '--record-id', id])).exitCode).toBe(0);
    expect((await place.run(['plan', '--record-id', id, '--strict'])).exitCode).toBe(1);
    const stop = { signal: AbortSignal.abort(new Error('interrupted')) };
    expect((await place.run(['plan'], stop)).exitCode).toBe(130);
    shared.emulator.faults.add({
      match: { org: 'b', path: '/workdrive', times: 9 },
      effect: { kind: 'status', status: 429, headers: { 'retry-after': '3000' } },
    });
    expect((await place.run(['plan'])).exitCode).toBe(5);
  });

  it('foresees the requests of the run to within a fifth, and its least time', async () => {
    const place = await shared.place();
    await place.run(['plan']);
    const { estimate } = parse(await place.run(['plan', '--json']));
    const { ledger } = shared.emulator;
    ledger.clear();
    await place.run(['run']);
    const sent = ledger.entries().filter(({ path: url }) => !url.startsWith('/_emulator')).length;
    expect(estimate.requests.total).toBeGreaterThan(sent * 0.8);
    expect(estimate.requests.total).toBeLessThan(sent * 1.2);
    const { orgA, orgB } = estimate.requests;
    expect(estimate.timeMs).toBe((1000 * Math.max(orgA, orgB)) / 5);
  });
});

describe('zohokit run --plan', () => {
  async function planned(flags: string[] = []) {
    const place = await shared.place();
    await place.run(['plan', '--out', 'plan.json', ...flags]);
    const file = path.join(place.cwd, 'plan.json');
    const read = async () => v.parse(PlanFile, JSON.parse(await readFile(file, 'utf8')));
    const edit = async (change: (plan: Record<string, unknown>) => void) => {
      const plan: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'));
      change(plan);
      await writeFile(file, JSON.stringify(plan));
    };
    return { ...place, file, read, edit };
  }

  it('does what the file says, and nothing that came later', async () => {
    const place = await planned(['--record-id', idOf(shared.emulator, 'Harbour')]);
    expect(await place.read()).toMatchObject({
      version: 1,
      binding: { module: 'Projects', origin: 'emulator' },
    });
    const { exitCode, err } = await place.run(['run', '--plan', 'plan.json']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(stored(shared.emulator)).toEqual(['a.txt', 'b.txt']);
    expect(ticks(shared.emulator)).toMatchObject({ Harbour: true, Mixed: false });
  });

  it('ends what is no longer as planned as stale, with exit code 1', async () => {
    const place = await planned(['--record-id', idOf(shared.emulator, 'Harbour')]);
    await place.edit((plan) => {
      const text = JSON.stringify(plan['plans']).replace('"name":"b.txt"', '"name":"c.txt"');
      plan['plans'] = JSON.parse(text.replaceAll('"path":"b.txt"', '"path":"c.txt"'));
    });
    const { exitCode, out } = await place.run(['run', '--plan', 'plan.json', '--json']);
    expect(exitCode).toBe(1);
    expect(out).toContain('"status":"stale"');
    expect(stored(shared.emulator)).toEqual(['a.txt']);
  });

  it('keeps the policy that was planned, unless told otherwise', async () => {
    const place = await planned(['--record-id', idOf(shared.emulator, 'Mixed'), '--policy', 'all']);
    await place.run(['run', '--plan', 'plan.json']);
    expect(ticks(shared.emulator)['Mixed']).toBe(false);
    const other = await planned(['--record-id', idOf(shared.emulator, 'Mixed'), '--policy', 'all']);
    await other.run(['run', '--plan', 'plan.json', '--policy', 'any']);
    expect(ticks(shared.emulator)['Mixed']).toBe(true);
  });

  it('overwrites a plan with a plan', async () => {
    const place = await planned();
    expect((await place.run(['plan', '--out', 'plan.json'])).exitCode).toBe(7);
    expect((await place.read()).plans).toHaveLength(5);
  });

  it('holds nothing of a record but what a run needs to know it by', async () => {
    const { read } = await planned();
    const [one] = (await read()).plans;
    expect(Object.keys(one?.record ?? {}).toSorted()).toEqual([
      'checked',
      'folderName',
      'id',
      'version',
    ]);
  });

  test.each<[string, (plan: Record<string, unknown>) => void, number, string]>([
    ['other version', (plan) => void (plan['version'] = 2), 2, 'is a plan of version 2'],
    ['no plan', (plan) => void (plan['type'] = 'else'), 2, 'is no plan of zohokit'],
    ['damage', (plan) => void (plan['plans'] = [{ kind: 'transfer' }]), 2, 'is damaged'],
    [
      'another module',
      (plan) => Object.assign(plan['binding'] ?? {}, { module: 'Leads' }),
      3,
      'CRM module is "Projects" here and "Leads" in the plan',
    ],
    [
      'another org',
      (plan) => {
        const text = JSON.stringify(plan['binding']).replace(/us \/ user \d+/, 'us / user 1');
        plan['binding'] = JSON.parse(text);
      },
      3,
      'another transfer: org B is "us / user',
    ],
  ])('refuses a file of %s', async (_, change, expected, told) => {
    const place = await planned();
    await place.edit(change);
    const { exitCode, err } = await place.run(['run', '--plan', 'plan.json']);
    expect({ exitCode, err }).toEqual({ exitCode: expected, err: expect.stringContaining(told) });
    expect(stored(shared.emulator)).toEqual([]);
  });

  test.each([
    [['--plan', 'none.json'], 'cannot be read (ENOENT)'],
    [['--plan', '.env'], 'is no JSON'],
    [['--plan', 'plan.json', '--dry-run'], 'zohokit plan shows what it would do'],
    [['--plan', 'plan.json', '--record-id', '5'], '--plan says which records'],
    [['--bwlimit', 'fast'], '--bwlimit must be an amount above 0'],
    [['--bwlimit', '1000'], '--bwlimit must be at least 1KiB a second'],
  ])('run %j exits 2', async (flags, told) => {
    const place = await planned();
    const { exitCode, err } = await place.run(['run', ...flags]);
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining(told) });
  });

  it('tells a program of a wrong file by a summary', async () => {
    const place = await shared.place();
    const { out } = await place.run(['run', '--plan', 'none.json', '--json']);
    expect(JSON.parse(out)).toMatchObject({ type: 'summary', exitCode: 2 });
  });
});
