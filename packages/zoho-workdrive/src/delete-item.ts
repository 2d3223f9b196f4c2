import * as v from 'valibot';
import { usage } from './check-input.ts';
import { findItem, itemPath } from './get-item.ts';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import { hint, oneOrMany, WireNumber } from './wire-value.ts';
import { doubt, isNotFound, writeResource } from './write-resource.ts';

/** What must be said to delete for good. */
export interface DeleteOptions {
  /** Says that it is meant: there is no way back. */
  permanently: true;
  signal?: AbortSignal | undefined;
}

export async function trashItem(
  service: WorkDriveService,
  id: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { http, baseUrl } = service;
  try {
    await http.json({
      method: 'PATCH',
      url: `${baseUrl}/${itemPath(id)}`,
      headers: jsonApi,
      // 51 is recoverable; one client's notes swap the meanings of 51 and 61.
      json: { data: { attributes: { status: '51' }, type: 'files' } },
      scopes: workDriveScopes['items.trash'],
      repeatable: true,
      signal,
    });
  } catch (error) {
    // R008 says "gone" and "forbidden" alike: an item that is still there was not trashed.
    if (isNotFound(error) && (await findItem(service, id, signal)) === undefined) return;
    throw error;
  }
}

export async function deleteItem(
  service: WorkDriveService,
  id: string,
  { permanently, signal }: Partial<DeleteOptions> = {},
): Promise<void> {
  if (permanently !== true)
    throw usage('items.delete takes { permanently: true }', 'or use items.trash');
  const json = await writeResource(service, {
    method: 'PATCH',
    path: itemPath(id),
    data: { attributes: { status: '61' }, type: 'files' },
    scopes: workDriveScopes['items.delete'],
    signal,
  });
  const told = v.safeParse(ToldStatus, json);
  if (!told.success || told.output.every((status) => status === undefined || status === 61)) return;
  throw doubt('WorkDrive answered that the item is in another state than deleted', {
    hint: 'look at the item, also in the trash',
  });
}

// --- internal ---

/** The status, where an answer has one; 204 has none (yamyn/zoho-workdrive-api). */
const ToldStatus = v.pipe(
  v.object({ data: oneOrMany(v.object({ attributes: v.object({ status: hint(WireNumber) }) })) }),
  v.transform(({ data }) => data.map(({ attributes }) => attributes.status)),
);
