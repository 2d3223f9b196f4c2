import { describeBytes } from '../output/describe-bytes.ts';
import { harmless } from '../output/harmless.ts';
import { fixOfAbandoned, fixOfReason, fixOfStatus } from '../report/fixes.ts';
import type { ExplainResult } from './explain-result.ts';

/** An explanation for a person. */
export function describeExplanation(result: ExplainResult): string[] {
  const { recordId, candidates, items, next } = result;
  return [
    `Record ${recordId}`,
    ...describeRecord(result),
    ...describeJournal(result),
    ...items.flatMap((item) => [describeItem(item), ...fixOfItem(item, recordId)]),
    ...candidates.map(
      ({ id, location, modifiedAt }) =>
        `  folder of its name: ${id} in ${location}, modified ${toTime(modifiedAt)}`,
    ),
    ...describePlan(result),
    `  next run: ${next}`,
    ...toDo(result).map((line) => `  to do: ${line}`),
  ].map(harmless);
}

// --- internal ---

function describeRecord({ record, notPending }: ExplainResult): string[] {
  if (record === null) return ['  CRM has no such record in this module'];
  const { folderName, checked, storeFolderId } = record;
  const folder = folderName === null ? 'names no folder' : `names the folder "${folderName}"`;
  const own = storeFolderId === null ? '' : `, to be copied into ${storeFolderId}`;
  return [
    `  in CRM it ${folder}${own}; its box is ${checked ? 'ticked' : 'not ticked'}`,
    notPending === null
      ? '  it asks for a transfer'
      : `  it does not ask for a transfer: ${notPending}`,
  ];
}

function describeJournal({ recordId, journal }: ExplainResult): string[] {
  if (journal === null) return ['  no run has looked at it'];
  const { status, outcome, lastAttemptAt, tickedByUs, tickedIn, pinnedFolderId } = journal;
  const last =
    lastAttemptAt === null
      ? 'no run has looked at it'
      : `a run looked at it at ${lastAttemptAt}: ${outcome ?? 'unknown'}, now ${status}`;
  return [
    `  ${last}`,
    ...(tickedByUs ? [`  its box was ticked by our run ${tickedIn ?? '(unknown)'}`] : []),
    ...(pinnedFolderId === null
      ? []
      : [`  a person chose folder ${pinnedFolderId} (zohokit pin ${recordId} --clear undoes it)`]),
  ];
}

function describeItem(item: ExplainResult['items'][number]): string {
  const { kind, sourceName, name, status, runId, storedId, size, message } = item;
  const as = name === sourceName ? '' : ` as "${name}"`;
  const where = storedId === null ? '' : `, ${storedId}`;
  const bytes = size === null || kind === 'folder' ? '' : `, ${describeBytes(size)}`;
  const why = message === null ? '' : `: ${message}`;
  return `  ${kind} "${sourceName}"${as}: ${status} (run ${runId}${where}${bytes})${why}`;
}

function fixOfItem({ reason, status }: ExplainResult['items'][number], recordId: string): string[] {
  if (reason === null || (status !== 'failed' && status !== 'abandoned')) return [];
  const again = status === 'abandoned' ? ` ${fixOfAbandoned(recordId)}` : '';
  return [`    fix: ${fixOfReason(reason, recordId)}${again}`];
}

/** What only a person can do; where the next run does it all, nothing. */
function toDo({ recordId, plan }: ExplainResult): string[] {
  if (plan === null || plan.status === 'transfer') return [];
  return [fixOfStatus(plan.status, recordId)];
}

function describePlan({ plan }: ExplainResult): string[] {
  if (plan === null) return [];
  const { folder, by, actions } = plan;
  const found = folder === null ? [] : [`  found: ${folder.id} in ${folder.location}`];
  return [
    ...(by === null ? found : found.map((line) => `${line}, ${by}`)),
    ...actions.map(({ kind, path, name, reason, message }) => {
      const as = name === null || path.endsWith(name) ? '' : ` as "${name}"`;
      const why = reason ?? message;
      return `    ${words[kind]} "${path}"${as}${why === null ? '' : `: ${why}`}`;
    }),
  ];
}

const words = {
  send: 'send',
  keep: 'keep',
  leave: 'leave out',
  abandoned: 'give up',
  unproved: 'look at',
  stale: 'not as planned',
} as const;

function toTime(instant: number): string {
  return new Date(instant).toISOString();
}
