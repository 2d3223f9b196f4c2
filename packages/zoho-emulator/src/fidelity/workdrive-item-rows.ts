import type { FidelityRow } from './fidelity-row.ts';

/** What is known of WorkDrive items, and what proves that it is so here. */
export const workdriveItemRows: readonly FidelityRow[] = [
  {
    area: 'WorkDrive items',
    what: 'The chain users/me, teams, currentuser, privatespace leads to the roots',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/discovery.test.ts',
      title: 'the chain from the user to the roots ends at what was seeded',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'In the personal edition My Folders belong to the user',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/sharing.test.ts',
      title: 'the personal edition has no team, and My Folders belong to the user',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'privatespace answers an array, although there is one',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    switch: 'objectForSingle',
    test: {
      file: 'workdrive/sharing.test.ts',
      title: 'My Folders come as an array of one, or as the object where the profile says so',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'teamfolders and workspaces are two names of one list',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/discovery.test.ts',
      title: 'teamfolders and workspaces are two names of one list',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'Team folders are created, changed and deleted',
    confidence: 'documented',
    source: 'Zoho doc: create-team-folder',
    test: { file: 'workdrive/sharing.test.ts', title: '%s can be created, changed and deleted' },
  },
  {
    area: 'WorkDrive items',
    what: 'The members of a team folder have ids of their own',
    confidence: 'documented',
    source: 'Zoho doc: team-folder-members',
    test: {
      file: 'workdrive/sharing.test.ts',
      title: 'the members of a team folder have its id and the ZUID as theirs',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'The settings of a team can be read with the scope of an admin',
    confidence: 'documented',
    source: 'Zoho doc: team-settings',
    test: {
      file: 'workdrive/sharing.test.ts',
      title: 'the settings of a team are of type settings',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'The older base on the web host has the same resources',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go; jbaayen/zoho-workdrive-sync',
    test: {
      file: 'workdrive/discovery.test.ts',
      title: 'the web host has the same resources below its own base',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'A team is no folder: type team, parent -1, its list is empty',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: { file: 'workdrive/listing.test.ts', title: 'a team lists nothing, and is not a folder' },
  },
  {
    area: 'WorkDrive items',
    what: 'A team folder says is_folder false and yet takes uploads',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'a team folder says that it is no folder, and yet lists and takes uploads',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'Info has names, kind, people, times, place, storage and capabilities',
    confidence: 'documented',
    source: 'Zoho doc: get-file-info',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'an item says what it is, where it is and who made it',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'Millisecond times are numbers or quoted strings',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/api/types.go',
    switch: 'timesAsStrings',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'times are quoted where the profile says so',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'After an upload the size shows 0 for a while',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    switch: 'sizeLagReads',
    test: {
      file: 'workdrive/upload.test.ts',
      title: 'the size lags behind for as many reads as the profile says',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'The size of a folder is that of all it holds',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/trash.test.ts',
      title: 'a folder shows the size of what is active in it, however deep',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'Breadcrumbs, properties, statistics, timeline and preview of an item',
    confidence: 'documented',
    source: 'Zoho doc: breadcrumbs, resource-property',
    test: { file: 'workdrive/sharing.test.ts', title: 'the %s of an item can be read' },
  },
  {
    area: 'WorkDrive items',
    what: 'resourceproperty counts what a folder holds',
    confidence: 'documented',
    source: 'Zoho doc: resource-property',
    test: {
      file: 'workdrive/sharing.test.ts',
      title: 'the properties of a folder count what it holds',
    },
  },
  {
    area: 'WorkDrive items',
    what: 'Breadcrumbs have type breadcrumbs, an id of item and root, and HARDLINK',
    confidence: 'documented',
    source: 'Zoho doc: breadcrumbs',
    test: {
      file: 'workdrive/sharing.test.ts',
      title: 'breadcrumbs lead from the root to the item',
    },
  },
];
