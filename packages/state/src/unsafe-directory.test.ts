import { expect, test } from 'vitest';
import { networkFileSystem, networkShare, syncedFolder } from './unsafe-directory.ts';

test.each([
  ['/home/ann/OneDrive/zoho', 'OneDrive'],
  ['/home/ann/OneDrive - Example Ltd/zoho', 'OneDrive'],
  ['/home/ann/Dropbox/zoho', 'Dropbox'],
  ['/Users/ann/Library/Mobile Documents/zoho', 'iCloud'],
  ['/Users/ann/Library/CloudStorage/Box-Box/zoho', 'a cloud client'],
  ['/home/ann/Google Drive/zoho', 'Google Drive'],
  ['/home/ann/Zoho WorkDrive (Example)/zoho', 'Zoho WorkDrive'],
])('%s is recognised as synchronised', (directory, client) => {
  expect(syncedFolder(directory)).toBe(`a folder that ${client} synchronises`);
});

test.each(['/home/ann/zoho', '/srv/onedrive-export/zoho', '/home/dropboxer/.zohokit'])(
  '%s is not taken for a synchronised folder',
  (directory) => {
    expect(syncedFolder(directory)).toBeUndefined();
  },
);

test.each([
  [String.raw`\\server\share\zoho`, 'a network share'],
  ['//server/share/zoho', 'a network share'],
  [String.raw`C:\zoho`, undefined],
  [String.raw`\\?\C:\zoho`, undefined],
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
