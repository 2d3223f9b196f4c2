import path from 'node:path';
import type { BudgetLimits } from '@zohokit/transfer-core';
import { createRedactor } from '@zohokit/zoho-http';
import { byteAmount, rateAmount, timeAmount } from '../amount.ts';
import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import { loadConfig } from '../config/load-config.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { createJsonOutput, type JsonOutputOptions } from '../output/json-output.ts';
import type { RunEndEvent, RunListener } from '../output/run-event.ts';
import { createTextOutput } from '../output/text-output.ts';
import { readPlanFile, type PlanFile } from '../plan/plan-file.ts';
import { openJob, type Job } from '../run/open-job.ts';
import { summarizeError } from '../run/summarize-error.ts';
import { summarizeFailure } from '../run/summarize.ts';
import { planJob, runJob, type TransferJobOptions } from '../run/transfer-job.ts';
import { parseLimit, parsePolicy, parseRecordIds, selectionFlags } from '../selection-flags.ts';
import { UsageError } from '../usage-error.ts';
import { maxConcurrency } from '../config/transfer-settings.ts';
import { wholeNumber } from '../whole-number.ts';

const flags = {
  'dry-run': { type: 'boolean', description: 'Say what would be done; change nothing in Zoho' },
  plan: {
    type: 'string',
    valueHint: 'FILE',
    description: 'Only what zohokit plan --out wrote there, as far as it is still so',
  },
  ...selectionFlags,
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
  bwlimit: {
    type: 'string',
    valueHint: 'RATE',
    description: 'At most so many bytes a second over all files, e.g. 2MiB',
  },
  force: { type: 'boolean', description: 'With --record-id: also a record that is not pending' },
  json: { type: 'boolean', description: 'JSON lines on standard output' },
  settings: { type: 'string', valueHint: 'FILE', description: 'Instead of .env' },
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
      { line: 'run --plan plan.json', does: 'what was planned and approved, nothing else' },
      { line: 'run --bwlimit 2MiB', does: 'leaves room for others on the line' },
      { line: 'run --quiet --strict', does: 'for a scheduler: speaks of trouble only' },
    ],
    async run({ args, rawArgs }) {
      const select = parseSelection(rawArgs, args);
      if (args.plan !== undefined) refuseWithPlan(args['dry-run'] === true, select);
      return await executeRun(app, {
        ...select,
        dryRun: args['dry-run'] === true,
        ...parseOutput(args),
        policy: parsePolicy(args.policy),
        concurrency: parseConcurrency(args.concurrency),
        bytesPerSecond:
          args.bwlimit === undefined ? undefined : rateAmount('--bwlimit', args.bwlimit),
        budget: parseBudget(args),
        planFile: args.plan === undefined ? undefined : path.resolve(app.cwd, args.plan),
        envFile: args.settings,
      });
    },
  });
}

/** How a run is shown, and whether warnings are failures. */
export interface OutputFlags {
  json: boolean;
  quiet: boolean;
  strict: boolean;
}

/** What a run is told by its command line. */
export interface RunFlags extends OutputFlags, TransferFlags {
  dryRun: boolean;
  /** Which records, found out once the state is open; instead of `recordIds`. */
  chooseRecords?: ((job: Job) => Promise<readonly string[]>) | undefined;
  /** Absolute. */
  planFile?: string | undefined;
  envFile: string | undefined;
}

/** The flags by which each command that runs is shown. */
export function parseOutput(args: {
  [Flag in keyof OutputFlags]?: boolean | undefined;
}): OutputFlags {
  return { json: args.json === true, quiet: args.quiet === true, strict: args.strict === true };
}

/**
 * Runs, or says what a run would do. Whatever goes wrong ends with a summary: told to all listeners
 * once a log has begun, before that with `json` only.
 */
export async function executeRun(app: App, options: RunFlags): Promise<ExitCode> {
  const { json, quiet, dryRun, envFile, planFile } = options;
  const createOutput = (run: Omit<JsonOutputOptions, 'out'>): RunListener =>
    json
      ? createJsonOutput({ out: app.out, ...run })
      : createTextOutput({ out: app.out, quiet, ...run });
  const toSummary = (error: unknown): RunEndEvent =>
    summarizeError(error, { signal: app.signal, dryRun });
  let job: Job;
  let approved: PlanFile | undefined;
  try {
    const config = await loadConfig({ env: app.env, cwd: app.cwd, envFile });
    approved = planFile === undefined ? undefined : await readPlanFile(planFile);
    job = await openJob({ config, app, createOutput });
  } catch (error) {
    const redactor = createRedactor();
    const redact = (text: string): string => redactor.redact(text);
    const run = { runId: undefined, now: () => app.clock.now(), redact };
    if (json) createOutput(run)(toSummary(error));
    throw error;
  }
  return await runOnce(app, job, { ...options, approved, toSummary });
}

// --- internal ---

type TransferFlags = Pick<
  TransferJobOptions,
  'recordIds' | 'limit' | 'force' | 'policy' | 'concurrency' | 'budget' | 'bytesPerSecond'
>;

type Selection = Pick<TransferFlags, 'recordIds' | 'limit' | 'force'>;

function parseSelection(
  rawArgs: readonly string[],
  { limit, force }: { limit?: string | undefined; force?: boolean | undefined },
): Selection {
  const recordIds = parseRecordIds(rawArgs, flags);
  if (force === true && recordIds === undefined)
    throw new UsageError('--force needs --record-id: it is about named records only');
  return { recordIds, limit: parseLimit(limit), force: force === true };
}

function refuseWithPlan(dryRun: boolean, { recordIds, force }: Selection): void {
  if (dryRun)
    throw new UsageError('--plan is about a real run: zohokit plan shows what it would do');
  if (recordIds !== undefined || force === true)
    throw new UsageError('--plan says which records: give --record-id to zohokit plan');
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

interface RunOnceOptions extends RunFlags {
  approved: PlanFile | undefined;
  toSummary: (error: unknown) => RunEndEvent;
}

async function runOnce(
  { newId, signal }: App,
  job: Job,
  { dryRun, approved, toSummary, chooseRecords, ...given }: RunOnceOptions,
): Promise<ExitCode> {
  const { config, logFile, tell } = job;
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
    tell(toSummary(error));
    throw error;
  } finally {
    await job.close();
  }
}
