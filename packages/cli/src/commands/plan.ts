import path from 'node:path';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags, type SettingsSource } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { harmlessJson } from '../output/harmless.ts';
import { createRequestCounter } from '../plan/count-requests.ts';
import { estimateRun } from '../plan/estimate-run.ts';
import {
  planVersion,
  refuseOtherFile,
  writePlanFile,
  type PlanBinding,
} from '../plan/plan-file.ts';
import { planToCsv } from '../plan/plan-csv.ts';
import type { PlanResult } from '../plan/plan-result.ts';
import { toPlanRow } from '../plan/plan-row.ts';
import { describePlanResult } from '../plan/plan-table.ts';
import { toPlanResult } from '../plan/to-plan-result.ts';
import type { Job } from '../run/open-job.ts';
import { summarizeError } from '../run/summarize-error.ts';
import { withJob } from '../run/with-job.ts';
import { planJob, type PlannedJob, type TransferJobOptions } from '../run/transfer-job.ts';
import { parseLimit, parsePolicy, parseRecordIds, selectionFlags } from '../selection-flags.ts';
import { UsageError } from '../usage-error.ts';
import { readVersion } from '../version.ts';

const flags = {
  ...selectionFlags,
  out: { type: 'string', valueHint: 'FILE', description: 'Write it for run --plan FILE' },
  json: { type: 'boolean', description: 'One JSON object instead of a table' },
  csv: { type: 'boolean', description: 'CSV instead of a table' },
  ...sourceFlags,
  quiet: { type: 'boolean', description: 'No progress' },
  strict: { type: 'boolean', description: 'Exit code 1 on warnings, too' },
} as const;

/** `zohokit plan`: what a run would do, what it would take, and a file of it to be approved. */
export function createPlanCommand(app: App): Command {
  return createCommand({
    name: 'plan',
    description: 'Show what a run would do and take; change nothing in Zoho',
    args: flags,
    examples: [
      { line: 'plan', does: 'a line for each record, with requests and time in sum' },
      { line: 'plan --out plan.json', does: 'for zohokit run --plan plan.json' },
      { line: 'plan --limit 10 --csv', does: 'ten records, for a spreadsheet' },
    ],
    async run({ args, rawArgs }) {
      const { json = false, csv = false } = args;
      if (json && csv) throw new UsageError('--json and --csv exclude each other');
      return await plan(app, {
        recordIds: parseRecordIds(rawArgs, flags),
        limit: parseLimit(args.limit),
        policy: parsePolicy(args.policy),
        quiet: args.quiet === true,
        strict: args.strict === true,
        format: json ? 'json' : csv ? 'csv' : 'table',
        file: args.out === undefined ? undefined : path.resolve(app.cwd, args.out),
        source: settingsSource(args),
      });
    },
  });
}

// --- internal ---

interface PlanFlags extends Pick<TransferJobOptions, 'recordIds' | 'limit' | 'policy' | 'strict'> {
  format: 'table' | 'json' | 'csv';
  quiet: boolean;
  /** Absolute. */
  file: string | undefined;
  source: SettingsSource;
}

async function plan(app: App, given: PlanFlags): Promise<ExitCode> {
  const { file, format, quiet, source, recordIds, limit, strict } = given;
  const { signal } = app;
  // Before the work, not after it.
  if (file !== undefined) await refuseOtherFile(file);
  const work = { command: 'plan', dryRun: true } as const;
  const planned = await withJob(
    {
      app,
      source,
      ...work,
      show: { json: format === 'json', quiet },
      endOf: (error) => summarizeError(error, { ...work, signal }),
      soFar: () => '',
    },
    async (job) => {
      const { config } = job;
      const { policy = config.policy } = given;
      const requests = createRequestCounter();
      job.hear(requests.listen);
      const made = await planJob(job, { ...work, recordIds, limit, strict, signal });
      const { report, binding, summary } = made;
      if (file !== undefined) await write(file, made, { policy, job });
      const rows = report.plans.map((one) => toPlanRow(one, { policy, source: job.source }));
      const limits = { pace: config.pace ?? defaultPace, sameUser: isSameUser(binding) };
      const estimate = estimateRun(report.plans, requests.counts(), limits);
      const { exitCode } = summary;
      const { module } = config.crm;
      const parts = { report, rows, estimate, exitCode, module, policy, file };
      return { result: { result: toPlanResult(parts), exitCode }, end: summary };
    },
  );
  app.out.write(render(planned.result, format, app.out.columns));
  return planned.exitCode;
}

/** WorkDrive's client has this one: see its `WorkDriveClientOptions`. */
const defaultPace = 5;

async function write(
  file: string,
  { report, binding }: PlannedJob,
  { policy, job }: { policy: Job['config']['policy']; job: Job },
): Promise<void> {
  await writePlanFile(file, {
    type: 'zohokit-plan',
    version: planVersion,
    madeAt: new Date(job.clock.now()).toISOString(),
    release: `zohokit ${readVersion()}`,
    binding,
    policy,
    plans: report.plans,
  });
}

function isSameUser({ orgs }: PlanBinding): boolean {
  const { identity } = orgs['org A'];
  return identity !== undefined && identity === orgs['org B'].identity;
}

function render(
  result: PlanResult,
  format: PlanFlags['format'],
  width: number | undefined,
): string {
  if (format === 'json') return `${harmlessJson(result)}\n`;
  if (format === 'csv') return planToCsv(result);
  return `${describePlanResult(result, width).join('\n')}\n`;
}
