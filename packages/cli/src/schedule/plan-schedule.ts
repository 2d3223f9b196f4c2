import { createHash } from 'node:crypto';
import path from 'node:path';
import type { App } from '../app.ts';
import { CommandFailure } from '../command-failure.ts';
import { loadConfig } from '../config/load-config.ts';
import { readSettings, type GivenSettings } from '../config/read-settings.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { readVersion } from '../version.ts';
import { batchFile } from './batch-file.ts';
import type { Machine } from './machine.ts';
import { checkPinned } from './pinned-program.ts';
import { describeRhythm, type Rhythm } from './rhythm.ts';
import { scheduleFiles, type ScheduleRecord } from './schedule-record.ts';
import type { Launch, ScheduledJob } from './scheduled-job.ts';
import type { ScheduleFile, SchedulePlan, Scheduler } from './scheduler.ts';
import { shellScript } from './shell-script.ts';

export interface PlanScheduleOptions {
  app: Pick<App, 'env' | 'cwd' | 'clock'>;
  machine: Machine;
  scheduler: Scheduler;
  rhythm: Rhythm;
  source: SettingsSource;
  /** Given to each run besides; words of a command line. */
  runFlags: readonly string[];
  /** Whether the plan is only shown or written. @default false */
  isExport?: boolean | undefined;
}

/** An installation, before anything of it is done. */
export interface PlannedSchedule extends SchedulePlan {
  /** Absolute; of the transfer that is scheduled. */
  home: string;
  /** What is remembered once it is done. */
  record: ScheduleRecord;
}

/**
 * Works out what an installation would do. Rejects with a `ConfigurationError` where a run could not
 * start with the settings, and with a `CommandFailure` for a program or path that no scheduler can
 * start. Changes nothing.
 */
export async function planSchedule(options: PlanScheduleOptions): Promise<PlannedSchedule> {
  const { app, machine, scheduler, rhythm, source, runFlags, isExport } = options;
  const release = readVersion();
  checkPinned(machine.program, release);
  const place = { env: app.env, cwd: app.cwd, ...source };
  const given = await readSettings(place);
  const { home } = await loadConfig(place);
  const isWindows = scheduler.platform === 'windows';
  const files = scheduleFiles(home, isWindows ? 'win32' : 'linux');
  const folder = path.dirname(given.file);
  const { node, program } = machine;
  const launch: Launch = {
    node,
    program,
    folder,
    args: ['run', '--quiet', ...sourceFlags(given), ...runFlags],
    home: homeVariable(given, home),
    outputFile: files.output,
    resultFile: files.result,
    overlapFile: files.overlap,
  };
  checkPaths([home, node, program, folder, given.file], isWindows);
  const job: ScheduledJob = {
    name: nameOf(given, home),
    description: `zohokit: moves files between two Zoho organisations (${home})`,
    rhythm,
    folder,
    launcher: files.launcher,
  };
  const plan = await scheduler.plan(job, machine, { isExport });
  const launcher: ScheduleFile = {
    path: files.launcher,
    text: isWindows ? batchFile(launch) : shellScript(launch),
    executable: true,
  };
  return {
    ...plan,
    home,
    files: [launcher, ...plan.files],
    hints: [...plan.hints, ...environmentHints(given)],
    record: {
      version: 1,
      platform: scheduler.platform,
      name: job.name,
      rhythm: describeRhythm(rhythm),
      installedAt: new Date(app.clock.now()).toISOString(),
      release,
      node,
      program,
    },
  };
}

// --- internal ---

/** Two transfers of one machine never share a name, nor one with its successor in another folder. */
function nameOf({ job }: GivenSettings, home: string): string {
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 8);
  return job === undefined ? `zohokit-${digest}` : `zohokit-${job}-${digest}`;
}

function sourceFlags({ file, fileExists, job }: GivenSettings): string[] {
  if (job !== undefined) return ['--config', file, '--job', job];
  return fileExists ? ['--settings', file] : [];
}

/** In a file of several jobs the variable names the folder of all their folders. */
function homeVariable({ job }: GivenSettings, home: string): string | undefined {
  if (job === undefined) return home;
  return path.basename(home) === job ? path.dirname(home) : undefined;
}

function checkPaths(paths: readonly string[], isWindows: boolean): void {
  // cmd.exe replaces variables on the command line of a task, where nothing escapes a percent sign.
  const forbidden = isWindows ? /[\r\n\0"%]/ : /[\r\n\0]/;
  const wrong = paths.find((one) => forbidden.test(one));
  if (wrong === undefined) return;
  const what = isWindows ? 'a percent sign, quote or line break' : 'a line break';
  throw new CommandFailure(`no scheduler can start what has ${what} in its path: ${wrong}`);
}

/** What this terminal has and a scheduler has not. */
function environmentHints({ origins, file }: GivenSettings): string[] {
  const names = Object.entries(origins)
    .filter(([name, origin]) => origin === 'environment' && name !== 'ZOHOKIT_HOME')
    .map(([name]) => name);
  if (names.length === 0) return [];
  return [
    `these settings come from the environment of this terminal, which a scheduled run may not have: ${names.join(', ')}; put them into "${file}"`,
  ];
}
