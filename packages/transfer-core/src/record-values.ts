import type { RecordOutcomeStatus } from './outcome.ts';
import type { RecordValueName, RecordValues } from './records.ts';

/** What is to be said in a record of how it ended. */
export interface RecordEnding {
  status: RecordOutcomeStatus;
  /** Empty when nothing went wrong. */
  error: string;
  fileCount: number;
  /** `undefined` when nothing of it is in the store. */
  storeFolderId: string | undefined;
  folderUrl: string | undefined;
  /** Milliseconds since the epoch. */
  finishedAt: number;
}

/**
 * Longer errors are cut, in characters: CRM's single-line text takes 255 (Zoho doc: field types). An
 * error is one line, as the field shows it.
 */
export const maxErrorLength = 250;

/** The values that have a field. What is in the store stays said when a run adds nothing to it. */
export function toRecordValues(
  { status, error, fileCount, storeFolderId, folderUrl, finishedAt }: RecordEnding,
  maps: ReadonlySet<RecordValueName>,
): RecordValues {
  const all: RecordValues = {
    status,
    error: toLine(error),
    finishedAt,
    ...(storeFolderId !== undefined && {
      fileCount,
      folderId: storeFolderId,
      folderUrl,
    }),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => isMapped(name, maps) && value !== undefined),
  );
}

/** Whether they say anything that the record does not say yet; another time alone is nothing new. */
export function saysMore(values: RecordValues, now: RecordValues = {}): boolean {
  const { finishedAt: _, ...said } = values;
  const had = new Map(Object.entries(now));
  return Object.entries(said).some(([name, value]) => (had.get(name) ?? '') !== (value ?? ''));
}

// --- internal ---

function toLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  if (line.length <= maxErrorLength) return line;
  return `${line.slice(0, maxErrorLength - 1)}…`;
}

function isMapped(name: string, maps: ReadonlySet<string>): boolean {
  return maps.has(name);
}
