import { whyNotPending } from '../why-not-pending.ts';
import type { RecordSource, TickResult, TickRow, TransferRecord } from '../records.ts';

/** CRM of org A as plain data. */
export class InMemoryRecordSource implements RecordSource {
  readonly records: Map<string, TransferRecord>;
  /** Records whose tick is refused, with the reason. */
  readonly refusals = new Map<string, string>();

  constructor(records: readonly (Partial<TransferRecord> & { id: string })[]) {
    this.records = new Map(
      records.map((record) => [
        record.id,
        { folderName: undefined, checked: false, version: '1', ...record },
      ]),
    );
  }

  /** What a person edits; the version moves on. */
  edit(id: string, changes: Partial<TransferRecord>): void {
    const record = this.records.get(id);
    if (record === undefined) return;
    const version = String(Number(record.version) + 1);
    this.records.set(id, { ...record, ...changes, version });
  }

  async *pending(): AsyncGenerator<TransferRecord, void, undefined> {
    for (const record of this.records.values())
      if (whyNotPending(record) === undefined) yield { ...record };
  }

  async read(ids: readonly string[]): Promise<Map<string, TransferRecord>> {
    const found = new Map<string, TransferRecord>();
    for (const id of ids) {
      const record = this.records.get(id);
      if (record !== undefined) found.set(id, { ...record });
    }
    return found;
  }

  async tick(rows: readonly TickRow[]): Promise<TickResult[]> {
    return rows.map(({ id, version }) =>
      this.#tickOne(id, rows.length === 1 ? version : undefined),
    );
  }

  #tickOne(id: string, version: string | undefined): TickResult {
    const record = this.records.get(id);
    if (record === undefined) return { id, ok: false, message: 'there is no such record' };
    const refusal = this.refusals.get(id);
    if (refusal !== undefined) return { id, ok: false, message: refusal };
    if (version !== undefined && version !== record.version)
      return { id, ok: false, message: 'the record was edited meanwhile' };
    this.edit(id, { checked: true });
    return { id, ok: true };
  }
}
