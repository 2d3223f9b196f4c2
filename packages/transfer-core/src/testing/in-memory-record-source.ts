import { whyNotPending } from '../why-not-pending.ts';
import type {
  RecordSource,
  RecordValueName,
  RecordValues,
  TransferRecord,
  WriteResult,
  WriteRow,
} from '../records.ts';

/** CRM of org A as plain data. */
export class InMemoryRecordSource implements RecordSource {
  readonly records: Map<string, TransferRecord>;
  /** The values that have a field; none unless a test adds some. */
  readonly maps = new Set<RecordValueName>();
  /** Records whose writes are refused, with the reason. */
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

  async *named(): AsyncGenerator<TransferRecord, void, undefined> {
    for (const record of this.records.values())
      if (record.folderName !== undefined) yield { ...record };
  }

  async read(ids: readonly string[]): Promise<Map<string, TransferRecord>> {
    const found = new Map<string, TransferRecord>();
    for (const id of ids) {
      const record = this.records.get(id);
      if (record !== undefined) found.set(id, { ...record });
    }
    return found;
  }

  async write(rows: readonly WriteRow[]): Promise<WriteResult[]> {
    return rows.map((row) => this.#write(row, rows.length === 1));
  }

  #write({ id, version, checked, values }: WriteRow, atVersion: boolean): WriteResult {
    const record = this.records.get(id);
    if (record === undefined) return { id, ok: false, message: 'there is no such record' };
    const refusal = this.refusals.get(id);
    if (refusal !== undefined) return { id, ok: false, message: refusal };
    if (atVersion && version !== record.version)
      return { id, ok: false, message: 'the record was edited meanwhile' };
    const mapped = this.#mapped(values);
    this.edit(id, {
      ...(checked !== undefined && { checked }),
      ...(mapped !== undefined && { values: { ...record.values, ...mapped } }),
    });
    return { id, ok: true };
  }

  #mapped(values: RecordValues = {}): RecordValues | undefined {
    const mapped = Object.entries(values).filter(([name]) =>
      [...this.maps].some((m) => m === name),
    );
    return mapped.length === 0 ? undefined : Object.fromEntries(mapped);
  }
}
