import { createRedactor } from '@zohokit/zoho-http';
import { announceEarlyFailure } from '../announce/announce-early-failure.ts';
import { announceRun } from '../announce/announce-run.ts';
import { holdSummary } from '../announce/hold-summary.ts';
import type { App } from '../app.ts';
import { loadConfig, secretsOf } from '../config/load-config.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { createJsonOutput } from '../output/json-output.ts';
import type { RunEndEvent } from '../output/run-event.ts';
import type { CreateOutput } from '../output/side-output.ts';
import { createTextOutput } from '../output/text-output.ts';
import { readPlanFile, type PlanFile } from '../plan/plan-file.ts';
import { openJob, type Job } from './open-job.ts';
import { resolveRun } from './resolve-run.ts';
import { summarizeError } from './summarize-error.ts';
import { summarizeFailure } from './summarize.ts';
import { planJob, runJob, type TransferJobOptions } from './transfer-job.ts';

/** How a run is shown, and whether warnings are failures. */
export interface OutputFlags {
  json: boolean;
  quiet: boolean;
  strict: boolean;
}

/** Which records a run is about, and how it goes about them. */
export type TransferFlags = Pick<
  TransferJobOptions,
  | 'command'
  | 'recordIds'
  | 'limit'
  | 'force'
  | 'policy'
  | 'concurrency'
  | 'budget'
  | 'bytesPerSecond'
>;

/** Finds out which records of an earlier run are wanted. */
export type ChooseRecords = (job: Job, targetRunId: string) => Promise<readonly string[]>;

/** What a run is told by its command line. */
export interface RunFlags extends OutputFlags, TransferFlags {
  dryRun: boolean;
  /** An earlier run, as a person names it, and which of its records; instead of `recordIds`. */
  again?: { run: string; choose: ChooseRecords } | undefined;
  /** Absolute. */
  planFile?: string | undefined;
  source: SettingsSource;
}

/**
 * Runs, or says what a run would do. Whatever goes wrong ends with a summary: told to all listeners
 * once a log has begun, before that with `json` only. Who wants to hear of failures hears of both.
 */
export async function executeRun(app: App, options: RunFlags): Promise<ExitCode> {
  const { source, planFile } = options;
  let job: Job;
  let approved: PlanFile | undefined;
  try {
    const config = await loadConfig({ env: app.env, cwd: app.cwd, ...source });
    approved = planFile === undefined ? undefined : await readPlanFile(planFile);
    job = await openJob({ config, app, createOutput: outputOf(app, options) });
  } catch (error) {
    throw await tellRefusal(app, options, error);
  }
  return await runOnce(app, job, { ...options, approved });
}

/** Tells of a run that could not begin. Resolves to its error, for whoever explains it. */
export async function tellRefusal(app: App, options: RunFlags, error: unknown): Promise<unknown> {
  const { command, dryRun, json, source } = options;
  const redactor = createRedactor();
  const redact = (text: string): string => redactor.redact(text);
  const output = outputOf(app, options)({ runId: undefined, now: () => app.clock.now(), redact });
  const end = summarizeError(error, { signal: app.signal, command, dryRun });
  const untold = dryRun ? [] : await announceEarlyFailure(app, source, end);
  for (const message of untold) output({ type: 'warning', message });
  if (json) output(end);
  return error;
}

// --- internal ---

function outputOf({ out, env, signal }: App, { json, quiet }: RunFlags): CreateOutput {
  return (run) =>
    json
      ? createJsonOutput({ out, ...run })
      : createTextOutput({ out, env, signal, quiet, ...run });
}

async function runOnce(
  app: App,
  opened: Job,
  { dryRun, approved, again, ...given }: RunFlags & { approved: PlanFile | undefined },
): Promise<ExitCode> {
  const { newId, signal } = app;
  const { tell, release } = holdSummary(opened.tell);
  const job: Job = { ...opened, tell };
  const { config, logFile } = job;
  const { command } = given;
  let targetRunId: string | undefined;
  try {
    const { module } = config.crm;
    targetRunId = again === undefined ? undefined : await resolveRun(again.run, job.state);
    const head = { command, dryRun, targetRunId };
    tell({ type: 'run-start', ...head, module, home: config.home, logFile });
    const recordIds =
      targetRunId === undefined ? given.recordIds : await again?.choose(job, targetRunId);
    if (recordIds?.length === 0) {
      tell(summarizeFailure('there is nothing to do', { ...head, exitCode: exitCodes.done }));
      return exitCodes.done;
    }
    const policy = given.policy ?? approved?.policy;
    const options = { ...given, targetRunId, recordIds, policy, approved, newId, signal };
    if (!dryRun) return (await runJob(job, options)).exitCode;
    const { summary } = await planJob(job, options);
    tell(summary);
    return summary.exitCode;
  } catch (error) {
    tell(summarizeError(error, { signal, command, dryRun, targetRunId }));
    throw error;
  } finally {
    await release(async (end) => (dryRun ? [] : await announceEnd(app, job, end)));
    await job.close();
  }
}

async function announceEnd(
  { hostName: host }: App,
  { config, runId }: Job,
  end: RunEndEvent,
): Promise<string[]> {
  const { crm, network, outlets } = config;
  const redactor = createRedactor(secretsOf(config));
  const redact = (text: string): string => redactor.redact(text);
  const run = { runId, about: crm.module, host, end };
  return await announceRun({ outlets, network, redact, run });
}
