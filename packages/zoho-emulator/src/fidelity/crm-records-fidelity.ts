import type { FidelityRow } from './fidelity-row.ts';
import { crmDeletedRecordsFidelity } from './crm-deleted-records-fidelity.ts';
import { crmRecordReadsFidelity } from './crm-record-reads-fidelity.ts';
import { crmRecordUpdatesFidelity } from './crm-record-updates-fidelity.ts';
import { crmRecordWritesFidelity } from './crm-record-writes-fidelity.ts';

/** What records do, and how well it is known. */
export const crmRecordsFidelity: FidelityRow[] = [
  ...crmRecordReadsFidelity,
  ...crmRecordWritesFidelity,
  ...crmRecordUpdatesFidelity,
  ...crmDeletedRecordsFidelity,
];
