import { decideRecord } from './decide-record.ts';
import { FolderCatalogue } from './folder-catalogue.ts';
import { noCounts, type RecordOutcome } from './outcome.ts';
import { planRecord, type PlanContext } from './plan-record.ts';
import { recoverItem } from './recover-item.ts';
import {
  selectRecords,
  wasTickedByUs,
  type SelectOptions,
  type Selection,
} from './select-records.ts';
import { StoreFolders } from './store-folder.ts';
import { toTransferFailure, TransferFailure } from './failure.ts';
import { transferItems, type TransferPlan } from './transfer-record.ts';
import { WriteBack, type WrittenRecord } from './write-back.ts';
import type { Emit } from './events.ts';
import type { RecordPlan } from './plan.ts';
import type { RecordStatus } from './journal.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';

export interface RunOptions extends SelectOptions {
  /** Names the run in journal, history and log. */
  runId: string;
  /** The store folder of records that have none of their own. */
  storeFolderId: string;
  emit: Emit;
}

/** How a run ended; everything else was said by events. */
export interface RunSummary {
  runId: string;
  outcomes: RecordOutcome[];
  refused: Selection['refused'];
  /** Why the run ended before its records did. */
  stoppedBy: TransferFailure | undefined;
}

/**
 * Executes one run. The caller holds the run lock. Resolves also when records failed or the run was
 * stopped; rejects only on a defect.
 *
 * 1. Items whose fate an earlier run did not learn are settled.
 * 2. Records are selected, and for each: looked up, planned, its files sent and proved.
 * 3. Ticks are written in batches, last of all.
 */
export async function runTransfer(ports: TransferPorts, options: RunOptions): Promise<RunSummary> {
  const run = new Run(ports, options);
  return run.execute();
}

// --- internal ---

class Run {
  readonly #ports: TransferPorts;
  readonly #options: RunOptions;
  readonly #context: PlanContext;
  readonly #writeBack: WriteBack;
  readonly #outcomes: RecordOutcome[] = [];
  #refused: Selection['refused'] = [];
  #historyFailed = false;
  /** The record at work, for the case that the run stops in it. */
  #current: TransferRecord | undefined;

  constructor(ports: TransferPorts, options: RunOptions) {
    const { signal, storeFolderId } = options;
    this.#ports = ports;
    this.#options = options;
    this.#context = {
      ports,
      catalogue: new FolderCatalogue(ports.source, signal),
      folders: new StoreFolders(ports.store, ports.journal, signal),
      storeFolderId,
      signal,
    };
    this.#writeBack = new WriteBack(ports, (record) => this.#endWritten(record));
  }

  async execute(): Promise<RunSummary> {
    const { runId, emit } = this.#options;
    let stoppedBy: TransferFailure | undefined;
    try {
      await this.#recover();
      await this.#transferAll();
    } catch (error) {
      stoppedBy = this.#toStop(error);
      emit({ type: 'run-stopped', failure: stoppedBy });
    }
    const unwritten = await this.#finish(stoppedBy);
    return {
      runId,
      outcomes: this.#outcomes,
      refused: this.#refused,
      stoppedBy: stoppedBy ?? unwritten,
    };
  }

  async #recover(): Promise<void> {
    const { journal } = this.#ports;
    const { emit, signal } = this.#options;
    for (const item of await journal.unsettled()) {
      this.#throwIfStopped();
      const { result } = await recoverItem(item, this.#ports, signal);
      emit({ type: 'item-recovered', item, result });
    }
  }

  async #transferAll(): Promise<void> {
    const { emit } = this.#options;
    this.#throwIfStopped();
    const selection = await selectRecords(this.#ports, this.#options);
    const { records, refused, settled, pending, reopened } = selection;
    emit({ type: 'records-selected', pending, reopened, selected: records.length });
    this.#refused = refused;
    for (const { id, message } of refused) emit({ type: 'record-refused', recordId: id, message });
    for (const { id, record, ending } of settled) await this.#endSettled(id, record, ending);
    for (const [index, record] of records.entries()) {
      this.#throwIfStopped();
      const folderName = record.folderName ?? '';
      const position = index + 1;
      const total = records.length;
      emit({ type: 'record-start', recordId: record.id, folderName, position, total });
      this.#current = record;
      await this.#transferOne(record);
      this.#current = undefined;
    }
  }

  async #transferOne(record: TransferRecord): Promise<void> {
    let plan: RecordPlan;
    try {
      plan = await planRecord(record, this.#context);
    } catch (error) {
      return this.#endFailed(record, error);
    }
    this.#options.emit({ type: 'record-planned', plan });
    if (plan.kind === 'nothing') return this.#endNothing(plan);
    return this.#transferPlanned(plan);
  }

  async #transferPlanned(plan: TransferPlan): Promise<void> {
    const { journal } = this.#ports;
    const { record, folder } = plan;
    const { emit, signal } = this.#options;
    const tickedByUs = wasTickedByUs(record, await journal.record(record.id));
    await this.#save(record.id, 'open', 'started', tickedByUs);
    const store = await this.#context.folders.get(plan.storeFolderId);
    let result;
    try {
      result = await transferItems(plan, { ports: this.#ports, folder: store, emit, signal });
    } catch (error) {
      return this.#endFailed(record, error);
    }
    const { status, tick } = decideRecord(result.counts);
    if (tick && (status === 'transferred' || status === 'partly-transferred'))
      return this.#writeBack.add({ plan, result, status, tickedByUs });
    const { counts, messages, left } = result;
    const { checked } = record;
    const outcome = { status, folder, counts, checked, message: messages.join('; ') };
    return this.#end(record, outcome, left > 0 ? 'open' : 'closed');
  }

  /** A failure that stays with the record; one that reaches the run goes on. */
  async #endFailed(record: TransferRecord, error: unknown): Promise<void> {
    const { reach, message } = toTransferFailure(error);
    if (reach === 'run') throw error;
    const { checked } = record;
    const outcome = {
      status: 'failed',
      folder: undefined,
      counts: noCounts,
      checked,
      message,
    } as const;
    await this.#end(record, outcome, 'open');
  }

  async #endNothing(plan: Extract<RecordPlan, { kind: 'nothing' }>): Promise<void> {
    const { record, status, folder, counts, message } = plan;
    const known = await this.#ports.journal.record(record.id);
    // A record with unfinished items stays open: its folder may be back in the next run.
    const unfinished = known !== undefined && known.status !== 'closed' && status !== 'no-files';
    const { checked } = record;
    await this.#end(
      record,
      { status, folder, counts, checked, message },
      unfinished ? 'open' : 'closed',
    );
  }

  async #endSettled(
    id: string,
    record: TransferRecord | undefined,
    ending: Selection['settled'][number]['ending'],
  ): Promise<void> {
    if (ending === 'ticked-by-person' && record !== undefined) {
      const message = 'somebody else ticked the box; what was left is not retried';
      const outcome = { folder: undefined, counts: noCounts, checked: true, message } as const;
      return this.#end(record, { status: ending, ...outcome }, 'closed');
    }
    return this.#save(id, 'closed', ending, undefined);
  }

  async #endWritten({ ready, status, checked, message, journal }: WrittenRecord): Promise<void> {
    const { plan, result } = ready;
    const outcome = { status, folder: plan.folder, counts: result.counts, checked, message };
    await this.#end(plan.record, outcome, journal.status, journal.tickedByUs);
  }

  async #end(
    { id, folderName }: TransferRecord,
    outcome: Omit<RecordOutcome, 'recordId' | 'folderName'>,
    journalStatus: RecordStatus,
    tickedByUs?: boolean,
  ): Promise<void> {
    await this.#save(id, journalStatus, outcome.status, tickedByUs);
    await this.#tell({ recordId: id, folderName, ...outcome });
  }

  #save(
    id: string,
    status: RecordStatus,
    outcome: string,
    tickedByUs: boolean | undefined,
  ): Promise<void> {
    const lastAttemptAt = this.#ports.clock.now();
    const record = { id, status, outcome, lastAttemptAt };
    return this.#ports.journal.saveRecord(
      tickedByUs === undefined ? record : { ...record, tickedByUs },
    );
  }

  async #tell(outcome: RecordOutcome): Promise<void> {
    this.#outcomes.push(outcome);
    this.#options.emit({ type: 'record-end', outcome });
    const { recordId, status, folderName, folder, counts, message } = outcome;
    const { discovered, transferred, failed } = counts;
    const line = { runId: this.#options.runId, recordId, status, folderName, discovered };
    const at = this.#ports.clock.now();
    try {
      await this.#ports.history.record({
        ...line,
        at,
        folderId: folder?.id,
        transferred,
        failed,
        message,
      });
    } catch (error) {
      if (this.#historyFailed) return;
      this.#historyFailed = true;
      this.#options.emit({ type: 'history-failed', message: toTransferFailure(error).message });
    }
  }

  /** Writes what is ready even when the run was stopped, unless the journal is what failed. */
  async #finish(stoppedBy: TransferFailure | undefined): Promise<TransferFailure | undefined> {
    let failure: TransferFailure | undefined;
    if (stoppedBy?.reason !== 'state') {
      try {
        await this.#writeBack.flush();
      } catch (error) {
        failure = this.#toStop(error);
        this.#options.emit({ type: 'run-stopped', failure });
      }
    }
    const message = (stoppedBy ?? failure)?.message ?? '';
    const ended = new Set(this.#outcomes.map(({ recordId }) => recordId));
    const unended = this.#writeBack.waiting.map(({ plan }) => plan.record);
    if (this.#current !== undefined) unended.push(this.#current);
    for (const { id, folderName, checked } of unended) {
      if (ended.has(id)) continue;
      const outcome = { status: 'interrupted', folder: undefined, counts: noCounts } as const;
      await this.#tell({ recordId: id, folderName, ...outcome, checked, message });
    }
    return failure;
  }

  #toStop(error: unknown): TransferFailure {
    const { signal } = this.#options;
    const failure = toTransferFailure(error);
    if (failure.reach === 'run') return failure;
    const { message } = failure;
    if (signal?.aborted)
      return new TransferFailure('the run was asked to stop', {
        reach: 'run',
        reason: 'interrupted',
        cause: error,
      });
    return new TransferFailure(message, { reach: 'run', reason: failure.reason, cause: error });
  }

  #throwIfStopped(): void {
    if (this.#options.signal?.aborted)
      throw new TransferFailure('the run was asked to stop', {
        reach: 'run',
        reason: 'interrupted',
      });
  }
}
