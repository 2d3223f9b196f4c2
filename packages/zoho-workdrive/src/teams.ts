import { pathSegment, ZohoError } from '@zohokit/zoho-http';
import type { TeamItem } from './item.ts';
import { orOlderName } from './older-name.ts';
import { readResource } from './read-resource.ts';
import { narrower, workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { WireNamedList, WireOneItem } from './wire.ts';

/** The id of a team or folder, and its name. */
export interface NamedRef {
  id: string;
  /** Empty when Zoho does not say. */
  name: string;
}

/** The teams of a user, and what is in them. */
export interface Teams {
  /** The teams of a user; none in a personal edition. */
  list(zuid: string, options?: { signal?: AbortSignal | undefined }): Promise<NamedRef[]>;
  /** One team; its `attributes` have what its plan allows. */
  get(teamId: string, options?: { signal?: AbortSignal | undefined }): Promise<TeamItem>;
  /** The team folders that the user may see; their ids work as folder ids. */
  teamFolders(teamId: string, options?: { signal?: AbortSignal | undefined }): Promise<NamedRef[]>;
  /** The user of the connection as a member of the team: the key to their My Folders. */
  currentMember(
    teamId: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<{ id: string }>;
}

export function createTeams(service: WorkDriveService): Teams {
  const named = async (
    path: string,
    scopes: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<NamedRef[]> =>
    await readResource(service, {
      path,
      scopes,
      schema: WireNamedList,
      what: 'WorkDrive teams',
      signal,
    });

  return {
    list: async (zuid, { signal } = {}) =>
      await named(`users/${pathSegment(zuid)}/teams`, workDriveScopes['teams.list'], signal),

    async get(teamId, { signal } = {}) {
      const item = await readResource(service, {
        path: `teams/${pathSegment(teamId)}`,
        scopes: workDriveScopes['teams.get'],
        schema: WireOneItem,
        what: 'WorkDrive team',
        signal,
      });
      if (item.kind === 'team') return item;
      throw new ZohoError('WorkDrive answered something else than a team', {
        kind: 'unexpected-response',
      });
    },

    async teamFolders(teamId, { signal } = {}) {
      const team = `teams/${pathSegment(teamId)}`;
      const method = 'teams.teamFolders';
      return await orOlderName(
        () => named(`${team}/teamfolders`, workDriveScopes[method], signal),
        () => named(`${team}/workspaces`, narrower[method].scopes, signal),
      );
    },

    async currentMember(teamId, { signal } = {}) {
      const path = `teams/${pathSegment(teamId)}/currentuser`;
      const [member] = await named(path, workDriveScopes['teams.currentMember'], signal);
      if (member !== undefined) return { id: member.id };
      throw new ZohoError('The user is not a member of this WorkDrive team', { kind: 'not-found' });
    },
  };
}
