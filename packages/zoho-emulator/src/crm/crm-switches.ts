import type { SwitchTable } from '../switches.ts';
import { coqlSwitches } from './coql/coql-switches.ts';
import { compositeSwitches } from './composite/composite-switches.ts';
import { filesSwitches } from './files/files-switches.ts';
import { jobsSwitches } from './jobs/jobs-switches.ts';
import { metadataSwitches } from './metadata/metadata-switches.ts';
import { meterSwitches } from './meter/meter-switches.ts';
import { notificationsSwitches } from './notifications/notifications-switches.ts';
import { searchSwitches } from './search/search-switches.ts';
import { recordsSwitches } from './records/records-switches.ts';

/** How CRM behaves where it varies. */
export const crmSwitches = {
  ...recordsSwitches,
  ...filesSwitches,
  ...notificationsSwitches,
  ...compositeSwitches,
  ...jobsSwitches,
  ...meterSwitches,
  ...coqlSwitches,
  ...searchSwitches,
  ...metadataSwitches,
} satisfies SwitchTable;
