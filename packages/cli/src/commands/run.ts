import {
  isTransferFailure,
  transferPolicies,
  type BudgetLimits,
  type TransferPolicy,
} from '@zohokit/transfer-core';
import { createRedactor } from '@zohokit/zoho-http';
import { byteAmount, timeAmount } from '../amount.ts';
import { announceEarlyFailure } from '../announce/announce-early-failure.ts';
import { announceRun } from '../announce/announce-run.ts';
import { holdSummary } from '../announce/hold-summary.ts';
import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { loadConfig, secretsOf } from '../config/load-config.ts';
import { settingsSource, sourceFlags, type SettingsSource } from '../config/settings-source.ts';
import { exitCodeOfError } from '../exit-code-of-error.ts';
import type { ExitCode } from '../exit-code.ts';
import { flagValues } from '../flags.ts';
import { createJsonOutput, type JsonOutputOptions } from '../output/json-output.ts';
import type { RunEndEvent, RunListener, StopReason } from '../output/run-event.ts';
import { createTextOutput } from '../output/text-output.ts';
import { openJob, type Job } from '../run/open-job.ts';
import { runJobs } from '../run/run-jobs.ts';
import { RunLockedError } from '../run/run-locked-error.ts';
import { summarizeFailure } from '../run/summarize.ts';
import { planJob, runJob, type TransferJobOptions } from '../run/transfer-job.ts';
import { UsageError } from '../usage-error.ts';
import { maxConcurrency } from '../config/transfer-settings.ts';
import { wholeNumber } from '../whole-number.ts';

const flags = {
  'dry-run': { type: 'boolean', description: 'Say what would be done; change nothing in Zoho' },
  'record-id': {
    type: 'string',
    valueHint: 'ID',
    description: 'Only this record; may be given several times',
  },
  limit: { type: 'string', valueHint: 'N', description: 'At most this many records' },
  policy: {
    type: 'string',
    valueHint: 'any|all',
    description: 'Tick once a file is stored, or only when none is left',
  },
  concurrency: {
    type: 'string',
    valueHint: 'N',
    description: 'So many files at once, from 1 to 16',
  },
  'max-files': { type: 'string', valueHint: 'N', description: 'End after so many files' },
  'max-bytes': { type: 'string', valueHint: 'SIZE', description: 'End after so much, e.g. 20GiB' },
  'max-time': { type: 'string', valueHint: 'TIME', description: 'End after so long, e.g. 2h' },
  'max-requests': {
    type: 'string',
    valueHint: 'N',
    description: 'End after so many requests to Zoho',
  },
  force: { type: 'boolean', description: 'With --record-id: also a record that is not pending' },
  json: { type: 'boolean', description: 'JSON lines on standard output' },
  ...sourceFlags,
  all: { type: 'boolean', description: 'Every job of the file, one after the other' },
  quiet: { type: 'boolean', description: 'Only warnings and errors' },
  strict: { type: 'boolean', description: 'Exit code 1 on warnings, too' },
} as const;

/** `zohokit run`: moves the files of every pending record once. */
export function createRunCommand(app: App): Command {
  return createCommand({
    name: 'run',
    description: 'Move the files of all pending records once',
    args: flags,
    examples: [
      { line: 'run --dry-run', does: 'what would be done; changes nothing in Zoho' },
      { line: 'run', does: 'every record that asks for it' },
      { line: 'run --limit 10 --max-time 2h', does: 'ten records, or as many as two hours allow' },
      { line: 'run --quiet --strict', does: 'for a scheduler: speaks of trouble only' },
      { line: 'run --config jobs.json --all', does: 'every job of a file of several' },
    ],
    async run({ args, rawArgs }) {
      const select = parseSelection(rawArgs, args);
      const source = settingsSource(args);
      const options: Omit<RunFlags, 'source'> = {
        ...select,
        dryRun: args['dry-run'] === true,
        json: args.json === true,
        quiet: args.quiet === true,
        strict: args.strict === true,
        policy: parsePolicy(args.policy),
        concurrency: parseConcurrency(args.concurrency),
        budget: parseBudget(args),
      };
      if (args.all !== true) return await execute(app, { ...options, source });
      checkAll(source, select);
      try {
        return await runJobs(app, source, (one) => execute(app, { ...options, source: one }));
      } catch (error) {
        throw await tellRefusal(app, { ...options, source }, error);
      }
    },
  });
}

// --- internal ---

interface Selection {
  recordIds: string[] | undefined;
  limit: number | undefined;
  force: boolean;
}

interface RunFlags extends Selection {
  dryRun: boolean;
  json: boolean;
  quiet: boolean;
  strict: boolean;
  policy: TransferPolicy | undefined;
  concurrency: number | undefined;
  budget: BudgetLimits;
  source: SettingsSource;
}

function checkAll({ envFile, job }: SettingsSource, { recordIds }: Selection): void {
  const other = envFile === undefined ? job && '--job' : '--settings';
  const excluded = recordIds === undefined ? other : '--record-id';
  if (excluded !== undefined)
    throw new UsageError(`--all excludes ${excluded}: it is about every job of a file of several`);
}

function parseSelection(
  rawArgs: readonly string[],
  { limit, force }: { limit?: string | undefined; force?: boolean | undefined },
): Selection {
  const ids = flagValues(rawArgs, flags, 'record-id').map((id) => id.trim());
  const wrong = ids.find((id) => !/^\d{1,25}$/.test(id));
  if (wrong !== undefined)
    throw new UsageError(
      `--record-id must be the number of a record as its address in CRM shows it, not ${JSON.stringify(wrong.slice(0, 25))}`,
    );
  if (force === true && ids.length === 0)
    throw new UsageError('--force needs --record-id: it is about named records only');
  return {
    recordIds: ids.length === 0 ? undefined : ids,
    limit: limit === undefined ? undefined : wholeNumber('--limit', limit, { min: 1 }),
    force: force === true,
  };
}

function parsePolicy(text: string | undefined): TransferPolicy | undefined {
  const policy = transferPolicies.find((known) => known === text?.trim().toLowerCase());
  if (text === undefined || policy !== undefined) return policy;
  throw new UsageError(`--policy is one of ${transferPolicies.join(', ')}`);
}

function parseConcurrency(text: string | undefined): number | undefined {
  const range = { min: 1, max: maxConcurrency };
  return text === undefined ? undefined : wholeNumber('--concurrency', text, range);
}

type BudgetFlag = 'max-files' | 'max-bytes' | 'max-time' | 'max-requests';

function parseBudget(args: { [Flag in BudgetFlag]?: string | undefined }): BudgetLimits {
  const parse = (flag: BudgetFlag, toAmount: (name: string, text: string) => number) =>
    args[flag] === undefined ? undefined : toAmount(`--${flag}`, args[flag]);
  const atLeastOne = (name: string, text: string) => wholeNumber(name, text, { min: 1 });
  return {
    files: parse('max-files', atLeastOne),
    bytes: parse('max-bytes', byteAmount),
    timeMs: parse('max-time', timeAmount),
    requests: parse('max-requests', atLeastOne),
  };
}

/**
 * Whatever goes wrong ends with a summary: told to all listeners once a log has begun, before that
 * with `json` only.
 */
async function execute(app: App, options: RunFlags): Promise<ExitCode> {
  const { source } = options;
  let job: Job;
  try {
    const config = await loadConfig({ env: app.env, cwd: app.cwd, ...source });
    job = await openJob({ config, app, createOutput: outputOf(app, options) });
  } catch (error) {
    throw await tellRefusal(app, options, error);
  }
  return await runOnce(app, job, options);
}

type CreateOutput = (run: Omit<JsonOutputOptions, 'out'>) => RunListener;

function outputOf({ out }: App, { json, quiet }: RunFlags): CreateOutput {
  return (run) =>
    json ? createJsonOutput({ out, ...run }) : createTextOutput({ out, quiet, ...run });
}

/** Tells of a run that could not begin. Resolves to its error, for whoever explains it. */
async function tellRefusal(app: App, options: RunFlags, error: unknown): Promise<unknown> {
  const { dryRun, json, source } = options;
  const redactor = createRedactor();
  const redact = (text: string): string => redactor.redact(text);
  const output = outputOf(app, options)({ runId: undefined, now: () => app.clock.now(), redact });
  const end = summarizeError(error, app, options);
  const untold = dryRun ? [] : await announceEarlyFailure(app, source, end);
  for (const message of untold) output({ type: 'warning', message });
  if (json) output(end);
  return error;
}

async function runOnce(app: App, opened: Job, given: RunFlags): Promise<ExitCode> {
  const { dryRun, recordIds, limit, force, strict, policy, concurrency, budget } = given;
  const { newId, signal } = app;
  const { tell, release } = holdSummary(opened.tell);
  const job: Job = { ...opened, tell };
  const { config, logFile } = job;
  try {
    const { module } = config.crm;
    tell({ type: 'run-start', dryRun, module, home: config.home, logFile });
    const options: TransferJobOptions = {
      recordIds,
      limit,
      force,
      strict,
      policy,
      concurrency,
      budget,
      newId,
      signal,
    };
    const { exitCode } = dryRun ? await planJob(job, options) : await runJob(job, options);
    return exitCode;
  } catch (error) {
    tell(summarizeError(error, app, given));
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
  return await announceRun({
    outlets,
    network,
    redact,
    run: { runId, about: crm.module, host, end },
  });
}

function summarizeError(error: unknown, { signal }: App, { dryRun }: RunFlags): RunEndEvent {
  const message = error instanceof Error ? error.message : String(error);
  const exitCode = exitCodeOfError(error, signal);
  return summarizeFailure(message, { exitCode, dryRun, stopReason: stopReasonOf(error, signal) });
}

function stopReasonOf(error: unknown, signal: AbortSignal): StopReason {
  if (error instanceof RunLockedError) return 'locked';
  if (error instanceof ConfigurationError) return 'configuration';
  if (isTransferFailure(error)) return error.reason;
  return signal.aborted ? 'interrupted' : 'unexpected';
}
