/**
 * What each kind of endpoint asks of a token: one scope of every inner list. From the scope lines
 * of Zoho's reference pages (www.zoho.com/workdrive/developer/docs/api/v1/).
 */
const anyOf = (resource: string, ...operations: string[]): string[] =>
  [...operations, 'ALL'].map((operation) => `${resource}.${operation}`);

const filesRead = anyOf('WorkDrive.files', 'READ');
const filesCreate = anyOf('WorkDrive.files', 'CREATE');
const teamRead = anyOf('WorkDrive.team', 'READ');

export const scopes = {
  // rclone reads users/me with WorkDrive.team.READ and without WorkDrive.users.READ.
  me: [[...anyOf('WorkDrive.users', 'READ'), ...teamRead]],
  team: [teamRead],
  privateSpace: [[...filesRead, ...teamRead]],
  teamFolders: [anyOf('WorkDrive.teamfolders', 'READ')],
  workspaces: [anyOf('WorkDrive.workspace', 'READ')],
  filesRead: [filesRead],
  filesCreate: [filesCreate],
  filesUpdate: [anyOf('WorkDrive.files', 'UPDATE')],
  filesDelete: [anyOf('WorkDrive.files', 'DELETE')],
  // Zoho doc: share-files-folders-to-everyone-on-the-internet names files.sharing alone; tokens with
  // all of files have published (joytekmotion WorkDriveAdapter.php).
  sharingRead: [[...anyOf('WorkDrive.files.sharing', 'READ'), ...filesRead]],
  sharingCreate: [[...anyOf('WorkDrive.files.sharing', 'CREATE'), 'WorkDrive.files.ALL']],
  sharingDelete: [[...anyOf('WorkDrive.files.sharing', 'DELETE'), 'WorkDrive.files.ALL']],
  linksRead: [anyOf('WorkDrive.links', 'READ')],
  linksCreate: [anyOf('WorkDrive.links', 'CREATE')],
  linksDelete: [anyOf('WorkDrive.links', 'DELETE')],
  teamAdmin: [anyOf('WorkDrive.team.admin', 'READ')],
  teamFoldersCreate: [anyOf('WorkDrive.teamfolders', 'CREATE')],
  teamFoldersUpdate: [anyOf('WorkDrive.teamfolders', 'UPDATE')],
  teamFoldersDelete: [anyOf('WorkDrive.teamfolders', 'DELETE')],
  workspacesCreate: [anyOf('WorkDrive.workspace', 'CREATE')],
  workspacesUpdate: [anyOf('WorkDrive.workspace', 'UPDATE')],
  workspacesDelete: [anyOf('WorkDrive.workspace', 'DELETE')],
  // Zoho doc: search-records asks for both.
  search: [['ZohoSearch.securesearch.READ'], teamRead],
  // The dedicated hosts ask for a second scope; forgetting it is the commonest mistake (rclone
  // docs/content/zoho.md, Zoho doc: upload-large-file-250mb, download-file).
  streamUpload: [filesCreate, anyOf('ZohoFiles.files', 'CREATE')],
  download: [filesRead, anyOf('ZohoFiles.files', 'READ')],
} as const satisfies Record<string, readonly (readonly string[])[]>;
