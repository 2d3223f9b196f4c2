import { stat } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import type { HeldLock, RunLock } from '@zohokit/transfer-core';
import { loadSqlite } from './load-sqlite.ts';
import { ensureOwnerOnlyFile } from './owner-only.ts';
import { isBusy, stateFailure, toStateFailure } from './state-failure.ts';

/** Where the lock is. */
export interface SqliteRunLockOptions {
  /** A file of its own, created when absent; its folder must exist. */
  file: string;
}

/** A `RunLock` that its owner can take back. */
export interface SqliteRunLock extends RunLock {
  /** Releases the lock if it is held by this object. */
  close(): void;
}

/**
 * A lock that is an exclusive transaction on a database file, open for as long as it is held. The
 * operating system frees it when the process ends, however it ends.
 */
export function createSqliteRunLock({ file }: SqliteRunLockOptions): SqliteRunLock {
  // Kept here too: a connection that is garbage-collected would free the lock of a careless holder.
  let connection: DatabaseSync | undefined;

  const release = (held: DatabaseSync): void => {
    if (connection === held) connection = undefined;
    if (held.isOpen) held.close();
  };

  return {
    async acquire() {
      try {
        await ensureOwnerOnlyFile(file);
        const held = lockExclusively(file);
        if (!held) return undefined;
        connection = held;
        const identity = await identify(file);
        return hold(file, identity, held, () => release(held));
      } catch (error) {
        throw toStateFailure(error, file);
      }
    },
    close: () => connection && release(connection),
  };
}

function lockExclusively(file: string): DatabaseSync | undefined {
  const { DatabaseSync } = loadSqlite();
  const connection = new DatabaseSync(file);
  try {
    // A run lasts for minutes or hours, so waiting for its end is out of the question; but of two
    // who ask at the same instant SQLite may refuse both, unless the first waits for the second to go.
    connection.exec('PRAGMA busy_timeout = 200; BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

function hold(
  file: string,
  identity: string | undefined,
  held: DatabaseSync,
  release: () => void,
): HeldLock {
  return {
    async check() {
      if (!held.isOpen || !held.isTransaction) {
        throw stateFailure('The run lock is no longer held by this run');
      }
      // On POSIX a file can be deleted while it is locked; the next run would lock a new one.
      if (identity !== undefined && (await identify(file)) === identity) return;
      throw stateFailure(
        `The run lock "${file}" was deleted or replaced while this run held it: leave it alone, ` +
          'it is free as soon as no run holds it',
      );
    },
    async release() {
      release();
    },
  };
}

/** Which file is at the path now, if any. `stat` opens no descriptor, so it drops no lock. */
async function identify(file: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
