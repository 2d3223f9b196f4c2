import { inBatches } from './select-records.ts';
import { interrupted, toTransferFailure } from './failure.ts';
import { discard } from './send-item.ts';
import { isStored, type ProvedItem } from './is-stored.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';
import type { EmitUpkeep, UndoneItem, UndoneRecord, UpkeepEvent } from './upkeep-events.ts';

/** Which run is taken back, and who hears of it. */
export interface UndoOptions {
  runId: string;
  /** Told of what is done as it happens. @default nobody hears */
  emit?: EmitUpkeep | undefined;
  signal?: AbortSignal | undefined;
}

/** What an undo came to. */
export interface UndoSummary {
  records: UndoneRecord[];
  items: UndoneItem[];
}

/**
 * Takes a run back, as far as the journal proves that it was ours: first the boxes, so that none is
 * ticked without its files, then the files, last the folders that are empty. Repeating it goes on
 * where it was interrupted. The next run transfers the records again unless something changes.
 * The caller holds the run lock. Rejects with a failure that reaches the run.
 */
export async function undoRun(ports: TransferPorts, options: UndoOptions): Promise<UndoSummary> {
  const undo = new Undo(ports, options);
  await undo.untick();
  await undo.trash();
  return undo.summary;
}

// --- internal ---

class Undo {
  readonly #ports: TransferPorts;
  readonly #options: UndoOptions;
  readonly summary: UndoSummary = { records: [], items: [] };
  /** Records that may still be ticked: their files stay. */
  readonly #ticked = new Set<string>();

  constructor(ports: TransferPorts, options: UndoOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  async untick(): Promise<void> {
    const { journal } = this.#ports;
    const { runId } = this.#options;
    const ids = new Set((await journal.recordsTickedIn(runId)).map(({ id }) => id));
    const items = await journal.itemsOfRun(runId);
    for (const { recordId } of items) ids.add(recordId);
    this.#emit({ type: 'upkeep-start', records: ids.size, items: items.filter(isStored).length });
    for (const batch of inBatches([...ids])) {
      this.#throwIfStopped();
      await this.#untickBatch(batch);
    }
  }

  async trash(): Promise<void> {
    const items = (await this.#ports.journal.itemsOfRun(this.#options.runId)).filter(isStored);
    const files = items.filter(({ kind }) => kind === 'file');
    // A folder was announced before those in it.
    const folders = items.filter(({ kind }) => kind === 'folder').toReversed();
    for (const item of [...files, ...folders]) {
      this.#throwIfStopped();
      if (this.#ticked.has(item.recordId)) continue;
      const end = await this.#trashOne(item);
      this.#tell({ type: 'item-undone', recordId: item.recordId, item, ...end });
    }
  }

  async #untickBatch(batch: readonly string[]): Promise<void> {
    const { journal, lock, records } = this.#ports;
    const now = await records.read(batch, this.#options.signal);
    const ours: TransferRecord[] = [];
    for (const id of batch) {
      const record = now.get(id);
      const known = await journal.record(id);
      if (record?.checked !== true) this.#tellRecord(id, 'not-ticked', '');
      else if (known?.tickedByUs !== true)
        this.#tellRecord(id, 'ticked-by-person', 'the box was not ticked by a run of ours');
      else ours.push(record);
    }
    if (ours.length === 0) return;
    for (const { id } of ours) await this.#save(id, 'open');
    const problems = new Map<string, string>();
    await lock.check();
    try {
      const rows = ours.map(({ id, version }) => ({ id, version, checked: false }));
      for (const result of await records.write(rows))
        if (!result.ok) problems.set(result.id, result.message);
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reach === 'run') throw failure;
      for (const { id } of ours) problems.set(id, failure.message);
    }
    const after = await records.read(ours.map(({ id }) => id));
    for (const { id } of ours) {
      if (after.get(id)?.checked !== true) {
        await this.#save(id, 'closed');
        this.#tellRecord(id, 'unticked', '');
        continue;
      }
      this.#ticked.add(id);
      const why = problems.get(id) ?? 'the box still reads ticked';
      this.#tellRecord(id, 'failed', `${why}; its files are left where they are`);
    }
  }

  async #trashOne(item: ProvedItem): Promise<Pick<UndoneItem, 'result' | 'message'>> {
    const { journal, store } = this.#ports;
    const { signal } = this.#options;
    const { id, size } = item.receipt;
    let begun = false;
    try {
      const stored = await store.stat(id, signal);
      if (stored !== undefined && item.kind === 'folder') {
        const inIt = (await store.list(id, signal)).items.length;
        if (inIt > 0) return { result: 'kept', message: `there are ${inIt} items in it` };
      }
      const changed = stored?.listedSize !== undefined && stored.listedSize !== 0;
      if (item.kind === 'file' && changed && stored.listedSize !== size)
        return { result: 'kept', message: 'somebody changed it since' };
      // The journal first: a crash in between is finished by the next run.
      begun = true;
      await discard(item, id, this.#ports);
      const message = `run ${this.#options.runId} was undone`;
      const failure = {
        status: 'failed',
        reason: 'undone',
        message,
        permanentFailures: 0,
      } as const;
      await journal.failed(item, failure);
      return stored === undefined
        ? { result: 'missing', message: 'it was gone already' }
        : { result: 'trashed', message: '' };
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reach === 'run') throw failure;
      // A look that was broken off says nothing of the item.
      if (signal?.aborted && !begun) throw interrupted(error);
      return { result: 'failed', message: failure.message };
    }
  }

  #save(id: string, status: 'open' | 'closed'): Promise<void> {
    const lastAttemptAt = this.#ports.clock.now();
    return this.#ports.journal.saveRecord({ id, status, outcome: 'undone', lastAttemptAt });
  }

  #tellRecord(recordId: string, result: UndoneRecord['result'], message: string): void {
    this.#tell({ type: 'record-undone', recordId, result, message });
  }

  #tell(undone: UndoneRecord | UndoneItem): void {
    if (undone.type === 'record-undone') this.summary.records.push(undone);
    else this.summary.items.push(undone);
    this.#emit(undone);
  }

  #emit(event: UpkeepEvent): void {
    this.#options.emit?.(event);
  }

  #throwIfStopped(): void {
    if (this.#options.signal?.aborted) throw interrupted();
  }
}
