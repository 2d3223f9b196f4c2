import { foldName } from './fold-name.ts';
import { inBatches, recordBatchSize } from './select-records.ts';
import { ReceiptCheck } from './receipt-check.ts';
import { toRecordValues } from './record-values.ts';
import { toTransferFailure, type TransferFailure } from './failure.ts';
import type { FolderUrls } from './folder-urls.ts';
import type { ItemsResult, ProvedItem } from './item-tally.ts';
import type { RecordOutcomeStatus } from './outcome.ts';
import type { RecordStatus } from './journal.ts';
import type { StoreFolders } from './store-folder.ts';
import type { TransferPlan } from './plan.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord, WriteRow } from './records.ts';

/** A record whose files are stored and proved, and whose box is to be ticked. */
export interface ReadyRecord {
  plan: TransferPlan;
  result: ItemsResult;
  /** What the record is once its box is ticked. */
  status: Extract<RecordOutcomeStatus, 'transferred' | 'partly-transferred'>;
  /** Whether a ticked box may be our own work. */
  tickedByUs: boolean;
  /** When its store was looked at, milliseconds since the epoch. */
  plannedAt: number;
}

/** How a ready record ended. */
export interface WrittenRecord {
  ready: ReadyRecord;
  status: RecordOutcomeStatus;
  checked: boolean;
  message: string;
  journalStatus: RecordStatus;
}

export interface WriteBackOptions {
  runId: string;
  folders: StoreFolders;
  folderUrls: FolderUrls;
  onWritten: (record: WrittenRecord) => Promise<void>;
}

/** Ticks wait at most this long for company. */
const flushAfterMs = 30_000;

/**
 * Writes checkboxes, last of all and conditional on receipts. Records are collected, up to what
 * Zoho takes in one request, and for each batch:
 *
 * 1. every receipt is looked for in a fresh listing of its store folder;
 * 2. the records are read again, and those that were edited meanwhile are left alone;
 * 3. the journal learns that the ticks are about to be written;
 * 4. the boxes are ticked, with what else the record is to say, and read once more: only a box that
 *    was seen ticked closes its record.
 */
export class WriteBack {
  readonly #ports: TransferPorts;
  readonly #options: WriteBackOptions;
  #ready: ReadyRecord[] = [];
  #oldest = 0;

  constructor(ports: TransferPorts, options: WriteBackOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** Records whose fate is not yet known. */
  get waiting(): readonly ReadyRecord[] {
    return this.#ready;
  }

  /** Whether it is time to flush. */
  get isDue(): boolean {
    if (this.#ready.length === 0) return false;
    const waited = this.#ports.clock.now() - this.#oldest;
    return this.#ready.length >= recordBatchSize || waited >= flushAfterMs;
  }

  add(record: ReadyRecord): void {
    if (this.#ready.length === 0) this.#oldest = this.#ports.clock.now();
    this.#ready.push(record);
  }

  /** Rejects with a `run` failure; what it had not written is `waiting` still. */
  async flush(): Promise<void> {
    if (this.#ready.length === 0) return;
    const batch = [...this.#ready];
    const there = await this.#withReceiptsInPlace(batch);
    const writable = await this.#unchanged(there);
    if (writable.size > 0) await this.#tick(writable);
    this.#oldest = this.#ports.clock.now();
  }

  async #end(
    ready: ReadyRecord,
    end: Pick<WrittenRecord, 'status' | 'checked' | 'message'>,
    journalStatus: RecordStatus,
  ): Promise<void> {
    this.#ready = this.#ready.filter((other) => other !== ready);
    await this.#options.onWritten({ ready, ...end, journalStatus });
  }

  async #withReceiptsInPlace(batch: readonly ReadyRecord[]): Promise<ReadyRecord[]> {
    const { folders } = this.#options;
    const receipts = batch.flatMap(({ result }) => result.receipts);
    const check = new ReceiptCheck(receipts, { ports: this.#ports, folders });
    const complete: ReadyRecord[] = [];
    for (const ready of batch) {
      try {
        const missing = await check.missing(ready.result.receipts, ready.plannedAt);
        if (missing.length === 0) complete.push(ready);
        else await this.#endIncomplete(ready, missing);
      } catch (error) {
        const { reach, message } = toTransferFailure(error);
        if (reach === 'run') throw error;
        await this.#endNotWritten(ready, message, 'open');
      }
    }
    return complete;
  }

  async #endIncomplete(ready: ReadyRecord, missing: readonly ProvedItem[]): Promise<void> {
    const names = missing.map(({ receipt }) => `"${receipt.name}"`).join(', ');
    const message = `stored files were removed from the store before the tick: ${names}`;
    const { checked } = ready.plan.record;
    await this.#end(ready, { status: 'changed', checked, message }, 'open');
  }

  /** Only rows whose folder name, destination and checkbox are still as planned. */
  async #unchanged(batch: readonly ReadyRecord[]): Promise<Map<ReadyRecord, TransferRecord>> {
    const writable = new Map<ReadyRecord, TransferRecord>();
    const current = await this.#read(batch);
    for (const ready of batch) {
      const record = current.get(ready.plan.record.id);
      const gone = { status: 'changed', checked: false, message: 'the record is gone' } as const;
      if (record === undefined) await this.#end(ready, gone, 'closed');
      else if (!isAsPlanned(record, ready.plan)) await this.#endEdited(ready, record.checked);
      else if (record.checked) await this.#endTicked(ready);
      else writable.set(ready, record);
    }
    return writable;
  }

  /** The folder name or the destination is another one now: the next run looks at it anew. */
  async #endEdited(ready: ReadyRecord, checked: boolean): Promise<void> {
    const message = 'the record was edited during the transfer; the next run looks at it anew';
    await this.#end(ready, { status: 'changed', checked, message }, 'open');
  }

  async #endNotWritten(ready: ReadyRecord, reason: string, status: RecordStatus): Promise<void> {
    const message = `the files are stored, but the checkbox could not be ticked: ${reason}`;
    const { checked } = ready.plan.record;
    await this.#end(ready, { status: 'not-written', checked, message }, status);
  }

  /** The box is ticked already: by us in an earlier run, or by a person. */
  async #endTicked(ready: ReadyRecord): Promise<void> {
    if (ready.tickedByUs) return await this.#endDone(ready);
    const message = 'somebody else ticked the box meanwhile';
    await this.#end(ready, { status: 'ticked-by-person', checked: true, message }, 'closed');
  }

  async #endDone(ready: ReadyRecord): Promise<void> {
    const { left, messages } = ready.result;
    const message = messages.join('; ');
    const end = { status: ready.status, checked: true, message };
    await this.#end(ready, end, left > 0 ? 'open' : 'closed');
  }

  async #tick(writable: ReadonlyMap<ReadyRecord, TransferRecord>): Promise<void> {
    const { journal, lock, records } = this.#ports;
    const rows: WriteRow[] = [];
    for (const [ready, record] of writable) rows.push(await this.#toRow(ready, record));
    await journal.ticking(
      rows.map(({ id }) => id),
      this.#options.runId,
    );
    for (const ready of writable.keys()) ready.tickedByUs = true;
    const problems = new Map<string, string>();
    let stop: TransferFailure | undefined;
    for (const batch of inBatches(rows)) {
      await lock.check();
      try {
        for (const result of await records.write(batch))
          if (!result.ok) problems.set(result.id, result.message);
      } catch (error) {
        // The other batches may fare better, unless nothing would.
        const failure = toTransferFailure(error);
        for (const { id } of batch) problems.set(id, failure.message);
        if (failure.reach === 'run') stop = failure;
      }
      if (stop !== undefined) break;
    }
    const after = await this.#read([...writable.keys()]);
    for (const ready of writable.keys()) {
      const { id } = ready.plan.record;
      const record = after.get(id);
      if (record?.checked !== true) {
        // Still `ticking`: a tick that arrives late is recognised as ours.
        const reason = problems.get(id) ?? stop?.message ?? 'the box still reads unticked';
        await this.#endNotWritten(ready, reason, 'ticking');
      } else if (isAsPlanned(record, ready.plan)) await this.#endDone(ready);
      else await this.#endEdited(ready, true);
    }
    if (stop !== undefined) throw stop;
  }

  async #toRow(
    { status, result }: ReadyRecord,
    { id, version }: TransferRecord,
  ): Promise<WriteRow> {
    const { clock, records } = this.#ports;
    const { messages, receipts, storeFolderId } = result;
    const ending = {
      status,
      error: messages.join('; '),
      fileCount: receipts.length,
      storeFolderId,
      folderUrl: await this.#options.folderUrls.of(storeFolderId),
      finishedAt: clock.now(),
    };
    return { id, version, checked: true, values: toRecordValues(ending, records.maps) };
  }

  async #read(batch: readonly ReadyRecord[]): Promise<Map<string, TransferRecord>> {
    const current = new Map<string, TransferRecord>();
    for (const part of inBatches(batch)) {
      const found = await this.#ports.records.read(part.map(({ plan }) => plan.record.id));
      for (const [id, record] of found) current.set(id, record);
    }
    return current;
  }
}

// --- internal ---

function isAsPlanned(now: TransferRecord, { record, folderName }: TransferPlan): boolean {
  return (
    foldName(now.folderName ?? '') === foldName(folderName) &&
    now.storeFolderId === record.storeFolderId
  );
}
