import { commonCases } from './fault-cases-common.ts';
import { crmCases } from './fault-cases-crm.ts';
import { grantCases } from './fault-cases-grant.ts';
import { tokenCases } from './fault-cases-token.ts';
import { transportCases } from './fault-cases-transport.ts';
import { workDriveCases } from './fault-cases-workdrive.ts';
import { workDriveWriteCases } from './fault-cases-workdrive-writes.ts';
import type { FaultCase } from './fault-case.ts';

/** Every case that the scripted server plays; those of the network have servers of their own. */
export const allFaultCases: readonly FaultCase[] = [
  ...workDriveCases,
  ...workDriveWriteCases,
  ...crmCases,
  ...commonCases,
  ...transportCases,
  ...tokenCases,
  ...grantCases,
];
