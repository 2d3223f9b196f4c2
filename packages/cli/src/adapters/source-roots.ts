import type { WorkDriveClient } from '@zohokit/zoho-workdrive';
import { isZohoError } from '@zohokit/zoho-http';
import { toZohoFailure, type FailureContext } from './zoho-failure.ts';

/** A folder whose direct subfolders may be meant by a record. */
export interface SourceRoot {
  id: string;
  /** In words for a person. */
  location: string;
  failure: Omit<FailureContext, 'org'>;
}

export interface SourceRootsOptions {
  drive: Pick<WorkDriveClient, 'users' | 'teams'>;
  /** With one, a token that may not discover more is enough. */
  parentFolderId?: string | undefined;
  teamId?: string | undefined;
  org: string;
  onWarning: (message: string) => void;
}

/**
 * Every team folder that the user may see, and My Folders. For a token that lacks the scopes to
 * discover them: none and a warning when there is a known parent, because part of them could make a
 * name look unique; else it rejects with a `run` failure that names the settings which make
 * discovery unnecessary.
 */
export async function sourceRoots(
  options: SourceRootsOptions,
  signal: AbortSignal | undefined,
): Promise<SourceRoot[]> {
  const { parentFolderId, org, onWarning } = options;
  try {
    return await discoverRoots(options, signal);
  } catch (error) {
    if (parentFolderId === undefined || !isZohoError(error) || error.kind !== 'scope')
      throw toZohoFailure(error, discovery(org));
    const scopes = error.scopes?.join(', ') ?? 'a scope';
    onWarning(
      `folders are looked up under WORKDRIVE_SOURCE_PARENT_FOLDER_ID only: the token of ${org} lacks ${scopes}`,
    );
    return [];
  }
}

// --- internal ---

function discovery(org: string): FailureContext {
  const configuration = { reach: 'run', reason: 'configuration' } as const;
  return {
    org,
    about:
      'looking for source folders; if this token cannot discover them, set WORKDRIVE_SOURCE_PARENT_FOLDER_ID or WORKDRIVE_SOURCE_TEAM_ID',
    meanings: {
      scope: configuration,
      // A team that does not exist, or that this user is no member of.
      'not-found': configuration,
      'bad-request': configuration,
    },
  };
}

async function discoverRoots(
  options: SourceRootsOptions,
  signal: AbortSignal | undefined,
): Promise<SourceRoot[]> {
  const { drive, teamId } = options;
  const teams =
    teamId === undefined
      ? await drive.teams.list(await drive.users.id({ signal }), { signal })
      : [{ id: teamId }];
  const roots: SourceRoot[] = [];
  for (const { id } of teams) {
    const folders = await drive.teams.teamFolders(id, { signal });
    for (const folder of folders) roots.push(toRoot(folder.id, `team folder "${folder.name}"`));
  }
  const space = await privateSpace(options, teams[0]?.id, signal);
  if (space !== undefined) roots.push(toRoot(space.id, 'My Folders'));
  return roots;
}

function toRoot(id: string, location: string): SourceRoot {
  return { id, location, failure: { about: `listing ${location}` } };
}

/** A team member has one per team; a personal edition has one of its own. */
async function privateSpace(
  { drive }: SourceRootsOptions,
  teamId: string | undefined,
  signal: AbortSignal | undefined,
): Promise<{ id: string } | undefined> {
  try {
    const member =
      teamId === undefined
        ? await drive.users.id({ signal })
        : (await drive.teams.currentMember(teamId, { signal })).id;
    return await drive.users.privateSpace(member, { signal });
  } catch (error) {
    // Not every user has My Folders.
    if (isZohoError(error) && error.kind === 'not-found') return undefined;
    throw error;
  }
}
