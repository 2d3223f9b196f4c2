import path from 'node:path';
import type { BudgetLimits } from '@zohokit/transfer-core';
import { byteAmount, rateAmount, timeAmount } from '../amount.ts';
import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import { settingsSource, sourceFlags, type SettingsSource } from '../config/settings-source.ts';
import { maxConcurrency } from '../config/transfer-settings.ts';
import {
  executeRun,
  tellRefusal,
  type OutputFlags,
  type RunFlags,
  type TransferFlags,
} from '../run/execute-run.ts';
import { runJobs } from '../run/run-jobs.ts';
import { parseLimit, parsePolicy, parseRecordIds, selectionFlags } from '../selection-flags.ts';
import { UsageError } from '../usage-error.ts';
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
      { line: 'run --plan plan.json', does: 'what was planned and approved, nothing else' },
      { line: 'run --bwlimit 2MiB', does: 'leaves room for others on the line' },
      { line: 'run --quiet --strict', does: 'for a scheduler: speaks of trouble only' },
      { line: 'run --config jobs.json --all', does: 'every job of a file of several' },
    ],
    async run({ args, rawArgs }) {
      const select = parseSelection(rawArgs, args);
      if (args.plan !== undefined) refuseWithPlan(args['dry-run'] === true, select);
      const source = settingsSource(args);
      const options: Omit<RunFlags, 'source'> = {
        command: 'run',
        ...select,
        dryRun: args['dry-run'] === true,
        ...parseOutput(args),
        policy: parsePolicy(args.policy),
        concurrency: parseConcurrency(args.concurrency),
        bytesPerSecond:
          args.bwlimit === undefined ? undefined : rateAmount('--bwlimit', args.bwlimit),
        budget: parseBudget(args),
        planFile: args.plan === undefined ? undefined : path.resolve(app.cwd, args.plan),
      };
      if (args.all !== true) return await executeRun(app, { ...options, source });
      refuseWithAll(source, select, args.plan);
      try {
        return await runJobs(app, source, (one) => executeRun(app, { ...options, source: one }));
      } catch (error) {
        throw await tellRefusal(app, { ...options, source }, error);
      }
    },
  });
}

/** The flags by which each command that runs is shown. */
export function parseOutput(args: {
  [Flag in keyof OutputFlags]?: boolean | undefined;
}): OutputFlags {
  return { json: args.json === true, quiet: args.quiet === true, strict: args.strict === true };
}

// --- internal ---

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

function refuseWithAll(
  { envFile, job }: SettingsSource,
  { recordIds }: Selection,
  plan: string | undefined,
): void {
  const given = [
    recordIds && '--record-id',
    plan === undefined ? undefined : '--plan',
    envFile === undefined ? job && '--job' : '--settings',
  ].find((flag) => flag !== undefined);
  if (given !== undefined)
    throw new UsageError(`--all excludes ${given}: it is about every job of a file of several`);
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
