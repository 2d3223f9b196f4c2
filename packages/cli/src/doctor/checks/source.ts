import { checkSourceParent } from '../../adapters/check-source-parent.ts';
import { sourceRoots } from '../../adapters/source-roots.ts';
import { failed, ok, warning, type Check, type Finding } from '../check.ts';
import { findingOfError } from '../finding-of-error.ts';

const parentFix =
  'open the folder in WorkDrive of org B, and take the last part of its address for WORKDRIVE_SOURCE_PARENT_FOLDER_ID';

/** The folder of org B whose subfolders are meant first. */
export const sourceParentCheck: Check = {
  name: 'source-parent',
  needs: ['workdrive-b'],
  async run({ config, orgs, app: { signal } }) {
    const { parentFolderId: folderId } = config.get().source;
    if (folderId === undefined)
      return ok('WORKDRIVE_SOURCE_PARENT_FOLDER_ID is not set: folders are looked for everywhere');
    const { drive } = orgs.B.get();
    try {
      await checkSourceParent({ drive, folderId, org: 'org B' }, signal);
      const { name } = await drive.items.get(folderId, { signal });
      return ok(`folders are looked for in "${name}" first`);
    } catch (error) {
      return findingOfError(error, { about: folderId, fix: parentFix, org: 'B' });
    }
  },
};

/** The places where a folder name is looked up. */
export const sourceFoldersCheck: Check = {
  name: 'source-folders',
  needs: ['workdrive-b'],
  async run({ config, orgs, app: { signal } }) {
    const { parentFolderId, teamId } = config.get().source;
    const { drive } = orgs.B.get();
    const narrowed: Finding[] = [];
    const onWarning = (message: string): void => {
      narrowed.push(
        warning(message, 'nothing, if all folders lie there; see scopes-b for the whole of org B'),
      );
    };
    try {
      const options = { drive, parentFolderId, teamId, org: 'org B', onWarning };
      const roots = await sourceRoots(options, signal);
      if (narrowed.length > 0) return narrowed;
      if (roots.length > 0 || parentFolderId !== undefined)
        return ok(
          `${roots.length} places besides: ${roots.map(({ location }) => location).join(', ')}`,
        );
      return failed(
        'the user of org B sees no team folder and has no My Folders',
        'share a team folder with this user, or set WORKDRIVE_SOURCE_PARENT_FOLDER_ID',
      );
    } catch (error) {
      const fix =
        'set WORKDRIVE_SOURCE_PARENT_FOLDER_ID (or WORKDRIVE_SOURCE_TEAM_ID), or make a code with WorkDrive.team.READ and WorkDrive.teamfolders.READ added';
      return findingOfError(error, { about: 'looking for source folders', fix, org: 'B' });
    }
  },
};
