import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import { loadConfig } from '../config/load-config.ts';
import { exitCodeOfError } from '../exit-code-of-error.ts';
import type { ExitCode } from '../exit-code.ts';
import { flagValues } from '../flags.ts';
import { createJsonOutput, type JsonOutputOptions } from '../output/json-output.ts';
import type { RunListener } from '../output/run-event.ts';
import { createTextOutput } from '../output/text-output.ts';
import { openJob, type Job } from '../run/open-job.ts';
import { summarizeFailure } from '../run/summarize.ts';
import { planJob, runJob, type TransferJobOptions } from '../run/transfer-job.ts';
import { UsageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

const flags = {
  'dry-run': { type: 'boolean', description: 'Say what would be done; change nothing in Zoho' },
  'record-id': {
    type: 'string',
    valueHint: 'ID',
    description: 'Only this record; may be given several times',
  },
  limit: { type: 'string', valueHint: 'N', description: 'At most this many records' },
  force: { type: 'boolean', description: 'With --record-id: also a record that is not pending' },
  json: { type: 'boolean', description: 'JSON lines on standard output' },
  'env-file': { type: 'string', valueHint: 'FILE', description: 'Instead of .env' },
  quiet: { type: 'boolean', description: 'Only warnings and errors' },
  strict: { type: 'boolean', description: 'Exit code 1 on warnings, too' },
} as const;

/** `zohokit run`: moves the files of every pending record once. */
export function createRunCommand(app: App): Command {
  return createCommand({
    name: 'run',
    description: 'Move the files of all pending records once',
    args: flags,
    async run({ args, rawArgs }) {
      const select = parseSelection(rawArgs, args);
      return await execute(app, {
        ...select,
        dryRun: args['dry-run'] === true,
        json: args.json === true,
        quiet: args.quiet === true,
        strict: args.strict === true,
        envFile: args['env-file'],
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
      `--record-id must be the number of a record as its address in CRM shows it, not ${JSON.stringify(wrong.slice(0, 60))}`,
    );
  if (force === true && ids.length === 0)
    throw new UsageError('--force needs --record-id: it is about named records only');
  return {
    recordIds: ids.length === 0 ? undefined : ids,
    limit: limit === undefined ? undefined : wholeNumber('--limit', limit, { min: 1 }),
    force: force === true,
  };
}

/** With `json`, what goes wrong before or beside the run is a summary line all the same. */
async function execute(app: App, options: RunFlags): Promise<ExitCode> {
  const { dryRun, json, quiet } = options;
  let told = false;
  const createOutput = (run: Omit<JsonOutputOptions, 'out'>): RunListener => {
    const output = json
      ? createJsonOutput({ out: app.out, ...run })
      : createTextOutput({ out: app.out, quiet, ...run });
    return (event) => {
      told ||= event.type === 'summary';
      output(event);
    };
  };
  try {
    return await runOnce(app, options, createOutput);
  } catch (error) {
    if (json && !told) {
      const exitCode = exitCodeOfError(error, app.signal);
      const message = error instanceof Error ? error.message : String(error);
      const run = { runId: '', now: () => app.clock.now(), redact: (text: string) => text };
      createOutput(run)(summarizeFailure(message, { exitCode, dryRun }));
    }
    throw error;
  }
}

async function runOnce(
  app: App,
  { dryRun, envFile, recordIds, limit, force, strict }: RunFlags,
  createOutput: Parameters<typeof openJob>[0]['createOutput'],
): Promise<ExitCode> {
  const config = await loadConfig({ env: app.env, cwd: app.cwd, envFile });
  const job: Job = await openJob({ config, app, createOutput });
  try {
    const { module } = config.crm;
    job.tell({ type: 'run-start', dryRun, module, home: config.home, logFile: job.logFile });
    const { newId, signal } = app;
    const options: TransferJobOptions = { recordIds, limit, force, strict, newId, signal };
    const { exitCode } = dryRun ? await planJob(job, options) : await runJob(job, options);
    return exitCode;
  } finally {
    await job.close();
  }
}
