import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { findProgram } from './support/find-program.ts';
import { runCommand } from './support/run-command.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';
import { startProgram } from './support/workplace.ts';

/** What is written for a machine's scheduler works there: by systemd's own judge, and by a shell. */

const office = useOffice(smallSeed);

const oddHome = `state 100% R&D it's $HOME ü`;

/** `systemd-analyze`, for a user who is not logged in here. */
async function analyze(...args: string[]) {
  const program = await findProgram({
    names: ['systemd-analyze'],
    variable: 'ZOHOKIT_SYSTEMD_ANALYZE',
    package: 'systemd',
  });
  const { directory } = office.place;
  const runtime = path.join(directory, 'runtime');
  await mkdir(runtime, { recursive: true, mode: 0o700 });
  return await runCommand('env', [`XDG_RUNTIME_DIR=${runtime}`, program, ...args], directory);
}

test.each([['--every 15m'], ['--every 6h'], ['--at 02:30 --at 14:05']])(
  'systemd finds nothing wrong with the units for %s',
  async (rhythm) => {
    await office.place.configure({ ZOHOKIT_HOME: oddHome });
    const flags = `${rhythm} --platform systemd --out units`.split(' ');
    const exported = await office.place.run('schedule', 'export', ...flags);
    expect(exported).toMatchObject({ code: 0, err: '' });
    const units = path.join(office.place.directory, 'units');
    const names = (await readdir(units)).filter((name) => /\.(?:service|timer)$/u.test(name));
    expect(names).toHaveLength(2);
    const files = names.map((name) => path.join(units, name));
    expect(await analyze('verify', '--user', ...files)).toEqual({ code: 0, out: '' });
    const timer = await readFile(files.find((file) => file.endsWith('.timer')) ?? '', 'utf8');
    const calendars = [...timer.matchAll(/^OnCalendar=(.*)$/gmu)].map(([, when = '']) => when);
    const { code, out } = await analyze('calendar', ...calendars);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Next elapse') });
  },
);

test('systemd notices a unit that is wrong', async () => {
  const file = path.join(office.place.directory, 'wrong.timer');
  await writeFile(file, '[Timer]\nOnCalendar=*-*-* 00/25:00:00\nPersistant=true\n');
  expect((await analyze('verify', '--user', file)).out).toContain('Persistant');
});

/** A `crontab` that keeps its table in a file. */
const crontabProgram = `#!/bin/sh
if [ "$1" = -l ]; then
  [ -f "$CRONTAB_FILE" ] && exec cat "$CRONTAB_FILE"
  echo "no crontab for me" >&2
  exit 1
fi
exec cat >"$CRONTAB_FILE"
`;

async function installInCron() {
  const { directory } = office.place;
  const bin = path.join(directory, 'bin');
  await mkdir(bin);
  await writeFile(path.join(bin, 'crontab'), crontabProgram, { mode: 0o755 });
  const table = path.join(directory, 'crontab.txt');
  const env = {
    PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
    CRONTAB_FILE: table,
  };
  const zohokit = (...args: string[]) => startProgram(args, directory, env).ended;
  const flags = ['--every', '15m', '--platform', 'cron', '--yes'];
  expect(await zohokit('schedule', 'install', ...flags)).toMatchObject({ code: 0, err: '' });
  const line = (await readFile(table, 'utf8')).split('\n').find((one) => one.startsWith('*/15 '));
  return { zohokit, command: line?.replace(/^\S+ \S+ \* \* \* /u, '') ?? '' };
}

/** As cron does: an unescaped percent sign ends the command, the environment is small, the folder `/`. */
async function runAsCron(command: string) {
  expect(command).not.toMatch(/(?<!\\)%/u);
  const args = [
    '-i',
    'HOME=/',
    'PATH=/usr/bin:/bin',
    '/bin/sh',
    '-c',
    command.replaceAll(String.raw`\%`, '%'),
  ];
  return await runCommand('env', args, '/');
}

describe('the line of cron', () => {
  it('runs the transfer from anywhere, and its end is known afterwards', async () => {
    await office.place.configure({ ZOHOKIT_HOME: oddHome });
    const { zohokit, command } = await installInCron();
    expect(await runAsCron(command)).toEqual({ code: 0, out: '' });
    expect(office.emulator.records('a', 'Deals').map((record) => record['Done'])).toEqual([true]);
    const status = await zohokit('schedule', 'status');
    expect(status).toMatchObject({ code: 0, out: expect.stringMatching(/with exit code 0$/mu) });
    expect((await zohokit('doctor')).out).toMatch(/^✓ schedule: cron "zohokit-/mu);
    expect((await zohokit('schedule', 'remove', '--yes')).code).toBe(0);
    expect((await zohokit('schedule', 'status')).code).toBe(1);
  });

  it('tells cron the exit code of a run, and keeps what it said', async () => {
    const { zohokit, command } = await installInCron();
    await office.place.configure({ CRM_MODULE_API_NAME: undefined });
    expect((await runAsCron(command)).code).toBe(3);
    const file = path.join(office.place.directory, '.zohokit', 'schedule', 'last-output.log');
    expect(await readFile(file, 'utf8')).toContain('CRM_MODULE_API_NAME is missing');
    expect(await zohokit('schedule', 'status')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/with exit code 3$/mu),
    });
  });

  it('starts no second run beside one that goes on', async () => {
    const { command } = await installInCron();
    const ends = await Promise.all([runAsCron(command), runAsCron(command), runAsCron(command)]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    const starts = (await office.place.log()).filter(({ event }) => event === 'run-start');
    expect(starts).toHaveLength(1);
  });
});
