/**
 * What each method needs, as data (Zoho doc v8: the "Scopes" part of each API page). `{module}`
 * stands for the module's API name in lower case without underscores; for a module of the user's
 * own, Zoho also accepts `custom`. An `ALL` of the same family covers its operations.
 */
export const crmScopes = {
  'coql.page': ['ZohoCRM.coql.READ', 'ZohoCRM.modules.{module}.READ'],
  'coql.rows': ['ZohoCRM.coql.READ', 'ZohoCRM.modules.{module}.READ'],
  'records.list': ['ZohoCRM.modules.{module}.READ'],
  'records.find': ['ZohoCRM.modules.{module}.READ'],
  'records.get': ['ZohoCRM.modules.{module}.READ'],
  'records.findMany': ['ZohoCRM.modules.{module}.READ'],
  'module.readAll': ['ZohoCRM.modules.{module}.READ', 'ZohoCRM.coql.READ'],
  'module.query': ['ZohoCRM.coql.READ', 'ZohoCRM.modules.{module}.READ'],
  'module.changes': ['ZohoCRM.coql.READ', 'ZohoCRM.modules.{module}.READ'],
  'module.search': ['ZohoCRM.modules.{module}.READ', 'ZohoSearch.securesearch.READ'],
  'module.deleted': ['ZohoCRM.modules.{module}.READ'],
  'metadata.modules': ['ZohoCRM.settings.modules.READ'],
  'metadata.fields': ['ZohoCRM.settings.fields.READ'],
  'metadata.createFields': ['ZohoCRM.settings.fields.CREATE'],
  'metadata.updateFields': ['ZohoCRM.settings.fields.UPDATE'],
  'records.update': ['ZohoCRM.modules.{module}.UPDATE'],
} as const satisfies Record<string, readonly string[]>;

/** A method of the client that has a row in `crmScopes`, e.g. `records.update`. */
export type CrmMethod = keyof typeof crmScopes;

/** The scopes of a method for one module: `Sales_Orders` -> `ZohoCRM.modules.salesorders.READ`. */
export function scopesFor(method: CrmMethod, module: string): string[] {
  const family = module.toLowerCase().replaceAll('_', '');
  return crmScopes[method].map((scope) => scope.replace('{module}', family));
}
