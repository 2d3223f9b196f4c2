import { FolderCatalogue } from './folder-catalogue.ts';
import { findSourceFolder } from './find-source-folder.ts';
import { interrupted, toTransferFailure } from './failure.ts';
import { leaveOut } from './leave-out.ts';
import { listTree, pathOf, type SourceFolder } from './source-tree.ts';
import { RebuiltFolders } from './rebuilt-folders.ts';
import type { Receipt, ItemIntent } from './journal.ts';
import type { SourceItem } from './drives.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';
import type { TransferRules } from './rules.ts';
import type { EmitUpkeep, RebuiltItem, RebuiltRecord } from './upkeep-events.ts';

/** Where files went in the runs that are to be known again. */
export interface RebuildOptions {
  /** Names this rebuild in the journal, as a run would be. */
  runId: string;
  /** The store folder of records that have none of their own. */
  storeFolderId: string;
  /** As in the runs that the journal is to know again. @default the files of the folder itself */
  rules?: TransferRules | undefined;
  /** Told of what is found as it happens. @default nobody hears */
  emit?: EmitUpkeep | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Learns again what a lost journal knew, from what is in both drives: a file of the source is taken
 * for transferred when the store folder holds a file of ours with the very same bytes, which are read
 * on both sides. Writes nothing but the journal. The caller holds the run lock. Rejects with a
 * failure that reaches the run; what was learnt until then stays.
 */
export async function rebuildJournal(
  ports: TransferPorts,
  { runId, storeFolderId, rules = {}, emit = () => undefined, signal }: RebuildOptions,
): Promise<RebuiltRecord[]> {
  const rebuilt: RebuiltRecord[] = [];
  const catalogue = new FolderCatalogue(ports.source, signal);
  const folders = new RebuiltFolders(ports, { emit, signal });
  const context = { runId, storeFolderId, rules, catalogue, folders, emit, signal };
  const rebuild = new Rebuild(ports, context);
  emit({ type: 'upkeep-start' });
  for await (const record of ports.records.named(signal)) {
    if (signal?.aborted) throw interrupted();
    const result = await rebuild.record(record);
    rebuilt.push(result);
    emit({ type: 'record-rebuilt', ...result });
  }
  return rebuilt;
}

// --- internal ---

interface RebuildContext {
  runId: string;
  storeFolderId: string;
  rules: TransferRules;
  catalogue: FolderCatalogue;
  folders: RebuiltFolders;
  emit: EmitUpkeep;
  signal?: AbortSignal | undefined;
}

type Adopted = ItemIntent & { receipt: Receipt };

class Rebuild {
  readonly #ports: TransferPorts;
  readonly #context: RebuildContext;

  constructor(ports: TransferPorts, context: RebuildContext) {
    this.#ports = ports;
    this.#context = context;
  }

  async record(record: TransferRecord): Promise<RebuiltRecord> {
    const { id: recordId } = record;
    const nothing = { recordId, found: 0, missing: [], message: '' };
    if ((await this.#ports.journal.record(recordId)) !== undefined)
      return { ...nothing, result: 'known' };
    try {
      return await this.#look(record, nothing);
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reach === 'run') throw failure;
      if (this.#context.signal?.aborted) throw interrupted(error);
      return { ...nothing, result: 'failed', message: failure.message };
    }
  }

  async #look(
    record: TransferRecord,
    nothing: Omit<RebuiltRecord, 'result'>,
  ): Promise<RebuiltRecord> {
    const { rules, emit, signal } = this.#context;
    const { id: recordId, folderName = '' } = record;
    emit({ type: 'record-looked-at', recordId, folderName });
    const found = await findSourceFolder(folderName, undefined, {
      ...this.#context,
      ports: this.#ports,
    });
    if (found.kind !== 'found') {
      const message = found.kind === 'ambiguous' ? 'its folder is ambiguous' : found.message;
      return { ...nothing, result: 'nothing', message };
    }
    const { recursive = false } = rules;
    const tree = await listTree(this.#ports.source, found.folder, { recursive, signal });
    const { adopted, missing, items } = await this.#adoptable(record, tree);
    const files = adopted.filter(({ kind }) => kind === 'file').length;
    // A folder without files is used by the next run all the same.
    if (adopted.length > 0) await this.#ports.journal.adopt(adopted);
    // Not before: of what is told as found, the journal must know.
    for (const item of items) emit(item);
    if (files === 0) return { ...nothing, result: 'nothing', missing };
    const { checked } = record;
    const result = checked ? (missing.length === 0 ? 'complete' : 'incomplete') : 'open';
    await this.#save(record.id, result);
    return { ...nothing, result, found: files, missing };
  }

  /** Folders of the store that mirror those of the source, and the files in them. */
  async #adoptable(
    record: TransferRecord,
    tree: readonly SourceFolder[],
  ): Promise<{ adopted: Adopted[]; missing: string[]; items: RebuiltItem[] }> {
    const { rules, folders, storeFolderId } = this.#context;
    const adopted: Adopted[] = [];
    const missing: string[] = [];
    const items: RebuiltItem[] = [];
    const told = { type: 'item-rebuilt', recordId: record.id } as const;
    const storeOf = new Map<string, string>();
    const top = record.storeFolderId ?? storeFolderId;
    for (const folder of tree) {
      const isOwn = folder.parentId === undefined;
      const parentId = isOwn ? top : storeOf.get(folder.parentId ?? '');
      const mirror = isOwn && rules.layout !== 'record' ? undefined : parentId;
      let here = mirror === undefined ? parentId : undefined;
      if (mirror !== undefined) {
        const receipt = await folders.folder(mirror, folder);
        if (receipt !== undefined) {
          here = receipt.id;
          const source = { ...folder, modifiedAt: 0 };
          adopted.push(this.#toAdopted(record.id, source, 'folder', receipt));
          items.push({ ...told, kind: 'folder', sourceId: folder.id, path: folder.path, receipt });
        }
      }
      if (here !== undefined) storeOf.set(folder.id, here);
      for (const item of folder.items) {
        const path = pathOf(folder, item.name);
        if (item.kind === 'folder' || leaveOut(item, path, rules) !== undefined) continue;
        const receipt = here === undefined ? undefined : await folders.file(here, item, record.id);
        items.push({ ...told, kind: 'file', sourceId: item.id, path, receipt });
        if (receipt === undefined) missing.push(path);
        else adopted.push(this.#toAdopted(record.id, item, 'file', receipt));
      }
    }
    return { adopted, missing, items };
  }

  #toAdopted(
    recordId: string,
    { id, name, modifiedAt }: Pick<SourceItem, 'id' | 'name' | 'modifiedAt'>,
    kind: ItemIntent['kind'],
    receipt: Receipt,
  ): Adopted {
    const { runId, folders } = this.#context;
    return {
      recordId,
      sourceId: id,
      sourceModifiedAt: modifiedAt,
      folderId: receipt.folderId,
      kind,
      runId,
      sourceName: name,
      name: receipt.name,
      foldedName: folders.claimName(receipt),
      uploadId: this.#ports.newId(),
      serverTime: this.#ports.clock.now(),
      receipt,
    };
  }

  /** A complete one counts as ticked by us: a person who unticks it asks for what is missing. */
  async #save(id: string, result: 'complete' | 'open' | 'incomplete'): Promise<void> {
    const { journal, clock } = this.#ports;
    const record = { id, outcome: 'rebuilt', lastAttemptAt: clock.now() };
    if (result === 'open') return await journal.saveRecord({ ...record, status: 'open' });
    await journal.saveRecord({ ...record, status: 'closed' });
    if (result !== 'complete') return;
    await journal.ticking([id], this.#context.runId);
    await journal.saveRecord({ ...record, status: 'closed' });
  }
}
