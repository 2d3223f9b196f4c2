import { access, readFile, realpath, statfs } from 'node:fs/promises';
import path from 'node:path';
import { TransferFailure } from '@zohokit/transfer-core';
import { findMount, remoteMount } from './linux-mounts.ts';

/** What is asked about a folder that exists, so that tests can answer for other machines. */
export interface Looks {
  platform: NodeJS.Platform;
  /** Without links; a drive letter of Windows that stands for a share becomes that share. */
  realpath: (directory: string) => Promise<string>;
  /** The text of `/proc/self/mountinfo`, or nothing where there is none. */
  mounts: () => Promise<string>;
  /** The type of the file system, as statfs(2) of Linux numbers it. */
  fileSystem: (directory: string) => Promise<number>;
  exists: (file: string) => Promise<boolean>;
}

/**
 * Rejects with a `TransferFailure` (run, configuration) for a folder in which a state file would not
 * be safe: on a network drive, where locks and shared memory do not hold
 * (https://www.sqlite.org/wal.html, "WAL does not work over a network filesystem"), or in a folder
 * that a cloud client copies while it is being written. Judges by the name, and by the nearest folder
 * that exists, so that nothing needs to be created first; not all of them can be recognised.
 */
export async function refuseUnsafeDirectory(
  directory: string,
  looks: Looks = ownLooks,
): Promise<void> {
  const byName = syncedFolder(directory) ?? networkShare(directory);
  const place = byName ?? (await byLooking(directory, looks));
  if (place === undefined) return;
  const message =
    `"${directory}" is on ${place}, where the state file could be damaged: ` +
    'choose a folder on a local disk (ZOHOKIT_HOME)';
  throw new TransferFailure(message, { reach: 'run', reason: 'configuration' });
}

/** The cloud client whose usual folder name is in the path; `undefined` when there is none. */
export function syncedFolder(directory: string): string | undefined {
  const segments = path.resolve(directory).split(/[\\/]/);
  const client = cloudClients.find(({ folder }) => segments.some((name) => folder.test(name)));
  return client && `a folder that ${client.name} synchronises`;
}

/** For a Windows path such as `\\server\share`, also in its long form. */
export function networkShare(directory: string): string | undefined {
  const isShare = /^[\\/]{2}(?:[^\\/.?]|\?[\\/]UNC[\\/])/iu.test(directory);
  return isShare ? 'a network share' : undefined;
}

/** By the type that `statfs` reports on Linux; `undefined` for a local file system. */
export function networkFileSystem(type: number): string | undefined {
  const name = networkFileSystems.get(type >>> 0);
  return name && `a network file system (${name})`;
}

// --- internal ---

const ownLooks: Looks = {
  platform: process.platform,
  realpath: (directory) => realpath(directory),
  mounts: () => readFile('/proc/self/mountinfo', 'utf8').catch(() => ''),
  fileSystem: async (directory) => (await statfs(directory)).type,
  exists: (file) =>
    access(file).then(
      () => true,
      () => false,
    ),
};

async function byLooking(directory: string, looks: Looks): Promise<string | undefined> {
  const real = await nearestExisting(directory, looks);
  if (real === undefined) return undefined;
  const byRealName = syncedFolder(real) ?? networkShare(real) ?? (await markedFolder(real, looks));
  // Elsewhere the type is numbered differently, or is 0.
  if (byRealName !== undefined || looks.platform !== 'linux') return byRealName;
  const mount = findMount(await looks.mounts(), real);
  return (mount && remoteMount(mount)) ?? networkFileSystem(await looks.fileSystem(real));
}

async function nearestExisting(directory: string, { realpath: real }: Looks) {
  for (let folder = path.resolve(directory); ; folder = path.dirname(folder)) {
    const found = await real(folder).catch(() => undefined);
    if (found !== undefined || folder === path.dirname(folder)) return found;
  }
}

/** A client that lets its user choose the folder's name leaves a file of its own there. */
async function markedFolder(directory: string, { exists }: Looks): Promise<string | undefined> {
  for (let folder = directory; ; folder = path.dirname(folder)) {
    for (const { name, marker } of markers) {
      if (await exists(path.join(folder, marker))) return `a folder that ${name} synchronises`;
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

const markers = [
  { name: 'Syncthing', marker: '.stfolder' },
  { name: 'Dropbox', marker: '.dropbox.cache' },
  { name: 'Nextcloud', marker: '.nextcloudsync.log' },
  { name: 'ownCloud', marker: '.owncloudsync.log' },
  { name: 'Google Drive', marker: '.tmp.drivedownload' },
];

const cloudClients = [
  { name: 'OneDrive', folder: /^OneDrive(?: - .+)?$/i },
  { name: 'Dropbox', folder: /^Dropbox(?: \(.+\))?$/i },
  { name: 'Google Drive', folder: /^(?:Google ?Drive|GoogleDrive-.+)$/i },
  { name: 'iCloud', folder: /^(?:iCloud ?Drive|Mobile Documents)$/i },
  { name: 'Zoho WorkDrive', folder: /^Zoho WorkDrive(?: .+)?$/i },
  { name: 'Nextcloud', folder: /^Nextcloud$/i },
  { name: 'ownCloud', folder: /^ownCloud$/i },
  { name: 'pCloud', folder: /^pCloud ?(?:Drive|Sync)$/i },
  { name: 'MEGA', folder: /^MEGA(?:sync)?(?: Downloads)?$/ },
  { name: 'Box', folder: /^Box Sync$/i },
  { name: 'Synology Drive', folder: /^SynologyDrive$/i },
  { name: 'Yandex Disk', folder: /^Yandex\.Disk$/i },
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
