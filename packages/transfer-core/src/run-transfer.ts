import { createBudget, type Budget, type BudgetLimits } from './budget.ts';
import { decideRecord, type TransferPolicy } from './decide-record.ts';
import { FolderCatalogue } from './folder-catalogue.ts';
import { noCounts, type RecordOutcome } from './outcome.ts';
import { planRecord, type PlanContext } from './plan-record.ts';
import { RecordEnds } from './record-ends.ts';
import { recoverItem } from './recover-item.ts';
import { selectRecords, type SelectOptions, type Selection } from './select-records.ts';
import { StoreFolders } from './store-folder.ts';
import { interrupted, toTransferFailure, TransferFailure } from './failure.ts';
import { transferItems, type ItemsResult, type TransferPlan } from './transfer-record.ts';
import { WriteBack, type WrittenRecord } from './write-back.ts';
import type { Emit } from './events.ts';
import type { JournalItem } from './journal.ts';
import type { RecordPlan } from './plan.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';

/** Which records a run is about, where files go, and who hears of it. */
export interface RunOptions extends SelectOptions {
  /** Names the run in journal, history and log. */
  runId: string;
  /** The store folder of records that have none of their own. */
  storeFolderId: string;
  /** When a box is ticked. @default 'any' */
  policy?: TransferPolicy | undefined;
  /** How much this run may do. @default unlimited */
  budget?: BudgetLimits | undefined;
  emit: Emit;
}

/** How a run ended; everything else was said by events. */
export interface RunSummary {
  runId: string;
  outcomes: RecordOutcome[];
  refused: Selection['refused'];
  /** Items of earlier runs that still cannot be proved, whether or not their record was processed. */
  uncertain: JournalItem[];
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
  readonly #ends: RecordEnds;
  readonly #writeBack: WriteBack;
  readonly #budget: Budget;
  readonly #uncertain: JournalItem[] = [];
  #refused: Selection['refused'] = [];
  /** The record at work, for the case that the run stops in it. */
  #current: TransferRecord | undefined;

  constructor(ports: TransferPorts, options: RunOptions) {
    const { force, signal, storeFolderId } = options;
    this.#ports = ports;
    this.#options = options;
    this.#context = {
      ports,
      catalogue: new FolderCatalogue(ports.source, signal),
      folders: new StoreFolders(ports.store, ports.journal, signal),
      storeFolderId,
      retryAbandoned: force,
      signal,
    };
    const { clock, requests } = ports;
    this.#budget = createBudget({ limits: options.budget ?? {}, clock, requests });
    this.#ends = new RecordEnds(ports, options);
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
      outcomes: this.#ends.outcomes,
      refused: this.#refused,
      uncertain: this.#uncertain,
      stoppedBy: stoppedBy ?? unwritten,
    };
  }

  async #recover(): Promise<void> {
    const { journal } = this.#ports;
    const { emit, signal } = this.#options;
    for (const item of await journal.unsettled()) {
      this.#throwIfStopped();
      const { result } = await recoverItem(item, this.#ports, signal);
      if (result === 'uncertain') this.#uncertain.push(item);
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
      this.#budget.check();
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
    try {
      await this.#transferPlanned(plan);
    } catch (error) {
      return this.#endFailed(record, error);
    }
  }

  async #transferPlanned(plan: TransferPlan): Promise<void> {
    const { emit, policy, signal } = this.#options;
    const known = await this.#ports.journal.record(plan.record.id);
    await this.#ends.save(plan.record.id, 'open', 'started');
    const folder = await this.#context.folders.get(plan.storeFolderId);
    const context = { ports: this.#ports, folder, budget: this.#budget, emit, signal };
    const result = await transferItems(plan, context);
    const { status, tick, waitsFor } = decideRecord(result, policy);
    if (waitsFor !== undefined) result.messages.push(waitsFor);
    const ticks = tick && result.sourceSeenAgain;
    if (ticks && (status === 'transferred' || status === 'partly-transferred')) {
      const tickedByUs = known?.tickedByUs ?? false;
      return this.#writeBack.add({ plan, result, status, tickedByUs });
    }
    return this.#endUnticked(plan, result, tick ? 'not-written' : status);
  }

  #endUnticked(
    { record, folder }: TransferPlan,
    { counts, left, messages }: ItemsResult,
    status: RecordOutcome['status'],
  ): Promise<void> {
    const { checked } = record;
    const outcome = { status, folder, counts, checked, message: messages.join('; ') };
    return this.#ends.end(record, outcome, left > 0 ? 'open' : 'closed');
  }

  /** A failure that stays with the record; one that reaches the run goes on. */
  async #endFailed(record: TransferRecord, error: unknown): Promise<void> {
    const { reach, message } = toTransferFailure(error);
    if (reach === 'run') throw error;
    // What failed because the run was asked to stop is no failure of the record.
    this.#throwIfStopped();
    const { checked } = record;
    const nothing = { folder: undefined, counts: noCounts } as const;
    await this.#ends.end(record, { status: 'failed', ...nothing, checked, message }, 'open');
  }

  async #endNothing(plan: Extract<RecordPlan, { kind: 'nothing' }>): Promise<void> {
    const { record, status, folder, counts, message } = plan;
    const known = await this.#ports.journal.record(record.id);
    // A record with unfinished items stays open: its folder may be back in the next run.
    const unfinished = known !== undefined && known.status !== 'closed' && status !== 'no-files';
    const { checked } = record;
    const outcome = { status, folder, counts, checked, message };
    await this.#ends.end(record, outcome, unfinished ? 'open' : 'closed');
  }

  async #endSettled(
    id: string,
    record: TransferRecord | undefined,
    ending: Selection['settled'][number]['ending'],
  ): Promise<void> {
    if (ending !== 'ticked-by-person' || record === undefined)
      return this.#ends.save(id, 'closed', ending);
    const message = 'somebody else ticked the box; what was left is not retried';
    const outcome = { folder: undefined, counts: noCounts, checked: true, message } as const;
    return this.#ends.end(record, { status: ending, ...outcome }, 'closed');
  }

  async #endWritten(written: WrittenRecord): Promise<void> {
    const { ready, status, checked, message, journalStatus } = written;
    const { plan, result } = ready;
    const outcome = { status, folder: plan.folder, counts: result.counts, checked, message };
    await this.#ends.end(plan.record, outcome, journalStatus);
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
    const unended = this.#writeBack.waiting.map(({ plan }) => plan.record);
    if (this.#current !== undefined) unended.push(this.#current);
    for (const record of unended) await this.#ends.interrupt(record, message);
    return failure;
  }

  #toStop(error: unknown): TransferFailure {
    const failure = toTransferFailure(error);
    if (failure.reach === 'run') return failure;
    if (this.#options.signal?.aborted) return interrupted(error);
    const { message, reason } = failure;
    return new TransferFailure(message, { reach: 'run', reason, cause: error });
  }

  #throwIfStopped(): void {
    if (this.#options.signal?.aborted) throw interrupted();
  }
}
