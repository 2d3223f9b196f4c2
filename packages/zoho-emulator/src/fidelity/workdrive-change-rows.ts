import type { FidelityRow } from './fidelity-row.ts';

/** What is known of WorkDrive changes, and what proves that it is so here. */
export const workdriveChangeRows: readonly FidelityRow[] = [
  {
    area: 'WorkDrive changes',
    what: 'A folder is created with 201 and the whole item',
    confidence: 'documented',
    source: 'Zoho doc: create-folder; joytekmotion WorkDriveAdapter.php',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'a folder is created with 201, by us, now, and is listed',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'A native document is created by its service_type',
    confidence: 'documented',
    source: 'Zoho doc: create-folder',
    test: {
      file: 'workdrive/names.test.ts',
      title: 'a %s document is created by its service type',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'A folder of a taken name: nobody knows',
    confidence: 'unknown',
    source: 'no client relies on it',
    switch: 'sameFolder',
    test: { file: 'workdrive/names.test.ts', title: 'a folder of a taken name: %s' },
  },
  {
    area: 'WorkDrive changes',
    what: 'A rename answers the whole item and keeps the id',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'a rename answers the complete item and keeps the id',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'A rename onto a taken name: nobody knows',
    confidence: 'unknown',
    source: 'rclone backend/zoho/zoho.go',
    switch: 'renameTaken',
    test: { file: 'workdrive/names.test.ts', title: 'a rename onto a taken name: %s' },
  },
  {
    area: 'WorkDrive changes',
    what: 'A move answers an incomplete item, and the server may rename',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    switch: 'renameTaken',
    test: {
      file: 'workdrive/names.test.ts',
      title:
        'a move onto a taken name is renamed by the server without a word, where the profile says so',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'A move takes an object or a list, and answers alike',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    switch: 'objectForSingle',
    test: {
      file: 'workdrive/names.test.ts',
      title: 'an object in the body is answered with an object, an array with an array',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'A move takes the whole subtree along',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: { file: 'workdrive/changes.test.ts', title: 'a moved folder takes along all it holds' },
  },
  {
    area: 'WorkDrive changes',
    what: 'A copy has a new id and cannot choose its name',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/names.test.ts',
      title: 'a copy has a new id, and where its name is taken a name of the server',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'Status 51 trashes a subtree',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go; jbaayen/zoho-workdrive-sync',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'status %j moves to the trash, and the children with it',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'Trashing what is in the trash is 401 R008',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'what is in the trash cannot be trashed again',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'Status 61 deletes for good',
    confidence: 'seen by clients',
    source: 'yamyn/zoho-workdrive-api; axpnet/aeroftp zoho_workdrive.rs',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'status 61 deletes for good, from the trash too',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'DELETE deletes for good with 204',
    confidence: 'inferred',
    source: 'yamyn/zoho-workdrive-api',
    test: { file: 'workdrive/trash.test.ts', title: 'DELETE deletes for good with 204' },
  },
  {
    area: 'WorkDrive changes',
    what: 'Status 1 restores',
    confidence: 'documented',
    source: 'axpnet/aeroftp zoho_workdrive.rs',
    test: { file: 'workdrive/changes.test.ts', title: 'status 1 brings back from the trash' },
  },
  {
    area: 'WorkDrive changes',
    what: 'The trash of each root is listed',
    confidence: 'documented',
    source: 'Zoho doc: trashed-files',
    test: {
      file: 'workdrive/trash.test.ts',
      title:
        'the trash of My Folders and of a team folder is listed with what was trashed by itself',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'The trash of a root is emptied by an action',
    confidence: 'documented',
    source: 'Zoho doc: empty-trash',
    test: {
      file: 'workdrive/trash.test.ts',
      title: 'an emptied trash is gone for good, and nothing else is',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'What lies in the trash counts toward the quota',
    confidence: 'inferred',
    source: 'no page says otherwise',
    test: {
      file: 'workdrive/trash.test.ts',
      title: 'what lies in the trash counts toward the quota until it is purged',
    },
  },
  {
    area: 'WorkDrive changes',
    what: '\\ / : * ? " < > | and control characters are refused or stripped from names',
    confidence: 'seen by clients',
    source: 'camcodirect/cc-zcrm-workdrive-widget README; rclone docs/content/zoho.md',
    switch: 'forbiddenCharacters',
    test: {
      file: 'workdrive/names.test.ts',
      title: 'forbidden characters vanish where the profile says so',
    },
  },
  {
    area: 'WorkDrive changes',
    what: 'Full-width characters are silently removed from names',
    confidence: 'seen by clients',
    source: 'rclone docs/content/zoho.md',
    switch: 'stripFullWidth',
    test: {
      file: 'workdrive/changes.test.ts',
      title: 'full-width characters vanish from a name where the profile says so',
    },
  },
];
