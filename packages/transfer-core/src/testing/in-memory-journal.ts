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
  /** The key of the item that holds each name of a folder. */
  readonly #slots = new Map<string, string>();
  readonly #byRecord = new Map<string, Set<string>>();
  readonly #byFolder = new Map<string, Set<string>>();
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
    for (const [key, item] of this.#items) copy.#put(key, structuredClone(item));
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

  async lastAttempts(ids: readonly string[]): Promise<Map<string, number>> {
    const known = ids.flatMap((id) => this.#records.get(id) ?? []);
    return new Map(known.map(({ id, lastAttemptAt }) => [id, lastAttemptAt]));
  }

  async items(recordId: string): Promise<JournalItem[]> {
    return this.#copiesOf(this.#byRecord.get(recordId));
  }

  async itemsOfRun(runId: string): Promise<JournalItem[]> {
    return this.#copies((item) => item.runId === runId);
  }

  async recordsTickedIn(runId: string): Promise<JournalRecord[]> {
    const ticked = [...this.#records.values()].filter(({ tickedIn }) => tickedIn === runId);
    return structuredClone(ticked.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  }

  async unsettled(): Promise<JournalItem[]> {
    return this.#copies(({ status }) => unsettledStatuses.has(status));
  }

  async knownIds(folderId: string, before?: ItemKey): Promise<Set<string>> {
    const known = [...(this.#knownIds.get(folderId) ?? [])];
    if (before === undefined) return new Set(known.map(([id]) => id));
    const last = this.#intendedIn.get(text(before)) ?? 0;
    const observed = known.filter(([, turn]) => turn <= last).map(([id]) => id);
    const others = this.#copiesOf(this.#byFolder.get(folderId))
      .filter((item) => text(item) !== text(before))
      .flatMap(({ receipt, rejectedId }) => receipt?.id ?? rejectedId ?? []);
    return new Set([...observed, ...others]);
  }

  async reservedNames(folderId: string): Promise<Map<string, ItemKey>> {
    const items = this.#copiesOf(this.#byFolder.get(folderId));
    return new Map(items.map((item) => [item.foldedName, keyOf(item)]));
  }

  async observe(folderId: string, ids: readonly string[]): Promise<void> {
    this.#mustBeWritable();
    this.#learn(folderId, ids);
  }

  async intend(intents: readonly ItemIntent[]): Promise<void> {
    this.#announce(intents);
  }

  async adopt(items: Parameters<Journal['adopt']>[0]): Promise<void> {
    this.#announce(items);
    for (const item of items) {
      const { receipt } = item;
      const known = this.#items.get(text(item));
      if (known === undefined) continue;
      const sent = { size: receipt.size, md5: receipt.md5, at: item.serverTime };
      this.#replace({ ...known, sent }, { status: 'stored', receipt: { ...receipt } });
      this.#learn(item.folderId, [receipt.id]);
    }
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
    const known = this.#records.get(id) ?? newRecord(id);
    this.#records.set(id, { ...known, status, outcome, lastAttemptAt });
  }

  async pin(recordId: string, folderId: string | undefined): Promise<void> {
    this.#mustBeWritable();
    const known = this.#records.get(recordId) ?? newRecord(recordId);
    this.#records.set(recordId, { ...known, pinnedFolderId: folderId });
  }

  async ticking(recordIds: readonly string[], runId: string): Promise<void> {
    this.#mustBeWritable();
    const records = recordIds.map((id) => {
      const record = this.#records.get(id);
      if (!record) throw refused(`Record ${id} cannot become ticking: the journal has no such one`);
      return record;
    });
    for (const record of records)
      this.#records.set(record.id, {
        ...record,
        status: 'ticking',
        tickedByUs: true,
        tickedIn: runId,
      });
  }

  /** All of it or nothing. */
  #announce(intents: readonly ItemIntent[]): void {
    this.#mustBeWritable();
    const announced = new Map(intents.map((intent) => [text(intent), intent]));
    const taken = new Map<string, string>();
    for (const intent of announced.values()) {
      const slot = nameSlot(intent);
      const holderKey = this.#slots.get(slot);
      const stays = holderKey !== undefined && !announced.has(holderKey);
      const holder = stays ? this.#items.get(holderKey)?.name : taken.get(slot);
      if (holder !== undefined)
        throw refused(`The name "${intent.name}" is already held by another item ("${holder}")`);
      taken.set(slot, intent.name);
    }
    for (const key of announced.keys()) {
      const old = this.#items.get(key);
      if (old !== undefined) this.#slots.delete(nameSlot(old));
    }
    for (const [key, intent] of announced) {
      const permanentFailures = this.#items.get(key)?.permanentFailures ?? 0;
      this.#items.delete(key);
      this.#put(key, { ...intentOf(intent), status: 'intended', permanentFailures });
      this.#intendedIn.set(key, this.#turn);
    }
    this.#turn += 1;
  }

  #put(key: string, item: JournalItem): void {
    this.#items.set(key, item);
    this.#slots.set(nameSlot(item), key);
    for (const [index, value] of [
      [this.#byRecord, item.recordId],
      [this.#byFolder, item.folderId],
    ] as const) {
      const keys = index.get(value) ?? new Set();
      // Again at the end: the order is that of the intents.
      keys.delete(key);
      index.set(value, keys.add(key));
    }
  }

  #mustBeWritable(): void {
    if (this.#broken) throw this.#broken;
  }

  #copies(keep: (item: JournalItem) => boolean): JournalItem[] {
    return [...this.#items.values()].filter(keep).map((item) => structuredClone(item));
  }

  #copiesOf(keys: Iterable<string> = []): JournalItem[] {
    return [...keys].flatMap((key) => structuredClone(this.#items.get(key)) ?? []);
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

function newRecord(id: string): JournalRecord {
  return {
    id,
    status: 'open',
    tickedByUs: false,
    tickedIn: undefined,
    pinnedFolderId: undefined,
    outcome: undefined,
    lastAttemptAt: 0,
  };
}

function keyOf({ recordId, sourceId, sourceModifiedAt, folderId }: ItemKey): ItemKey {
  return { recordId, sourceId, sourceModifiedAt, folderId };
}

/** Nothing else: callers may pass a whole `JournalItem`, whose receipt must not come along. */
function intentOf(intent: ItemIntent): ItemIntent {
  const { kind, runId, sourceName, name, foldedName, uploadId, serverTime } = intent;
  return { ...keyOf(intent), kind, runId, sourceName, name, foldedName, uploadId, serverTime };
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
