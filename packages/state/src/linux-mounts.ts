/** One line of `/proc/self/mountinfo`, see proc_pid_mountinfo(5). */
export interface Mount {
  /** Where it is mounted. */
  point: string;
  /** E.g. `ext4`, `nfs4` or `fuse.sshfs`. */
  type: string;
}

/** What is mounted where an existing folder lies; the folder's path has no links in it. */
export function findMount(mountinfo: string, directory: string): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mountinfo.split('\n').flatMap((line) => parse(line) ?? [])) {
    // Of several at one place, the last hides the others.
    if (isWithin(directory, mount.point) && mount.point.length >= (found?.point.length ?? 0)) {
      found = mount;
    }
  }
  return found;
}

/** What a mount is called if its files may be elsewhere; `undefined` for a local disk. */
export function remoteMount({ type, point }: Mount): string | undefined {
  if (networkTypes.has(type)) return `a network file system (${type})`;
  if (hostTypes.has(type) && point !== '/') return `a folder of the host system (${type})`;
  if (!/^fuse(?:\.|$)/u.test(type) || localFuse.has(type)) return undefined;
  return `a FUSE mount (${type}), which may be a network drive`;
}

// --- internal ---

function parse(line: string): Mount | undefined {
  const [before, after] = line.split(' - ');
  const point = before?.split(' ')[4];
  const type = after?.split(' ')[0];
  if (point === undefined || type === undefined) return undefined;
  return { point: unescape(point), type };
}

/** Spaces and the like are written by their number. */
function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

function isWithin(directory: string, point: string): boolean {
  return point === '/' || directory === point || directory.startsWith(`${point}/`);
}

const networkTypes = new Set(
  [
    'nfs',
    'nfs4',
    'cifs',
    'smb3',
    'smbfs',
    'afs',
    'ceph',
    'ncpfs',
    'lustre',
    'beegfs',
    'gpfs',
  ].concat(['glusterfs', 'ocfs2', 'gfs2', 'davfs', 'coda']),
);

/**
 * Windows drives in WSL (`9p`, `drvfs`) and folders that a virtual machine shares with its host. At the
 * root, `9p` is the disk of a sandbox and of nobody else.
 */
const hostTypes = new Set(['9p', 'drvfs', 'vboxsf', 'vmhgfs', 'prl_fs']);

/** File systems on local disks that happen to be made with FUSE. */
const localFuse = new Set(
  ['ntfs', 'ntfs-3g', 'exfat', 'fuse-overlayfs', 'overlayfs', 'mergerfs', 'bindfs', 'lxcfs']
    .concat(['gocryptfs', 'encfs', 'cryfs', 'securefs', 'zfs-fuse', 'ext4', 'fuse-ext2'])
    .map((name) => `fuse.${name}`),
);
