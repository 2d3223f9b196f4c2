import { countOf } from './count-of.ts';
import type { ItemOutcome, RebuiltRecord, RecordOutcome } from '@zohokit/transfer-core';
import { describeBytes, describeProgress } from './describe-bytes.ts';
import { describePlan, describePlanBriefly } from './describe-plan.ts';
import { perEvent, type PerEvent, type RunEndEvent, type RunEvent } from './run-event.ts';

/**
 * An event in words for a person, line by line; no lines when there is nothing to say. Names from
 * outside are in a line as they are, line breaks included: whoever shows it makes each harmless.
 */
export function describeEvent(event: RunEvent): readonly string[] {
  const lines = perEvent(words, event) ?? [];
  return typeof lines === 'string' ? [lines] : lines;
}

// --- internal ---

const nothing = (): undefined => undefined;

const words: PerEvent<string | readonly string[] | undefined> = {
  'run-start': ({ dryRun, module, logFile }) =>
    dryRun
      ? `Dry run over ${module}: nothing is changed in Zoho; log: ${logFile}`
      : `Moving files for records of ${module}; log: ${logFile}`,
  'orgs-recognized': nothing,
  'item-recovered': ({ item, result }) =>
    `Left by an earlier run: "${item.name}" of record ${item.recordId} is ${recovered[result]}`,
  'records-selected': ({ pending, reopened, selected }) =>
    `${countOf(selected, 'record')} to process (${pending} pending, ${reopened} left open by earlier runs)`,
  'record-refused': ({ recordId, message }) => `Record ${recordId} is not processed: ${message}`,
  'record-start': ({ recordId, folderName, position, total }) =>
    `[${position}/${total}] Record ${recordId}: looking for folder "${folderName}"`,
  'record-planned': ({ plan }) => describePlanBriefly(plan),
  'record-plan': ({ plan, position, total }) => {
    const [head, ...items] = describePlan(plan);
    return [`[${position}/${total}] ${head}`, ...items];
  },
  'item-start': nothing,
  'item-progress': ({ item, sentBytes, sizeBytes }) =>
    `  "${item.name}" ${describeProgress(sentBytes, sizeBytes)}`,
  // Several records are at work at once: each line says of which it speaks.
  'item-stored': ({ recordId, receipt: { name, size, verifiedBy } }) =>
    `  Record ${recordId}: stored "${name}" (${describeBytes(size)}, proved by ${verifiedBy})`,
  'item-end': ({ outcome }) => describeItem(outcome),
  'record-end': ({ outcome }) => describeRecord(outcome),
  'upkeep-start': nothing,
  'item-reading': nothing,
  'record-undone': ({ recordId, result, message }) => {
    if (result === 'would-untick') return `would untick record ${recordId}`;
    return message === '' ? undefined : `Record ${recordId}: ${result}: ${message}`;
  },
  'item-undone': ({ recordId, item: { kind, receipt }, result, message }) => {
    if (result === 'would-trash')
      return `would trash ${kind} "${receipt.name}" (${receipt.id}) of record ${recordId}`;
    return message === ''
      ? undefined
      : `Record ${recordId}: "${receipt.name}" ${result}: ${message}`;
  },
  'item-verified': ({ item: { recordId, receipt }, result, message }) =>
    result === 'ok'
      ? undefined
      : `Record ${recordId}: "${receipt.name}" (${receipt.id}): ${result}: ${message}`,
  'record-looked-at': nothing,
  'item-rebuilt': nothing,
  'record-rebuilt': (rebuilt) => describeRebuilt(rebuilt),
  'record-pinned': nothing,
  'run-stopped': ({ failure }) => `The run stops: ${failure.message}`,
  'values-not-written': ({ recordId, message }) =>
    `Record ${recordId}: its fields could not be told how it ended: ${message}`,
  'history-failed': ({ message }) => `The history misses a line: ${message}`,
  'penalty-start': ({ connection, until, waitMs }) =>
    `${connection}: Zoho asks us to wait ${Math.ceil(waitMs / 1000)} s, until ${new Date(until).toISOString()}`,
  'penalty-end': ({ connection }) => `${connection}: the wait is over`,
  'request-start': nothing,
  'request-end': nothing,
  'request-retry': nothing,
  'token-mint': nothing,
  'mint-wait': ({ connection, until, waitMs }) =>
    `${connection}: the next access token has to wait ${Math.ceil(waitMs / 1000)} s, until ${new Date(until).toISOString()}`,
  warning: ({ message }) => message,
  // The others say it by their result.
  summary: (summary) => ('files' in summary ? describeSummary(summary) : undefined),
};

const recovered = {
  stored: 'stored after all',
  'not-stored': 'not stored and will be sent again',
  uncertain: 'still uncertain: a person must look',
};

const leftOut = {
  subfolder: 'subfolder',
  'native-document': 'native document',
  excluded: 'by its name',
  'too-large': 'for its size',
};

function describeItem(outcome: ItemOutcome): string | undefined {
  switch (outcome.status) {
    case 'transferred':
      // Told when it was stored.
      return undefined;
    case 'failed':
      return `  Record ${outcome.recordId}: failed "${outcome.name}": ${outcome.message}${outcome.abandoned ? ' (given up after several runs)' : ''}`;
    case 'uncertain':
      return `  Record ${outcome.recordId}: uncertain "${outcome.name}": ${outcome.message}`;
    case 'stale':
      return `  Record ${outcome.recordId}: not as planned "${outcome.name}": ${outcome.message}`;
    case 'skipped':
      return outcome.reason === 'already-transferred'
        ? undefined
        : `  Record ${outcome.recordId}: left out ${leftOut[outcome.reason]} "${outcome.path}"`;
    default:
      return outcome satisfies never;
  }
}

const rebuiltAs = {
  complete: 'ticked, and everything is there',
  open: 'not ticked: the next run does the rest',
  incomplete: 'ticked, but files are missing: untick it to have them sent',
  nothing: 'nothing of it is in the store',
  known: 'known to the journal',
  failed: 'could not be looked at',
} as const;

function describeRebuilt({ recordId, result, found, missing, message }: RebuiltRecord): string {
  const why = message === '' ? '' : `: ${message}`;
  const lacks = missing.length === 0 ? '' : `, ${missing.length} missing`;
  return `Record ${recordId}: ${rebuiltAs[result]} (${found} found${lacks})${why}`;
}

function describeRecord({ recordId, status, counts, message }: RecordOutcome): string {
  const { discovered, transferred, alreadyTransferred, failed } = counts;
  const before = alreadyTransferred === 0 ? '' : `, ${alreadyTransferred} stored before`;
  const files = `${countOf(discovered, 'file')}: ${transferred} transferred${before}, ${failed} failed`;
  // What stopped the run was told in full when it did.
  const why = status === 'interrupted' ? 'the run stopped before it was done' : message;
  return `Record ${recordId}: ${status} (${files})${why === '' ? '' : `: ${why}`}`;
}

function describeSummary(summary: RunEndEvent): string[] {
  const { dryRun, exitCode, records, files, message, stopReason } = summary;
  const ended = Object.entries(records).map(([status, count]) => `${count} ${status}`);
  const outcome = ended.length === 0 ? 'no records' : ended.join(', ');
  const bytes = dryRun
    ? `${countOf(files.discovered, 'file')} found`
    : `${files.transferred} of ${countOf(files.discovered, 'file')} transferred, ${files.failed} failed`;
  const told = stopReason === undefined ? message : `stopped: ${stopReason}`;
  const why = told === undefined ? '' : `; ${told}`;
  return [
    ...(foundNone(records) ? [noFolderAtAll] : []),
    `${dryRun ? 'Dry run' : 'Run'} ended: ${outcome}; ${bytes}${why} (exit code ${exitCode})`,
  ];
}

/** One may be misspelt; all of several are looked for in the wrong place. */
function foundNone(records: RunEndEvent['records']): boolean {
  const [[status, count] = ['', 0], ...others] = Object.entries(records);
  return status === 'folder-not-found' && count > 1 && others.length === 0;
}

const noFolderAtAll =
  'None of the folders was found. They are looked for directly below WORKDRIVE_SOURCE_PARENT_FOLDER_ID, team folders and My Folders: zohokit doctor shows which these are';
