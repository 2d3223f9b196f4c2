import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Journal, RunLock } from '@zohokit/transfer-core';
import type { SharedStore } from '@zohokit/zoho-http';
import { type Binding, bind, checkBinding } from './binding.ts';
import { type Database, openDatabase } from './database.ts';
import { ensureOwnerOnlyDirectory } from './owner-only.ts';
import { type SqliteHistory, createSqliteHistory } from './sqlite-history.ts';
import { createSqliteJournal } from './sqlite-journal.ts';
import { type SqliteRunLock, createSqliteRunLock } from './sqlite-run-lock.ts';
import { createSqliteStore } from './sqlite-store.ts';
import { stateFailure, toStateFailure } from './state-failure.ts';
import { refuseUnsafeFileSystem, refuseUnsafePath } from './unsafe-directory.ts';

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

/** Everything that outlives a process. One per process and directory is enough. */
export interface State {
  /** What connections share with other processes: tokens, penalties, passes, who a user is. */
  readonly shared: SharedStore;
  readonly journal: Journal;
  readonly history: SqliteHistory;
  readonly lock: RunLock;
  /**
   * Keeps on first use what the state belongs to, and rejects with a `TransferFailure` (run,
   * configuration) that names what differs when that was something else; then nothing is kept.
   * Values are shown in messages.
   */
  readonly bind: (binding: Binding) => Promise<void>;
  /** Rejects as `bind` would, and keeps nothing. */
  readonly checkBinding: (binding: Binding) => Promise<void>;
  /** The file that holds all of it but the lock. */
  readonly file: string;
  /** The file whose lock is the run lock. */
  readonly lockFile: string;
  /** Closes the files and releases the run lock. Closing twice is harmless. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the state kept in a directory. Rejects with a `TransferFailure` that reaches the whole
 * run: reason `state` when the files cannot be used (unwritable, damaged, newer than this
 * release, absent and `create` is false), `configuration` when they belong to another binding or
 * the directory is on a network or cloud-synchronised drive.
 */
export async function openState(options: OpenStateOptions): Promise<State> {
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
  refuseUnsafePath(directory);
  try {
    if (create) await ensureOwnerOnlyDirectory(directory);
    else await access(file);
    await refuseUnsafeFileSystem(directory);
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
 * `connection` is a second one to the same file, for what changes with every request: losing the
 * last of it in a power cut costs a token or a pause, so that it need not wait for the disk.
 */
function toState(
  { database, connection }: Record<'database' | 'connection', Database>,
  lock: SqliteRunLock,
  { clock, lockFile }: { clock: OpenStateOptions['clock']; lockFile: string },
): State {
  return {
    shared: createSqliteStore(connection, { clock }),
    journal: createSqliteJournal(database),
    history: createSqliteHistory(database),
    lock: { acquire: () => lock.acquire() },
    bind: async (binding) => bind(database, binding),
    checkBinding: async (binding) => checkBinding(database, binding),
    file: database.file,
    lockFile,
    async close() {
      lock.close();
      connection.close();
      database.close();
    },
  };
}
