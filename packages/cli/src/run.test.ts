import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import type { Emulator, Seed } from '@zohokit/zoho-emulator';
import { describe, expect, it } from 'vitest';
import { main } from './main.ts';
import { seedWith, startEmulator } from './testing/emulated-orgs.ts';
import { createTestApp, temporaryFolder } from './testing/test-app.ts';

async function setUp(seed?: Seed, env: Record<string, string> = {}) {
  const emulator = await startEmulator(seed);
  const cwd = await temporaryFolder();
  const run = async (flags: string[] = [], signal?: AbortSignal) => {
    const app = await createTestApp({
      cwd,
      env: { ...emulator.env(), ...env },
      ...(signal && { signal }),
    });
    const exitCode = await main(['run', ...flags], app);
    return { exitCode, out: app.outText(), err: app.errText() };
  };
  return { emulator, cwd, run };
}

function ticks(emulator: Emulator): Record<string, unknown> {
  const records = emulator.records('a', 'Projects');
  return Object.fromEntries(records.map((record) => [record['Name'], record['Files_Copied']]));
}

function idOf(emulator: Emulator, name: string): string {
  const found = emulator.records('a', 'Projects').find((record) => record['Name'] === name);
  return found?.id ?? '';
}

async function logLines(cwd: string): Promise<Record<string, unknown>[]> {
  const folder = path.join(cwd, '.zohokit', 'logs');
  const files = (await readdir(folder)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts
    .join('')
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));

const stored = (emulator: Emulator): string[] =>
  emulator
    .files('a')
    .filter(({ trashed }) => !trashed)
    .map(({ name }) => name)
    .toSorted();

const mixedSeed = () =>
  seedWith({
    records: [{ Name: 'Mixed', Folder_Name: 'Mixed', Files_Copied: false }],
    sourceFolders: [
      {
        name: 'Mixed',
        children: [
          { name: 'fine.txt', text: 'fine' },
          { name: 'virus.exe', size: 10, blocked: true },
        ],
      },
    ],
  });

describe('zohokit run', () => {
  it('copies the files of every pending record, proves them and ticks the box', async () => {
    const { emulator, cwd, run } = await setUp();
    const { exitCode, out, err } = await run();
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(ticks(emulator)).toEqual({
      'Harbour extension': true,
      'Old mill': true,
      'Empty plot': false,
      'Nobody knows': false,
      'Done before': true,
    });
    expect(stored(emulator)).toEqual([
      'empty note.txt',
      'minutes.docx',
      'offer.txt',
      'photos.zip',
      'plan.pdf',
      'survey.pdf',
    ]);
    const md5 = (org: 'a' | 'b', name: string) =>
      emulator.files(org).find((file) => file.name === name)?.md5;
    expect(md5('a', 'photos.zip')).toBe(md5('b', 'photos.zip'));
    expect(out).toContain('6 of 6 files transferred, 0 failed (exit code 0)');
    const ends = (await logLines(cwd)).filter(({ event }) => event === 'record-end');
    expect(ends).toHaveLength(4);
    expect(ends.find(({ folderName }) => folderName === 'Harbour extension')).toMatchObject({
      timestamp: expect.any(String),
      runId: expect.any(String),
      recordId: idOf(emulator, 'Harbour extension'),
      folderId: expect.any(String),
      discovered: 3,
      transferred: 3,
      failed: 0,
      status: 'transferred',
    });
  });

  it('has nothing more to do the second time', async () => {
    const { emulator, run } = await setUp();
    await run();
    const before = stored(emulator);
    const { exitCode } = await run();
    expect(exitCode).toBe(0);
    expect(stored(emulator)).toEqual(before);
  });

  it('keeps the run and its records in the history', async () => {
    const { cwd, run } = await setUp();
    await run();
    const state = await openState({ directory: path.join(cwd, '.zohokit') });
    const [only] = await state.history.runs();
    expect(only).toMatchObject({ end: { status: 'ended', exitCode: 0 } });
    expect(await state.history.lines(only?.id ?? '')).toHaveLength(4);
    await state.close();
  });

  it('exits 1 on warnings when strict', async () => {
    const { run } = await setUp();
    expect((await run(['--strict'])).exitCode).toBe(1);
  });

  it('says nothing when quiet and well', async () => {
    const { emulator, run } = await setUp();
    const id = idOf(emulator, 'Old mill');
    expect(await run(['--quiet', '--record-id', id])).toEqual({ exitCode: 0, out: '', err: '' });
  });

  it('writes only JSON with --json, and the summary last', async () => {
    const { run } = await setUp();
    const { out } = await run(['--json']);
    const lines = jsonLines(out);
    expect(new Set(lines.map(({ runId }) => runId)).size).toBe(1);
    expect(lines[0]).toMatchObject({ type: 'run-start', dryRun: false });
    expect(lines.at(-1)).toMatchObject({
      type: 'summary',
      exitCode: 0,
      records: { transferred: 2, 'no-files': 1, 'folder-not-found': 1 },
      files: { discovered: 6, transferred: 6, failed: 0 },
    });
  });

  it('takes only the records that are named, and says why it refuses one', async () => {
    const { emulator, run } = await setUp();
    const named = [idOf(emulator, 'Old mill'), idOf(emulator, 'Done before')];
    const { exitCode, out } = await run(named.flatMap((id) => ['--record-id', id]));
    expect(exitCode).toBe(1);
    expect(out).toContain(`Record ${named[1]} is not processed: its checkbox is ticked already`);
    expect(ticks(emulator)).toMatchObject({ 'Old mill': true, 'Harbour extension': false });
  });

  it('stops at the limit', async () => {
    const { run } = await setUp();
    const { out } = await run(['--json', '--limit', '1']);
    const ends = jsonLines(out).filter(({ type }) => type === 'record-end');
    expect(ends).toHaveLength(1);
  });

  it('leaves no secret and no token in the output or the log', async () => {
    const { emulator, cwd, run } = await setUp(undefined, { LOG_LEVEL: 'debug' });
    const { out, err } = await run(['--json']);
    const told = `${out}${err}${JSON.stringify(await logLines(cwd))}`;
    for (const { clientSecret, refreshToken } of Object.values(emulator.orgs)) {
      expect(told).not.toContain(clientSecret);
      expect(told).not.toContain(refreshToken);
    }
    expect(told).not.toMatch(/\b1\d{3}\.[\da-f]{16,}\.[\da-f]{16,}/i);
  });
});

describe('zohokit run --dry-run', () => {
  it('says what would be done and writes nothing to Zoho, journal or history', async () => {
    const { emulator, cwd, run } = await setUp();
    const before = ticks(emulator);
    const { exitCode, out } = await run(['--dry-run']);
    expect(exitCode).toBe(0);
    expect(out).toContain('send "minutes" as "minutes.docx"');
    expect(out).toContain('leave out subfolder "drawings"');
    expect(ticks(emulator)).toEqual(before);
    expect(stored(emulator)).toEqual([]);
    const writes = emulator.ledger
      .entries()
      .filter(({ method, path: url }) => method !== 'GET' && !/coql|oauth|_emulator/.test(url));
    expect(writes).toEqual([]);
    const state = await openState({ directory: path.join(cwd, '.zohokit') });
    expect(await state.history.runs()).toEqual([]);
    expect(await state.journal.openRecords()).toEqual([]);
    await state.close();
  });

  it('may be asked while a run holds the lock', async () => {
    const { cwd, run } = await setUp();
    const state = await openState({ directory: path.join(cwd, '.zohokit') });
    const lock = await state.lock.acquire();
    expect((await run(['--dry-run'])).exitCode).toBe(0);
    await lock?.release();
    await state.close();
  });
});

describe('zohokit run that cannot go on', () => {
  it('exits 6 while another run holds the lock, and names the folder', async () => {
    const { cwd, emulator, run } = await setUp();
    const home = path.join(cwd, '.zohokit');
    const state = await openState({ directory: home });
    const lock = await state.lock.acquire();
    const { exitCode, err } = await run();
    expect(exitCode).toBe(6);
    expect(err).toBe(`zohokit: another run holds the lock of "${home}": wait for it to end\n`);
    expect(stored(emulator)).toEqual([]);
    await lock?.release();
    await state.close();
    expect((await run()).exitCode).toBe(0);
  });

  it('exits 4 when the grant of an org was revoked, and names the org', async () => {
    const { emulator, run } = await setUp();
    emulator.revoke('b');
    const { exitCode, out } = await run();
    expect(exitCode).toBe(4);
    expect(out).toContain('org B');
    expect(ticks(emulator)).toMatchObject({ 'Harbour extension': false, 'Old mill': false });
  });

  it('exits 4 when a scope is missing, and names it', async () => {
    const { run } = await setUp(seedWith({ scopes: { a: ['ZohoCRM.modules.ALL'] } }));
    const { exitCode, out } = await run();
    expect(exitCode).toBe(4);
    expect(out).toContain('WorkDrive.files.READ');
  });

  it('exits 3 when the folder holds the state of another transfer, before anything is asked', async () => {
    const { run, emulator, cwd } = await setUp();
    await run(['--dry-run']);
    emulator.ledger.clear();
    const app = await createTestApp({
      cwd,
      env: { ...emulator.env(), CRM_MODULE_API_NAME: 'Leads' },
    });
    expect(await main(['run'], app)).toBe(3);
    expect(app.errText()).toContain('belongs to another transfer: module is Leads');
    expect(emulator.ledger.entries()).toEqual([]);
  });

  it('exits 3 when no emulator answers', async () => {
    const { emulator, run } = await setUp();
    await emulator.close();
    const { exitCode, err } = await run();
    expect(exitCode).toBe(3);
    expect(err).toContain('ZOHO_EMULATOR_URL');
  });

  it('exits 5 when Zoho asks for too long a wait, and leaves the records pending', async () => {
    const { emulator, run } = await setUp();
    emulator.faults.add({
      match: { org: 'a', path: '/workdrive/', times: 99 },
      effect: {
        kind: 'status',
        status: 429,
        json: { errors: [{ id: 'F7008', title: 'throttled' }] },
        headers: { 'retry-after': '1800' },
      },
    });
    const { exitCode } = await run();
    expect(exitCode).toBe(5);
    expect(ticks(emulator)).toMatchObject({ 'Harbour extension': false, 'Old mill': false });
  });

  it('sends an upload again that was throttled, once the wait is over', async () => {
    const { emulator, run } = await setUp();
    emulator.faults.add({
      match: { org: 'a', method: 'POST', path: 'upload' },
      effect: {
        kind: 'status',
        status: 429,
        json: { errors: [{ id: 'F7008', title: 'throttled' }] },
        headers: { 'retry-after': '119' },
      },
    });
    expect((await run()).exitCode).toBe(0);
    expect(stored(emulator)).toHaveLength(6);
  });

  it('waits as long as Zoho asks, on the clock of the emulator, and logs it', async () => {
    const { emulator, cwd, run } = await setUp();
    emulator.faults.add({
      match: { org: 'b', path: '/workdrive/' },
      effect: {
        kind: 'status',
        status: 429,
        json: { errors: [{ id: 'F7008', title: 'throttled' }] },
        headers: { 'retry-after': '119' },
      },
    });
    const before = emulator.clock.now();
    expect((await run()).exitCode).toBe(0);
    expect(emulator.clock.now() - before).toBeGreaterThan(119_000);
    const lines = await logLines(cwd);
    expect(lines.filter(({ event }) => event === 'penalty-start')).toMatchObject([
      { connection: 'org B', level: 'warn', until: expect.any(String) },
    ]);
  });

  it('exits 130 when it is asked to stop, and the next run goes on', async () => {
    const { emulator, run } = await setUp();
    const interruption = new AbortController();
    const fault = emulator.faults.add({
      match: { role: 'download' },
      effect: { kind: 'delay', ms: 200 },
    });
    void fault.whenFired.then(() => interruption.abort());
    const { exitCode } = await run([], interruption.signal);
    expect(exitCode).toBe(130);
    expect(ticks(emulator)).toMatchObject({ 'Harbour extension': false });
    expect((await run()).exitCode).toBe(0);
    expect(ticks(emulator)).toMatchObject({ 'Harbour extension': true, 'Old mill': true });
    expect(stored(emulator)).toHaveLength(6);
  });

  it('exits 1 for a record of which a file failed, and ticks it for the others', async () => {
    const { emulator, run } = await setUp(mixedSeed());
    const { exitCode, out } = await run();
    expect(exitCode).toBe(1);
    expect(out).toContain('failed "virus.exe"');
    expect(ticks(emulator)).toEqual({ Mixed: true });
  });

  it('leaves that record unticked by --policy all, and says for what it waits', async () => {
    const { emulator, run } = await setUp(mixedSeed());
    const { exitCode, out } = await run(['--policy', 'all']);
    expect(exitCode).toBe(1);
    expect(out).toContain('by policy "all" the box waits for what is left (1 failed)');
    expect(ticks(emulator)).toEqual({ Mixed: false });
    expect((await run()).exitCode).toBe(1);
    expect(ticks(emulator)).toEqual({ Mixed: true });
  });

  it('exits 10 when its budget is used up, and the next run goes on', async () => {
    const { emulator, run } = await setUp();
    const first = await run(['--max-files', '1']);
    expect(first.exitCode).toBe(10);
    expect(first.out).toContain('the budget of 1 files is used up; the next run goes on');
    expect(stored(emulator)).toHaveLength(1);
    const second = await run(['--max-requests', '1']);
    expect(second.exitCode).toBe(10);
    expect((await run()).exitCode).toBe(0);
    expect(ticks(emulator)).toMatchObject({ 'Harbour extension': true, 'Old mill': true });
    expect(stored(emulator)).toHaveLength(6);
  });

  it.each([
    ['--max-files', '0'],
    ['--max-bytes', 'many'],
    ['--max-time', '60'],
    ['--max-requests', '-5'],
  ])('exits 2 for %s %s, and names the flag', async (flag, value) => {
    const { run } = await setUp();
    const { exitCode, err } = await run([`${flag}=${value}`]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining(flag)]);
  });

  it('exits 2 for a policy that is none, and names those there are', async () => {
    const { run } = await setUp(mixedSeed());
    const { exitCode, err } = await run(['--policy', 'some']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('any, all')]);
  });

  it('exits 7 for a folder that is ambiguous, and writes nothing', async () => {
    const twin = { name: 'Twin', modified: '2026-01-31T09:00:00Z', children: [] };
    const seed = seedWith({
      records: [{ Name: 'Twin', Folder_Name: 'twin', Files_Copied: false }],
      sourceFolders: [twin],
      myFolders: [twin],
    });
    const { emulator, run } = await setUp(seed);
    expect((await run()).exitCode).toBe(7);
    expect(ticks(emulator)).toEqual({ Twin: false });
  });
});
