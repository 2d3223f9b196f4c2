import type { WorkDriveClient } from '@zohokit/zoho-workdrive';
import { isZohoError } from '@zohokit/zoho-http';
import type { WhoAmI } from './who-am-i.ts';
import { translated, type FailureContext } from './zoho-failure.ts';

/** A folder whose direct subfolders may be meant by a record. */
export interface SourceRoot {
  id: string;
  /** In words for a person. */
  location: string;
  failure?: Omit<FailureContext, 'org'> | undefined;
}

export interface SourceRootsOptions {
  drive: Pick<WorkDriveClient, 'users' | 'teams'>;
  teamId?: string | undefined;
  whoAmI: WhoAmI;
  org: string;
}

/**
 * Every team folder that the user may see, and My Folders. A token that cannot discover them
 * rejects with a `run` failure that names the settings which make discovery unnecessary.
 */
export async function* sourceRoots(
  sources: SourceRootsOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceRoot, void, undefined> {
  const { drive, teamId } = sources;
  const context = discovery(sources.org);
  const options = { signal };
  const teams =
    teamId === undefined
      ? await translated(discoverTeams(sources, signal), context)
      : [{ id: teamId }];
  for (const { id } of teams) {
    const folders = await translated(drive.teams.teamFolders(id, options), context);
    for (const folder of folders) yield { id: folder.id, location: `team folder "${folder.name}"` };
  }
  const space = await translated(privateSpace(sources, teams[0]?.id, signal), context);
  if (space !== undefined) yield { id: space.id, location: 'My Folders' };
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

async function discoverTeams(
  { drive, whoAmI }: SourceRootsOptions,
  signal: AbortSignal | undefined,
): Promise<{ id: string }[]> {
  return await drive.teams.list(await whoAmI(signal), { signal });
}

/** A team member has one per team; a personal edition has one of its own. */
async function privateSpace(
  { drive, whoAmI }: SourceRootsOptions,
  teamId: string | undefined,
  signal: AbortSignal | undefined,
): Promise<{ id: string } | undefined> {
  try {
    const member =
      teamId === undefined
        ? await whoAmI(signal)
        : (await drive.teams.currentMember(teamId, { signal })).id;
    return await drive.users.privateSpace(member, { signal });
  } catch (error) {
    // Not every user has My Folders.
    if (isZohoError(error) && error.kind === 'not-found') return undefined;
    throw error;
  }
}
