import path from 'node:path';
import { timeAmount } from '../amount.ts';
import type { App } from '../app.ts';
import { CommandFailure } from '../command-failure.ts';
import { createCommand, type Command } from '../command.ts';
import { homeOf } from '../config/home-of.ts';
import { readSettings } from '../config/read-settings.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { exitCodes } from '../exit-code.ts';
import { flagValues } from '../flags.ts';
import { harmless } from '../output/harmless.ts';
import { askYes } from '../schedule/ask-yes.ts';
import { installSchedule, removeSchedule, showCommand } from '../schedule/carry-out.ts';
import {
  checkPlatform,
  defaultPlatform,
  parsePlatform,
  schedulerOf,
} from '../schedule/choose-scheduler.ts';
import { lookAtSchedule } from '../schedule/look-at-schedule.ts';
import type { Machine } from '../schedule/machine.ts';
import { planSchedule, type PlannedSchedule } from '../schedule/plan-schedule.ts';
import { parseRhythm } from '../schedule/rhythm.ts';
import type { SchedulePlatform } from '../schedule/scheduler.ts';
import { UsageError } from '../usage-error.ts';

const rhythmFlags = {
  every: { type: 'string', valueHint: 'TIME', description: 'e.g. 15m, 1h or 1d (at 02:00)' },
  at: {
    type: 'string',
    valueHint: 'HH:MM',
    description: 'Every day at that time; may be given several times',
  },
  platform: {
    type: 'string',
    valueHint: 'windows|systemd|launchd|cron',
    description: "Instead of this machine's own",
  },
  'logged-on': {
    type: 'boolean',
    description: 'Windows: only while you are logged on, in a window; needs no administrator',
  },
  'max-time': { type: 'string', valueHint: 'TIME', description: 'End each run after so long' },
  ...sourceFlags,
} as const;

const yes = { type: 'boolean', description: 'Do it without asking' } as const;

/** `zohokit schedule install`: shows what it would do, asks, and does it. */
export function createScheduleInstallCommand(app: App, machine: Machine): Command {
  const flags = { ...rhythmFlags, yes } as const;
  return createCommand({
    name: 'schedule install',
    description: 'Have this machine start the transfer by itself',
    args: flags,
    examples: [
      { line: 'schedule install --at 02:30', does: 'every night; shows what it does, and asks' },
      { line: 'schedule install --every 15m --yes', does: 'four times an hour, without asking' },
      {
        line: 'schedule install --at 12:30 --at 22:00 --max-time 6h',
        does: 'twice a day, no longer than six hours each',
      },
    ],
    async run({ args, rawArgs }) {
      const platform = parsePlatform(args.platform) ?? (await defaultPlatform(machine));
      checkPlatform(platform, machine);
      const plan = await planFor(app, machine, { platform, rawArgs, flags, args });
      app.out.write(describe(plan));
      if (args.yes !== true && !(await mayGoOn(app, 'Install this?'))) return exitCodes.done;
      await installSchedule(plan, machine);
      app.out.write(`Installed: ${harmless(plan.record.name)}, ${plan.record.rhythm}.\n`);
      return exitCodes.done;
    },
  });
}

/** `zohokit schedule export`: what an installation would write, to be installed by other means. */
export function createScheduleExportCommand(app: App, machine: Machine): Command {
  const flags = {
    ...rhythmFlags,
    out: { type: 'string', valueHint: 'DIR', description: 'Write the files there' },
  } as const;
  return createCommand({
    name: 'schedule export',
    description: 'Show or write what an installation would write',
    args: flags,
    examples: [
      { line: 'schedule export --at 02:30 --platform systemd', does: 'shows service and timer' },
      {
        line: 'schedule export --every 1h --platform windows --out task',
        does: 'writes the task and its batch file into a folder',
      },
    ],
    async run({ args, rawArgs }) {
      const platform = parsePlatform(args.platform) ?? (await defaultPlatform(machine));
      const call = { platform, rawArgs, flags, args, isExport: true };
      const plan = await planFor(app, machine, call);
      if (args.out === undefined) {
        app.out.write(describe(plan));
        return exitCodes.done;
      }
      for (const { path: file, text, bytes, executable = false } of plan.files) {
        const to = path.resolve(app.cwd, args.out, file.split(/[\\/]/).at(-1) ?? file);
        await machine.write(to, bytes ?? text, { executable }).catch((cause: unknown) => {
          throw unwritable(to, cause);
        });
        app.out.write(`${harmless(to)}\n`);
      }
      return exitCodes.done;
    },
  });
}

/** `zohokit schedule status`: exit code 0 when it works, 1 when nothing would start. */
export function createScheduleStatusCommand(app: App, machine: Machine): Command {
  return createCommand({
    name: 'schedule status',
    description: 'Say what starts the transfer by itself, and how the last run ended',
    args: sourceFlags,
    examples: [{ line: 'schedule status', does: 'exit code 1 when nothing is installed' }],
    async run({ args }) {
      const home = await findHome(app, args);
      const report = await lookAtSchedule(home, machine);
      const lines = {
        installed: () => ('description' in report ? report.description : ''),
        none: () =>
          `no schedule was installed for "${home}": zohokit schedule install --help shows how`,
        broken: () => ('message' in report ? report.message : ''),
        unknown: () => ('reason' in report ? report.reason : ''),
      };
      app.out.write(`${harmless(lines[report.kind]())}\n`);
      return report.kind === 'installed' ? exitCodes.done : exitCodes.failed;
    },
  });
}

/** `zohokit schedule remove`: takes the schedule back; state, logs and settings stay. */
export function createScheduleRemoveCommand(app: App, machine: Machine): Command {
  return createCommand({
    name: 'schedule remove',
    description: 'Have the transfer start no more by itself',
    args: { ...sourceFlags, yes },
    examples: [{ line: 'schedule remove --yes', does: 'state, logs and settings stay' }],
    async run({ args }) {
      const home = await findHome(app, args);
      if (args.yes !== true && !(await mayGoOn(app, `Remove the schedule of "${home}"?`)))
        return exitCodes.done;
      const removed = await removeSchedule(home, machine);
      const line =
        removed === undefined
          ? `Nothing to remove: no schedule was installed for "${home}".`
          : `Removed: ${removed}.`;
      app.out.write(`${harmless(line)}\n`);
      return exitCodes.done;
    },
  });
}

// --- internal ---

function unwritable(file: string, cause: unknown): CommandFailure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  const message = `--out: "${file}" cannot be written (${code}): choose another folder`;
  return new CommandFailure(message, { cause });
}

type SourceFlags = Parameters<typeof settingsSource>[0];

/** What is wrong with other settings must not keep a schedule from being seen or removed. */
async function findHome({ env, cwd }: App, args: SourceFlags): Promise<string> {
  return homeOf(await readSettings({ env, cwd, ...settingsSource(args) }));
}

interface PlanFlags extends SourceFlags {
  every?: string | undefined;
  'logged-on'?: boolean | undefined;
  'max-time'?: string | undefined;
}

async function planFor(
  app: App,
  machine: Machine,
  {
    platform,
    rawArgs,
    flags,
    args,
    isExport = false,
  }: {
    platform: SchedulePlatform;
    rawArgs: readonly string[];
    flags: Parameters<typeof flagValues>[1];
    args: PlanFlags;
    isExport?: boolean;
  },
): Promise<PlannedSchedule> {
  const rhythm = parseRhythm({ every: args.every, at: flagValues(rawArgs, flags, 'at') });
  const maxTime = args['max-time'];
  if (maxTime !== undefined) timeAmount('--max-time', maxTime);
  const whenLoggedOn = args['logged-on'] === true;
  if (whenLoggedOn && platform !== 'windows')
    throw new UsageError('--logged-on is about Windows Task Scheduler only');
  const firstDay = localDay(app.clock.now());
  return await planSchedule({
    app,
    machine,
    scheduler: schedulerOf(platform, { firstDay, whenLoggedOn }),
    rhythm,
    source: settingsSource(args),
    isExport,
    runFlags: maxTime === undefined ? [] : ['--max-time', maxTime.trim()],
  });
}

/** Task Scheduler reads a time without a zone as that of the machine. */
function localDay(now: number): string {
  const date = new Date(now - new Date(now).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 10);
}

/** Names from outside are in the lines of files and commands, so each is made harmless. */
function describe({ files, commands, hints, record }: PlannedSchedule): string {
  const lines = [
    `${record.name}: ${record.rhythm}, by this machine's clock`,
    ...files.flatMap(({ path: file, text }) => [
      '',
      `file ${file}`,
      ...text
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => `  ${line}`),
    ]),
    '',
    ...commands.map(
      (command) =>
        `command ${showCommand(command)}${command.mayFail === true ? '  (may fail)' : ''}`,
    ),
    ...commands.flatMap(({ input }) =>
      input === undefined
        ? []
        : input
            .trimEnd()
            .split('\n')
            .map((line) => `  ${line}`),
    ),
    ...hints.map((hint) => `note: ${hint}`),
    '',
  ];
  return lines.map((line) => `${harmless(line)}\n`).join('');
}

/** Throws a `UsageError` where nobody can be asked. */
async function mayGoOn({ terminal, out, signal }: App, question: string): Promise<boolean> {
  if (terminal !== undefined) {
    const isWanted = await askYes(terminal, question, signal);
    if (!isWanted) out.write('Nothing was changed.\n');
    return isWanted;
  }
  throw new UsageError('nothing was changed: nobody is here to be asked, so give --yes');
}
