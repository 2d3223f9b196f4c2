import {
  isTransferFailure,
  transferPolicies,
  type BudgetLimits,
  type TransferPolicy,
} from '@zohokit/transfer-core';
import { createRedactor } from '@zohokit/zoho-http';
import { byteAmount, timeAmount } from '../amount.ts';
import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { loadConfig } from '../config/load-config.ts';
import { exitCodeOfError } from '../exit-code-of-error.ts';
import type { ExitCode } from '../exit-code.ts';
import { flagValues } from '../flags.ts';
import { createJsonOutput, type JsonOutputOptions } from '../output/json-output.ts';
import type { RunEndEvent, RunListener, StopReason } from '../output/run-event.ts';
import { createTextOutput } from '../output/text-output.ts';
import { openJob, type Job } from '../run/open-job.ts';
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
      { line: 'run --quiet --strict', does: 'for a scheduler: speaks of trouble only' },
    ],
    async run({ args, rawArgs }) {
      const select = parseSelection(rawArgs, args);
      return await execute(app, {
        ...select,
        dryRun: args['dry-run'] === true,
        json: args.json === true,
        quiet: args.quiet === true,
        strict: args.strict === true,
        policy: parsePolicy(args.policy),
        concurrency: parseConcurrency(args.concurrency),
        budget: parseBudget(args),
        envFile: args.settings,
      });
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
  envFile: string | undefined;
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
  const { json, quiet } = options;
  const createOutput = (run: Omit<JsonOutputOptions, 'out'>): RunListener =>
    json
      ? createJsonOutput({ out: app.out, ...run })
      : createTextOutput({ out: app.out, env: app.env, signal: app.signal, quiet, ...run });
  const toSummary = (error: unknown): RunEndEvent => summarizeError(error, app, options);
  let job: Job;
  try {
    const { envFile } = options;
    const config = await loadConfig({ env: app.env, cwd: app.cwd, envFile });
    job = await openJob({ config, app, createOutput });
  } catch (error) {
    const redactor = createRedactor();
    const redact = (text: string): string => redactor.redact(text);
    const run = { runId: undefined, now: () => app.clock.now(), redact };
    if (json) createOutput(run)(toSummary(error));
    throw error;
  }
  return await runOnce(app, job, options, toSummary);
}

async function runOnce(
  { newId, signal }: App,
  job: Job,
  { dryRun, recordIds, limit, force, strict, policy, concurrency, budget }: RunFlags,
  toSummary: (error: unknown) => RunEndEvent,
): Promise<ExitCode> {
  const { config, logFile, tell } = job;
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
    tell(toSummary(error));
    throw error;
  } finally {
    await job.close();
  }
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
