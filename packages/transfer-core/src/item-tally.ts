import { noCounts, type ItemOutcome, type RecordCounts } from './outcome.ts';
import type { ItemAction, PlannedItem, TransferPlan } from './plan.ts';
import type { ItemIntent, Receipt } from './journal.ts';

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
  /** The store folder of the record's own folder, once something is in it. */
  storeFolderId: string | undefined;
}

/** An item that is in the store, as the journal proves. */
export interface ProvedItem {
  intent: ItemIntent;
  receipt: Receipt;
}

export type ItemFailure = Pick<
  Extract<ItemOutcome, { status: 'failed' }>,
  'name' | 'reason' | 'message' | 'abandoned'
>;

/** An action that needs no look at the journal and no sending. */
export type IdleAction = Exclude<ItemAction, { kind: 'send' | 'keep' }>;

/** Counts how the items of one record end, and tells each. */
export class ItemTally {
  readonly #recordId: string;
  readonly #onEnd: (outcome: ItemOutcome) => void;
  readonly result: ItemsResult = {
    counts: { ...noCounts },
    receipts: [],
    left: 0,
    messages: [],
    sourceSeenAgain: true,
    storeFolderId: undefined,
  };

  constructor({ record, actions }: TransferPlan, onEnd: (outcome: ItemOutcome) => void) {
    this.#recordId = record.id;
    this.#onEnd = onEnd;
    this.result.counts.discovered = actions.filter(({ item }) => item.kind !== 'folder').length;
  }

  transferred(planned: PlannedItem, proved: ProvedItem, durationMs: number): void {
    const { receipt } = proved;
    this.result.receipts.push(proved);
    this.result.counts.transferred += 1;
    this.#end(planned, { status: 'transferred', receipt, durationMs });
  }

  /** @param proved `undefined` when the journal has no receipt any more */
  kept(planned: PlannedItem, proved: ProvedItem | undefined): void {
    this.result.counts.alreadyTransferred += 1;
    if (proved !== undefined) this.result.receipts.push(proved);
    this.#end(planned, { status: 'skipped', reason: 'already-transferred' });
  }

  failed(planned: PlannedItem, failure: ItemFailure): void {
    this.result.counts.failed += 1;
    this.#say(failure);
    if (!failure.abandoned) this.result.left += 1;
    const { name, reason, message, abandoned } = failure;
    this.#end(planned, { status: 'failed', name, reason, message, abandoned });
  }

  uncertain(planned: PlannedItem, name: string, message: string): void {
    this.result.counts.uncertain += 1;
    this.result.left += 1;
    this.#say({ name, message });
    this.#end(planned, { status: 'uncertain', name, message });
  }

  /** Carried out by saying so. */
  idle(action: IdleAction): void {
    switch (action.kind) {
      case 'leave':
        return this.#leftOut(action);
      case 'abandoned':
        return this.failed(action, { ...action, reason: 'permanent', abandoned: true });
      case 'unproved':
        return this.uncertain(action, action.name, action.message);
      case 'stale': {
        const { name, message } = action;
        this.result.counts.stale += 1;
        this.result.left += 1;
        this.#say(action);
        return this.#end(action, { status: 'stale', name, message });
      }
      default:
        return action satisfies never;
    }
  }

  #leftOut(action: Extract<ItemAction, { kind: 'leave' }>): void {
    const { counts } = this.result;
    const { reason } = action;
    if (reason === 'subfolder') counts.subfolders += 1;
    else if (reason === 'native-document') counts.documents += 1;
    else counts.excluded += 1;
    this.#end(action, { status: 'skipped', reason });
  }

  #say({ name, message }: { name: string; message: string }): void {
    this.result.messages.push(`${name}: ${message}`);
  }

  #end({ item, path }: PlannedItem, end: ItemEnd): void {
    this.#onEnd({ recordId: this.#recordId, item, path, ...end });
  }
}

// --- internal ---

type ItemEnd = ItemOutcome extends infer Outcome
  ? Outcome extends unknown
    ? Omit<Outcome, 'recordId' | 'item' | 'path'>
    : never
  : never;
