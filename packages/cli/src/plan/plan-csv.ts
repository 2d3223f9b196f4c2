import { toCsv } from '../output/csv.ts';
import type { PlanResult } from './plan-result.ts';

/** A plan for a spreadsheet: a row for each record. Formulas in names from outside are harmless. */
export function planToCsv({ records }: PlanResult): string {
  return toCsv([titles, ...records.map(toCells)]);
}

// --- internal ---

const titles = [
  'record_id',
  'folder_name',
  'status',
  'source_folder_id',
  'source_location',
  'matched_by',
  'store_folder_id',
  'files',
  'bytes',
  'files_without_size',
  'stored_before',
  'renamed',
  'left_out',
  'given_up',
  'cannot_be_proved',
  'candidates',
  'box_is_ticked',
  'message',
];

function toCells(row: PlanResult['records'][number]) {
  const { folder, renamed, leftOut, candidates } = row;
  return [
    row.recordId,
    row.folderName,
    row.status,
    folder?.id,
    folder?.location,
    row.by ?? undefined,
    row.storeFolderId ?? undefined,
    row.files,
    row.bytes,
    row.withoutSize,
    row.kept,
    renamed.map(({ path, name }) => `${path} -> ${name}`).join('; '),
    leftOut.map(({ path, reason }) => `${path} (${reason})`).join('; '),
    row.givenUp,
    row.unproved,
    candidates.map(({ id, location }) => `${id} in ${location}`).join('; '),
    row.ticks,
    row.message,
  ];
}
