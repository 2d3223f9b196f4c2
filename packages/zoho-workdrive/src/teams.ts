import { isZohoError, parseResponse, pathSegment, ZohoError } from '@zohokit/zoho-http';
import { workDriveScopes, narrower } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import { WireNamedList } from './wire.ts';

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
  /** The team folders that the user may see; their ids work as folder ids. */
  teamFolders(teamId: string, options?: { signal?: AbortSignal | undefined }): Promise<NamedRef[]>;
  /** The user of the connection as a member of the team: the key to their My Folders. */
  currentMember(
    teamId: string,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<{ id: string }>;
}

export function createTeams({ http, baseUrl }: WorkDriveService): Teams {
  const named = async (
    path: string,
    scopes: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<NamedRef[]> => {
    const { json } = await http.json({
      url: `${baseUrl}/${path}`,
      headers: jsonApi,
      scopes,
      signal,
    });
    return parseResponse(WireNamedList, json, 'WorkDrive teams');
  };

  return {
    list: async (zuid, { signal } = {}) =>
      await named(`users/${pathSegment(zuid)}/teams`, workDriveScopes['teams.list'], signal),

    async teamFolders(teamId, { signal } = {}) {
      const team = `teams/${pathSegment(teamId)}`;
      try {
        return await named(`${team}/teamfolders`, workDriveScopes['teams.teamFolders'], signal);
      } catch (refusal) {
        if (!isOldTokenOrAddress(refusal)) throw refusal;
        // The older name of the same list needs an older scope (rclone backend/zoho/zoho.go uses it).
        const { scopes } = narrower['teams.teamFolders'];
        return await named(`${team}/workspaces`, scopes, signal).catch((error: unknown) => {
          throw isOldTokenOrAddress(error) ? refusal : error;
        });
      }
    },

    async currentMember(teamId, { signal } = {}) {
      const path = `teams/${pathSegment(teamId)}/currentuser`;
      const [member] = await named(path, workDriveScopes['teams.currentMember'], signal);
      if (member !== undefined) return { id: member.id };
      throw new ZohoError('The user is not a member of this WorkDrive team', { kind: 'not-found' });
    },
  };
}

// --- internal ---

function isOldTokenOrAddress(error: unknown): boolean {
  return isZohoError(error) && (error.kind === 'scope' || error.status === 404);
}
