import type { Check } from './check.ts';
import { clockCheck } from './checks/clock.ts';
import { configurationCheck } from './checks/configuration.ts';
import { checkboxFieldCheck, destinationFieldCheck, folderFieldCheck } from './checks/crm-field.ts';
import { crmModuleCheck } from './checks/crm-module.ts';
import { crmCheck } from './checks/crm.ts';
import { destinationCheck } from './checks/destination.ts';
import { lockCheck } from './checks/lock.ts';
import { nativeDocumentsCheck } from './checks/native-documents.ts';
import { createNetworkCheck } from './checks/network.ts';
import { nodeCheck } from './checks/node.ts';
import { scheduleCheck } from './checks/schedule.ts';
import { createScopesCheck } from './checks/scopes.ts';
import { sourceFoldersCheck, sourceParentCheck } from './checks/source.ts';
import { stateFolderCheck } from './checks/state-folder.ts';
import { stateOwnerCheck } from './checks/state-owner.ts';
import { createTokenCheck } from './checks/token.ts';
import { valueFieldsCheck } from './checks/value-fields.ts';
import { createWorkDriveCheck } from './checks/workdrive.ts';

/** In the order in which a person would put things right: the machine, the way, the grants, the rest. */
export const allChecks: readonly Check[] = [
  nodeCheck,
  configurationCheck,
  stateFolderCheck,
  lockCheck,
  createNetworkCheck('A'),
  createNetworkCheck('B'),
  clockCheck,
  createTokenCheck('A'),
  createTokenCheck('B'),
  createScopesCheck('A'),
  createScopesCheck('B'),
  createWorkDriveCheck('A'),
  createWorkDriveCheck('B'),
  stateOwnerCheck,
  crmCheck,
  crmModuleCheck,
  checkboxFieldCheck,
  folderFieldCheck,
  destinationFieldCheck,
  valueFieldsCheck,
  destinationCheck,
  sourceParentCheck,
  sourceFoldersCheck,
  nativeDocumentsCheck,
  scheduleCheck,
];
