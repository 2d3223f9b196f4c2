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
  'writes.insert': ['ZohoCRM.modules.{module}.CREATE'],
  'writes.update': ['ZohoCRM.modules.{module}.UPDATE'],
  'writes.upsert': ['ZohoCRM.modules.{module}.CREATE', 'ZohoCRM.modules.{module}.UPDATE'],
  'writes.delete': ['ZohoCRM.modules.{module}.DELETE'],
  'mass.update': ['ZohoCRM.mass_update.UPDATE'],
  'mass.status': ['ZohoCRM.mass_update.READ'],
  'bulk.read': ['ZohoCRM.bulk.READ', 'ZohoCRM.modules.{module}.READ'],
  'bulk.upload': ['ZohoFiles.files.ALL', 'ZohoCRM.org.READ'],
  'bulk.write': ['ZohoCRM.bulk.CREATE', 'ZohoCRM.modules.{module}.ALL'],
  count: ['ZohoCRM.modules.{module}.READ', 'ZohoSearch.securesearch.READ'],
  'attachments.list': ['ZohoCRM.modules.{module}.READ', 'ZohoCRM.modules.attachments.READ'],
  'attachments.upload': ['ZohoCRM.modules.{module}.READ', 'ZohoCRM.modules.attachments.CREATE'],
  'attachments.download': ['ZohoCRM.modules.{module}.READ', 'ZohoCRM.modules.attachments.READ'],
  'attachments.delete': ['ZohoCRM.modules.{module}.READ', 'ZohoCRM.modules.attachments.DELETE'],
  'files.upload': ['ZohoCRM.Files.CREATE'],
  'files.download': ['ZohoCRM.Files.READ'],
  'files.downloadField': ['ZohoCRM.modules.{module}.READ'],
  'notes.list': ['ZohoCRM.modules.{module}.READ', 'ZohoCRM.modules.notes.READ'],
  'notes.add': ['ZohoCRM.modules.{module}.READ', 'ZohoCRM.modules.notes.CREATE'],
  'notes.update': ['ZohoCRM.modules.notes.UPDATE'],
  'notes.delete': ['ZohoCRM.modules.notes.DELETE'],
  'related.list': ['ZohoCRM.modules.{module}.READ'],
  'related.link': ['ZohoCRM.modules.{module}.UPDATE'],
  'related.unlink': ['ZohoCRM.modules.{module}.DELETE'],
  'org.get': ['ZohoCRM.org.READ'],
  'org.users': ['ZohoCRM.users.READ'],
  'org.roles': ['ZohoCRM.settings.roles.READ'],
  'org.profiles': ['ZohoCRM.settings.profiles.READ'],
  'notifications.watch': ['ZohoCRM.notifications.CREATE', 'ZohoCRM.modules.{module}.READ'],
  'notifications.change': ['ZohoCRM.notifications.UPDATE'],
  'notifications.list': ['ZohoCRM.notifications.READ'],
  'notifications.disable': ['ZohoCRM.notifications.DELETE'],
  composite: ['ZohoCRM.composite_requests.CUSTOM'],
} as const satisfies Record<string, readonly string[]>;

/** A method of the client that has a row in `crmScopes`, e.g. `records.update`. */
export type CrmMethod = keyof typeof crmScopes;

/** The scopes of a method for one module: `Sales_Orders` -> `ZohoCRM.modules.salesorders.READ`. */
export function scopesFor(method: CrmMethod, module: string): string[] {
  const family = module.toLowerCase().replaceAll('_', '');
  return crmScopes[method].map((scope) => scope.replace('{module}', family));
}
