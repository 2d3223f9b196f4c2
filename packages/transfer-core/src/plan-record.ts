import { itemKeyText, type StoreFolder, type StoreFolders } from './store-folder.ts';
import { chooseStoreName, safeStoreName } from './store-name.ts';
import { foldName } from './fold-name.ts';
import { isTransferFailure } from './failure.ts';
import { noCounts } from './outcome.ts';
import type { FolderCatalogue } from './folder-catalogue.ts';
import type { FolderRef, SourceItem } from './drives.ts';
import type { ItemAction, RecordPlan } from './plan.ts';
import type { ItemKey, JournalItem } from './journal.ts';
import type { PlanPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';

export interface PlanContext {
  ports: PlanPorts;
  catalogue: FolderCatalogue;
  folders: StoreFolders;
  /** The store folder of records that have none of their own. */
  storeFolderId: string;
  /** Whether what failed for good is tried again. @default false */
  retryAbandoned?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** Looks everything up and decides, without writing anything anywhere. */
export async function planRecord(
  record: TransferRecord,
  context: PlanContext,
): Promise<RecordPlan> {
  const folderName = record.folderName ?? '';
  const match = await context.catalogue.find(folderName);
  const nothing = {
    record,
    folderName,
    kind: 'nothing',
    folder: undefined,
    counts: noCounts,
  } as const;
  if (match.kind === 'not-found')
    return {
      ...nothing,
      status: 'folder-not-found',
      candidates: [],
      message: `no folder named "${folderName}" was found in the source drive`,
    };
  if (match.kind === 'ambiguous')
    return {
      ...nothing,
      status: 'ambiguous',
      candidates: match.candidates,
      message: `${match.candidates.length} folders are named "${folderName}" and none is the latest: ${match.candidates.map(describeFolder).join(', ')}`,
    };
  const { folder } = match;
  const items = await Array.fromAsync(context.ports.source.list(folder.id, context.signal));
  const files = items.filter(({ kind }) => kind !== 'folder');
  const counts = {
    ...noCounts,
    discovered: files.length,
    subfolders: items.length - files.length,
  };
  if (files.length === 0)
    return {
      ...nothing,
      status: 'no-files',
      folder,
      candidates: [],
      counts,
      message: whyNoFiles(counts.subfolders),
    };
  const storeFolderId = record.storeFolderId ?? context.storeFolderId;
  try {
    const store = await context.folders.get(storeFolderId);
    const actions = await planItems(record, items, store, context);
    return { record, folderName, kind: 'transfer', folder, by: match.by, storeFolderId, actions };
  } catch (error) {
    if (!isTransferFailure(error) || error.reach !== 'record') throw error;
    const failed = { ...counts, failed: counts.discovered };
    const { message } = error;
    return { ...nothing, status: 'failed', folder, candidates: [], counts: failed, message };
  }
}

// --- internal ---

function describeFolder({ id, location }: FolderRef): string {
  return `${id} in ${location}`;
}

function whyNoFiles(subfolders: number): string {
  if (subfolders === 0) return 'the folder has no files';
  return `the folder has no files of its own, only ${subfolders} subfolder${subfolders === 1 ? '' : 's'}`;
}

async function planItems(
  record: TransferRecord,
  items: readonly SourceItem[],
  store: StoreFolder,
  context: PlanContext,
): Promise<ItemAction[]> {
  const known = new Map<string, JournalItem>();
  const given = await context.ports.journal.record(record.id);
  // A person who unticks a box that we ticked asks for everything that is missing.
  const unticked = given?.tickedByUs === true && given.status === 'closed' && !record.checked;
  const retryAbandoned = context.retryAbandoned === true || unticked;
  for (const item of await context.ports.journal.items(record.id))
    known.set(itemKeyText(item), item);
  const actions: ItemAction[] = [];
  // Sorted, so that siblings of one name get the same names in every run.
  for (const item of items.toSorted(byNameThenId)) {
    const key = itemKey(record.id, item, store.id);
    const itemContext = { ...context, retryAbandoned };
    actions.push(await planItem(item, key, known.get(itemKeyText(key)), store, itemContext));
  }
  return actions;
}

async function planItem(
  item: SourceItem,
  key: ItemKey,
  known: JournalItem | undefined,
  store: StoreFolder,
  { ports, retryAbandoned, signal }: PlanContext,
): Promise<ItemAction> {
  if (item.kind === 'folder') return { kind: 'leave', item, reason: 'subfolder' };
  if (known?.status === 'abandoned' && !retryAbandoned)
    return { kind: 'abandoned', item, name: known.name, message: known.failure?.message ?? '' };
  if (known?.status === 'sent' || known?.status === 'rejected')
    return {
      kind: 'unproved',
      item,
      name: known.name,
      message: known.failure?.message ?? 'what an earlier run stored could not be proved',
    };
  if (known?.status === 'stored' && known.receipt !== undefined) {
    const { id } = known.receipt;
    const isThere = store.ids.has(id) || (await ports.store.stat(id, signal)) !== undefined;
    if (isThere) return { kind: 'keep', item, name: known.receipt.name };
  }
  const isTaken = (folded: string): boolean => store.isTaken(folded, key);
  const wanted = safeStoreName(ports.source.storeName(item));
  const reuse = known !== undefined && !isTaken(known.foldedName);
  const name = reuse ? known.name : chooseStoreName(wanted, item, isTaken);
  store.reserve(foldName(name), key);
  return { kind: 'send', item, name };
}

/** The journal's key of one version of an item. */
export function itemKey(recordId: string, item: SourceItem, folderId: string): ItemKey {
  return { recordId, sourceId: item.id, sourceModifiedAt: item.modifiedAt, folderId };
}

function byNameThenId(a: SourceItem, b: SourceItem): number {
  return compare(a.name, b.name) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
