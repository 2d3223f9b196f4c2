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
  'teams.get': ['WorkDrive.team.READ'],
  'teamFolders.get': ['WorkDrive.teamfolders.READ'],
  'teamFolders.members': ['WorkDrive.teamfolders.READ'],
  'folders.list': ['WorkDrive.files.READ'],
  'folders.walk': ['WorkDrive.files.READ'],
  'folders.create': ['WorkDrive.files.CREATE', 'WorkDrive.files.READ'],
  'folders.ensure': ['WorkDrive.files.CREATE', 'WorkDrive.files.READ'],
  'items.get': ['WorkDrive.files.READ'],
  'items.trash': ['WorkDrive.files.UPDATE'],
  'items.restore': ['WorkDrive.files.UPDATE', 'WorkDrive.files.READ'],
  'items.rename': ['WorkDrive.files.UPDATE', 'WorkDrive.files.READ'],
  'items.move': ['WorkDrive.files.UPDATE', 'WorkDrive.files.READ'],
  'items.copy': ['WorkDrive.files.CREATE', 'WorkDrive.files.READ'],
  'items.delete': ['WorkDrive.files.UPDATE'],
  'trash.list': ['WorkDrive.files.READ'],
  'versions.list': ['WorkDrive.files.READ'],
  'versions.restore': ['WorkDrive.files.UPDATE'],
  'versions.delete': ['WorkDrive.files.DELETE'],
  'links.list': ['WorkDrive.files.READ'],
  'links.create': ['WorkDrive.links.CREATE'],
  'links.delete': ['WorkDrive.links.DELETE'],
  'permissions.list': ['WorkDrive.files.sharing.READ'],
  'searchIndex.list': ['ZohoSearch.securesearch.READ', 'WorkDrive.team.READ'],
  'changes.startToken': ['WorkDrive.files.READ'],
  'changes.since': ['WorkDrive.files.READ'],
  'paths.resolve': [
    'WorkDrive.users.READ',
    'WorkDrive.team.READ',
    'WorkDrive.teamfolders.READ',
    'WorkDrive.files.READ',
  ],
  'paths.of': ['WorkDrive.files.READ'],
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

/** A method of the client that has a row in `workDriveScopes`, e.g. `uploads.stream`. */
export type WorkDriveMethod = keyof typeof workDriveScopes;

/** Scopes with which a method still works, and what that costs. */
export const narrower = {
  'teams.teamFolders': {
    scopes: ['WorkDrive.workspace.READ'],
    cost: 'the older address of the same list; one refused request more',
  },
  'teamFolders.get': {
    scopes: ['WorkDrive.workspace.READ'],
    cost: 'the older address of the same folder; one refused request more',
  },
  'teamFolders.members': {
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
