import { isZohoError } from '@zohokit/zoho-http';
import type { NamedRef, WorkDriveClient } from '@zohokit/zoho-workdrive';

/** Team folders and My Folders of the user; none where the token may not ask. */
export async function listRoots(
  drive: Pick<WorkDriveClient, 'users' | 'teams'>,
  signal: AbortSignal,
): Promise<NamedRef[]> {
  try {
    const user = await drive.users.id({ signal });
    const roots: NamedRef[] = [];
    for (const team of await drive.teams.list(user, { signal })) {
      for (const { id, name } of await drive.teams.teamFolders(team.id, { signal }))
        roots.push({ id, name: `${name} (team folder)` });
      const member = await drive.teams.currentMember(team.id, { signal });
      roots.push(...(await myFolders(drive, member.id, signal)));
    }
    return roots.length > 0 ? roots : await myFolders(drive, user, signal);
  } catch (error) {
    if (isZohoError(error) && error.kind === 'scope') return [];
    throw error;
  }
}

// --- internal ---

/** Not every user has them. */
async function myFolders(
  drive: Pick<WorkDriveClient, 'users'>,
  memberId: string,
  signal: AbortSignal,
): Promise<NamedRef[]> {
  try {
    const { id } = await drive.users.privateSpace(memberId, { signal });
    return [{ id, name: 'My Folders' }];
  } catch (error) {
    if (isZohoError(error) && error.kind === 'not-found') return [];
    throw error;
  }
}
