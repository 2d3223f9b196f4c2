import { countOf } from '../output/count-of.ts';
import { describeBytes } from '../output/describe-bytes.ts';
import { describeTime } from '../output/describe-time.ts';
import { harmless } from '../output/harmless.ts';
import { textTable, type Column } from '../output/text-table.ts';
import type { PlanResult } from './plan-result.ts';

/**
 * A plan for a person: a line for each record, what needs a person, and the sum.
 * @param width that of the terminal, if it is for one
 */
export function describePlanResult(plan: PlanResult, width?: number): string[] {
  const { records, refused, file } = plan;
  const table = records.length === 0 ? [] : textTable(columns, records.map(toCells), width);
  return [
    ...table,
    ...records.flatMap(describeTrouble),
    ...refused.map(({ recordId, message }) => `Record ${recordId} takes no part: ${message}`),
    ...describeTotals(plan),
    ...(file === null ? [] : [`Written to "${file}": zohokit run --plan does this and no more`]),
  ].map(harmless);
}

// --- internal ---

type PlannedRecord = PlanResult['records'][number];

const columns: readonly Column[] = [
  { title: 'RECORD' },
  { title: 'FOLDER', least: 10 },
  { title: 'FILES', align: 'right' },
  { title: 'SIZE', align: 'right', leaveOut: 2 },
  { title: 'STORED', align: 'right', leaveOut: 4 },
  { title: 'RENAMED', align: 'right', leaveOut: 5 },
  { title: 'LEFT OUT', align: 'right', leaveOut: 6 },
  { title: 'BOX', leaveOut: 3 },
  { title: 'WHERE', least: 12, leaveOut: 1 },
];

function toCells(row: PlannedRecord): (string | number)[] {
  const { recordId, folderName, status, files, kept, renamed, leftOut, ticks, folder } = row;
  const isTransfer = status === 'transfer';
  return [
    recordId,
    folderName,
    isTransfer ? files : '-',
    isTransfer ? sizeOf(row) : '-',
    isTransfer ? kept : '-',
    isTransfer ? renamed.length : '-',
    isTransfer ? leftOut.length : '-',
    ticks ? 'tick' : 'leave',
    isTransfer ? (folder?.location ?? '') : status,
  ];
}

function sizeOf({ bytes, withoutSize }: Pick<PlannedRecord, 'bytes' | 'withoutSize'>): string {
  if (withoutSize === 0) return describeBytes(bytes);
  return bytes === 0 ? 'unknown' : `${describeBytes(bytes)} + ${withoutSize} unknown`;
}

/** What a person should look at before the run. */
function describeTrouble(row: PlannedRecord): string[] {
  const { recordId, folderName, status, message, candidates, renamed, givenUp, unproved } = row;
  const lines: string[] = [];
  if (status === 'ambiguous')
    lines.push(
      `Record ${recordId}: ${candidates.length} folders are named "${folderName}", and none is the latest`,
      ...candidates.map(({ id, location }) => `    ${id} in ${location}`),
      `    choose one: zohokit pin ${recordId} FOLDER`,
    );
  else if (message !== '') lines.push(`Record ${recordId}: ${message}`);
  for (const { path, name } of renamed.slice(0, shown))
    lines.push(`Record ${recordId}: "${path}" is stored as "${name}"`);
  if (renamed.length > shown)
    lines.push(`Record ${recordId}: ${renamed.length - shown} more are renamed (--out has them)`);
  if (givenUp > 0)
    lines.push(`Record ${recordId}: ${givenUp} given up (zohokit explain ${recordId})`);
  if (unproved > 0)
    lines.push(`Record ${recordId}: ${unproved} cannot be proved (zohokit explain ${recordId})`);
  return lines;
}

/** More would hide the rest. */
const shown = 5;

function describeTotals({ totals, estimate }: PlanResult): string[] {
  const { records, toTransfer, files, renamed, leftOut, ambiguous, unsettled } = totals;
  const { requests, timeMs, how } = estimate;
  const settle =
    unsettled === 0 ? [] : [`Settled first: ${countOf(unsettled, 'file')} of an earlier run`];
  return [
    `${countOf(records, 'record')}, ${toTransfer} with something to send: ${countOf(files, 'file')}, ${sizeOf(totals)}; ` +
      `${renamed} renamed, ${leftOut} left out, ${ambiguous} ambiguous`,
    ...settle,
    `About ${countOf(requests.total, 'request')} to Zoho, at least ${describeTime(timeMs)} under its limits`,
    `    (${how})`,
  ];
}
