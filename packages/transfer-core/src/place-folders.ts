import { chooseStoreName, safeStoreName } from './store-name.ts';
import { foldName } from './fold-name.ts';
import { itemKeyText, StoreFolder, type StoreFolders } from './store-folder.ts';
import type { JournalItem, ItemKey } from './journal.ts';
import type { PlannedFolder } from './plan.ts';
import type { PlanPorts } from './ports.ts';
import type { SourceFolder } from './source-tree.ts';
import type { StoreLayout } from './rules.ts';

/** Where the items of one source folder go. */
export interface PlacedFolder {
  planned: PlannedFolder;
  /** What the store folder holds, or will. */
  store: StoreFolder;
}

export interface PlaceContext {
  ports: Pick<PlanPorts, 'store'>;
  folders: StoreFolders;
  recordId: string;
  /** The store folder of the record. */
  storeFolderId: string;
  layout: StoreLayout;
  /** What the journal knows of the record's items, by `itemKeyText`. */
  known: ReadonlyMap<string, JournalItem>;
  signal?: AbortSignal | undefined;
}

/** The store folder of each source folder, as far as it exists; a folder before those in it. */
export async function placeFolders(
  tree: readonly SourceFolder[],
  context: PlaceContext,
): Promise<Map<string, PlacedFolder>> {
  const placed = new Map<string, PlacedFolder>();
  for (const folder of tree) {
    const above = folder.parentId === undefined ? undefined : placed.get(folder.parentId);
    if (above === undefined && context.layout === 'flat') {
      placed.set(folder.id, await storeItself(folder, context));
      continue;
    }
    const parent = above?.store ?? (await context.folders.get(context.storeFolderId));
    placed.set(folder.id, await placeBelow(folder, parent, above?.planned.unproved, context));
  }
  return placed;
}

/** The journal's key of a folder that mirrors one of the source. */
export function folderKey(recordId: string, sourceId: string, parentId: string): ItemKey {
  return { recordId, sourceId, sourceModifiedAt: 0, folderId: parentId };
}

// --- internal ---

async function storeItself(
  { id, path, name, parentId, modifiedAt }: SourceFolder,
  { folders, storeFolderId }: PlaceContext,
): Promise<PlacedFolder> {
  const store = await folders.get(storeFolderId);
  return { planned: { sourceId: id, parentId, path, modifiedAt, name, storeFolderId }, store };
}

async function placeBelow(
  folder: SourceFolder,
  parent: StoreFolder,
  unproved: string | undefined,
  { ports, folders, recordId, known, signal }: PlaceContext,
): Promise<PlacedFolder> {
  const { id, path, parentId, modifiedAt } = folder;
  const planned = { sourceId: id, parentId, path, modifiedAt };
  const key = folderKey(recordId, id, parent.id);
  const item = known.get(itemKeyText(key));
  const doubt = unproved ?? doubtOf(item);
  const store = StoreFolder.planned(`to be made for ${id}`);
  if (doubt !== undefined) {
    const name = item?.name ?? folder.name;
    return { planned: { ...planned, name, storeFolderId: undefined, unproved: doubt }, store };
  }
  const receipt = item?.status === 'stored' ? item.receipt : undefined;
  if (receipt !== undefined) {
    const isThere =
      parent.ids.has(receipt.id) || (await ports.store.stat(receipt.id, signal)) !== undefined;
    if (isThere) {
      const { id: storeFolderId, name } = receipt;
      return { planned: { ...planned, name, storeFolderId }, store: await folders.get(receipt.id) };
    }
  }
  const isTaken = (folded: string): boolean => parent.isTaken(folded, key);
  const reuse = item !== undefined && !isTaken(item.foldedName);
  const name = reuse ? item.name : chooseStoreName(safeStoreName(folder.name), folder, isTaken);
  parent.reserve(foldName(name), key);
  return { planned: { ...planned, name, storeFolderId: undefined }, store };
}

function doubtOf(item: JournalItem | undefined): string | undefined {
  if (item?.status !== 'sent' && item?.status !== 'rejected') return undefined;
  return `whether the folder "${item.name}" was made by an earlier run could not be proved`;
}
