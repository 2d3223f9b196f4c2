import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';

/**
 * Creates the folder when it is absent, readable by its owner only. A folder that exists is left
 * as it is: it may be shared on purpose, and our files in it are closed one by one. On Windows
 * the folder inherits the permissions of its parent, usually the user's profile.
 */
export async function ensureOwnerOnlyDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
}

/** Creates the file when it is absent; takes it from group and others when it is not. */
export async function ensureOwnerOnlyFile(file: string): Promise<void> {
  try {
    // Exclusive, because an existing lock file must not be opened: closing any descriptor of a
    // file drops all POSIX locks that this process holds on it (man 2 fcntl).
    await writeFile(file, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    await closeToOthers(file);
  }
}

async function closeToOthers(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const found = await stat(file);
  // What its owner may not write stays so: it may be meant.
  if (found.isFile() && (found.mode & 0o077) !== 0) await chmod(file, found.mode & 0o700);
}
