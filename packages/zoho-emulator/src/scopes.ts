/**
 * Everything that an org grants unless its seed says otherwise: the scopes of the endpoints that
 * are emulated (Zoho doc: workdrive/oauth scopes, crm/scopes), the narrow ones left out where a
 * wide one includes them.
 */
export const allScopes: readonly string[] = [
  'aaaserver.profile.READ',
  'WorkDrive.users.READ',
  'WorkDrive.team.ALL',
  'WorkDrive.team.admin.READ',
  'WorkDrive.teamfolders.ALL',
  'WorkDrive.workspace.ALL',
  'WorkDrive.files.ALL',
  'WorkDrive.files.sharing.ALL',
  'WorkDrive.links.ALL',
  'ZohoFiles.files.ALL',
  'ZohoSearch.securesearch.READ',
  'ZohoCRM.modules.ALL',
  'ZohoCRM.settings.ALL',
  'ZohoCRM.users.ALL',
  'ZohoCRM.org.ALL',
  'ZohoCRM.coql.READ',
  'ZohoCRM.files.READ',
  'ZohoCRM.files.CREATE',
  'ZohoCRM.notifications.ALL',
  'ZohoCRM.composite_requests.CUSTOM',
  'ZohoCRM.bulk.ALL',
  'ZohoCRM.mass_update.ALL',
  'ZohoCRM.mass_delete.ALL',
];

/** Whether `granted` includes `wanted`: by name, in any case, or by the `ALL` of the same thing. */
export function includesScope(granted: ReadonlySet<string>, wanted: string): boolean {
  const wide = wanted.replace(/\.[^.]+$/, '.ALL').toLowerCase();
  const narrow = wanted.toLowerCase();
  for (const scope of granted) {
    const have = scope.toLowerCase();
    if (have === narrow || have === wide) return true;
  }
  return false;
}

/**
 * Whether `granted` has the thing of which `wanted` is a part: in CRM `ZohoCRM.settings.ALL` is also
 * all of `ZohoCRM.settings.fields` (Zoho doc: crm/scopes).
 */
export function includesPartOf(granted: ReadonlySet<string>, wanted: string): boolean {
  const [service = '', thing = '', ...rest] = wanted.split('.');
  const operation = rest.at(-1);
  if (service.toLowerCase() !== 'zohocrm' || rest.length !== 2) return false;
  return includesScope(granted, `${service}.${thing}.${operation}`);
}

/** Whether one scope of each inner list is included. */
export function permits(
  granted: ReadonlySet<string>,
  needs: readonly (readonly string[])[],
): boolean {
  return needs.every((anyOf) => anyOf.some((scope) => includesScope(granted, scope)));
}
