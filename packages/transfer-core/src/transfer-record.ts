import { announce, type Announcement } from './announce.ts';
import { chooseStoreName } from './store-name.ts';
import { discard, sendItem } from './send-item.ts';
import { foldName } from './fold-name.ts';
import { itemKey } from './plan-items.ts';
import { itemKeyText, type StoreFolder, type StoreFolders } from './store-folder.ts';
import { ItemTally, type ItemsResult, type ProvedItem } from './item-tally.ts';
import { lookAgain, type SecondLook } from './look-again.ts';
import { openFolders, type OpenedFolder } from './open-folders.ts';
import { interrupted, toTransferFailure, TransferFailure } from './failure.ts';
import type { Budget } from './budget.ts';
import type { Emit } from './events.ts';
import type { ItemAction, PlannedItem, TransferPlan } from './plan.ts';
import type { ItemIntent, JournalItem, Receipt } from './journal.ts';
import type { ItemOutcome } from './outcome.ts';
import type { Slots } from './slots.ts';
import type { TransferPorts } from './ports.ts';
import type { TransferRules } from './rules.ts';

export interface RecordContext {
  ports: TransferPorts;
  runId: string;
  folders: StoreFolders;
  rules: TransferRules;
  budget: Budget;
  /** Of all records of the run: so many files at once. */
  slots: Slots;
  emit: Emit;
  /** Told how each item ended. */
  onItemEnd: (outcome: ItemOutcome) => void;
  /** Asks everything of the run to stop for this. */
  stop: (cause: unknown) => void;
  /** Whether nothing new may begin; what is under way is aborted by `signal` only. */
  isStopped: () => boolean;
  signal?: AbortSignal | undefined;
}

/** An item fails for good when it failed for a permanent reason in this many runs. */
export const abandonAfterRuns = 3;

/**
 * Sends what the plan says. A failing item does not stop the next one; a failure that reaches the
 * run is thrown, and the journal holds where we were.
 */
export async function transferItems(
  plan: TransferPlan,
  context: RecordContext,
): Promise<ItemsResult> {
  const transfer = new RecordTransfer(plan, context);
  try {
    await transfer.announce();
    await transfer.carryOut();
    await transfer.lookAgain();
    return transfer.result;
  } finally {
    transfer.forgetFolders();
  }
}

// --- internal ---

type SendAction = Extract<ItemAction, { kind: 'send' }>;

class RecordTransfer {
  readonly #plan: TransferPlan;
  readonly #context: RecordContext;
  readonly #tally: ItemTally;
  readonly #intents = new Map<string, ItemIntent>();
  /** What the journal held before, by `itemKeyText`. */
  readonly #known = new Map<string, JournalItem>();
  readonly #sent: { planned: PlannedItem; proved: ProvedItem; durationMs: number }[] = [];
  #opened: ReadonlyMap<string, OpenedFolder> = new Map();

  constructor(plan: TransferPlan, context: RecordContext) {
    this.#plan = plan;
    this.#context = context;
    this.#tally = new ItemTally(plan, context.onItemEnd);
  }

  get result(): ItemsResult {
    return this.#tally.result;
  }

  /** The folders, then every intent of the record in one transaction, before any byte is sent. */
  async announce(): Promise<void> {
    const { ports, runId, folders, signal } = this.#context;
    this.#opened = await openFolders(this.#plan, { ports, runId, folders, signal });
    for (const known of await ports.journal.items(this.#plan.record.id))
      this.#known.set(itemKeyText(known), known);
    const announcements = new Map<StoreFolder, ItemIntent[]>();
    for (const action of this.#plan.actions) {
      if (action.kind !== 'send') continue;
      const folder = this.#opened.get(action.sourceFolderId);
      if (folder === undefined || folder instanceof TransferFailure) continue;
      const intent = this.#intentOf(action, folder);
      this.#intents.set(action.item.id, intent);
      const others = announcements.get(folder);
      if (others === undefined) announcements.set(folder, [intent]);
      else others.push(intent);
    }
    await announce(
      [...announcements].map(([folder, intents]): Announcement => ({ folder, intents })),
      ports,
    );
  }

  /** In order, as far as there are slots; resolves once all are done, also those that fail. */
  async carryOut(): Promise<void> {
    const { slots, stop } = this.#context;
    const sends: Promise<void>[] = [];
    for (const action of this.#plan.actions) {
      if (action.kind === 'keep') this.#tally.kept(action, this.#provedBefore(action));
      else if (action.kind !== 'send') this.#tally.idle(action);
      else
        sends.push(
          slots.run(async () => {
            try {
              await this.#send(action);
            } catch (error) {
              // At once, so that nothing of the run begins any more.
              stop(error);
              throw error;
            }
          }),
        );
    }
    const ends = await Promise.allSettled(sends);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    if (this.#sent.length + this.result.receipts.length > 0)
      this.result.storeFolderId = this.#rootFolderId();
  }

  /**
   * The source folders once more: a file that changed while we read it is not what we announced, so
   * our copy of it is trashed; a file that came meanwhile keeps the record open.
   */
  async lookAgain(): Promise<void> {
    if (this.#sent.length === 0) return;
    const look = await this.#listAgain();
    for (const { planned, proved, durationMs } of this.#sent) {
      const current = look?.items.get(planned.item.id);
      // Gone is not changed: what we have is what was announced.
      if (current === undefined || current.modifiedAt === planned.item.modifiedAt)
        this.#tally.transferred(planned, proved, durationMs);
      else await this.#takeBack(planned, proved);
    }
    this.result.left += look?.added ?? 0;
  }

  /** Folders of the record alone: no other record of the run asks for them. */
  forgetFolders(): void {
    for (const opened of this.#opened.values())
      if (!(opened instanceof TransferFailure) && opened.id !== this.#plan.storeFolderId)
        this.#context.folders.forget(opened.id);
  }

  #intentOf(action: SendAction, folder: StoreFolder): ItemIntent {
    const { ports, runId } = this.#context;
    const { item } = action;
    const key = itemKey(this.#plan.record.id, item, folder.id);
    const isTaken = (folded: string): boolean => folder.isTaken(folded, key);
    // Of a folder that was made just now the plan knew nothing.
    const isFree = !isTaken(foldName(action.name));
    const name = isFree ? action.name : chooseStoreName(action.name, item, isTaken);
    const foldedName = foldName(name);
    folder.reserve(foldedName, key);
    const names = { sourceName: item.name, name, foldedName };
    const { serverTime } = folder;
    return { ...key, kind: 'file', runId, ...names, uploadId: ports.newId(), serverTime };
  }

  #rootFolderId(): string | undefined {
    const [root] = this.#plan.folders;
    const opened = root && this.#opened.get(root.sourceId);
    const isOpen = opened !== undefined && !(opened instanceof TransferFailure);
    return isOpen ? opened.id : root?.storeFolderId;
  }

  #provedBefore({ item, sourceFolderId }: PlannedItem): ProvedItem | undefined {
    const folder = this.#plan.folders.find(({ sourceId }) => sourceId === sourceFolderId);
    const key = itemKey(this.#plan.record.id, item, folder?.storeFolderId ?? '');
    const known = this.#known.get(itemKeyText(key));
    return known?.receipt && { intent: known, receipt: known.receipt };
  }

  /** `undefined` when a folder cannot be listed; then the record waits for the next run. */
  async #listAgain(): Promise<SecondLook | undefined> {
    const { ports, rules, signal } = this.#context;
    const sentFrom = new Set(this.#sent.map(({ planned }) => planned.sourceFolderId));
    try {
      return await lookAgain(this.#plan, sentFrom, { ports, rules, signal });
    } catch (error) {
      const { reach, message } = toTransferFailure(error);
      if (reach === 'run' || signal?.aborted) throw error;
      this.result.sourceSeenAgain = false;
      this.result.left += 1;
      this.result.messages.push(`the source folder could not be looked at again: ${message}`);
      return undefined;
    }
  }

  async #send(action: SendAction): Promise<void> {
    const { budget, emit, isStopped, ports, signal } = this.#context;
    const { item, path } = action;
    if (isStopped()) throw interrupted();
    budget.check();
    const folder = this.#opened.get(action.sourceFolderId);
    if (folder instanceof TransferFailure) return this.#withoutFolder(action, folder);
    const intent = this.#intents.get(item.id);
    if (folder === undefined || intent === undefined) return;
    budget.begin();
    const recordId = this.#plan.record.id;
    const { name } = intent;
    emit({ type: 'item-start', recordId, item, path, name, folder: this.#plan.folder });
    const startedAt = ports.clock.now();
    let receipt: Receipt;
    try {
      receipt = await sendItem(item, intent, { ports, folder, emit, signal });
    } catch (error) {
      const failure = toTransferFailure(error);
      // What reaches the run leaves the journal as it is: the next run settles the item.
      if (failure.reach === 'run') throw failure;
      if (isUnsettled(failure)) this.#tally.uncertain(action, name, failure.message);
      else await this.#failed(action, intent, failure);
      return;
    }
    budget.add(receipt.size);
    const durationMs = ports.clock.now() - startedAt;
    this.#sent.push({ planned: action, proved: { intent, receipt }, durationMs });
    emit({ type: 'item-stored', recordId, item, path, receipt });
  }

  /** The folder that it should go into could not be made. */
  #withoutFolder(action: SendAction, failure: TransferFailure): void {
    const { name } = action;
    const message = `its folder could not be made: ${failure.message}`;
    if (isUnsettled(failure)) this.#tally.uncertain(action, name, message);
    else this.#tally.failed(action, { name, message, reason: failure.reason, abandoned: false });
  }

  async #failed(
    planned: PlannedItem,
    intent: ItemIntent,
    { reason, message }: TransferFailure,
  ): Promise<void> {
    const before = this.#known.get(itemKeyText(intent))?.permanentFailures ?? 0;
    const permanentFailures = before + (reason === 'permanent' ? 1 : 0);
    const abandoned = permanentFailures >= abandonAfterRuns;
    const status = abandoned ? 'abandoned' : 'failed';
    const failure = { status, reason, message, permanentFailures } as const;
    await this.#context.ports.journal.failed(intent, failure);
    this.#tally.failed(planned, { name: intent.name, reason, message, abandoned });
  }

  async #takeBack(planned: PlannedItem, { intent, receipt }: ProvedItem): Promise<void> {
    const { ports } = this.#context;
    const { name } = intent;
    try {
      await discard(intent, receipt.id, ports);
    } catch (error) {
      const failure = toTransferFailure(error);
      if (failure.reach === 'run') throw failure;
      return this.#tally.uncertain(planned, name, failure.message);
    }
    const message = 'the source file changed while it was copied; the copy was trashed';
    const { permanentFailures = 0 } = this.#known.get(itemKeyText(intent)) ?? {};
    const reason = 'source-changed';
    await ports.journal.failed(intent, { status: 'failed', reason, message, permanentFailures });
    this.#tally.failed(planned, { name, reason, message, abandoned: false });
  }
}

/** Something may be in the store that the journal has still to settle. */
function isUnsettled({ reason }: TransferFailure): boolean {
  return reason === 'maybe-stored' || reason === 'left-behind';
}
