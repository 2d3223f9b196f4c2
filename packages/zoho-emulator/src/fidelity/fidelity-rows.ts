import { accountsFidelity } from './accounts-fidelity.ts';
import { crmBulkFidelity } from './crm-bulk-fidelity.ts';
import { crmCoqlFidelity } from './crm-coql-fidelity.ts';
import { crmEnvironmentFidelity } from './crm-environment-fidelity.ts';
import { crmFilesFidelity } from './crm-files-fidelity.ts';
import { crmMassFidelity } from './crm-mass-fidelity.ts';
import { crmMetadataFidelity } from './crm-metadata-fidelity.ts';
import { crmMeterFidelity } from './crm-meter-fidelity.ts';
import { crmNotesFidelity } from './crm-notes-fidelity.ts';
import { crmCompositeFidelity, crmNotificationsFidelity } from './crm-notifications-fidelity.ts';
import { crmRecordsFidelity } from './crm-records-fidelity.ts';
import { crmSearchFidelity } from './crm-search-fidelity.ts';
import { weatherFidelity } from './weather-fidelity.ts';
import { workdriveFidelity } from './workdrive-fidelity.ts';
import type { FidelityRow } from './fidelity-row.ts';

/** All rows, in the order of the page. */
export const fidelityRows: readonly FidelityRow[] = [
  ...accountsFidelity,
  ...crmEnvironmentFidelity,
  ...crmRecordsFidelity,
  ...crmSearchFidelity,
  ...crmCoqlFidelity,
  ...crmMetadataFidelity,
  ...crmMassFidelity,
  ...crmBulkFidelity,
  ...crmFilesFidelity,
  ...crmNotesFidelity,
  ...crmNotificationsFidelity,
  ...crmCompositeFidelity,
  ...crmMeterFidelity,
  ...workdriveFidelity,
  ...weatherFidelity,
];
