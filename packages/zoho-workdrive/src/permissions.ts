import * as v from 'valibot';
import { itemPath } from './get-item.ts';
import { readResource } from './read-resource.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { hint, looseAttributes, WireId, WireNumber } from './wire-value.ts';
import { wholeList } from './wire.ts';

/** Who may do what with an item. */
export interface Permission {
  id: string;
  /** Zoho's word for whom it is shared with: `personal`, `group`, `workspace`, `everyone`, `publish`. */
  sharedType: string | undefined;
  /** 1 admin, 2 organizer, 5 editor, 6 viewer, 34 view by link. */
  roleId: number | undefined;
  email: string | undefined;
  name: string | undefined;
  permalink: string | undefined;
  /** Everything that Zoho said of it. */
  attributes: Readonly<Record<string, unknown>>;
}

/** Who may do what with an item; read only. */
export interface Permissions {
  /** What an item is shared by, itself; not what it has from the folders above it. */
  list(itemId: string, options?: { signal?: AbortSignal | undefined }): Promise<Permission[]>;
}

export function createPermissions(service: WorkDriveService): Permissions {
  return {
    list: async (itemId, { signal } = {}) =>
      await readResource(service, {
        path: `${itemPath(itemId)}/permissions`,
        scopes: workDriveScopes['permissions.list'],
        schema: wholeList(WirePermission),
        what: 'WorkDrive permissions',
        signal,
      }),
  };
}

// --- internal ---

const PermissionHints = v.object({
  shared_type: hint(v.string()),
  role_id: hint(WireNumber),
  email_id: hint(v.string()),
  display_name: hint(v.string()),
  permalink: hint(v.string()),
});

const WirePermission = v.pipe(
  v.object({ id: WireId, attributes: looseAttributes }),
  v.transform(({ id, attributes }): Permission => {
    const hints = v.parse(PermissionHints, attributes);
    return {
      id,
      sharedType: hints.shared_type,
      roleId: hints.role_id,
      email: hints.email_id,
      name: hints.display_name,
      permalink: hints.permalink,
      attributes,
    };
  }),
);
