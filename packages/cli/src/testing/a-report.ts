import type { HistoryItem, HistoryLine } from '@zohokit/transfer-core';
import { buildReport, type ReportSources } from '../report/build-report.ts';
import { createLinks } from '../report/links.ts';
import { harmless } from '../output/harmless.ts';
import { factKey, type RunFacts } from '../report/run-facts.ts';

/** When the runs of these tests begin. */
export const began = Date.UTC(2026, 0, 31, 3);

/** How a record ended in `run-1`. */
export function aLine(recordId: string, more: Partial<HistoryLine> = {}): HistoryLine {
  return {
    runId: 'run-1',
    recordId,
    at: began + 60_000,
    status: 'transferred',
    folderName: 'Harbour',
    folderId: 'folder1',
    discovered: 1,
    transferred: 1,
    failed: 0,
    message: '',
    ...more,
  };
}

/** A file of `run-1` that was stored. */
export function anItem(
  recordId: string,
  path: string,
  more: Partial<HistoryItem> = {},
): HistoryItem {
  return {
    runId: 'run-1',
    recordId,
    path,
    sourceId: `source ${path}`,
    at: began + 30_000,
    status: 'transferred',
    storedId: 'stored1',
    storedName: path,
    size: 2 ** 20,
    md5: '0cc175b9c0f1b6a831c399e269772661',
    durationMs: 10_000,
    message: undefined,
    ...more,
  };
}

/** A file of `run-1` that failed. */
export function aFailure(recordId: string, path: string, message: string): HistoryItem {
  const nothing = { storedId: undefined, storedName: undefined, size: undefined, md5: undefined };
  return anItem(recordId, path, { ...nothing, durationMs: undefined, status: 'failed', message });
}

/** What a log says; everything may be left out. */
export function someFacts(more: Partial<RunFacts> = {}): RunFacts {
  return {
    hasLog: true,
    module: 'Deals',
    orgA: 'eu / user 1',
    orgB: 'us / user 2',
    candidates: new Map(),
    failures: new Map(),
    refused: [],
    begun: new Map(),
    stored: new Map(),
    ...more,
  };
}

/** A report of what is given; the rest is of a run that went well. */
export function aReport(more: Partial<ReportSources> = {}) {
  return buildReport({
    run: {
      id: 'run-1',
      startedAt: began,
      end: { at: began + 120_000, status: 'ended', exitCode: 0 },
    },
    lines: [aLine('573')],
    items: [anItem('573', 'offer.pdf')],
    waits: [],
    facts: someFacts(),
    links: createLinks({ regionA: 'eu', regionB: 'us', tab: 'Potentials' }),
    clean: harmless,
    ...more,
  });
}

/** A bad night: so many files, every hundredth failed, an ambiguous record, waits, and these names. */
export function aLongReport(files: number, names: readonly string[] = []) {
  const perRecord = 10;
  const records = Math.ceil(files / perRecord);
  const end = began + files * 200;
  const lines = Array.from({ length: records }, (_, n) =>
    aLine(`57300000000${n}`, {
      folderName: names[n % (names.length || 1)] ?? `Project ${n}`,
      at: began + (n + 1) * perRecord * 200,
      status: n % 10 === 0 ? 'partly-transferred' : 'transferred',
      discovered: perRecord,
      transferred: perRecord,
    }),
  );
  const ambiguous = aLine('999', { status: 'ambiguous', folderName: 'Twin', transferred: 0 });
  const items = Array.from({ length: files }, (_, n) => {
    const recordId = `57300000000${Math.floor(n / perRecord)}`;
    const path = names[n] ?? `Photos/${2000 + (n % 26)}/survey ${n}.jpg`;
    const at = began + n * 200;
    if (n % 100 === 0)
      return {
        ...aFailure(recordId, path, 'org B: WorkDrive blocks this file'),
        sourceId: `s${n}`,
        at,
      };
    return anItem(recordId, path, { sourceId: `s${n}`, at, size: 1000 + n * 731, durationMs: 900 });
  });
  const candidate = (id: string, folderLocation: string) => ({
    folderId: id,
    folderMatched: 'TWIN',
    folderLocation,
  });
  return aReport({
    run: { id: 'run-1', startedAt: began, end: { at: end, status: 'ended', exitCode: 7 } },
    lines: [...lines, ambiguous],
    items,
    waits: [0.2, 0.6].map((share) => ({
      runId: 'run-1',
      at: began + share * files * 200,
      ms: files * 20,
      reason: 'penalty of org B',
    })),
    facts: someFacts({
      candidates: new Map([['999', [candidate('f1', 'My Folders'), candidate('f2', 'Clients')]]]),
      failures: new Map(
        items
          .filter(({ status }) => status === 'failed')
          .map(({ recordId, sourceId }) => [
            factKey(recordId, sourceId),
            { reason: 'permanent', abandoned: false },
          ]),
      ),
    }),
  });
}
