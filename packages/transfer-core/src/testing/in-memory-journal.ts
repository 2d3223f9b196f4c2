import { TransferFailure } from '../failure.ts';
import type {
  ItemIntent,
  ItemKey,
  ItemStatus,
  Journal,
  JournalItem,
  JournalRecord,
  Receipt,
  SentBytes,
} from '../journal.ts';

/**
 * A `Journal` that lives as long as the process. It enforces the same transitions as a durable
 * one and hands out copies, so that what a caller changes never reaches it.
 */
export class InMemoryJournal implements Journal {
  readonly #items = new Map<string, JournalItem>();
  readonly #records = new Map<string, JournalRecord>();
  /** By folder, then by id: the turn in which it became known. */
  readonly #knownIds = new Map<string, Map<string, number>>();
  /** By item: the turn in which it was last intended. */
  readonly #intendedIn = new Map<string, number>();
  #turn = 0;
  #broken: TransferFailure | undefined;

  /** From now on every write rejects, as after a full disk; reading still works. */
  breakWrites(message = 'The journal cannot be written'): void {
    this.#broken = new TransferFailure(message, { reach: 'run', reason: 'state' });
  }

  /** What another process would find: the same content, not broken, changed independently. */
  copy(): InMemoryJournal {
    const copy = new InMemoryJournal();
    for (const [key, item] of this.#items) copy.#items.set(key, structuredClone(item));
    for (const [id, record] of this.#records) copy.#records.set(id, { ...record });
    for (const [folderId, ids] of this.#knownIds) copy.#knownIds.set(folderId, new Map(ids));
    for (const [key, turn] of this.#intendedIn) copy.#intendedIn.set(key, turn);
    copy.#turn = this.#turn;
    return copy;
  }

  async record(id: string): Promise<JournalRecord | undefined> {
    const record = this.#records.get(id);
    return record && { ...record };
  }

  async openRecords(): Promise<JournalRecord[]> {
    const open = [...this.#records.values()].filter(({ status }) => status !== 'closed');
    return structuredClone(open.toSorted(byLastAttempt));
  }

  async lastAttempts(): Promise<Map<string, number>> {
    return new Map([...this.#records].map(([id, { lastAttemptAt }]) => [id, lastAttemptAt]));
  }

  async items(recordId: string): Promise<JournalItem[]> {
    return this.#copies((item) => item.recordId === recordId);
  }

  async unsettled(): Promise<JournalItem[]> {
    return this.#copies(({ status }) => unsettledStatuses.has(status));
  }

  async knownIds(folderId: string, before?: ItemKey): Promise<Set<string>> {
    const known = [...(this.#knownIds.get(folderId) ?? [])];
    if (before === undefined) return new Set(known.map(([id]) => id));
    const last = this.#intendedIn.get(text(before)) ?? 0;
    const observed = known.filter(([, turn]) => turn <= last).map(([id]) => id);
    const others = [...this.#items.values()]
      .filter((item) => item.folderId === folderId && text(item) !== text(before))
      .flatMap(({ receipt, rejectedId }) => receipt?.id ?? rejectedId ?? []);
    return new Set([...observed, ...others]);
  }

  async reservedNames(folderId: string): Promise<Map<string, ItemKey>> {
    const items = this.#copies((item) => item.folderId === folderId);
    return new Map(items.map((item) => [item.foldedName, keyOf(item)]));
  }

  async observe(folderId: string, ids: readonly string[]): Promise<void> {
    this.#mustBeWritable();
    this.#learn(folderId, ids);
  }

  async intend(intents: readonly ItemIntent[]): Promise<void> {
    this.#mustBeWritable();
    const announced = new Map(intents.map((intent) => [text(intent), intent]));
    const holders = new Map<string, string>();
    for (const [key, item] of this.#items) {
      if (!announced.has(key)) holders.set(nameSlot(item), item.name);
    }
    for (const intent of announced.values()) {
      const holder = holders.get(nameSlot(intent));
      if (holder !== undefined) {
        throw refused(`The name "${intent.name}" is already held by another item ("${holder}")`);
      }
      holders.set(nameSlot(intent), intent.name);
    }
    for (const [key, intent] of announced) {
      const permanentFailures = this.#items.get(key)?.permanentFailures ?? 0;
      this.#items.delete(key);
      this.#items.set(key, { ...intentOf(intent), status: 'intended', permanentFailures });
      this.#intendedIn.set(key, this.#turn);
    }
    this.#turn += 1;
  }

  async sent(key: ItemKey, sent: SentBytes): Promise<void> {
    const item = this.#from(key, ['intended'], 'sent');
    this.#replace(item, { status: 'sent', sent: { ...sent } });
  }

  async answered(key: ItemKey, storedId: string): Promise<void> {
    const item = this.#from(key, ['sent'], 'answered');
    if (item.sent !== undefined)
      this.#replace(item, { status: 'sent', sent: { ...item.sent, storedId } });
  }

  async stored(key: ItemKey, receipt: Receipt): Promise<void> {
    const item = this.#from(key, ['sent'], 'stored');
    this.#replace(item, { status: 'stored', receipt: { ...receipt } });
    this.#learn(key.folderId, [receipt.id]);
  }

  async rejected(key: ItemKey, storedId: string): Promise<void> {
    const item = this.#from(key, ['intended', 'sent', 'stored'], 'rejected');
    this.#replace(item, { status: 'rejected', rejectedId: storedId });
  }

  async failed(key: ItemKey, failure: Parameters<Journal['failed']>[1]): Promise<void> {
    const item = this.#from(key, notStored, failure.status);
    const { status, reason, message, permanentFailures } = failure;
    this.#replace(item, { status, failure: { reason, message }, permanentFailures });
  }

  async saveRecord(record: Parameters<Journal['saveRecord']>[0]): Promise<void> {
    this.#mustBeWritable();
    const { id, status, outcome, lastAttemptAt } = record;
    const tickedByUs = this.#records.get(id)?.tickedByUs ?? false;
    this.#records.set(id, { id, status, tickedByUs, outcome, lastAttemptAt });
  }

  async ticking(recordIds: readonly string[]): Promise<void> {
    this.#mustBeWritable();
    const records = recordIds.map((id) => {
      const record = this.#records.get(id);
      if (!record) throw refused(`Record ${id} cannot become ticking: the journal has no such one`);
      return record;
    });
    for (const record of records)
      this.#records.set(record.id, { ...record, status: 'ticking', tickedByUs: true });
  }

  #mustBeWritable(): void {
    if (this.#broken) throw this.#broken;
  }

  #copies(keep: (item: JournalItem) => boolean): JournalItem[] {
    return [...this.#items.values()].filter(keep).map((item) => structuredClone(item));
  }

  #learn(folderId: string, ids: readonly string[]): void {
    const known = this.#knownIds.get(folderId) ?? new Map<string, number>();
    for (const id of ids) if (!known.has(id)) known.set(id, this.#turn);
    this.#knownIds.set(folderId, known);
  }

  /** The item, when it may take the step. */
  #from(key: ItemKey, expected: readonly ItemStatus[], next: string): JournalItem {
    this.#mustBeWritable();
    const item = this.#items.get(text(key));
    if (item && expected.includes(item.status)) return item;
    const found = item?.status ?? 'unknown';
    throw refused(`Item ${key.sourceId} cannot become ${next}: it is ${found}`);
  }

  /** Keeps the intent and the sent bytes; all else is as `change` says. */
  #replace(item: JournalItem, change: Partial<JournalItem> & { status: ItemStatus }): void {
    const { receipt: _receipt, rejectedId: _rejectedId, failure: _failure, ...kept } = item;
    this.#items.set(text(item), { ...kept, ...change });
  }
}

const notStored: readonly ItemStatus[] = ['intended', 'sent', 'rejected', 'failed', 'abandoned'];

const unsettledStatuses: ReadonlySet<ItemStatus> = new Set(['intended', 'sent', 'rejected']);

function byLastAttempt(a: JournalRecord, b: JournalRecord): number {
  return a.lastAttemptAt - b.lastAttemptAt || (a.id < b.id ? -1 : 1);
}

function keyOf({ recordId, sourceId, sourceModifiedAt, folderId }: ItemKey): ItemKey {
  return { recordId, sourceId, sourceModifiedAt, folderId };
}

/** Nothing else: callers may pass a whole `JournalItem`, whose receipt must not come along. */
function intentOf(intent: ItemIntent): ItemIntent {
  const { sourceName, name, foldedName, uploadId, serverTime } = intent;
  return { ...keyOf(intent), sourceName, name, foldedName, uploadId, serverTime };
}

function text(key: ItemKey): string {
  return JSON.stringify(Object.values(keyOf(key)));
}

function nameSlot({ folderId, foldedName }: ItemIntent): string {
  return JSON.stringify([folderId, foldedName]);
}

function refused(message: string): TransferFailure {
  return new TransferFailure(message, { reach: 'run', reason: 'state' });
}
