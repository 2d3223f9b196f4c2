import { pathSegment } from '@zohokit/zoho-http';
import type { Item } from './item.ts';
import { readResource } from './read-resource.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { WireOneItem } from './wire.ts';
import { isNotFound } from './write-resource.ts';

export function itemPath(id: string): string {
  return `files/${pathSegment(id)}`;
}

/** Rejects with `not-found` when Zoho does not show it. */
export async function getItem(
  service: WorkDriveService,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Item> {
  return await readResource(service, {
    path: itemPath(id),
    scopes: workDriveScopes['items.get'],
    schema: WireOneItem,
    what: 'WorkDrive item',
    signal,
  });
}

/** `undefined` for what Zoho does not show, and for what is in the trash or deleted. */
export async function findItem(
  service: WorkDriveService,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Item | undefined> {
  try {
    const item = await getItem(service, id, signal);
    return item.status === 'trashed' || item.status === 'deleted' ? undefined : item;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
