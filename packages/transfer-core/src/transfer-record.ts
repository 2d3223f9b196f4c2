import { announce, discard, sendItem, type SendContext } from './send-item.ts';
import { foldName } from './fold-name.ts';
import { itemKey } from './plan-record.ts';
import { noCounts, type ItemOutcome, type RecordCounts } from './outcome.ts';
import { toTransferFailure, type TransferFailure } from './failure.ts';
import type { ItemAction, RecordPlan } from './plan.ts';
import type { ItemIntent, JournalItem, Receipt } from './journal.ts';
import type { SourceItem } from './drives.ts';

export type TransferPlan = Extract<RecordPlan, { kind: 'transfer' }>;

/** What the transfer of a record's items came to, before its box is written. */
export interface ItemsResult {
  counts: RecordCounts;
  receipts: ProvedItem[];
  /** Items that a later run must look at; they keep the record open. */
  left: number;
  /** The reasons of what failed, for the log. */
  messages: string[];
  /** Whether the source folder was looked at once more; without that the box is not ticked. */
  sourceSeenAgain: boolean;
}

export interface ProvedItem {
  intent: ItemIntent;
  receipt: Receipt;
}

/** An item fails for good when it failed for a permanent reason in this many runs. */
export const abandonAfterRuns = 3;

/**
 * Sends what the plan says, in order. A failing item does not stop the next one; a failure that
 * reaches the run is thrown, and the journal holds where we were.
 */
export async function transferItems(
  plan: TransferPlan,
  context: SendContext,
): Promise<ItemsResult> {
  const transfer = new RecordTransfer(plan, context);
  await transfer.announce();
  for (const action of plan.actions) await transfer.carryOut(action);
  await transfer.lookAgain();
  return transfer.result;
}

// --- internal ---

class RecordTransfer {
  readonly #plan: TransferPlan;
  readonly #context: SendContext;
  readonly #intents = new Map<string, ItemIntent>();
  readonly #known = new Map<string, JournalItem>();
  readonly #sent: { item: SourceItem; proved: ProvedItem }[] = [];
  readonly result: ItemsResult = {
    counts: { ...noCounts },
    receipts: [],
    left: 0,
    messages: [],
    sourceSeenAgain: true,
  };

  constructor(plan: TransferPlan, context: SendContext) {
    this.#plan = plan;
    this.#context = context;
    const { counts } = this.result;
    counts.discovered = plan.actions.filter(({ kind }) => kind !== 'leave').length;
    counts.subfolders = plan.actions.length - counts.discovered;
  }

  /** Every intent of the record in one transaction, before any byte is sent. */
  async announce(): Promise<void> {
    const { ports, folder } = this.#context;
    const recordId = this.#plan.record.id;
    for (const known of await ports.journal.items(recordId)) {
      if (known.folderId === folder.id) this.#known.set(versionOf(known), known);
    }
    for (const action of this.#plan.actions) {
      if (action.kind !== 'send') continue;
      const { item, name } = action;
      this.#intents.set(item.id, {
        ...itemKey(recordId, item, folder.id),
        sourceName: item.name,
        name,
        foldedName: foldName(name),
        uploadId: ports.newId(),
        serverTime: folder.serverTime,
      });
    }
    if (this.#intents.size > 0) await announce([...this.#intents.values()], folder, ports);
  }

  async carryOut(action: ItemAction): Promise<void> {
    const { counts } = this.result;
    const { item } = action;
    switch (action.kind) {
      case 'send':
        return await this.#send(item, action.name);
      case 'keep': {
        const known = this.#knownOf(item);
        counts.alreadyTransferred += 1;
        if (known?.receipt !== undefined)
          this.result.receipts.push({ intent: known, receipt: known.receipt });
        return this.#end({ status: 'skipped', item, reason: 'already-transferred' });
      }
      case 'leave':
        return this.#end({ status: 'skipped', item, reason: action.reason });
      case 'abandoned': {
        counts.failed += 1;
        const { name, message } = action;
        this.result.messages.push(`${name}: ${message}`);
        return this.#end({
          status: 'failed',
          item,
          name,
          message,
          reason: 'permanent',
          abandoned: true,
        });
      }
      case 'unproved':
        return this.#uncertain(item, action.name, action.message);
      default:
        return action satisfies never;
    }
  }

  /**
   * The source folder once more: a file that changed while we read it is not what we announced, so
   * our copy of it is trashed; a file that came meanwhile keeps the record open.
   */
  async lookAgain(): Promise<void> {
    if (this.#sent.length === 0) return;
    const now = await this.#listAgain();
    for (const { item, proved } of this.#sent) {
      const current = now?.get(item.id);
      // Gone is not changed: what we have is what was announced.
      if (current === undefined || current.modifiedAt === item.modifiedAt) {
        this.result.receipts.push(proved);
        this.#end({ status: 'transferred', item, receipt: proved.receipt });
        this.result.counts.transferred += 1;
      } else await this.#takeBack(item, proved);
    }
    const planned = new Set(this.#plan.actions.map(({ item }) => item.id));
    const added = [...(now?.values() ?? [])].filter(
      ({ id, kind }) => kind !== 'folder' && !planned.has(id),
    );
    this.result.left += added.length;
  }

  /** `undefined` when the folder cannot be listed; then the record waits for the next run. */
  async #listAgain(): Promise<Map<string, SourceItem> | undefined> {
    const { ports, signal } = this.#context;
    const now = new Map<string, SourceItem>();
    try {
      for await (const item of ports.source.list(this.#plan.folder.id, signal))
        now.set(item.id, item);
      return now;
    } catch (error) {
      const { reach, message } = toTransferFailure(error);
      if (reach === 'run' || signal?.aborted) throw error;
      this.result.sourceSeenAgain = false;
      this.result.left += 1;
      this.result.messages.push(`the source folder could not be looked at again: ${message}`);
      return undefined;
    }
  }

  async #send(item: SourceItem, name: string): Promise<void> {
    const intent = this.#intents.get(item.id);
    if (intent === undefined) return;
    const { budget, emit } = this.#context;
    const { record, folder } = this.#plan;
    budget.check();
    budget.begin();
    emit({ type: 'item-start', recordId: record.id, item, name, folder });
    let receipt: Receipt;
    try {
      receipt = await sendItem(item, intent, this.#context);
    } catch (error) {
      const failure = toTransferFailure(error);
      // What reaches the run leaves the journal as it is: the next run settles the item.
      if (failure.reach === 'run') throw failure;
      if (isUnsettled(failure)) this.#uncertain(item, name, failure.message);
      else await this.#failed(item, intent, failure);
      return;
    }
    budget.add(receipt.size);
    this.#sent.push({ item, proved: { intent, receipt } });
    emit({ type: 'item-stored', recordId: record.id, item, receipt });
  }

  async #failed(item: SourceItem, intent: ItemIntent, failure: TransferFailure): Promise<void> {
    const { reason, message } = failure;
    const permanentFailures =
      (this.#knownOf(item)?.permanentFailures ?? 0) + (reason === 'permanent' ? 1 : 0);
    const abandoned = permanentFailures >= abandonAfterRuns;
    const status = abandoned ? 'abandoned' : 'failed';
    await this.#context.ports.journal.failed(intent, {
      status,
      reason,
      message,
      permanentFailures,
    });
    this.result.counts.failed += 1;
    this.result.messages.push(`${intent.name}: ${message}`);
    if (!abandoned) this.result.left += 1;
    this.#end({ status: 'failed', item, name: intent.name, reason, message, abandoned });
  }

  async #takeBack(item: SourceItem, { intent, receipt }: ProvedItem): Promise<void> {
    const { ports } = this.#context;
    const message = 'the source file changed while it was copied; the copy was trashed';
    try {
      await discard(intent, receipt.id, ports);
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reach === 'run') throw failure;
      return this.#uncertain(item, intent.name, failure.message);
    }
    const { permanentFailures = 0 } = this.#knownOf(item) ?? {};
    const reason = 'source-changed';
    await ports.journal.failed(intent, { status: 'failed', reason, message, permanentFailures });
    this.result.counts.failed += 1;
    this.result.left += 1;
    this.result.messages.push(`${intent.name}: ${message}`);
    this.#end({ status: 'failed', item, name: intent.name, reason, message, abandoned: false });
  }

  #uncertain(item: SourceItem, name: string, message: string): void {
    this.result.counts.uncertain += 1;
    this.result.left += 1;
    this.result.messages.push(`${name}: ${message}`);
    this.#end({ status: 'uncertain', item, name, message });
  }

  #knownOf(item: SourceItem): JournalItem | undefined {
    return this.#known.get(versionOf({ sourceId: item.id, sourceModifiedAt: item.modifiedAt }));
  }

  #end(outcome: ItemEnd): void {
    this.#context.emit({
      type: 'item-end',
      outcome: { recordId: this.#plan.record.id, ...outcome },
    });
  }
}

type ItemEnd = ItemOutcome extends infer Outcome
  ? Outcome extends unknown
    ? Omit<Outcome, 'recordId'>
    : never
  : never;

/** Something may be in the store that the journal has still to settle. */
function isUnsettled({ reason }: TransferFailure): boolean {
  return reason === 'maybe-stored' || reason === 'left-behind';
}

function versionOf(key: { sourceId: string; sourceModifiedAt: number }): string {
  return JSON.stringify([key.sourceId, key.sourceModifiedAt]);
}
