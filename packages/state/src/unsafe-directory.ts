import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { TransferFailure } from '@zohokit/transfer-core';

/**
 * Throws a `TransferFailure` (run, configuration) for a folder in which a state file would not be
 * safe: on a network drive, where locks and shared memory do not hold
 * (https://www.sqlite.org/wal.html, "WAL does not work over a network filesystem"), or in a
 * folder that a cloud client copies while it is being written. Judges by the name alone, so that
 * nothing needs to be created first; not all of them can be recognised.
 */
export function refuseUnsafePath(directory: string): void {
  refuse(directory, syncedFolder(directory) ?? networkShare(directory));
}

/** The same for an existing folder, by what is mounted there. */
export async function refuseUnsafeFileSystem(directory: string): Promise<void> {
  // Elsewhere the type is numbered differently, or is 0.
  if (process.platform !== 'linux') return;
  refuse(directory, networkFileSystem((await statfs(directory)).type));
}

/** The cloud client whose usual folder name is in the path; `undefined` when there is none. */
export function syncedFolder(directory: string): string | undefined {
  const segments = path.resolve(directory).split(/[\\/]/);
  const client = cloudClients.find(({ folder }) => segments.some((name) => folder.test(name)));
  return client && `a folder that ${client.name} synchronises`;
}

/** For a Windows path such as `\\server\share`. A mapped drive letter is not recognised. */
export function networkShare(directory: string): string | undefined {
  const { root } = path.win32.parse(directory);
  return /^[\\/]{2}[^\\/.?]/.test(root) ? 'a network share' : undefined;
}

/** By the type that `statfs` reports on Linux; `undefined` for a local file system. */
export function networkFileSystem(type: number): string | undefined {
  const name = networkFileSystems.get(type >>> 0);
  return name && `a network file system (${name})`;
}

const cloudClients = [
  { name: 'OneDrive', folder: /^OneDrive(?: - .+)?$/i },
  { name: 'Dropbox', folder: /^Dropbox(?: \(.+\))?$/i },
  { name: 'Google Drive', folder: /^(?:Google ?Drive|GoogleDrive-.+)$/i },
  { name: 'iCloud', folder: /^(?:iCloud ?Drive|Mobile Documents)$/i },
  { name: 'Zoho WorkDrive', folder: /^Zoho WorkDrive(?: .+)?$/i },
  // Where macOS keeps the folders of all clients.
  { name: 'a cloud client', folder: /^CloudStorage$/ },
];

/** Magic numbers of statfs(2). */
const networkFileSystems = new Map([
  [0x69_69, 'NFS'],
  [0x51_7b, 'SMB'],
  [0xfe_53_4d_42, 'SMB'],
  [0xff_53_4d_42, 'CIFS'],
  [0x53_46_41_4f, 'AFS'],
  [0x00_c3_64_00, 'Ceph'],
]);

function refuse(directory: string, place: string | undefined): void {
  if (place === undefined) return;
  const message =
    `"${directory}" is on ${place}, where the state file could be damaged: ` +
    'choose a folder on a local disk (ZOHOKIT_HOME)';
  throw new TransferFailure(message, { reach: 'run', reason: 'configuration' });
}
