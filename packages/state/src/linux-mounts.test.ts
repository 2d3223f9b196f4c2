import { expect, test } from 'vitest';
import { findMount, remoteMount } from './linux-mounts.ts';

const mountinfo = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
30 27 0:40 / /mnt/c rw,noatime - 9p drvfs rw,dirsync,aname=drvfs
31 27 0:41 / /home/ann/team\\040drive rw - fuse.rclone zoho: rw,user_id=1000
32 27 0:42 / /srv rw - ext4 /dev/vdb rw
33 32 0:43 / /srv rw - nfs4 nas:/srv rw
34 27 0:44 / /home/ann/team rw - xfs /dev/vdc rw
`;

test.each([
  ['/home/ann/.zohokit', '/', 'ext4'],
  ['/mnt/c/Users/ann', '/mnt/c', '9p'],
  ['/mnt/cache', '/', 'ext4'],
  ['/home/ann/team drive/zoho', '/home/ann/team drive', 'fuse.rclone'],
  ['/home/ann/team', '/home/ann/team', 'xfs'],
  ['/srv/zohokit', '/srv', 'nfs4'],
])('%s is on what is mounted at %s', (directory, point, type) => {
  expect(findMount(mountinfo, directory)).toEqual({ point, type });
});

test('where nothing is known nothing is found', () => {
  expect(findMount('', '/home')).toBeUndefined();
});

test.each([
  ['nfs4', 'a network file system (nfs4)'],
  ['cifs', 'a network file system (cifs)'],
  ['9p', 'a folder of the host system (9p)'],
  ['drvfs', 'a folder of the host system (drvfs)'],
  ['fuse', 'a FUSE mount (fuse), which may be a network drive'],
  ['fuse.sshfs', 'a FUSE mount (fuse.sshfs), which may be a network drive'],
  ['fuse.rclone', 'a FUSE mount (fuse.rclone), which may be a network drive'],
  ['fuse.something-new', 'a FUSE mount (fuse.something-new), which may be a network drive'],
  ['fuse.ntfs-3g', undefined],
  ['fuse.fuse-overlayfs', undefined],
  ['fuseblk', undefined],
  ['ext4', undefined],
  ['btrfs', undefined],
  ['overlay', undefined],
  ['tmpfs', undefined],
])('%s is %s', (type, expected) => {
  expect(remoteMount({ type, point: '/data' })).toBe(expected);
});

test('a sandbox whose own disk is 9p may keep its state on it', () => {
  expect(remoteMount({ type: '9p', point: '/' })).toBeUndefined();
});
