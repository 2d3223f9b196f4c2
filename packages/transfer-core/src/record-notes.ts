import { foldName } from './fold-name.ts';
import { inBatches, recordBatchSize } from './select-records.ts';
import { saysMore } from './record-values.ts';
import { toTransferFailure } from './failure.ts';
import type { Emit } from './events.ts';
import type { RecordValues, TransferRecord, WriteRow } from './records.ts';
import type { TransferPorts } from './ports.ts';

export interface RecordNotesOptions {
  emit: Emit;
}

/**
 * Says in records that are not ticked how their transfer ended, where fields are mapped for it.
 * Nothing depends on it: what cannot be written is told and left alone.
 */
export class RecordNotes {
  readonly #ports: Pick<TransferPorts, 'records' | 'lock'>;
  readonly #emit: Emit;
  #notes: { record: TransferRecord; values: RecordValues }[] = [];

  constructor(ports: Pick<TransferPorts, 'records' | 'lock'>, { emit }: RecordNotesOptions) {
    this.#ports = ports;
    this.#emit = emit;
  }

  get isFull(): boolean {
    return this.#notes.length >= recordBatchSize;
  }

  /** What the record says already is not written again, so that its modified time stays. */
  add(record: TransferRecord, values: RecordValues): void {
    if (saysMore(values, record.values)) this.#notes.push({ record, values });
  }

  /** Rejects only with a failure that reaches the run. */
  async flush(): Promise<void> {
    const notes = this.#notes;
    this.#notes = [];
    for (const batch of inBatches(notes)) {
      try {
        await this.#write(batch);
      } catch (error) {
        const { reach, message } = toTransferFailure(error);
        if (reach === 'run') throw error;
        for (const { record } of batch) this.#tell(record.id, message);
      }
    }
  }

  async #write(batch: readonly { record: TransferRecord; values: RecordValues }[]): Promise<void> {
    const { records, lock } = this.#ports;
    const now = await records.read(batch.map(({ record }) => record.id));
    const rows = batch.flatMap(({ record, values }): WriteRow[] => {
      const current = now.get(record.id);
      // Of a record that was edited meanwhile it would no longer be true.
      if (current === undefined || !isSame(current, record)) return [];
      return [{ id: record.id, version: current.version, values }];
    });
    if (rows.length === 0) return;
    await lock.check();
    for (const result of await records.write(rows))
      if (!result.ok) this.#tell(result.id, result.message);
  }

  #tell(recordId: string, message: string): void {
    this.#emit({ type: 'values-not-written', recordId, message });
  }
}

// --- internal ---

function isSame(now: TransferRecord, then: TransferRecord): boolean {
  return foldName(now.folderName ?? '') === foldName(then.folderName ?? '');
}
