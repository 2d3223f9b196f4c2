import type { EmulatorClock } from '../../clock.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { toCrmTime } from '../crm-time.ts';
import { rowError, rowSuccess } from '../row-answer.ts';
import type { DeletedRecord } from '../record-table.ts';
import { deletedState } from './deleted-state.ts';
import { displayName } from './display-name.ts';
import { checkDuplicates } from './duplicates.ts';
import type { RowResult } from './row-result.ts';

/** A record in the bin. */
export interface BinEntry {
  module: CrmModule;
  deleted: DeletedRecord;
}

/** All that can still be restored, of all modules. */
export function binEntries(org: CrmOrg, clock: EmulatorClock): BinEntry[] {
  const now = clock.now();
  return [...org.modules.values()].flatMap((module) =>
    [...module.records.deleted.values()]
      .filter((deleted) => deletedState(deleted, now) === 'recycle')
      .map((deleted) => ({ module, deleted })),
  );
}

/** `recycle_bin` rows (Zoho doc: get-recycle-bin-records). */
export function toBinWire(org: CrmOrg, { module, deleted }: BinEntry): Record<string, unknown> {
  const { record, deletedAt, deletedBy } = deleted;
  return {
    owner: record['Owner'] ?? null,
    module: { api_name: module.apiName, id: module.id },
    deleted_by: deletedBy,
    id: record.id,
    display_name: displayName(module, record),
    deleted_time: toCrmTime(deletedAt, org.timeZone),
  };
}

/** Puts the record back as it was; not when another has taken a value that must be unique. */
export function restoreEntry(org: CrmOrg, { module, deleted }: BinEntry): RowResult {
  const { record } = deleted;
  const [taken] = checkDuplicates({ org, module, values: record, path: '$', self: record.id });
  if (taken) return taken;
  module.records.add(record);
  return rowSuccess('record restored', { id: record.id });
}

/** Deletes for good; the time of the deletion stays. */
export function purgeEntry({ module, deleted }: BinEntry): RowResult {
  const { id } = deleted.record;
  module.records.deleted.set(id, { ...deleted, permanent: true });
  return rowSuccess('record deleted', { id });
}

export function notInBin(id: string): RowResult {
  return rowError('INVALID_DATA', 'the id given seems to be invalid', { id });
}
