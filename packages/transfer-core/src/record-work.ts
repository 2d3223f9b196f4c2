import { approvePlan } from './approve-plan.ts';
import { decideRecord, type TransferPolicy } from './decide-record.ts';
import { FolderUrls } from './folder-urls.ts';
import { interrupted, toTransferFailure } from './failure.ts';
import { noCounts, type RecordOutcome } from './outcome.ts';
import { planRecord, type PlanContext } from './plan-record.ts';
import { RecordEnds } from './record-ends.ts';
import { RecordNotes } from './record-notes.ts';
import { toRecordValues } from './record-values.ts';
import { transferItems, type RecordContext } from './transfer-record.ts';
import { WriteBack, type WrittenRecord } from './write-back.ts';
import type { Emit } from './events.ts';
import type { ItemsResult } from './item-tally.ts';
import type { RecordPlan, TransferPlan } from './plan.ts';
import type { RecordStatus } from './journal.ts';
import type { SettledRecord } from './select-records.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRecord } from './records.ts';

export interface RecordWorkOptions {
  runId: string;
  policy?: TransferPolicy | undefined;
  /** What was approved. @default all that is planned now */
  plans?: readonly RecordPlan[] | undefined;
  emit: Emit;
}

export type RecordWorkContext = Omit<PlanContext, 'ports' | 'signal'> &
  Pick<RecordContext, 'budget' | 'slots' | 'stop' | 'isStopped'> & {
    ports: TransferPorts;
    signal: AbortSignal;
  };

/** Where a record stands in its run. */
export interface Turn {
  position: number;
  total: number;
}

/** Takes records of one run from their selection to their end; several at once if asked to. */
export class RecordWork {
  readonly #options: RecordWorkOptions;
  readonly #context: RecordWorkContext;
  readonly #ends: RecordEnds;
  readonly #writeBack: WriteBack;
  readonly #notes: RecordNotes;
  readonly #folderUrls: FolderUrls;
  readonly #approved: ReadonlyMap<string, RecordPlan> | undefined;
  /** Records at work, for the case that the run stops in them. */
  readonly #current = new Map<string, TransferRecord>();
  #flushing: Promise<void> = Promise.resolve();

  constructor(options: RecordWorkOptions, context: RecordWorkContext) {
    const { runId, plans } = options;
    const { ports, folders } = context;
    this.#options = options;
    this.#context = context;
    this.#ends = new RecordEnds(ports, options);
    this.#notes = new RecordNotes(ports, options);
    this.#folderUrls = new FolderUrls(ports);
    this.#writeBack = new WriteBack(ports, {
      runId,
      folders,
      folderUrls: this.#folderUrls,
      onWritten: (record) => this.#endWritten(record),
    });
    this.#approved = plans && new Map(plans.map((plan) => [plan.record.id, plan]));
  }

  get outcomes(): RecordOutcome[] {
    return this.#ends.outcomes;
  }

  /** A failure of the record ends it; one that reaches the run is thrown. */
  async transfer(record: TransferRecord, turn: Turn): Promise<void> {
    this.#context.budget.check();
    const folderName = record.folderName ?? '';
    this.#options.emit({ type: 'record-start', recordId: record.id, folderName, ...turn });
    this.#current.set(record.id, record);
    try {
      await this.#transferOne(record);
    } catch (error) {
      await this.#endFailed(record, error);
    }
    this.#current.delete(record.id);
    await this.#flushIfDue();
  }

  /** Writes what is ready. Rejects with a `run` failure. */
  async flush(): Promise<void> {
    await this.#writeBack.flush();
    await this.#notes.flush();
  }

  /** Tells of every record that the run did not bring to an end. */
  async interruptRest(message: string): Promise<void> {
    const unended = this.#writeBack.waiting.map(({ plan }) => plan.record);
    for (const record of [...unended, ...this.#current.values()])
      await this.#ends.interrupt(record, message);
  }

  /** A record that needs no transfer any more. */
  async endSettled(
    id: string,
    record: TransferRecord | undefined,
    ending: SettledRecord['ending'],
  ): Promise<void> {
    if (ending !== 'ticked-by-person' || record === undefined)
      return this.#ends.save(id, 'closed', ending);
    const message = 'somebody else ticked the box; what was left is not retried';
    const outcome = { folder: undefined, counts: noCounts, checked: true, message } as const;
    return this.#ends.end(record, { status: ending, ...outcome }, 'closed');
  }

  async #transferOne(record: TransferRecord): Promise<void> {
    const plannedAt = this.#context.ports.clock.now();
    const planned = await planRecord(record, this.#context);
    const approved = this.#approved?.get(record.id);
    const plan = approved === undefined ? planned : approvePlan(planned, approved);
    this.#options.emit({ type: 'record-planned', plan });
    if (plan.kind === 'nothing') await this.#endNothing(plan);
    else await this.#transferPlanned(plan, plannedAt);
  }

  async #transferPlanned(plan: TransferPlan, plannedAt: number): Promise<void> {
    const { emit, policy, runId } = this.#options;
    const { record } = plan;
    const known = await this.#context.ports.journal.record(record.id);
    await this.#ends.save(record.id, 'open', 'started');
    const onItemEnd: RecordContext['onItemEnd'] = (outcome) => this.#ends.item(outcome);
    const result = await transferItems(plan, { ...this.#context, runId, emit, onItemEnd });
    const { status, tick, waitsFor } = decideRecord(result, policy);
    if (waitsFor !== undefined) result.messages.push(waitsFor);
    const ticks = tick && result.sourceSeenAgain;
    if (ticks && (status === 'transferred' || status === 'partly-transferred')) {
      const tickedByUs = known?.tickedByUs ?? false;
      return this.#writeBack.add({ plan, result, status, tickedByUs, plannedAt });
    }
    return await this.#endUnticked(plan, result, tick ? 'not-written' : status);
  }

  async #endUnticked(
    { record, folder }: TransferPlan,
    result: ItemsResult,
    status: RecordOutcome['status'],
  ): Promise<void> {
    const { counts, left, messages } = result;
    const { checked } = record;
    const outcome = { status, folder, counts, checked, message: messages.join('; ') };
    await this.#end(record, outcome, left > 0 ? 'open' : 'closed', result);
  }

  /** A failure that stays with the record; one that reaches the run goes on. */
  async #endFailed(record: TransferRecord, error: unknown): Promise<void> {
    const { reach, message } = toTransferFailure(error);
    if (reach === 'run') throw error;
    // What failed because the run was asked to stop is no failure of the record.
    if (this.#context.signal.aborted) throw interrupted();
    const { checked } = record;
    const nothing = { folder: undefined, counts: noCounts } as const;
    await this.#end(record, { status: 'failed', ...nothing, checked, message }, 'open');
  }

  async #endNothing(plan: Extract<RecordPlan, { kind: 'nothing' }>): Promise<void> {
    const { record, status, folder, counts, message } = plan;
    const known = await this.#context.ports.journal.record(record.id);
    // A record with unfinished items stays open: its folder may be back in the next run.
    const unfinished = known !== undefined && known.status !== 'closed' && status !== 'no-files';
    const { checked } = record;
    const outcome = { status, folder, counts, checked, message };
    await this.#end(record, outcome, unfinished ? 'open' : 'closed');
  }

  async #endWritten({ ready, status, checked, message, journalStatus }: WrittenRecord) {
    const { plan, result } = ready;
    const outcome = { status, folder: plan.folder, counts: result.counts, checked, message };
    await this.#ends.end(plan.record, outcome, journalStatus);
  }

  /** A record that is not ticked; its fields say why, where there are any. */
  async #end(
    record: TransferRecord,
    outcome: Omit<RecordOutcome, 'recordId' | 'folderName'>,
    journalStatus: RecordStatus,
    result?: ItemsResult,
  ): Promise<void> {
    await this.#ends.end(record, outcome, journalStatus);
    const { maps } = this.#context.ports.records;
    if (maps.size === 0) return;
    const storeFolderId = result?.storeFolderId;
    const ending = {
      status: outcome.status,
      error: outcome.message,
      fileCount: result?.receipts.length ?? 0,
      storeFolderId,
      folderUrl: await this.#folderUrls.of(storeFolderId),
      finishedAt: this.#context.ports.clock.now(),
    };
    this.#notes.add(record, toRecordValues(ending, maps));
  }

  /** One at a time: a record must not be written twice. */
  async #flushIfDue(): Promise<void> {
    const flush = this.#flushing.then(async () => {
      if (this.#writeBack.isDue || this.#notes.isFull) await this.flush();
    });
    this.#flushing = flush.catch(() => {});
    await flush;
  }
}
