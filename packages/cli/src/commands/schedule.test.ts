import { writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { App } from '../app.ts';
import type { Command } from '../command.ts';
import { explainError } from '../explain-error.ts';
import { lookAtSchedule } from '../schedule/look-at-schedule.ts';
import { scheduleFiles } from '../schedule/schedule-record.ts';
import {
  createFakeMachine,
  type FakeMachine,
  type FakeMachineOptions,
} from '../schedule/testing/fake-machine.ts';
import { createTestApp } from '../testing/test-app.ts';
import { useEmulator } from '../testing/use-emulator.ts';
import {
  createScheduleExportCommand,
  createScheduleInstallCommand,
  createScheduleRemoveCommand,
  createScheduleStatusCommand,
} from './schedule.ts';

const shared = useEmulator();

type Verb = 'install' | 'status' | 'remove' | 'export';

const create: Record<Verb, (app: App, machine: FakeMachine) => Command> = {
  install: createScheduleInstallCommand,
  status: createScheduleStatusCommand,
  remove: createScheduleRemoveCommand,
  export: createScheduleExportCommand,
};

async function setUp(options: FakeMachineOptions = {}, variables?: Record<string, string>) {
  const { cwd } = await shared.place(variables);
  const machine = createFakeMachine(options);
  const run = async (verb: Verb, flags: string, app: Partial<App> = {}) => {
    const testApp = await createTestApp({ ...app, cwd });
    const words = flags.split(' ').filter((word) => word !== '');
    try {
      const exitCode = await create[verb](testApp, machine).run(words);
      return { exitCode, out: testApp.outText(), err: '' };
    } catch (error) {
      const { exitCode, text } = explainError(error, { signal: testApp.signal, called: 'zohokit' });
      return { exitCode, out: testApp.outText(), err: text };
    }
  };
  const home = path.join(cwd, '.zohokit');
  const files = scheduleFiles(home, machine.platform);
  const textOf = (file: string) => machine.readText(file).then((text) => text ?? '');
  return { cwd, home, machine, files, run, textOf };
}

const platforms: [string, FakeMachineOptions][] = [
  ['Task Scheduler', { platform: 'win32' }],
  ['systemd timer', { platform: 'linux' }],
  ['cron', { platform: 'linux', hasSystemd: false, crontab: '5 4 * * * mine\n' }],
  ['launchd agent', { platform: 'darwin' }],
];

describe.each(platforms)('by %s', (title, options) => {
  it('is installed, found, and removed without a trace but the last result', async () => {
    const { machine, files, home, run } = await setUp(options);
    const before = new Set(machine.files.keys());
    expect((await run('status', '')).exitCode).toBe(1);

    const installed = await run('install', '--at 02:30 --yes');
    expect(installed).toMatchObject({ exitCode: 0, err: '' });
    const status = await run('status', '');
    expect(status).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining(`${title} "zohokit-`),
    });
    expect(status.out).toContain('daily at 02:30, has not run yet');

    machine.files.set(files.result, { content: '7 \r\n', executable: false });
    expect(await lookAtSchedule(home, machine)).toMatchObject({
      kind: 'installed',
      description: expect.stringContaining('last ended 1970-01-01T00:00:00.000Z with exit code 7'),
    });

    expect(await run('remove', '--yes')).toMatchObject({ exitCode: 0 });
    expect((await run('status', '')).exitCode).toBe(1);
    const left = [...machine.files.keys()].filter((file) => !before.has(file));
    const task = path.win32.join(path.win32.dirname(files.launcher), 'task.xml');
    expect(left.filter((file) => file !== task)).toEqual([files.result]);
    expect([machine.installed.size, machine.crontab]).toEqual([0, options.crontab ?? '']);
  });

  it('starts this very program with the settings in use, from anywhere', async () => {
    const { cwd, home, machine, files, run, textOf } = await setUp(options);
    await run('install', '--every 1h --max-time 6h --yes');
    const launcher = await textOf(files.launcher);
    const env = path.join(cwd, '.env');
    for (const word of [
      machine.node,
      machine.program,
      home,
      cwd,
      env,
      '--max-time',
      '6h',
      '--quiet',
    ])
      expect(launcher).toContain(word);
    expect(machine.files.get(files.launcher)?.executable).toBe(true);
  });

  it('is installed twice as if once', async () => {
    const { machine, run } = await setUp(options);
    await run('install', '--every 1h --yes');
    expect((await run('install', '--every 2h --yes')).exitCode).toBe(0);
    expect(machine.installed.size + (machine.crontab.match(/# zohokit/g) ?? []).length).toBe(1);
    expect((await run('status', '')).out).toContain('every 2 hours');
  });

  it('shows everything before it asks, and changes nothing without an answer', async () => {
    const { machine, run } = await setUp(options);
    const before = [...machine.files.keys()];
    const { exitCode, out, err } = await run('install', '--every 15m');
    expect(exitCode).toBe(2);
    expect(err).toContain('nothing was changed: nobody is here to be asked, so give --yes');
    expect(out).toContain('every 15 minutes');
    expect(out).toMatch(/^file .*run\.(?:cmd|sh)$/m);
    expect(out).toMatch(/^command (?:schtasks|systemctl|launchctl|crontab) /m);
    expect([...machine.files.keys()]).toEqual(before);
    expect([machine.installed.size, machine.crontab]).toEqual([0, options.crontab ?? '']);
  });
});

const terminalSaying = (answer: string) => {
  const input = new PassThrough();
  input.write(answer);
  return { input, output: new PassThrough() };
};

test.each([
  ['y\n', 1],
  ['yes\n', 1],
  ['\n', 0],
  ['n\n', 0],
])('asked on a terminal, %j installs %i', async (answer, count) => {
  const { machine, run } = await setUp({ platform: 'win32' });
  const { exitCode } = await run('install', '--at 02:30', { terminal: terminalSaying(answer) });
  expect([exitCode, machine.installed.size]).toEqual([0, count]);
});

it('is cancelled by the end of input', async () => {
  const { machine, run } = await setUp();
  const terminal = terminalSaying('');
  terminal.input.end();
  const { exitCode } = await run('install', '--at 02:30', { terminal });
  expect([exitCode, machine.installed.size]).toEqual([130, 0]);
});

describe('is refused', () => {
  test.each([
    ['without a rhythm', '--yes', 2, '--every or --at is needed'],
    ['with a rhythm that is none', '--every 7m --yes', 2, '--every must divide'],
    ['with a time that is none', '--at 25:00 --yes', 2, '--at must be a time of day'],
    ['for a scheduler that is none', '--every 1h --platform upstart', 2, '--platform is one of'],
    [
      'for a scheduler of other machines',
      '--every 1h --platform windows',
      2,
      'not of this machine',
    ],
    ['with a flag of Windows', '--every 1h --logged-on --yes', 2, '--logged-on is about Windows'],
    ['with a time limit that is none', '--every 1h --max-time x --yes', 2, '--max-time must be'],
    ['with two sources', '--every 1h --settings a --job b', 2, '--settings excludes'],
    ['with settings that are not there', '--every 1h --settings none.env', 3, 'none.env'],
    ['with an unknown flag', '--evry 1h', 2, 'did you mean --every?'],
  ])('%s', async (_, flags, exitCode, message) => {
    const { machine, run } = await setUp();
    const ended = await run('install', flags);
    expect(ended).toMatchObject({ exitCode, err: expect.stringContaining(message) });
    expect(machine.installed.size).toBe(0);
  });

  it('where a run could not start', async () => {
    const { run } = await setUp({}, { CRM_MODULE_API_NAME: '' });
    const { exitCode, err } = await run('install', '--every 1h --yes');
    expect({ exitCode, err }).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('CRM_MODULE_API_NAME is missing'),
    });
  });

  test.each([
    ['/home/jane/.npm/_npx/0a1b/node_modules/zohokit/bin/zohokit.mjs'],
    ['/home/jane/.cache/pnpm/dlx/x/node_modules/zohokit/bin/zohokit.mjs'],
    ['/tmp/xfs-1/dlx-42/node_modules/zohokit/bin/zohokit.mjs'],
    ['/tmp/bunx-1000-zohokit@latest/node_modules/zohokit/bin/zohokit.mjs'],
    [String.raw`C:\Users\jane\AppData\Local\npm-cache\_npx\0a\zohokit\bin\zohokit.mjs`],
  ])('from a cache: %s', async (program) => {
    for (const verb of ['install', 'export'] as const) {
      const { machine, run } = await setUp({ program });
      const { exitCode, err } = await run(verb, '--every 1h');
      expect(exitCode).toBe(1);
      expect(err).toContain('a scheduled job needs an installed zohokit');
      expect(err).toMatch(/^ {2}npm install --global zohokit@\d/m);
      expect(machine.installed.size).toBe(0);
    }
  });

  it('where a path cannot be started on Windows', async () => {
    const program = String.raw`C:\100%PATH%\zohokit.mjs`;
    const { run } = await setUp({ platform: 'win32', program });
    const { exitCode, err } = await run('install', '--every 1h --yes');
    expect({ exitCode, err }).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('a percent sign'),
    });
  });
});

describe('a command that fails', () => {
  it('leaves no files, and says what helps', async () => {
    const { machine, run } = await setUp({ platform: 'win32', isAdministrator: false });
    const before = [...machine.files.keys()];
    const { exitCode, err } = await run('install', '--every 1h --yes');
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^schtasks \/Create .* ended with 1: ERROR: Access is denied\.$/m);
    expect(err).toContain('"Run as administrator", or with --logged-on');
    expect([...machine.files.keys()]).toEqual(before);
  });

  it('of a machine without cron can be exported all the same', async () => {
    const { machine, run } = await setUp({ hasSystemd: false });
    machine.exec = () => Promise.resolve({ code: undefined, out: '', err: '' });
    const ran = await run('export', '--at 02:30 --platform cron');
    expect(ran).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^ +30 2 \* \* \* /m) });
    expect(ran.out).toContain('note: no crontab can be read here');
  });

  it('of a crontab that cannot be read does not cost what is in it', async () => {
    const { machine, run } = await setUp({ hasSystemd: false, crontab: 'mine\n' });
    const { exec } = machine;
    machine.exec = (command) =>
      command.args[0] === '-l'
        ? Promise.resolve({ code: 1, out: '', err: 'crontab: permission denied' })
        : exec(command);
    const { exitCode, err } = await run('install', '--every 1h --yes');
    expect({ exitCode, err }).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('the crontab cannot be read'),
    });
    expect(machine.crontab).toBe('mine\n');
  });
});

it('says what a scheduled run would lack, and what a timer needs', async () => {
  const { run } = await setUp();
  const { out } = await run('install', '--every 1h --yes', { env: { CRM_TRIGGER: 'none' } });
  expect(out).toContain('which a scheduled run may not have: CRM_TRIGGER');
  expect(out).toContain('note: timers of a user stop when the user logs out');
  const lingering = await setUp({ lingers: true });
  expect((await lingering.run('install', '--every 1h --yes')).out).not.toContain('linger');
});

it('starts the job of a file of several, whose folder it does not decide anew', async () => {
  const { cwd, machine, run, textOf } = await setUp();
  const jobs = { deals: {}, own: { ZOHOKIT_HOME: 'mine' } };
  const file = path.join(cwd, 'zohokit.config.json');
  await writeFile(file, JSON.stringify({ shared: shared.emulator.env(), jobs }));
  expect((await run('install', '--every 1h --job deals --yes')).exitCode).toBe(0);
  expect((await run('install', '--every 1h --job own --yes')).exitCode).toBe(0);
  expect([...machine.installed].map((name) => name.replace(/-[\da-f]+$/, ''))).toEqual([
    'zohokit-deals',
    'zohokit-own',
  ]);
  const deals = await textOf(scheduleFiles(path.join(cwd, '.zohokit', 'deals'), 'linux').launcher);
  expect(deals).toContain(`'--config' '${file}' '--job' 'deals'`);
  expect(deals).toContain(`ZOHOKIT_HOME='${path.join(cwd, '.zohokit')}'`);
  const own = await textOf(scheduleFiles(path.join(cwd, 'mine'), 'linux').launcher);
  expect(own).not.toContain('ZOHOKIT_HOME');
  expect((await run('remove', '--job deals --yes')).exitCode).toBe(0);
  expect((await run('status', '--job own')).exitCode).toBe(0);
});

it('moves from cron to systemd when it is told to, and runs once', async () => {
  const { machine, run } = await setUp();
  await run('install', '--every 1h --platform cron --yes');
  expect(machine.crontab).toContain('# zohokit schedule');
  await run('install', '--every 1h --yes');
  expect([machine.crontab, machine.installed.size]).toEqual(['', 1]);
});

describe('status', () => {
  it('notices a schedule that somebody removed by hand, and removes the rest', async () => {
    const { machine, run } = await setUp({ platform: 'win32' });
    await run('install', '--every 1h --yes');
    await machine.exec({
      file: 'schtasks',
      args: ['/Delete', '/TN', [...machine.installed][0] ?? ''],
    });
    expect(await run('status', '')).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('no longer knows'),
    });
    expect((await run('remove', '--yes')).exitCode).toBe(0);
    expect((await run('remove', '--yes')).out).toContain('Nothing to remove');
  });

  it('notices a program that is gone', async () => {
    const { machine, home, run } = await setUp();
    await run('install', '--every 1h --yes');
    machine.files.delete(machine.program);
    expect(await lookAtSchedule(home, machine)).toMatchObject({
      kind: 'broken',
      message: expect.stringContaining(`starts "${machine.program}", which is gone`),
    });
  });

  it('does not guess where the scheduler cannot be asked', async () => {
    const { machine, home, run } = await setUp();
    await run('install', '--every 1h --yes');
    machine.exec = async () => ({ code: undefined, out: '', err: '' });
    expect(await lookAtSchedule(home, machine)).toMatchObject({ kind: 'unknown' });
  });
});

describe('export', () => {
  test.each(['windows', 'systemd', 'launchd', 'cron'])(
    'shows what %s would get',
    async (platform) => {
      const { machine, run } = await setUp();
      const { exitCode, out } = await run('export', `--every 1h --platform ${platform}`);
      expect({ exitCode, files: machine.files.size }).toEqual({ exitCode: 0, files: 2 });
      expect(out).toMatch(/^file /m);
    },
  );

  it('writes the files, the task in UTF-16', async () => {
    const { cwd, machine, run } = await setUp();
    await run('export', '--every 1h --platform windows --out task');
    const file = (name: string) => machine.files.get(path.join(cwd, 'task', name))?.content;
    expect(file('task.xml')).toSatisfy((bytes: Uint8Array) => bytes[0] === 0xff);
    expect(file('run.cmd')).toContain('@echo off\r\n');
  });
});
