import { parseResponse, pathSegment, ZohoError } from '@zohokit/zoho-http';
import { workDriveScopes } from './scopes.ts';
import { jsonApi, type WorkDriveService } from './service.ts';
import type { NamedRef } from './teams.ts';
import { WireNamedList, WireUser } from './wire.ts';

/** Who a connection acts as, as far as Zoho says. */
export interface User {
  /** The user id that items name as their creator. */
  zuid: string;
  name: string | undefined;
  email: string | undefined;
  /** `PERSONAL` has no teams. */
  edition: string | undefined;
}

/** The user of the connection, and where their own files are. */
export interface Users {
  /** The user's id (ZUID); asked once for each refresh token and kept in the connection's store. */
  id(options?: { signal?: AbortSignal | undefined }): Promise<string>;
  /** The user of the connection. */
  me(options?: { signal?: AbortSignal | undefined }): Promise<User>;
  /** My Folders of a team member (see `teams.currentMember`), or of a ZUID in a personal edition. */
  privateSpace(memberId: string, options?: { signal?: AbortSignal | undefined }): Promise<NamedRef>;
}

export function createUsers({ http, baseUrl, userId }: WorkDriveService): Users {
  return {
    id: ({ signal } = {}) => userId(signal),

    me: ({ signal } = {}) => fetchUser({ http, baseUrl }, signal),

    async privateSpace(memberId, { signal } = {}) {
      const { json } = await http.json({
        url: `${baseUrl}/users/${pathSegment(memberId)}/privatespace`,
        headers: jsonApi,
        scopes: workDriveScopes['users.privateSpace'],
        signal,
      });
      const [space] = parseResponse(WireNamedList, json, 'WorkDrive private space');
      if (space !== undefined) return space;
      throw new ZohoError('This WorkDrive user has no My Folders', { kind: 'not-found' });
    },
  };
}

/** The user of whoever `http` is authorised as. */
export async function fetchUser(
  { http, baseUrl }: Pick<WorkDriveService, 'http' | 'baseUrl'>,
  signal: AbortSignal | undefined,
): Promise<User> {
  const { json } = await http.json({
    url: `${baseUrl}/users/me`,
    headers: jsonApi,
    scopes: workDriveScopes['users.me'],
    signal,
  });
  return parseResponse(WireUser, json, 'WorkDrive user');
}
