import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openState } from '@zohokit/state';
import type { Seed } from '@zohokit/zoho-emulator';
import { describe, expect, it, test } from 'vitest';
import { main } from './main.ts';
import { seedWith, startEmulator } from './testing/emulated-orgs.ts';
import { createTestApp, temporaryFolder } from './testing/test-app.ts';

/** Runs that cannot begin or go on, as a person and a program are told. */

async function setUp(seed?: Seed) {
  const emulator = await startEmulator(seed);
  const cwd = await temporaryFolder();
  const home = path.join(cwd, '.zohokit');
  const run = async (flags: string[] = [], env: Record<string, string> = {}) => {
    const app = await createTestApp({ cwd, env: { ...emulator.env(), ...env } });
    const exitCode = await main(['run', ...flags], app);
    return { exitCode, out: app.outText(), err: app.errText() };
  };
  return { emulator, cwd, home, run };
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));

/** The last line of the newest log. */
async function lastLogLine(home: string): Promise<Record<string, unknown> | undefined> {
  const folder = path.join(home, 'logs');
  const newest = (await readdir(folder)).toSorted().at(-1) ?? '';
  return linesOf(await readFile(path.join(folder, newest), 'utf8')).at(-1);
}

describe('the log and the JSON lines end with a summary', () => {
  test.each([
    [[], 'stopped: locked (exit code 6)'],
    [['--json'], '"type":"summary"'],
  ])('of a run that finds the lock held: %j', async (flags, said) => {
    const { home, run } = await setUp();
    const state = await openState({ directory: home });
    const lock = await state.lock.acquire();
    const { exitCode, out } = await run(flags);
    await lock?.release();
    await state.close();
    expect(exitCode).toBe(6);
    const last = await lastLogLine(home);
    expect(last).toMatchObject({ event: 'summary', exitCode: 6, stopReason: 'locked' });
    expect(out.trimEnd().split('\n').at(-1)).toContain(said);
    // The log's file, which a run begins with, is named after the run.
    expect(out).toContain(String(last?.['runId']));
  });

  test('of a dry run that fails', async () => {
    const { emulator, home, run } = await setUp();
    emulator.revoke('a');
    const { exitCode, out } = await run(['--dry-run', '--json']);
    expect(exitCode).toBe(4);
    const last = await lastLogLine(home);
    expect(last).toMatchObject({ event: 'summary', dryRun: true, exitCode: 4 });
    const lines = linesOf(out);
    expect(lines.filter(({ type }) => type === 'summary')).toHaveLength(1);
    expect(lines.at(-1)).toMatchObject({ type: 'summary', runId: last?.['runId'] });
  });

  test('of a run whose folder belongs to other organisations', async () => {
    const { emulator, home, run } = await setUp();
    await run();
    const { a } = emulator.orgs;
    const { exitCode } = await run([], {
      ORG_B_REGION: a.dataCenter,
      ORG_B_CLIENT_ID: a.clientId,
      ORG_B_CLIENT_SECRET: a.clientSecret,
      ORG_B_REFRESH_TOKEN: a.refreshToken,
    });
    expect(exitCode).toBe(3);
    expect(await lastLogLine(home)).toMatchObject({ event: 'summary', exitCode: 3 });
  });
});

it('leaves what looks like a secret out of the summary of a run that cannot begin', async () => {
  const { run } = await setUp();
  const token = `1000.${'a1'.repeat(16)}.${'b2'.repeat(16)}`;
  const { exitCode, out, err } = await run(['--json', '--settings', token]);
  expect(exitCode).toBe(3);
  expect(out).toContain('"type":"summary"');
  expect(out + err).not.toContain(token);
});

describe('a state folder that cannot be used', () => {
  test.each([
    ['logs', '', 'is a file where a folder is needed'],
    ['spool', '', 'is a file where a folder is needed'],
    ['run.lock', 'folder', 'is a folder where a file is needed'],
    ['state.db', 'folder', 'is a folder where a file is needed'],
  ])('is named when %s is no %s', async (name, kind, complaint) => {
    const { home, run } = await setUp();
    const place = path.join(home, name);
    await mkdir(kind === 'folder' ? place : home, { recursive: true });
    if (kind === '') await writeFile(place, '');
    const { exitCode, err } = await run();
    expect(exitCode).toBe(3);
    expect(err).toContain(`ZOHOKIT_HOME: "${place}" ${complaint}: move it away`);
  });

  test('is refused below a file', async () => {
    const { cwd, run } = await setUp();
    await writeFile(path.join(cwd, 'file'), '');
    const { exitCode, err } = await run([], { ZOHOKIT_HOME: path.join('file', 'a', 'b') });
    expect(exitCode).toBe(3);
    expect(err).toContain(`"${path.join(cwd, 'file')}" is a file where a folder is needed`);
  });

  test('is refused, not waited for, where it cannot be created', async () => {
    const { cwd, run } = await setUp();
    // To nowhere: it cannot be looked into, and nothing can be created by its name.
    const link = path.join(cwd, 'link');
    await symlink(path.join(cwd, 'nowhere', 'nothing'), link, 'junction');
    const { exitCode, err } = await run([], { ZOHOKIT_HOME: path.join('link', 'a', 'b') });
    expect(exitCode).toBe(3);
    expect(err).toContain(`"${link}" cannot be created (EEXIST)`);
  });

  test('leaves nothing behind where it would be unsafe', async () => {
    const { cwd, run } = await setUp();
    const { exitCode } = await run([], { ZOHOKIT_HOME: path.join('OneDrive', 'zohokit') });
    expect(exitCode).toBe(3);
    expect(await readdir(cwd)).toEqual([]);
  });
});

it('is not stopped by a folder name that is nowhere, when only the known parent can be read', async () => {
  const records = [
    { Name: 'Misspelt', Folder_Name: 'Harbor extension', Files_Copied: false },
    { Name: 'Right', Folder_Name: 'Harbour extension', Files_Copied: false },
  ];
  const seed = seedWith({
    records,
    scopes: { b: ['WorkDrive.files.READ', 'ZohoFiles.files.READ'] },
  });
  const { emulator, run } = await setUp(seed);
  const { exitCode, out } = await run();
  expect(exitCode).toBe(0);
  expect(out.match(/^WARN folders are looked up under .* lacks WorkDrive.*$/gm)).toHaveLength(1);
  const ticked = emulator
    .records('a', 'Projects')
    .filter((record) => record['Files_Copied'] === true);
  expect(ticked.map((record) => record['Name'])).toEqual(['Right']);
});
