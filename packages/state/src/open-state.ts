import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Binding } from './binding.ts';
import { type Database, openDatabase } from './database.ts';
import { readSqliteEntries, restoreSqliteEntries } from './entries/sqlite-entries.ts';
import { ensureOwnerOnlyDirectory } from './owner-only.ts';
import { prune } from './prune.ts';
import { bind, checkBinding } from './sqlite-binding.ts';
import { createSqliteHistory } from './sqlite-history.ts';
import { createSqliteJournal } from './sqlite-journal.ts';
import { type SqliteRunLock, createSqliteRunLock } from './sqlite-run-lock.ts';
import { createSqliteStore } from './sqlite-store.ts';
import type { State } from './state.ts';
import { stateFailure, toStateFailure } from './state-failure.ts';
import { refuseUnsafeDirectory } from './unsafe-directory.ts';

/** Where the state is, whom it must belong to, and whether it may be created. */
export interface OpenStateOptions {
  /** Holds `state.db` and `run.lock`; created, for its owner only, when absent. */
  directory: string;
  /** Milliseconds since the epoch. @default Date.now */
  clock?: (() => number) | undefined;
  /**
   * What is known of the binding before any request, e.g. `{ module: 'Deals' }`; the rest is for
   * `State.bind`. @default no check
   */
  binding?: Binding | undefined;
  /** Whether to create what is absent; otherwise its absence is a failure. @default true */
  create?: boolean | undefined;
  /** The release that opens it, e.g. `zohokit 1.2.0`. @default 'an unnamed release' */
  release?: string | undefined;
}

/** A state in a directory of this machine. One per process and directory is enough. */
export interface SqliteState extends State {
  /** The file that holds all of it but the lock. */
  readonly file: string;
  /** The file whose lock is the run lock. */
  readonly lockFile: string;
}

/**
 * Opens the state kept in a directory. Rejects with a `TransferFailure` that reaches the whole
 * run: reason `state` when the files cannot be used (unwritable, damaged, newer than this
 * release, absent and `create` is false), `configuration` when they belong to another binding or
 * the directory is on a network or cloud-synchronised drive.
 */
export async function openState(options: OpenStateOptions): Promise<SqliteState> {
  const { clock, binding, create = true, release } = options;
  const directory = path.resolve(options.directory);
  const file = path.join(directory, 'state.db');
  const lockFile = path.join(directory, 'run.lock');
  await prepare(directory, file, create);
  const database = await openDatabase({ file, release });
  try {
    if (binding) bind(database, binding);
    const connection = await openDatabase({ file, release, sync: 'normal' });
    return toState({ database, connection }, createSqliteRunLock({ file: lockFile }), {
      clock,
      lockFile,
    });
  } catch (error) {
    database.close();
    throw error;
  }
}

async function prepare(directory: string, file: string, create: boolean): Promise<void> {
  await refuseUnsafeDirectory(directory);
  try {
    if (create) await ensureOwnerOnlyDirectory(directory);
    else await access(file);
  } catch (error) {
    if (!create && error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw stateFailure(
        `There is no state in "${directory}": nothing has run from here yet`,
        error,
      );
    }
    throw toStateFailure(error, file);
  }
}

/**
 * `connection` is a second one to the same file, for what changes with every request and for what
 * is only told: losing the last of it in a power cut costs a token, a pause or a line of a report, so
 * that it need not wait for the disk.
 */
function toState(
  { database, connection }: Record<'database' | 'connection', Database>,
  lock: SqliteRunLock,
  { clock, lockFile }: { clock: OpenStateOptions['clock']; lockFile: string },
): SqliteState {
  const { file } = database;
  return {
    shared: createSqliteStore(connection, { clock }),
    journal: createSqliteJournal(database),
    history: createSqliteHistory(connection),
    lock: { acquire: () => lock.acquire() },
    bind: async (binding) => bind(database, binding),
    checkBinding: async (binding) => checkBinding(database, binding),
    prune: async (options) => prune(connection, options),
    entries: (options) => readSqliteEntries(file, options),
    restore: (entries) => restoreSqliteEntries(file, entries),
    place: `"${file}"`,
    file,
    lockFile,
    async close() {
      lock.close();
      connection.close();
      database.close();
    },
  };
}
