import { inBatches } from './select-records.ts';
import { interrupted, toTransferFailure } from './failure.ts';
import { discard } from './send-item.ts';
import type { JournalItem, Receipt } from './journal.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';

/** Which run is taken back, and who hears of it. */
export interface UndoOptions {
  runId: string;
  /** Told as it happens. @default nobody hears */
  onEnd?: ((undone: UndoneRecord | UndoneItem) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** What became of the box of a record. */
export interface UndoneRecord {
  type: 'record';
  recordId: string;
  result:
    | 'unticked'
    /** It was not ticked, or is gone. */
    | 'not-ticked'
    /** Not by us: the box is left to whoever ticked it. */
    | 'ticked-by-person'
    /** The box could not be unticked, so that its files are left where they are. */
    | 'failed';
  message: string;
}

/** What became of something that the run had stored. */
export interface UndoneItem {
  type: 'item';
  recordId: string;
  item: JournalItem & { receipt: Receipt };
  result:
    | 'trashed'
    /** Gone already. */
    | 'missing'
    /** Somebody changed it since, or put something into it: it is not ours alone any more. */
    | 'kept'
    | 'failed';
  message: string;
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

type StoredItem = JournalItem & { receipt: Receipt };

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
    for (const { recordId } of await journal.itemsOfRun(runId)) ids.add(recordId);
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
      this.#tell({ type: 'item', recordId: item.recordId, item, ...(await this.#trashOne(item)) });
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

  async #trashOne(item: StoredItem): Promise<Pick<UndoneItem, 'result' | 'message'>> {
    const { journal, store } = this.#ports;
    const { signal } = this.#options;
    const { id, size } = item.receipt;
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
      return { result: 'failed', message: failure.message };
    }
  }

  #save(id: string, status: 'open' | 'closed'): Promise<void> {
    const lastAttemptAt = this.#ports.clock.now();
    return this.#ports.journal.saveRecord({ id, status, outcome: 'undone', lastAttemptAt });
  }

  #tellRecord(recordId: string, result: UndoneRecord['result'], message: string): void {
    this.#tell({ type: 'record', recordId, result, message });
  }

  #tell(undone: UndoneRecord | UndoneItem): void {
    if (undone.type === 'record') this.summary.records.push(undone);
    else this.summary.items.push(undone);
    this.#options.onEnd?.(undone);
  }

  #throwIfStopped(): void {
    if (this.#options.signal?.aborted) throw interrupted();
  }
}

function isStored(item: JournalItem): item is StoredItem {
  return item.status === 'stored' && item.receipt !== undefined;
}
