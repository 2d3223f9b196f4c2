import { noCounts, type ItemOutcome, type RecordOutcome } from './outcome.ts';
import { toTransferFailure } from './failure.ts';
import type { Emit } from './events.ts';
import type { HistoryItem, RecordStatus } from './journal.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';

export interface RecordEndsOptions {
  runId: string;
  emit: Emit;
}

/** How the records of a run and their items end: in the journal first, then told, then in the history. */
export class RecordEnds {
  readonly #ports: Pick<TransferPorts, 'journal' | 'history' | 'clock'>;
  readonly #options: RecordEndsOptions;
  readonly outcomes: RecordOutcome[] = [];
  readonly #ended = new Set<string>();
  #lines: HistoryItem[] = [];
  #historyFailed = false;

  constructor(
    ports: Pick<TransferPorts, 'journal' | 'history' | 'clock'>,
    options: RecordEndsOptions,
  ) {
    this.#ports = ports;
    this.#options = options;
  }

  /** What became of an item; the journal knows it already. */
  item(outcome: ItemOutcome): void {
    this.#options.emit({ type: 'item-end', outcome });
    this.#lines.push(toHistoryItem(outcome, this.#options.runId, this.#ports.clock.now()));
  }

  /** Rejects only when the journal does; a lost line of history harms nothing. */
  async end(
    { id, folderName }: TransferRecord,
    outcome: Omit<RecordOutcome, 'recordId' | 'folderName'>,
    status: RecordStatus,
  ): Promise<void> {
    await this.save(id, status, outcome.status);
    await this.#tell({ recordId: id, folderName, ...outcome });
  }

  /** A record that the run did not bring to an end; the journal keeps it as it is. */
  async interrupt({ id, folderName, checked }: TransferRecord, message: string): Promise<void> {
    if (this.#ended.has(id)) return;
    const outcome = { status: 'interrupted', folder: undefined, counts: noCounts } as const;
    await this.#tell({ recordId: id, folderName, ...outcome, checked, message });
  }

  save(id: string, status: RecordStatus, outcome: string): Promise<void> {
    const lastAttemptAt = this.#ports.clock.now();
    return this.#ports.journal.saveRecord({ id, status, outcome, lastAttemptAt });
  }

  async #tell(outcome: RecordOutcome): Promise<void> {
    this.outcomes.push(outcome);
    this.#ended.add(outcome.recordId);
    this.#options.emit({ type: 'record-end', outcome });
    const { recordId, status, folderName, folder, counts, message } = outcome;
    const { discovered, transferred, failed } = counts;
    const line = { recordId, status, folderName, discovered, transferred, failed, message };
    const { runId } = this.#options;
    const at = this.#ports.clock.now();
    const items = this.#lines;
    this.#lines = [];
    const { history } = this.#ports;
    await this.#inHistory(async () => {
      for (const item of items) await history.item(item);
      await history.record({ ...line, runId, at, folderId: folder?.id });
    });
  }

  async #inHistory(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (this.#historyFailed) return;
      this.#historyFailed = true;
      const failure = toTransferFailure(error);
      this.#options.emit({ type: 'history-failed', message: failure.message });
    }
  }
}

// --- internal ---

function toHistoryItem(outcome: ItemOutcome, runId: string, at: number): HistoryItem {
  const { recordId, item, path, status } = outcome;
  const receipt = status === 'transferred' ? outcome.receipt : undefined;
  return {
    runId,
    recordId,
    path,
    sourceId: item.id,
    at,
    status: status === 'skipped' ? outcome.reason : status,
    storedId: receipt?.id,
    storedName: receipt?.name,
    size: receipt?.size,
    md5: receipt?.md5,
    durationMs: status === 'transferred' ? outcome.durationMs : undefined,
    message: 'message' in outcome ? outcome.message : undefined,
  };
}
