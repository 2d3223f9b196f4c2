import { createRedactor } from '@zohokit/zoho-http';
import { announceEarlyFailure } from '../announce/announce-early-failure.ts';
import { announceRun } from '../announce/announce-run.ts';
import { holdSummary } from '../announce/hold-summary.ts';
import type { App } from '../app.ts';
import { loadConfig, secretsOf } from '../config/load-config.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { createJsonOutput, type JsonOutputOptions } from '../output/json-output.ts';
import type { RunEndEvent, RunListener } from '../output/run-event.ts';
import { createTextOutput } from '../output/text-output.ts';
import { readPlanFile, type PlanFile } from '../plan/plan-file.ts';
import { openJob, type Job } from './open-job.ts';
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
  'recordIds' | 'limit' | 'force' | 'policy' | 'concurrency' | 'budget' | 'bytesPerSecond'
>;

/** What a run is told by its command line. */
export interface RunFlags extends OutputFlags, TransferFlags {
  dryRun: boolean;
  /** Which records, found out once the state is open; instead of `recordIds`. */
  chooseRecords?: ((job: Job) => Promise<readonly string[]>) | undefined;
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
  const { dryRun, json, source } = options;
  const redactor = createRedactor();
  const redact = (text: string): string => redactor.redact(text);
  const output = outputOf(app, options)({ runId: undefined, now: () => app.clock.now(), redact });
  const end = summarizeError(error, { signal: app.signal, dryRun });
  const untold = dryRun ? [] : await announceEarlyFailure(app, source, end);
  for (const message of untold) output({ type: 'warning', message });
  if (json) output(end);
  return error;
}

// --- internal ---

type CreateOutput = (run: Omit<JsonOutputOptions, 'out'>) => RunListener;

function outputOf({ out, env, signal }: App, { json, quiet }: RunFlags): CreateOutput {
  return (run) =>
    json
      ? createJsonOutput({ out, ...run })
      : createTextOutput({ out, env, signal, quiet, ...run });
}

async function runOnce(
  app: App,
  opened: Job,
  { dryRun, approved, chooseRecords, ...given }: RunFlags & { approved: PlanFile | undefined },
): Promise<ExitCode> {
  const { newId, signal } = app;
  const { tell, release } = holdSummary(opened.tell);
  const job: Job = { ...opened, tell };
  const { config, logFile } = job;
  try {
    const { module } = config.crm;
    tell({ type: 'run-start', dryRun, module, home: config.home, logFile });
    const recordIds = (await chooseRecords?.(job)) ?? given.recordIds;
    if (recordIds?.length === 0) {
      tell(summarizeFailure('there is nothing to do', { exitCode: exitCodes.done, dryRun }));
      return exitCodes.done;
    }
    const policy = given.policy ?? approved?.policy;
    const options = { ...given, recordIds, policy, approved, newId, signal };
    const summary = dryRun ? (await planJob(job, options)).summary : await runJob(job, options);
    return summary.exitCode;
  } catch (error) {
    tell(summarizeError(error, { signal, dryRun }));
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
