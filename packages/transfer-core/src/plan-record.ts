import { findSourceFolder } from './find-source-folder.ts';
import { isTransferFailure } from './failure.ts';
import { itemKeyText, type StoreFolders } from './store-folder.ts';
import { leaveOut } from './leave-out.ts';
import { listTree, pathOf, type SourceFolder } from './source-tree.ts';
import { noCounts, type RecordCounts } from './outcome.ts';
import { placeFolders } from './place-folders.ts';
import { planItems, type Candidate } from './plan-items.ts';
import type { FolderCatalogue } from './folder-catalogue.ts';
import type { FolderRef, SourceItem } from './drives.ts';
import type { JournalRecord } from './journal.ts';
import type { PlanPorts } from './ports.ts';
import type { RecordPlan, TransferPlan } from './plan.ts';
import type { TransferRecord } from './records.ts';
import type { TransferRules } from './rules.ts';

export interface PlanContext {
  ports: PlanPorts;
  catalogue: FolderCatalogue;
  folders: StoreFolders;
  /** The store folder of records that have none of their own. */
  storeFolderId: string;
  rules: TransferRules;
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
  const known = await context.ports.journal.record(record.id);
  const search = await findSourceFolder(folderName, known?.pinnedFolderId, context);
  const nothing = { record, folderName, ...nothingFound } as const;
  if (search.kind === 'not-found')
    return { ...nothing, status: 'folder-not-found', message: search.message };
  if (search.kind === 'ambiguous') {
    const { candidates } = search;
    const message = `${candidates.length} folders are named "${folderName}" and none is the latest: ${candidates.map(describeFolder).join(', ')}`;
    return { ...nothing, status: 'ambiguous', candidates, message };
  }
  const { folder, by } = search;
  const { rules, signal } = context;
  const { recursive = false } = rules;
  const tree = await listTree(context.ports.source, folder, { recursive, signal });
  const candidates = tree.flatMap((one) => candidatesOf(one, rules));
  const counts = countCandidates(candidates);
  if (candidates.every(({ reason }) => reason !== undefined))
    return { ...nothing, status: 'no-files', folder, counts, message: whyNoFiles(counts) };
  const found = { record, folderName, kind: 'transfer', folder, by } as const;
  try {
    return { ...found, ...(await place(record, known, tree, candidates, context)) };
  } catch (error) {
    if (!isTransferFailure(error) || error.reach !== 'record') throw error;
    const failed = { ...counts, failed: candidates.filter((one) => !one.reason).length };
    const { message } = error;
    return { ...nothing, status: 'failed', folder, counts: failed, message };
  }
}

// --- internal ---

const nothingFound = {
  kind: 'nothing',
  folder: undefined,
  counts: noCounts,
  candidates: [] as FolderRef[],
} as const;

async function place(
  record: TransferRecord,
  given: JournalRecord | undefined,
  tree: readonly SourceFolder[],
  candidates: readonly Candidate[],
  { ports, folders, rules, signal, ...context }: PlanContext,
): Promise<Pick<TransferPlan, 'storeFolderId' | 'folders' | 'actions'>> {
  const recordId = record.id;
  const storeFolderId = record.storeFolderId ?? context.storeFolderId;
  const items = await ports.journal.items(recordId);
  const known = new Map(items.map((item) => [itemKeyText(item), item]));
  const used = withSomethingToDo(tree, candidates);
  const { layout = 'flat' } = rules;
  const shared = { ports, recordId, known, signal };
  const placed = await placeFolders(used, { ...shared, folders, storeFolderId, layout });
  // A person who unticks a box that we ticked asks for everything that is missing.
  const unticked = given?.tickedByUs === true && given.status === 'closed' && !record.checked;
  const retryAbandoned = context.retryAbandoned === true || unticked;
  return {
    storeFolderId,
    folders: [...placed.values()].map(({ planned }) => planned),
    actions: await planItems(candidates, { ...shared, rules, placed, retryAbandoned }),
  };
}

/** Folders that hold, or lead to, an item that is not left out; empty ones are not mirrored. */
function withSomethingToDo(
  tree: readonly SourceFolder[],
  candidates: readonly Candidate[],
): SourceFolder[] {
  const used = new Set(
    candidates.filter(({ reason }) => !reason).map(({ sourceFolderId }) => sourceFolderId),
  );
  // From below: a folder comes before those in it.
  for (const { id, parentId } of tree.toReversed())
    if (used.has(id) && parentId !== undefined) used.add(parentId);
  return tree.filter(({ id }) => used.has(id));
}

/** Sorted, so that siblings of one name get the same names in every run. */
function candidatesOf(folder: SourceFolder, rules: TransferRules): Candidate[] {
  return folder.items.toSorted(byNameThenId).flatMap((item) => {
    const path = pathOf(folder, item.name);
    const reason = leaveOut(item, path, rules);
    if (item.kind === 'folder' && reason === undefined) return [];
    return [{ item, sourceFolderId: folder.id, path, reason }];
  });
}

/** What can be counted before anything is done. */
function countCandidates(candidates: readonly Candidate[]): RecordCounts {
  const counts = { ...noCounts };
  for (const { item, reason } of candidates) {
    if (item.kind !== 'folder') counts.discovered += 1;
    if (reason === 'subfolder') counts.subfolders += 1;
    else if (reason === 'native-document') counts.documents += 1;
    else if (reason !== undefined) counts.excluded += 1;
  }
  return counts;
}

function describeFolder({ id, location }: FolderRef): string {
  return `${id} in ${location}`;
}

function whyNoFiles({ subfolders, documents, excluded }: RecordCounts): string {
  const parts = [
    subfolders > 0 ? `${subfolders} subfolder${subfolders === 1 ? '' : 's'}` : '',
    documents > 0 ? `${documents} native document${documents === 1 ? '' : 's'}` : '',
    excluded > 0 ? `${excluded} excluded by name or size` : '',
  ].filter(Boolean);
  if (parts.length === 0) return 'the folder has no files';
  if (parts.length === 1 && subfolders > 0)
    return `the folder has no files of its own, only ${parts.join('')}`;
  return `the folder has nothing to transfer, only ${parts.join(', ')}, which are left out`;
}

function byNameThenId(a: SourceItem, b: SourceItem): number {
  return compare(a.name, b.name) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
