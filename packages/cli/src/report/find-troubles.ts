import type { HistoryItem, HistoryLine } from '@zohokit/transfer-core';
import type { ReportSources } from './build-report.ts';
import { fixOfAbandoned, fixOfReason, fixOfStatus } from './fixes.ts';
import type { Candidate, Trouble } from './report.ts';
import { factKey } from './run-facts.ts';

/** What of a run a person should know: what stopped it, then records and files, errors before warnings. */
export function findTroubles(sources: ReportSources): Trouble[] {
  const found = [
    ...ofRun(sources),
    ...ofRefused(sources),
    ...ofRecords(sources),
    ...ofFiles(sources),
  ];
  const rank = ({ level }: Trouble): number => (level === 'error' ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}

/** How bad it is that a record ended so; `undefined` when it is well. */
export function levelOfRecord(status: string): Trouble['level'] | undefined {
  if (fine.has(status)) return undefined;
  return warnings.has(status) ? 'warning' : 'error';
}

// --- internal ---

const about = { url: undefined, recordId: undefined, candidates: [] };

function ofRun({ run, facts, clean }: ReportSources): Trouble[] {
  const stopped = facts.stop;
  if (stopped !== undefined) {
    const { reason, message } = stopped;
    const level = ['budget', 'interrupted'].includes(reason) ? 'warning' : 'error';
    const fix = fixOfReason(reason);
    return [{ ...about, level, status: 'stopped', subject: 'The run', cause: clean(message), fix }];
  }
  if (run.end !== undefined) return [];
  return [
    {
      ...about,
      level: 'error',
      status: 'not-ended',
      subject: 'The run',
      cause: 'Its end was not told: it is still going, or it was killed.',
      fix: 'zohokit status says whether it is still going. If not, start the next one: before it sends anything it looks for what was under way, so nothing is lost or sent twice.',
    },
  ];
}

function ofRefused({ facts, links, clean }: ReportSources): Trouble[] {
  return facts.refused.map(({ recordId, message }) => ({
    level: 'error',
    status: 'refused',
    subject: `Record ${clean(recordId)}`,
    url: links.record(recordId),
    recordId: clean(recordId),
    cause: clean(message),
    fix: fixOfStatus('refused', clean(recordId)),
    candidates: [],
  }));
}

const fine = new Set(['transferred', 'ticked-by-person']);
const warnings = new Set(['no-files', 'folder-not-found', 'changed', 'interrupted']);

function ofRecords({ lines, items, facts, links, clean }: ReportSources): Trouble[] {
  // Its files say it better.
  const told = new Set(items.filter(isTrouble).map(({ recordId }) => recordId));
  const byFiles = ({ status, recordId }: HistoryLine): boolean =>
    (status === 'partly-transferred' || status === 'failed') && told.has(recordId);
  return lines
    .filter((line) => levelOfRecord(line.status) !== undefined && !byFiles(line))
    .map(({ recordId, status, folderName, message }) => ({
      level: levelOfRecord(status) ?? 'warning',
      status: clean(status),
      subject: `Record ${clean(recordId)}, folder "${clean(folderName ?? '')}"`,
      url: links.record(recordId),
      recordId: clean(recordId),
      cause: clean(message ?? ''),
      fix: fixOfStatus(status, clean(recordId)),
      candidates: (facts.candidates.get(recordId) ?? []).map((candidate): Candidate => ({
        id: clean(candidate.folderId),
        name: clean(candidate.folderMatched),
        location: clean(candidate.folderLocation),
        url: links.sourceFolder(candidate.folderId),
      })),
    }));
}

function isTrouble({ status }: HistoryItem): boolean {
  return ['failed', 'uncertain', 'stale'].includes(status);
}

function ofFiles({ items, facts, links, clean }: ReportSources): Trouble[] {
  return items.filter(isTrouble).map(({ recordId, sourceId, path, status, message }) => {
    const failure = facts.failures.get(factKey(recordId, sourceId));
    const id = clean(recordId);
    const fix = status === 'failed' ? fixOfReason(failure?.reason, id) : fixOfStatus(status, id);
    const givenUp = failure?.abandoned === true;
    return {
      level: 'error',
      status: givenUp ? 'given up' : clean(status),
      subject: `File "${clean(path)}" of record ${id}`,
      url: links.sourceFile(sourceId),
      recordId: id,
      cause: clean(message ?? ''),
      fix: givenUp ? `${fix} ${fixOfAbandoned(id)}` : fix,
      candidates: [],
    };
  });
}
