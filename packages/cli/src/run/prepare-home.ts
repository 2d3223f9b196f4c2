import { mkdir, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ConfigurationError } from '../config/configuration-error.ts';

/**
 * Makes sure that state, logs and spooled files can lie in `home`: creates it, for its owner only,
 * when absent. Rejects with a `ConfigurationError` that names the path at fault and what to do.
 * Resolves to what takes the created folders back as far as they are empty.
 */
export async function prepareHome(home: string): Promise<() => Promise<void>> {
  const created = await createFolders(home);
  const undo = async (): Promise<void> => {
    for (const folder of created.toReversed()) await rmdir(folder).catch(() => undefined);
  };
  for (const name of ['logs', 'spool']) {
    const folder = path.join(home, name);
    const kind = await kindOf(folder);
    if (kind === 'other')
      throw refuse(`"${folder}" is a file where a folder is needed: move it away`);
    if (kind !== 'nothing') continue;
    await create(folder);
    created.push(folder);
  }
  for (const name of ['state.db', 'run.lock']) {
    const file = path.join(home, name);
    if ((await kindOf(file)) === 'folder')
      throw refuse(`"${file}" is a folder where a file is needed: move it away`);
  }
  return undo;
}

// --- internal ---

/**
 * Step by step from the first ancestor that exists: Node's recursive `mkdir` never ends where the
 * file system denies what it asks for, e.g. under /proc. Resolves to the folders created.
 */
async function createFolders(home: string): Promise<string[]> {
  const missing: string[] = [];
  let ancestor = home;
  while ((await kindOf(ancestor)) === 'nothing') {
    missing.unshift(ancestor);
    const parent = path.dirname(ancestor);
    if (parent === ancestor) throw refuse(`"${ancestor}" does not exist: check the path`);
    ancestor = parent;
  }
  if ((await kindOf(ancestor)) !== 'folder')
    throw refuse(`"${ancestor}" is a file where a folder is needed: move it away`);
  for (const folder of missing) await create(folder);
  return missing;
}

async function create(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch(async (cause: unknown) => {
    // Another process may have been faster.
    if ((await kindOf(folder)) === 'folder') return;
    throw refuse(
      `"${folder}" cannot be created (${codeOf(cause)}): check the path and who may write there`,
      cause,
    );
  });
}

async function kindOf(place: string): Promise<'folder' | 'other' | 'nothing'> {
  try {
    return (await stat(place)).isDirectory() ? 'folder' : 'other';
  } catch (cause) {
    const code = codeOf(cause);
    // Below a file there is nothing; the file itself is found on the way up.
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'nothing';
    throw refuse(
      `"${place}" cannot be looked at (${code}): check the path and who may read it`,
      cause,
    );
  }
}

function refuse(complaint: string, cause?: unknown): ConfigurationError {
  const problem = `ZOHOKIT_HOME: ${complaint}, or choose another folder that this user may write to`;
  return new ConfigurationError([problem], { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
