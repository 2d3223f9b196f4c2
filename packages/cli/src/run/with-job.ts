import type { App } from '../app.ts';
import { loadConfig } from '../config/load-config.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { exitCodeOfError } from '../exit-code-of-error.ts';
import { exitCodes } from '../exit-code.ts';
import type { TransferCommand, UpkeepCommand } from '../output/job-command.ts';
import type { RunEndEvent, UpkeepEndEvent } from '../output/run-event.ts';
import { createSideOutput, type SideOutputOptions } from '../output/side-output.ts';
import { openJob, type Job } from './open-job.ts';
import { resolveRun } from './resolve-run.ts';

export interface WithJobOptions {
  app: App;
  source: SettingsSource;
  show: SideOutputOptions;
  command: TransferCommand | UpkeepCommand;
  /** Whether it only says what would be done. */
  dryRun: boolean;
  /** The run that it is about, as a person names it. @default it is about none */
  run?: string | undefined;
  /** The end of work that broke off. */
  endOf: (error: unknown, targetRunId: string | undefined) => RunEndEvent | UpkeepEndEvent;
  /** What was done until now, in words; empty for nothing. */
  soFar: () => string;
}

/** A job, and the run that the work is about. */
export interface JobAtHand extends Job {
  /** Empty when it is about none. */
  targetRunId: string;
}

/**
 * Works at a job for a command that is no run: with a log of its own, progress, waits and warnings on standard
 * error, a start and an end that are told whatever happens, and everything closed afterwards. What breaks off
 * says what was done until then.
 */
export async function withJob<Result>(
  options: WithJobOptions,
  work: (job: JobAtHand) => Promise<{ result: Result; end: RunEndEvent | UpkeepEndEvent }>,
): Promise<Result> {
  const { app, source, show, command, dryRun, run } = options;
  const config = await loadConfig({ env: app.env, cwd: app.cwd, ...source });
  const job = await openJob({ config, app, createOutput: createSideOutput(app, show) });
  const { tell, logFile } = job;
  let targetRunId: string | undefined;
  try {
    targetRunId = run === undefined ? undefined : await resolveRun(run, job.state);
    const { home, crm } = config;
    tell({ type: 'run-start', command, dryRun, targetRunId, module: crm.module, home, logFile });
    const { result, end } = await work({ ...job, targetRunId: targetRunId ?? '' });
    tell(end);
    return result;
  } catch (error) {
    tell(options.endOf(error, targetRunId));
    const done = describeBreakOff(error, options);
    if (done !== undefined) app.err.write(`${done}; log: ${logFile}\n`);
    throw error;
  } finally {
    await job.close();
  }
}

// --- internal ---

/** What a person must know who finds the work half done; nothing where nothing was. */
function describeBreakOff(
  error: unknown,
  { app, command, dryRun, soFar }: WithJobOptions,
): string | undefined {
  const done = soFar();
  if (exitCodeOfError(error, app.signal) !== exitCodes.interrupted)
    return done === '' ? undefined : `So far ${done}`;
  const goesOn = !dryRun && (command === 'undo' || command === 'rebuild');
  const next = goesOn ? 'the same command goes on' : 'nothing was changed';
  return `So far ${done === '' ? 'nothing was done' : done}; ${next}`;
}
