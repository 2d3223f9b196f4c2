import { chooseStoreName, safeStoreName } from './store-name.ts';
import { foldName } from './fold-name.ts';
import { itemKeyText, type StoreFolder } from './store-folder.ts';
import type { ItemAction, PlannedItem } from './plan.ts';
import type { ItemKey, JournalItem } from './journal.ts';
import type { LeaveReason } from './leave-out.ts';
import type { PlacedFolder } from './place-folders.ts';
import type { PlanPorts } from './ports.ts';
import type { SourceItem } from './drives.ts';
import type { TransferRules } from './rules.ts';

/** An item of the source, and whether the rules leave it out. */
export interface Candidate extends PlannedItem {
  reason: LeaveReason | undefined;
}

export interface PlanItemsContext {
  ports: Pick<PlanPorts, 'source' | 'store'>;
  recordId: string;
  rules: TransferRules;
  /** By source folder. */
  placed: ReadonlyMap<string, PlacedFolder>;
  /** What the journal knows of the record's items, by `itemKeyText`. */
  known: ReadonlyMap<string, JournalItem>;
  /** Whether what failed for good is tried again. */
  retryAbandoned: boolean;
  signal?: AbortSignal | undefined;
}

/** What is to be done with each item; siblings of one name get the same names in every run. */
export async function planItems(
  candidates: readonly Candidate[],
  context: PlanItemsContext,
): Promise<ItemAction[]> {
  const actions: ItemAction[] = [];
  for (const { reason, ...planned } of candidates) {
    const placed = context.placed.get(planned.sourceFolderId);
    if (reason !== undefined) actions.push({ ...planned, kind: 'leave', reason });
    else if (placed !== undefined) actions.push(await planItem(planned, placed, context));
  }
  return actions;
}

/** The journal's key of one version of an item. */
export function itemKey(recordId: string, item: SourceItem, folderId: string): ItemKey {
  return { recordId, sourceId: item.id, sourceModifiedAt: item.modifiedAt, folderId };
}

// --- internal ---

async function planItem(
  planned: PlannedItem,
  { store, planned: { unproved } }: PlacedFolder,
  context: PlanItemsContext,
): Promise<ItemAction> {
  const { item } = planned;
  const wanted = safeStoreName(context.ports.source.storeName(item));
  if (unproved !== undefined)
    return { ...planned, kind: 'unproved', name: wanted, message: unproved };
  if (item.kind === 'native-document' && context.rules.nativeDocuments === 'fail')
    return { ...planned, kind: 'abandoned', name: wanted, message: nativeDocumentsFail };
  const key = itemKey(context.recordId, item, store.id);
  const known = context.known.get(itemKeyText(key));
  if (known?.status === 'abandoned' && !context.retryAbandoned) {
    const message = known.failure?.message ?? '';
    return { ...planned, kind: 'abandoned', name: known.name, message };
  }
  if (known?.status === 'sent' || known?.status === 'rejected') {
    const message = known.failure?.message ?? 'what an earlier run stored could not be proved';
    return { ...planned, kind: 'unproved', name: known.name, message };
  }
  if (known !== undefined && (await isStored(known, store, context)))
    return { ...planned, kind: 'keep', name: known.receipt?.name ?? known.name };
  const isTaken = (folded: string): boolean => store.isTaken(folded, key);
  const reuse = known !== undefined && !isTaken(known.foldedName);
  const name = reuse ? known.name : chooseStoreName(wanted, item, isTaken);
  store.reserve(foldName(name), key);
  return { ...planned, kind: 'send', name };
}

const nativeDocumentsFail = 'it is a native document, which the rules of this transfer refuse';

async function isStored(
  { status, receipt }: JournalItem,
  store: StoreFolder,
  { ports, signal }: PlanItemsContext,
): Promise<boolean> {
  if (status !== 'stored' || receipt === undefined) return false;
  return store.ids.has(receipt.id) || (await ports.store.stat(receipt.id, signal)) !== undefined;
}
