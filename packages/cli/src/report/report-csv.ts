import { toCsv } from '../output/csv.ts';
import type { Report } from './report.ts';

const columns = [
  'run_id',
  'record_id',
  'record_status',
  'folder_name',
  'path',
  'file_status',
  'stored_name',
  'stored_id',
  'size_bytes',
  'md5',
  'duration_ms',
  'at',
  'message',
  'record_url',
  'url',
] as const;

/** What every report of this kind begins with, so that it may be written over. */
export const csvMark = `\u{FEFF}${columns.join(',')}\r\n`;

/** A row for each file, and one for each record without any. */
export function reportCsv({ run, records, files }: Report): string {
  const byRecord = Map.groupBy(files, ({ recordId }) => recordId);
  const rows = records.flatMap((record) => {
    const head = [run.id, record.id, record.status, record.folderName];
    const none = ['', '', '', '', undefined, '', undefined, toIso(record.at), record.message];
    const own = byRecord.get(record.id) ?? [];
    if (own.length === 0) return [[...head, ...none, record.url, record.folderUrl]];
    return own.map((file) => [
      ...head,
      file.path,
      file.status,
      file.storedName,
      file.storedId,
      file.size,
      file.md5,
      file.durationMs,
      toIso(file.at),
      file.message,
      record.url,
      file.url,
    ]);
  });
  return toCsv([columns, ...rows]);
}

// --- internal ---

function toIso(at: number): string {
  return at === 0 ? '' : new Date(at).toISOString();
}
