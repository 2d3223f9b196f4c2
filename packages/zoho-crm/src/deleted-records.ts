import { parseResponse, type CallOptions } from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import { toInstant } from './instant.ts';
import { rowsPerListPage } from './rate-limits.ts';
import { scopesFor } from './scopes.ts';
import type { CrmService } from './service.ts';
import { WireDeletedPage } from './wire.ts';

/** Which deletions. */
export interface DeletedRecordsOptions extends CallOptions {
  /** In the recycle bin (60 days), or gone for good (told of for 120 days). @default 'all' */
  type?: 'all' | 'recycle' | 'permanent' | undefined;
  /** Only deletions since; ISO 8601 with offset. @default all that CRM remembers */
  since?: string | Date | undefined;
}

/** A record that was deleted. Of one that is gone for good, CRM knows the id and the time only. */
export interface DeletedRecord {
  id: string;
  /** In the recycle bin, or gone for good. */
  type: 'recycle' | 'permanent';
  /** ISO 8601 with offset. */
  deletedTime: string;
  /** What people saw; `undefined` for what is gone for good. */
  name: string | undefined;
  /** Who did it; `undefined` for what is gone for good. */
  deletedBy: { id: string; name: string | undefined } | undefined;
}

/**
 * The records of a module that were deleted, each once, in the order of Zoho (not documented). What
 * was merged away or converted is not always among them (not documented either). Sixty days in the
 * recycle bin and 120 in this list: an older deletion is not seen (Zoho doc: get-deleted-records).
 */
export async function* deletedRecords(
  service: CrmService,
  module: string,
  { type = 'all', since, ...options }: DeletedRecordsOptions = {},
): AsyncGenerator<DeletedRecord, void, undefined> {
  const header = since === undefined ? undefined : toInstant('since', since);
  const call = toCall(options, header === undefined ? {} : { 'if-modified-since': header });
  const seen = new Set<string>();
  for (let page = 1; ; page += 1) {
    const { json } = await service.http.json({
      ...call,
      url: `${service.baseUrl}/${module}/deleted`,
      query: { type, page, per_page: rowsPerListPage },
      scopes: scopesFor('module.deleted', module),
      gates: service.credits(1),
    });
    // 204 for none, 304 for none since.
    if (json === undefined) return;
    const { data, info } = parseResponse(WireDeletedPage, json, 'CRM deleted records');
    for (const row of data) {
      // A deletion meanwhile shifts the others to the next page.
      if (seen.has(row.id)) continue;
      seen.add(row.id);
      yield {
        id: row.id,
        type: row.type,
        deletedTime: row.deleted_time,
        name: row.display_name ?? undefined,
        deletedBy: row.deleted_by
          ? { id: row.deleted_by.id, name: row.deleted_by.name ?? undefined }
          : undefined,
      };
    }
    if (!info.more_records) return;
  }
}
