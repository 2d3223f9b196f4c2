import { pathSegment, ZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';
import type { FolderItem } from './item.ts';
import { orOlderName } from './older-name.ts';
import { readResource } from './read-resource.ts';
import { narrower, workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { hint, looseAttributes, WireId, WireNumber, WireUserId } from './wire-value.ts';
import { wholeList, WireOneItem } from './wire.ts';

/** Somebody who may see a team folder. */
export interface TeamFolderMember {
  /** Of the membership, not of the user. */
  id: string;
  /** The user id that items name as their creator. */
  zuid: string | undefined;
  name: string | undefined;
  email: string | undefined;
  /** 1 admin, 2 organizer, 5 editor, 6 viewer (Zoho doc: team-folder-members). */
  roleId: number | undefined;
  /** Everything that Zoho said of the member. */
  attributes: Readonly<Record<string, unknown>>;
}

/** Which there are, `teams.teamFolders` says. Their older name is workspaces. */
export interface TeamFolders {
  /** Rejects with `not-found` for anything that is no team folder of this user. */
  get(teamFolderId: string, options?: { signal?: AbortSignal | undefined }): Promise<FolderItem>;
  members(
    teamFolderId: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<TeamFolderMember[]>;
}

export function createTeamFolders(service: WorkDriveService): TeamFolders {
  const read = async <const Schema extends v.GenericSchema>(
    method: 'teamFolders.get' | 'teamFolders.members',
    below: string,
    schema: Schema,
    signal: AbortSignal | undefined,
  ): Promise<v.InferOutput<Schema>> => {
    const what = 'WorkDrive team folder';
    const one = (name: string, scopes: readonly string[]) =>
      readResource(service, { path: `${name}/${below}`, scopes, schema, what, signal });
    return await orOlderName(
      () => one('teamfolders', workDriveScopes[method]),
      () => one('workspaces', narrower[method].scopes),
    );
  };

  return {
    async get(id, { signal } = {}) {
      const item = await read('teamFolders.get', pathSegment(id), WireOneItem, signal);
      if (item.kind === 'folder') return item;
      throw new ZohoError('WorkDrive answered something else than a team folder', {
        kind: 'unexpected-response',
      });
    },
    members: async (id, { signal } = {}) =>
      await read('teamFolders.members', `${pathSegment(id)}/members`, WireMembers, signal),
  };
}

// --- internal ---

const MemberHints = v.object({
  zuid: hint(WireUserId),
  display_name: hint(v.string()),
  email_id: hint(v.string()),
  role_id: hint(WireNumber),
});

const WireMembers = wholeList(
  v.pipe(
    v.object({ id: WireId, attributes: looseAttributes }),
    v.transform(({ id, attributes }): TeamFolderMember => {
      const hints = v.parse(MemberHints, attributes);
      return {
        id,
        zuid: hints.zuid,
        name: hints.display_name,
        email: hints.email_id,
        roleId: hints.role_id,
        attributes,
      };
    }),
  ),
);
