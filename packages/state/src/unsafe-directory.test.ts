import { expect, test } from 'vitest';
import {
  type Looks,
  networkFileSystem,
  networkShare,
  refuseUnsafeDirectory,
  syncedFolder,
} from './unsafe-directory.ts';

test.each([
  ['/home/ann/OneDrive/zoho', 'OneDrive'],
  ['/home/ann/OneDrive - Example Ltd/zoho', 'OneDrive'],
  ['/home/ann/Dropbox/zoho', 'Dropbox'],
  ['/Users/ann/Library/Mobile Documents/zoho', 'iCloud'],
  ['/Users/ann/Library/CloudStorage/Box-Box/zoho', 'a cloud client'],
  ['/home/ann/Google Drive/zoho', 'Google Drive'],
  ['/home/ann/Zoho WorkDrive (Example)/zoho', 'Zoho WorkDrive'],
  ['/home/ann/Nextcloud/zoho', 'Nextcloud'],
  ['/home/ann/pCloudDrive/zoho', 'pCloud'],
  ['/home/ann/MEGA/zoho', 'MEGA'],
])('%s is recognised as synchronised', (directory, client) => {
  expect(syncedFolder(directory)).toBe(`a folder that ${client} synchronises`);
});

test.each([
  '/home/ann/zoho',
  '/srv/onedrive-export/zoho',
  '/home/dropboxer/.zohokit',
  '/srv/mega/zoho',
])('%s is not taken for a synchronised folder', (directory) => {
  expect(syncedFolder(directory)).toBeUndefined();
});

test.each([
  [String.raw`\\server\share\zoho`, 'a network share'],
  ['//server/share/zoho', 'a network share'],
  [String.raw`C:\zoho`, undefined],
  [String.raw`\\?\C:\zoho`, undefined],
  [String.raw`\\?\UNC\server\share\zoho`, 'a network share'],
  ['/home/ann/zoho', undefined],
])('%s is on %s', (directory, expected) => {
  expect(networkShare(directory)).toBe(expected);
});

test('network file systems are recognised by their number, whatever its sign', () => {
  expect(networkFileSystem(0x69_69)).toBe('a network file system (NFS)');
  expect(networkFileSystem(0xff_53_4d_42)).toBe('a network file system (CIFS)');
  expect(networkFileSystem(0xff_53_4d_42 | 0)).toBe('a network file system (CIFS)');
  expect(networkFileSystem(0xef_53)).toBeUndefined();
});

const local = '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n';

/** A machine on which everything is local; what is given replaces the sample's. */
const machine = (given: Partial<Looks> = {}): Looks => ({
  platform: 'linux',
  realpath: async (directory) => directory,
  mounts: async () => local,
  fileSystem: async () => 0xef_53,
  exists: async () => false,
  ...given,
});

test('a local folder is taken', async () => {
  await expect(refuseUnsafeDirectory('/home/ann/.zohokit', machine())).resolves.toBeUndefined();
});

const sshfs = `${local}28 27 0:40 / /home/ann/nas rw - fuse.sshfs nas: rw\n`;
const unsafe: [string, string, Partial<Looks>][] = [
  ['a mount by SSH', 'a FUSE mount (fuse.sshfs)', { mounts: async () => sshfs }],
  [
    'a folder that is to be made on such a mount',
    'a FUSE mount (fuse.sshfs)',
    {
      mounts: async () => sshfs,
      realpath: async (directory) => {
        if (directory.endsWith('new')) throw new Error('ENOENT');
        return directory;
      },
    },
  ],
  ['a link to a share', 'a network share', { realpath: async () => '//nas/team/zohokit' }],
  [
    'a drive letter that stands for a share',
    'a network share',
    { platform: 'win32', realpath: async () => String.raw`\\nas\team\zohokit` },
  ],
  ['a link into a cloud folder', 'Dropbox', { realpath: async () => '/home/ann/Dropbox/zohokit' }],
  [
    'NFS where mounts are not told',
    'NFS',
    { mounts: async () => '', fileSystem: async () => 0x69_69 },
  ],
  [
    'a folder that Syncthing has marked',
    'a folder that Syncthing synchronises',
    { exists: async (file) => file.replaceAll('\\', '/').endsWith('/home/ann/.stfolder') },
  ],
];

test.each(unsafe)('%s is refused as %s', async (_, says, looks) => {
  await expect(refuseUnsafeDirectory('/home/ann/nas/new', machine(looks))).rejects.toMatchObject({
    reach: 'run',
    reason: 'configuration',
    message: expect.stringContaining(says),
  });
});
