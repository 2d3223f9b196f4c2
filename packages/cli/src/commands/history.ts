import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { describeExitCode } from '../announce/what-to-do.ts';
import { exitCodes, isExitCode } from '../exit-code.ts';
import { describeTime } from '../output/describe-time.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import { textTable, type Column } from '../output/text-table.ts';
import type { HistoryResult } from '../runs/history-result.ts';
import { toRunRow, type RunRow } from '../runs/run-row.ts';
import { withOwnState } from '../run/with-own-state.ts';
import { parseLimit } from '../selection-flags.ts';

const flags = {
  limit: { type: 'string', valueHint: 'N', description: 'At most this many runs; 20 otherwise' },
  json: { type: 'boolean', description: 'One JSON object instead of a table' },
  ...sourceFlags,
} as const;

/** `zohokit history`: the runs so far. Asks Zoho nothing. */
export function createHistoryCommand(app: App): Command {
  return createCommand({
    name: 'history',
    description: 'Show the runs so far, the latest first',
    args: flags,
    examples: [
      { line: 'history', does: 'the last 20' },
      { line: 'history --limit 200 --json', does: 'for a program' },
    ],
    async run({ args }) {
      const limit = parseLimit(args.limit) ?? 20;
      const desk = { app, source: settingsSource(args), use: 'look' } as const;
      const result = await withOwnState(desk, async ({ state: { history } }) => {
        const rows: RunRow[] = [];
        for (const run of (await history.runs({ limit })).toReversed())
          rows.push(await toRunRow(run, history));
        return { type: 'history', runs: rows } satisfies HistoryResult;
      });
      const { runs } = result;
      const width = app.out.columns;
      const text = runs.length === 0 ? ['no run has taken place yet'] : toTable(runs, width);
      app.out.write(args.json === true ? `${harmlessJson(result)}\n` : `${text.join('\n')}\n`);
      return exitCodes.done;
    },
  });
}

// --- internal ---

const columns: readonly Column[] = [
  // The beginning of a run's id is a name for it, too.
  { title: 'RUN', least: 9 },
  { title: 'STARTED' },
  { title: 'TOOK', align: 'right', leaveOut: 3 },
  { title: 'EXIT', align: 'right' },
  { title: 'RECORDS', align: 'right', leaveOut: 2 },
  { title: 'FILES', align: 'right', leaveOut: 4 },
  { title: 'FAILED', align: 'right', leaveOut: 5 },
  { title: 'STATUS', leaveOut: 1 },
];

function toTable(runs: readonly RunRow[], width: number | undefined): string[] {
  return textTable(columns, runs.map(toCells), width).map(harmless);
}

/** `stopped: was refused by Zoho`; of what has no end nobody can say more. */
function toStatus({ status, exitCode }: RunRow): string {
  if (exitCode === null) return `${status}: going on, or killed`;
  const hasWords = exitCode !== 0 && isExitCode(exitCode);
  return hasWords ? `${status}: ${describeExitCode(exitCode).what}` : status;
}

function toCells(run: RunRow) {
  const { id, startedAt, endedAt, exitCode, records, files } = run;
  const took =
    startedAt === null || endedAt === null
      ? ''
      : describeTime(Date.parse(endedAt) - Date.parse(startedAt));
  return [
    id,
    startedAt === null ? '' : `${startedAt.slice(0, 19)}Z`,
    took,
    exitCode ?? '',
    Object.values(records).reduce((total, count) => total + count, 0),
    files.transferred,
    files.failed,
    toStatus(run),
  ];
}
