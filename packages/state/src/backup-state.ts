import { open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from './database.ts';
import type { SqliteState } from './open-state.ts';
import { stateFailure, toStateFailure } from './state-failure.ts';

/**
 * Copies a state to a new file, as of one moment, while others go on writing; to be opened, it is put
 * as `state.db` into a directory of its own. It holds the tokens too, and only its owner may read it.
 * Resolves once the copy would survive a power cut. Rejects with a `TransferFailure` (run, state) when
 * there is a file of that name, which stays as it is, or the copy cannot be written; then none is left.
 *
 * A state on Postgres is copied by `pg_dump` or `exportState`.
 */
export async function backupState(state: Pick<SqliteState, 'file'>, file: string): Promise<void> {
  const target = path.resolve(file);
  const unfinished = `${target}.part`;
  await reserve(target);
  try {
    await reserve(unfinished);
    try {
      await copy(state.file, unfinished);
      await rename(unfinished, target);
    } finally {
      await rm(unfinished, { force: true });
    }
  } catch (error) {
    await rm(target, { force: true });
    const { message } = toStateFailure(error, target);
    throw stateFailure(`The backup "${target}" was not made: ${message}`, error);
  }
}

// --- internal ---

/** Creates an empty file, which is ours then: what is overwritten later is never somebody else's. */
async function reserve(file: string): Promise<void> {
  try {
    await writeFile(file, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw stateFailure(
        `"${file}" exists, and a backup overwrites nothing: give another name`,
        error,
      );
    }
    throw toStateFailure(error, file);
  }
}

/** SQLite does not wait for the disk here (https://www.sqlite.org/lang_vacuum.html), so we do. */
async function copy(source: string, target: string): Promise<void> {
  const database = await openDatabase({ file: source });
  try {
    database.run('VACUUM INTO ?', target);
  } finally {
    database.close();
  }
  const handle = await open(target, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
