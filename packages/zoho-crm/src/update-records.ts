import type { CallOptions } from '@zohokit/zoho-http';
import type { UpdateResult } from './crm-row.ts';
import type { CrmService } from './service.ts';
import type { CrmTrigger } from './writes/write-options.ts';
import { createWrites } from './writes/writes.ts';
import type { WriteResult } from './writes/write-result.ts';

/** The fields to change, by API name; `null` clears, what is left out stays. */
export type UpdateRow = Record<string, unknown> & { id: string };

/** When an update is refused, and which automations of the org it sets off. */
export interface UpdateRecordsOptions extends CallOptions {
  /** ISO 8601 with offset, e.g. a row's `Modified_Time`. A row changed since is refused. @default rows are written whatever happened to them */
  ifUnmodifiedSince?: string | undefined;
  /** `[]` sets off none. @default all that the org has configured */
  trigger?: readonly CrmTrigger[] | undefined;
}

/**
 * Updates up to 100 records; resolves to exactly one result per row, in the order of the rows.
 * Rejects when the request as a whole was refused, and with `maybe-committed` when the answer
 * does not tell what became of the rows.
 *
 * Writing the same values twice leaves the same values, so a failed request is repeated (automation
 * may then run twice). With `ifUnmodifiedSince` it is not: the repeat would be refused because of
 * our own first write, and the row would look like changed by somebody else.
 */
export async function updateRecords(
  service: CrmService,
  module: string,
  rows: readonly UpdateRow[],
  options: UpdateRecordsOptions = {},
): Promise<UpdateResult[]> {
  const results = await createWrites(service, module).update(rows, options);
  return results.map((result, at) => toUpdateResult(result, rows[at]?.id ?? ''));
}

// --- internal ---

function toUpdateResult(result: WriteResult, id: string): UpdateResult {
  if (result.ok) return { ok: true, id, modifiedTime: result.modifiedTime };
  const { code, message, details } = result;
  return { ok: false, id, code, message, details };
}
