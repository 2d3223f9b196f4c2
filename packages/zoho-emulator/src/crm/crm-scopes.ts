import { permits } from '../scopes.ts';
import type { CrmModule } from './crm-module.ts';

/** What is done to a module's records. */
export type ModuleOperation = 'READ' | 'CREATE' | 'UPDATE' | 'DELETE';

/**
 * Whether the scopes allow it: for all modules, or for this one by its name in lower case without
 * underscores; a module of the user's own also goes by `custom` (Zoho doc: crm/scopes).
 */
export function permitsModule(
  granted: ReadonlySet<string>,
  module: Pick<CrmModule, 'apiName' | 'custom'>,
  operation: ModuleOperation,
): boolean {
  const names = [module.apiName.toLowerCase(), module.apiName.toLowerCase().replaceAll('_', '')];
  if (module.custom) names.push('custom');
  const writes = operation === 'CREATE' || operation === 'UPDATE';
  const operations = writes ? [operation, 'WRITE'] : [operation];
  const byName = names.flatMap((name) => operations.map((op) => `ZohoCRM.modules.${name}.${op}`));
  // Without an operation of its own, `ZohoCRM.modules.READ` covers every module.
  const everywhere = operations.map((op) => `ZohoCRM.modules.${op}`);
  return permits(granted, [[...byName, ...everywhere]]);
}
