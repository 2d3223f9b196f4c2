import { createBudget, type BudgetLimits } from './budget.ts';
import { type TransferPolicy } from './decide-record.ts';
import { FolderCatalogue } from './folder-catalogue.ts';
import { interrupted, toTransferFailure, TransferFailure } from './failure.ts';
import { RecordWork } from './record-work.ts';
import { recoverItem } from './recover-item.ts';
import { selectRecords, type SelectOptions, type Selection } from './select-records.ts';
import { createSlots } from './slots.ts';
import { StoreFolders } from './store-folder.ts';
import type { Emit } from './events.ts';
import type { JournalItem } from './journal.ts';
import type { RecordOutcome } from './outcome.ts';
import type { RecordPlan } from './plan.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';
import type { TransferRules } from './rules.ts';

/** Which records a run is about, where files go, and who hears of it. */
export interface RunOptions extends SelectOptions {
  /** Names the run in journal, history and log. */
  runId: string;
  /** The store folder of records that have none of their own. */
  storeFolderId: string;
  /** Which items are transferred. @default the files of the folder itself */
  rules?: TransferRules | undefined;
  /** When a box is ticked. @default 'any' */
  policy?: TransferPolicy | undefined;
  /** How much this run may do. @default unlimited */
  budget?: BudgetLimits | undefined;
  /** Files under way at once, and records at work; they begin in their order. @default 1 */
  concurrency?: number | undefined;
  /**
   * What was approved: only these records, and of them only what is still as planned; the rest ends
   * `stale`. Instead of `recordIds`. @default every record as it is now
   */
  plans?: readonly RecordPlan[] | undefined;
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
  readonly #work: RecordWork;
  readonly #uncertain: JournalItem[] = [];
  #refused: Selection['refused'] = [];
  /** What ended the run first; the rest only follows from it. */
  #stopped: { cause: unknown } | undefined;
  readonly #controller = new AbortController();
  /** Of the caller, and of a failure that nothing else would survive. */
  readonly #signal: AbortSignal;

  constructor(ports: TransferPorts, options: RunOptions) {
    const { force, storeFolderId, rules = {}, budget = {}, concurrency = 1 } = options;
    this.#ports = ports;
    this.#options = options;
    const signals = [this.#controller.signal, ...(options.signal ? [options.signal] : [])];
    this.#signal = AbortSignal.any(signals);
    const { clock, requests } = ports;
    this.#work = new RecordWork(options, {
      ports,
      catalogue: new FolderCatalogue(ports.source, this.#signal),
      folders: new StoreFolders(ports.store, ports.journal, this.#signal),
      storeFolderId,
      rules,
      retryAbandoned: force,
      budget: createBudget({ limits: budget, clock, requests }),
      slots: createSlots(concurrency),
      stop: (cause) => this.#stop(cause),
      isStopped: () => this.#isStopped,
      signal: this.#signal,
    });
  }

  async execute(): Promise<RunSummary> {
    const { runId, emit } = this.#options;
    try {
      await this.#recover();
      await this.#transferAll();
    } catch (error) {
      this.#stop(error);
    }
    const stoppedBy = this.#stopped && this.#toStop(this.#stopped.cause);
    if (stoppedBy !== undefined) emit({ type: 'run-stopped', failure: stoppedBy });
    const unwritten = await this.#finish(stoppedBy);
    return {
      runId,
      outcomes: this.#work.outcomes,
      refused: this.#refused,
      uncertain: this.#uncertain,
      stoppedBy: stoppedBy ?? unwritten,
    };
  }

  async #recover(): Promise<void> {
    for (const item of await this.#ports.journal.unsettled()) {
      this.#throwIfStopped();
      const { result } = await recoverItem(item, this.#ports, { signal: this.#signal });
      if (result === 'uncertain') this.#uncertain.push(item);
      this.#options.emit({ type: 'item-recovered', item, result });
    }
  }

  async #transferAll(): Promise<void> {
    const { emit, plans, recordIds = plans?.map(({ record }) => record.id) } = this.#options;
    this.#throwIfStopped();
    const select = { ...this.#options, recordIds, signal: this.#signal };
    const selection = await selectRecords(this.#ports, select);
    const { records, refused, settled, pending, reopened } = selection;
    emit({ type: 'records-selected', pending, reopened, selected: records.length });
    this.#refused = refused;
    for (const { id, message } of refused) emit({ type: 'record-refused', recordId: id, message });
    for (const { id, record, ending } of settled) await this.#work.endSettled(id, record, ending);
    await this.#transferRecords(records);
  }

  /** So many at once, each beginning in its turn. */
  async #transferRecords(records: readonly TransferRecord[]): Promise<void> {
    const { concurrency = 1 } = this.#options;
    const queue = records.entries();
    const takeTurns = async (): Promise<void> => {
      for (const [index, record] of queue) {
        try {
          this.#throwIfStopped();
          await this.#work.transfer(record, { position: index + 1, total: records.length });
        } catch (error) {
          this.#stop(error);
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, takeTurns));
  }

  /** Writes what is ready even when the run was stopped, unless the journal is what failed. */
  async #finish(stoppedBy: TransferFailure | undefined): Promise<TransferFailure | undefined> {
    let failure: TransferFailure | undefined;
    if (stoppedBy?.reason !== 'state') {
      try {
        await this.#work.flush();
      } catch (error) {
        failure = this.#toStop(error);
        this.#options.emit({ type: 'run-stopped', failure });
      }
    }
    await this.#work.interruptRest((stoppedBy ?? failure)?.message ?? '');
    return failure;
  }

  /** A budget lets what is under way arrive; anything else would only meet the same failure. */
  #stop(cause: unknown): void {
    this.#stopped ??= { cause };
    if (toTransferFailure(this.#stopped.cause).reason !== 'budget') this.#controller.abort();
  }

  get #isStopped(): boolean {
    return this.#signal.aborted || this.#stopped !== undefined;
  }

  #toStop(error: unknown): TransferFailure {
    const failure = toTransferFailure(error);
    if (failure.reach === 'run') return failure;
    if (this.#options.signal?.aborted) return interrupted(error);
    const { message, reason } = failure;
    return new TransferFailure(message, { reach: 'run', reason, cause: error });
  }

  #throwIfStopped(): void {
    if (this.#isStopped) throw interrupted();
  }
}
