/**
 * What each method needs, as data (Zoho doc: the scope of each API page). An `ALL` of the same
 * family covers its operations. Methods with a narrower way use it by themselves: see `narrower`.
 */
export const workDriveScopes = {
  'users.me': ['WorkDrive.users.READ'],
  'users.privateSpace': ['WorkDrive.files.READ'],
  'teams.list': ['WorkDrive.team.READ'],
  'teams.teamFolders': ['WorkDrive.teamfolders.READ'],
  'teams.currentMember': ['WorkDrive.team.READ'],
  'folders.list': ['WorkDrive.files.READ'],
  'folders.create': ['WorkDrive.files.CREATE'],
  'items.get': ['WorkDrive.files.READ'],
  'items.trash': ['WorkDrive.files.UPDATE'],
  'downloads.open': ['WorkDrive.files.READ', 'ZohoFiles.files.READ'],
  'downloads.export': ['ZohoWriter.documentEditor.ALL'],
  'uploads.small': ['WorkDrive.files.CREATE'],
  'uploads.stream': ['WorkDrive.files.CREATE', 'ZohoFiles.files.CREATE'],
  'uploads.once': ['WorkDrive.files.CREATE', 'ZohoFiles.files.CREATE'],
  // READ to look into the folder, UPDATE for versions in chunks and to take a duplicate back.
  'uploads.upload': [
    'WorkDrive.files.CREATE',
    'WorkDrive.files.READ',
    'WorkDrive.files.UPDATE',
    'ZohoFiles.files.CREATE',
  ],
  'uploads.findCommitted': ['WorkDrive.files.READ', 'WorkDrive.users.READ', 'ZohoFiles.files.READ'],
  'uploads.progress': ['WorkDrive.files.READ'],
} as const satisfies Record<string, readonly string[]>;

export type WorkDriveMethod = keyof typeof workDriveScopes;

/** Scopes with which a method still works, and what that costs. */
export const narrower = {
  'teams.teamFolders': {
    scopes: ['WorkDrive.workspace.READ'],
    cost: 'the older address of the same list; one refused request more',
  },
  'downloads.open': {
    scopes: ['WorkDrive.files.READ'],
    cost: 'downloads through the API host, about four times slower',
  },
  'uploads.once': {
    scopes: ['WorkDrive.files.CREATE'],
    cost: 'no file above 250 MB, and no way to ask what became of an upload',
  },
  'uploads.upload': {
    scopes: ['WorkDrive.files.CREATE', 'WorkDrive.files.READ', 'WorkDrive.files.UPDATE'],
    cost: 'no file above 250 MB; a lost answer is settled by the folder alone',
  },
  'uploads.findCommitted': {
    scopes: ['WorkDrive.files.READ'],
    cost: 'streams are not asked about, files of others are not told apart by their creator, and the bytes are read through the API host',
  },
} as const satisfies Partial<Record<WorkDriveMethod, { scopes: readonly string[]; cost: string }>>;
