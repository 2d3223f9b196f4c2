import { foldName } from './fold-name.ts';
import { inBatches, recordBatchSize } from './select-records.ts';
import { toTransferFailure, type TransferFailure } from './failure.ts';
import type { ItemsResult, ProvedItem, TransferPlan } from './transfer-record.ts';
import type { RecordOutcomeStatus } from './outcome.ts';
import type { RecordStatus } from './journal.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';

/** A record whose files are stored and proved, and whose box is to be ticked. */
export interface ReadyRecord {
  plan: TransferPlan;
  result: ItemsResult;
  /** What the record is once its box is ticked. */
  status: Extract<RecordOutcomeStatus, 'transferred' | 'partly-transferred'>;
  /** Whether a ticked box may be our own work. */
  tickedByUs: boolean;
}

/** How a ready record ended. */
export interface WrittenRecord {
  ready: ReadyRecord;
  status: RecordOutcomeStatus;
  checked: boolean;
  message: string;
  journalStatus: RecordStatus;
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
 * 4. the boxes are ticked and read once more: only a box that was seen ticked closes its record.
 */
export class WriteBack {
  readonly #ports: TransferPorts;
  readonly #onWritten: (record: WrittenRecord) => Promise<void>;
  #ready: ReadyRecord[] = [];
  #oldest = 0;

  constructor(ports: TransferPorts, onWritten: (record: WrittenRecord) => Promise<void>) {
    this.#ports = ports;
    this.#onWritten = onWritten;
  }

  /** Records whose fate is not yet known. */
  get waiting(): readonly ReadyRecord[] {
    return this.#ready;
  }

  async add(record: ReadyRecord): Promise<void> {
    const now = this.#ports.clock.now();
    if (this.#ready.length === 0) this.#oldest = now;
    this.#ready.push(record);
    if (this.#ready.length >= recordBatchSize || now - this.#oldest >= flushAfterMs)
      await this.flush();
  }

  /** Rejects with a `run` failure; what it had not written is `waiting` still. */
  async flush(): Promise<void> {
    if (this.#ready.length === 0) return;
    const there = await this.#withReceiptsInPlace([...this.#ready]);
    const writable = await this.#unchanged(there);
    if (writable.size > 0) await this.#tick(writable);
  }

  async #end(
    ready: ReadyRecord,
    end: Pick<WrittenRecord, 'status' | 'checked' | 'message'>,
    journalStatus: RecordStatus,
  ): Promise<void> {
    this.#ready = this.#ready.filter((other) => other !== ready);
    await this.#onWritten({ ready, ...end, journalStatus });
  }

  async #withReceiptsInPlace(batch: readonly ReadyRecord[]): Promise<ReadyRecord[]> {
    const listings = new Map<string, Promise<ReadonlySet<string>>>();
    const complete: ReadyRecord[] = [];
    for (const ready of batch) {
      try {
        const missing = await this.#missingReceipts(ready, listings);
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

  /** @param listings ids by store folder, each listed once per batch */
  async #missingReceipts(
    { plan, result }: ReadyRecord,
    listings: Map<string, Promise<ReadonlySet<string>>>,
  ): Promise<ProvedItem[]> {
    const { store } = this.#ports;
    const folderId = plan.storeFolderId;
    const listing = listings.get(folderId) ?? this.#idsIn(folderId);
    listings.set(folderId, listing);
    const ids = await listing;
    const missing: ProvedItem[] = [];
    for (const proved of result.receipts) {
      const { id } = proved.receipt;
      if (!ids.has(id) && (await store.stat(id)) === undefined) missing.push(proved);
    }
    return missing;
  }

  async #idsIn(folderId: string): Promise<ReadonlySet<string>> {
    const { items } = await this.#ports.store.list(folderId);
    return new Set(items.map(({ id }) => id));
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
    const rows = [...writable.values()].map(({ id, version }) => ({ id, version }));
    await journal.ticking(rows.map(({ id }) => id));
    for (const ready of writable.keys()) ready.tickedByUs = true;
    await lock.check();
    const problems = new Map<string, string>();
    let stop: TransferFailure | undefined;
    try {
      for (const batch of inBatches(rows)) {
        for (const result of await records.tick(batch))
          if (!result.ok) problems.set(result.id, result.message);
      }
    } catch (error) {
      const failure = toTransferFailure(error);
      for (const { id } of rows) problems.set(id, failure.message);
      if (failure.reach === 'run') stop = failure;
    }
    const after = await this.#read([...writable.keys()]);
    for (const ready of writable.keys()) {
      const { id } = ready.plan.record;
      const record = after.get(id);
      if (record?.checked !== true) {
        // Still `ticking`: a tick that arrives late is recognised as ours.
        const reason = problems.get(id) ?? 'the box still reads unticked';
        await this.#endNotWritten(ready, reason, 'ticking');
      } else if (isAsPlanned(record, ready.plan)) await this.#endDone(ready);
      else await this.#endEdited(ready, true);
    }
    if (stop !== undefined) throw stop;
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
