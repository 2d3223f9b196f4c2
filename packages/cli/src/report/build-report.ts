import type { HistoryItem, HistoryLine } from '@zohokit/transfer-core';
import type { HistoryWait, RunSummary } from '@zohokit/state';
import { findTroubles } from './find-troubles.ts';
import type { Links } from './links.ts';
import type { Report, ReportedFile, ReportedRecord } from './report.ts';
import { factKey, type RunFacts } from './run-facts.ts';

export interface ReportSources {
  run: RunSummary;
  lines: readonly HistoryLine[];
  items: readonly HistoryItem[];
  waits: readonly HistoryWait[];
  facts: RunFacts;
  links: Links;
  /** Makes what came from outside fit to be shown. */
  clean: (text: string) => string;
}

/** Puts together what history and log know of a run. */
export function buildReport(sources: ReportSources): Report {
  const { run, waits, facts, clean } = sources;
  const shown = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : clean(text);
  return {
    run: {
      id: clean(run.id),
      startedAt: run.startedAt,
      endedAt: run.end?.at,
      exitCode: run.end?.exitCode,
      module: shown(facts.module),
      orgA: shown(facts.orgA),
      orgB: shown(facts.orgB),
      hasLog: facts.hasLog,
    },
    records: recordsOf(sources),
    files: filesOf(sources),
    waits: waits.map(({ at, ms, reason }) => ({ at, ms, reason: clean(reason) })),
    troubles: findTroubles(sources),
  };
}

// --- internal ---

function recordsOf({ lines, facts, links, clean }: ReportSources): ReportedRecord[] {
  const ended = lines.map((line): ReportedRecord => {
    const { recordId: id, at, status, folderId, discovered, transferred, failed } = line;
    return {
      id: clean(id),
      folderName: clean(line.folderName ?? ''),
      status: clean(status),
      discovered,
      transferred,
      failed,
      message: clean(line.message ?? ''),
      at,
      url: links.record(id),
      folderUrl: folderId === undefined ? undefined : links.sourceFolder(folderId),
    };
  });
  const known = new Set(lines.map(({ recordId }) => recordId));
  const begun = [...facts.begun].filter(([id]) => !known.has(id));
  return [
    ...ended,
    ...begun.map(([id, folderName]): ReportedRecord => ({
      id: clean(id),
      folderName: clean(folderName),
      status: 'not-ended',
      discovered: 0,
      transferred: 0,
      failed: 0,
      message: '',
      at: 0,
      url: links.record(id),
      folderUrl: undefined,
    })),
  ];
}

function filesOf({ items, facts, links, clean }: ReportSources): ReportedFile[] {
  const told = items.map((item): ReportedFile => {
    const { recordId, sourceId, at, status, size, durationMs, storedId } = item;
    return {
      recordId: clean(recordId),
      path: clean(item.path),
      status: clean(status),
      storedName: clean(item.storedName ?? ''),
      storedId: clean(storedId ?? ''),
      size,
      md5: clean(item.md5 ?? ''),
      durationMs,
      at,
      message: clean(item.message ?? ''),
      url: storedId === undefined ? links.sourceFile(sourceId) : links.storedFile(storedId),
    };
  });
  const known = new Set(items.map(({ recordId, sourceId }) => factKey(recordId, sourceId)));
  // Of a run that was killed, or of a record that did not end.
  const stored = [...facts.stored].filter(([key]) => !known.has(key));
  return [
    ...told,
    ...stored.map(([, fact]): ReportedFile => ({
      recordId: clean(fact.recordId),
      path: clean(fact.path ?? fact.itemName),
      status: 'transferred',
      storedName: clean(fact.storedName),
      storedId: clean(fact.storedId),
      size: fact.size,
      md5: clean(fact.md5),
      durationMs: undefined,
      at: Date.parse(fact.timestamp),
      message: '',
      url: links.storedFile(fact.storedId),
    })),
  ];
}
