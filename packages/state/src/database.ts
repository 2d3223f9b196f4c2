import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { loadSqlite } from './load-sqlite.ts';
import { migrate, refuseUnknown } from './migrations.ts';
import { ensureOwnerOnlyFile } from './owner-only.ts';
import type { Row } from './row.ts';
import { isBusy, toStateFailure } from './state-failure.ts';

export type SqlValue = string | number | null | undefined;

/** One open state file. Every method throws a `TransferFailure` (run, state) that names the file. */
export interface Database {
  readonly file: string;
  all(sql: string, ...values: SqlValue[]): Row[];
  get(sql: string, ...values: SqlValue[]): Row | undefined;
  /** One row after the other, for what may be large. */
  each(sql: string, ...values: SqlValue[]): Iterable<Row>;
  /** How many rows changed. On disk when it returns, unless within a transaction. */
  run(sql: string, ...values: SqlValue[]): number;
  /** As `run`, for one new row of a table with `seq`: which number it got. */
  insert(sql: string, ...values: SqlValue[]): number;
  /** Several statements without values. */
  exec(sql: string): void;
  /** All of `work` or nothing of it; on disk when it returns. What `work` throws is thrown. */
  transaction<Result>(work: () => Result): Result;
  /** Closing twice is harmless. */
  close(): void;
}

/** Which file to open, and how patiently. */
export interface OpenDatabaseOptions {
  /** Created, readable by its owner only, when absent; its folder must exist. */
  file: string;
  /** How long to wait for another process that is writing, in milliseconds. @default 10_000 */
  busyTimeoutMs?: number | undefined;
  /**
   * The release that opens the file, for the message that an older release will give.
   * @default 'an unnamed release'
   */
  release?: string | undefined;
  /**
   * `full`: what was committed survives a power cut. `normal`: it survives the end of the process,
   * and a power cut may undo the latest of it. @default 'full'
   */
  sync?: 'full' | 'normal' | undefined;
}

/**
 * Opens a state file and brings its schema up to date. Rejects with a `TransferFailure` (run,
 * state) when it cannot be written, is damaged, or was written by a newer release.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { file, busyTimeoutMs = 10_000, release = 'an unnamed release', sync = 'full' } = options;
  let connection: DatabaseSync | undefined;
  try {
    await ensureOwnerOnlyFile(file);
    const { DatabaseSync } = loadSqlite();
    connection = new DatabaseSync(file);
    connection.exec(`PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`);
    const database = wrap(connection, file);
    // Before anything is changed in it, be it the way in which it is written.
    refuseUnknown(database);
    await configure(connection, busyTimeoutMs, sync);
    migrate(database, release);
    return database;
  } catch (error) {
    connection?.close();
    throw toStateFailure(error, file);
  }
}

async function configure(
  connection: DatabaseSync,
  busyTimeoutMs: number,
  sync: 'full' | 'normal',
): Promise<void> {
  await enableWal(connection, busyTimeoutMs);
  // With FULL, a commit in WAL mode survives a power cut; with NORMAL it may be undone by one
  // (https://www.sqlite.org/pragma.html#pragma_synchronous).
  connection.exec(`PRAGMA synchronous = ${sync}`);
  // On macOS, fsync alone leaves the bytes in the drive's cache; elsewhere this does nothing.
  connection.exec('PRAGMA fullfsync = ON');
}

/**
 * Two processes that turn a new file to WAL at once may deadlock; SQLite then fails one of them as
 * busy without waiting for its busy timeout (seen with SQLite 3.53: about one in 200 openings made
 * at the same instant). So the waiting for this one statement is ours.
 */
async function enableWal(connection: DatabaseSync, busyTimeoutMs: number): Promise<void> {
  const deadline = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      connection.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
      await setTimeout(10);
    }
  }
}

function wrap(connection: DatabaseSync, file: string): Database {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const guarded: Guarded = (work) => {
    try {
      return work();
    } catch (error) {
      throw toStateFailure(error, file);
    }
  };

  return {
    file,
    all: (sql, ...values) => guarded(() => prepare(sql).all(...values.map(toSql))),
    get: (sql, ...values) => guarded(() => prepare(sql).get(...values.map(toSql))),
    each: (sql, ...values) => iterate(guarded, () => prepare(sql).iterate(...values.map(toSql))),
    insert: (sql, ...values) =>
      guarded(() => Number(prepare(sql).run(...values.map(toSql)).lastInsertRowid)),
    run: (sql, ...values) => guarded(() => Number(prepare(sql).run(...values.map(toSql)).changes)),
    exec: (sql) => guarded(() => connection.exec(sql)),
    transaction: (work) => {
      // IMMEDIATE: a transaction that reads before it writes could otherwise fail as busy midway.
      guarded(() => connection.exec('BEGIN IMMEDIATE'));
      try {
        const result = work();
        guarded(() => connection.exec('COMMIT'));
        return result;
      } catch (error) {
        // A full disk may have rolled back already.
        if (connection.isOpen && connection.isTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => {
      statements.clear();
      if (connection.isOpen) connection.close();
    },
  };
}

type Guarded = <Result>(work: () => Result) => Result;

/** SQLite reads while it is asked, so that each row may fail. */
function* iterate(guarded: Guarded, start: () => Iterator<Row>): Generator<Row> {
  const rows = guarded(start);
  for (;;) {
    const next = guarded(() => rows.next());
    if (next.done === true) return;
    yield next.value;
  }
}

function toSql(value: SqlValue): string | number | null {
  return value ?? null;
}
