import { checkStoreFolder } from '../../adapters/check-store-folder.ts';
import type { OrgWorkup } from '../workup.ts';
import { ok, type Check } from '../check.ts';
import { findingOfError } from '../finding-of-error.ts';

const fix =
  'open the folder in WorkDrive of org A, take the last part of its address for WORKDRIVE_DEST_FOLDER_ID, and let this user store files in it';

/** The folder that receives is there, is a folder, and takes files. */
export const destinationCheck: Check = {
  name: 'destination',
  needs: ['workdrive-a'],
  async run({ config, orgs, write, app: { newId, signal } }) {
    const { storeFolderId: folderId } = config.get();
    const { drive } = orgs.A.get();
    const setBy = 'WORKDRIVE_DEST_FOLDER_ID';
    const about = `folder ${folderId}, ${setBy}`;
    try {
      await checkStoreFolder({ drive, folderId, setBy, context: { org: 'org A', about } }, signal);
      const { name } = await drive.items.get(folderId, { signal });
      if (write) await tryIt(drive, folderId, { name: `zohokit-doctor-${newId()}`, signal });
      const proof = write ? 'a probe folder was made in it and trashed' : '--write would prove it';
      return ok(`files go to "${name}" (${folderId}); ${proof}`);
    } catch (error) {
      return findingOfError(error, { about, fix, org: 'A' });
    }
  },
};

// --- internal ---

/** Nothing tells as surely as doing it. */
async function tryIt(
  drive: OrgWorkup['drive'],
  folderId: string,
  { name, signal }: { name: string; signal: AbortSignal },
): Promise<void> {
  const { id } = await drive.folders.create(folderId, name, { signal });
  await drive.items.trash(id, { signal });
}
