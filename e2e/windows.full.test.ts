import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { allWell, judge } from './support/judge.ts';
import { packPackages } from './support/pack-packages.ts';
import { mustRun } from './support/run-command.ts';
import { smallSeed } from './support/small-seed.ts';
import { createWindowsMachine, type WindowsMachine } from './support/windows-machine.ts';
import type { Ended, Going } from './support/workplace.ts';

/**
 * The packed program on Windows: Node.js for Windows, with its paths, files, locks, programs and
 * Task Scheduler, as Wine has them where there is no Windows. Wine has no code pages for batch
 * files, so what a task starts lies in a folder of plain letters here, but for its blanks and signs.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const startTask = path.join(root, 'judges', 'windows', 'start-task.mjs');

let machine: WindowsMachine;
let emulator: Emulator;
let place: string;
let program: string;
let jobs = 0;
let folder: string;

beforeAll(async () => {
  machine = await createWindowsMachine();
  place = await mkdtemp(path.join(tmpdir(), 'zohokit-windows-'));
  await mustRun('npx', ['-y', 'pnpm@12', 'build'], root);
  const tarballs = await packPackages(place);
  await writeFile(path.join(place, 'package.json'), '{"private":true}\n');
  await mustRun('npm', ['install', '--no-audit', '--no-fund', ...tarballs], place);
  program = machine.pathOf(path.join(place, 'node_modules', 'zohokit', 'bin', 'zohokit.mjs'));
  emulator = await createEmulator({ seed: smallSeed() });
}, 600_000);
beforeEach(async () => {
  emulator.reset(smallSeed());
  folder = await newFolder('Hand over & Co (100)');
});
afterAll(async () => {
  await machine.remove();
  await emulator.close();
  await rm(place, { recursive: true, force: true, maxRetries: 10 });
});

/** With an `.env` as Notepad writes it. */
async function newFolder(name: string): Promise<string> {
  jobs += 1;
  const made = path.join(place, `job ${jobs}`, name);
  await mkdir(made, { recursive: true });
  const lines = Object.entries(emulator.env()).map(([key, value]) => `${key}=${value}\r\n`);
  await writeFile(path.join(made, '.env'), `\uFEFF${lines.join('')}`);
  return made;
}

const start = (...args: string[]): Going => machine.node(folder, program, ...args);
const zohokit = (...args: string[]): Promise<Ended> => start(...args).ended;

const stateFile = (...names: string[]): string => path.join(folder, '.zohokit', ...names);

test('the demo proves every rule', async () => {
  const { code, out } = await zohokit('demo');
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining('Every expectation holds.'),
  });
});

test('files are moved once, whatever the folder is called', async () => {
  folder = await newFolder('Übergabe & Söhne “1”');
  const first = await zohokit('run');
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toContain(machine.pathOf(stateFile('logs')));
  expect(judge(emulator)).toEqual(allWell);

  expect(await zohokit('run')).toMatchObject({ code: 0, err: '' });
  expect(judge(emulator)).toEqual(allWell);
  const report = await zohokit('report', 'last', '--out', 'report.html');
  expect(report).toMatchObject({ code: 0, err: '' });
  expect(await readFile(path.join(folder, 'report.html'), 'utf8')).toContain('</html>');
});

test('doctor finds nothing wrong with the machine', async () => {
  const { code, out } = await zohokit('doctor', '--json');
  expect(code).toBe(0);
  const { findings } = JSON.parse(out) as { findings: { check: string; status: string }[] };
  const found = Object.fromEntries(findings.map(({ check, status }) => [check, status]));
  expect(found).toMatchObject({
    node: 'ok',
    'state-folder': 'ok',
    lock: 'ok',
    clock: 'ok',
    destination: 'ok',
  });
});

test('a second run ends with 6, and the lock of a killed one is free at once', async () => {
  const held = emulator.faults.add({
    match: { path: '/api/v1/upload' },
    effect: { kind: 'hold' },
  });
  const first = start('run');
  await held.whenFired;
  expect(await zohokit('run')).toMatchObject({ code: 6 });
  first.child.kill('SIGKILL');
  await first.ended;

  expect(await zohokit('run')).toMatchObject({ code: 0 });
  expect(judge(emulator)).toEqual(allWell);
});

test('a task is registered, does its work, and its result is kept', async () => {
  expect(await zohokit('schedule', 'install', '--at', '02:15', '--yes')).toMatchObject({
    code: 0,
    err: '',
  });
  const task = machine.pathOf(stateFile('schedule', 'task.xml'));
  expect((await zohokit('schedule', 'status')).out).toContain('has not run yet');

  expect(await machine.node(folder, machine.pathOf(startTask), task).ended).toMatchObject({
    code: 0,
  });
  expect(judge(emulator)).toEqual(allWell);
  expect(await readFile(stateFile('schedule', 'last-result.txt'), 'utf8')).toBe('0\r\n');
  expect((await zohokit('schedule', 'status')).out).toContain('exit code 0');

  await appendFile(path.join(folder, '.env'), 'CRM_CHECKBOX_FIELD_API_NAME=\r\n');
  expect(await machine.node(folder, machine.pathOf(startTask), task).ended).toMatchObject({
    code: 3,
  });
  expect(await readFile(stateFile('schedule', 'last-result.txt'), 'utf8')).toBe('3\r\n');
  const said = await readFile(stateFile('schedule', 'last-output.log'), 'utf8');
  expect(said).toContain('CRM_CHECKBOX_FIELD_API_NAME');

  expect(await zohokit('schedule', 'remove', '--yes')).toMatchObject({ code: 0, err: '' });
  expect((await zohokit('schedule', 'status')).out).toContain('no schedule');
});
