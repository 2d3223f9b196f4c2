import { checkId, checkName } from './check-input.ts';
import { getItem, itemPath } from './get-item.ts';
import type { Item } from './item.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { WireOneId, WireOneItem } from './wire.ts';
import { doubt, isDoubt, parseWritten, writeResource } from './write-resource.ts';

/** The answer is complete, and its name is the one that Zoho keeps (rclone backend/zoho/zoho.go). */
export async function renameItem(
  service: WorkDriveService,
  id: string,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Item> {
  checkName(name);
  return await settle(service, id, signal, {
    what: 'rename',
    async send(hint) {
      const json = await writeResource(service, {
        method: 'PATCH',
        path: itemPath(id),
        data: { attributes: { name }, type: 'files' },
        scopes: workDriveScopes['items.rename'],
        signal,
      });
      const item = parseWritten(WireOneItem, json, { what: 'WorkDrive rename', hint });
      return item.id === id ? item : undefined;
    },
    isDone: (item) => item.name === name,
  });
}

/** Of the answer only the id is of use, and sometimes it holds more than one (rclone zoho.go). */
export async function moveItem(
  service: WorkDriveService,
  id: string,
  folderId: string,
  signal: AbortSignal | undefined,
): Promise<Item> {
  const data = [{ id: checkId(id), type: 'files', attributes: { parent_id: checkId(folderId) } }];
  return await settle(service, id, signal, {
    what: 'move',
    async send() {
      const scopes = workDriveScopes['items.move'];
      await writeResource(service, { method: 'PATCH', path: 'files', data, scopes, signal });
      return undefined;
    },
    isDone: (item) => item.parentId === folderId,
  });
}

export async function restoreItem(
  service: WorkDriveService,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Item> {
  return await settle(service, id, signal, {
    what: 'restore',
    async send(hint) {
      const json = await writeResource(service, {
        method: 'PATCH',
        path: itemPath(id),
        // Zoho's samples write numbers in quotes; 1 is active (Zoho doc: restore-files).
        data: { attributes: { status: '1' }, type: 'files' },
        scopes: workDriveScopes['items.restore'],
        signal,
      });
      const item = parseWritten(WireOneItem, json, { what: 'WorkDrive restore', hint });
      return item.id === id && item.status === 'active' ? item : undefined;
    },
    isDone: (item) => item.status === 'active',
  });
}

/** A copy's answer holds its id only; its name, which Zoho may have altered, is asked for. */
export async function copyItem(
  service: WorkDriveService,
  id: string,
  folderId: string,
  signal: AbortSignal | undefined,
): Promise<Item> {
  const json = await writeResource(service, {
    method: 'POST',
    path: `${itemPath(folderId)}/copy`,
    data: [{ attributes: { resource_id: checkId(id) }, type: 'files' }],
    scopes: workDriveScopes['items.copy'],
    signal,
  });
  const hint = 'list the folder before you copy it again';
  const copy = parseWritten(WireOneId, json, { what: 'WorkDrive copy', hint });
  if (copy.id === id) throw doubt("WorkDrive's answer names the original as its copy", { hint });
  try {
    return await getItem(service, copy.id, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw doubt(`The copy was made, and could not be looked at: its id is ${copy.id}`, {
      hint: 'do not copy it again: look at the copy by its id',
      cause,
    });
  }
}

// --- internal ---

interface Change {
  /** `rename`, for messages. */
  what: string;
  /** Resolves to the item when the answer itself proves what became of it. */
  send: (hint: string) => Promise<Item | undefined>;
  /** Whether the item, looked at afterwards, is as it should be. */
  isDone: (item: Item) => boolean;
}

/**
 * Sends a change once. Where the answer is lost or proves nothing the item is looked at: as it should
 * be, the change is made; else nobody knows, for it may still come, and GETs may be cached (Zoho doc).
 */
async function settle(
  service: WorkDriveService,
  id: string,
  signal: AbortSignal | undefined,
  { what, send, isDone }: Change,
): Promise<Item> {
  const hint = 'look at the item before you do it again';
  let cause: unknown;
  try {
    const item = await send(hint);
    if (item !== undefined) return item;
  } catch (error) {
    if (!isDoubt(error)) throw error;
    cause = error;
  }
  let item: Item;
  try {
    item = await getItem(service, id, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw doubt(`Nobody knows what became of the ${what}`, { hint, cause: cause ?? error });
  }
  if (isDone(item)) return item;
  throw doubt(`The ${what} does not show: it may not have happened, or not yet`, { hint, cause });
}
