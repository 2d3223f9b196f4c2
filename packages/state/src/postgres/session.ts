import { type Scene, toPostgresFailure } from './postgres-failure.ts';
import type { PostgresClient } from './postgres-pool.ts';

/** A row as the database gives it. */
export type PostgresRow = Record<string, unknown>;

/** A connection while it is ours. */
export interface Session {
  /** The rows of the last statement. Rejects with a `TransferFailure` that names the database. */
  query(text: string, ...values: unknown[]): Promise<PostgresRow[]>;
  /**
   * All that `work` does with the session, or nothing of it, while no other transaction of the same
   * `lock` is under way. What `work` throws is thrown.
   */
  transaction<Result>(lock: bigint, work: () => Promise<Result>): Promise<Result>;
}

export interface SessionOptions {
  client: PostgresClient;
  scene: Scene;
  /** How long the server may take for a statement, in milliseconds. */
  timeoutMs: number;
}

/** The client waits a little longer than the server: who is stopped by the server knows why. */
const graceMs = 1000;

/** Runs `work` with a session and gives the client back; one that failed is closed. */
export async function withSession<Result>(
  { client, scene, timeoutMs }: SessionOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  let broken = false;
  // A client that loses its connection emits this beside rejecting; unheard, it ends the process.
  const onError = (): void => {
    broken = true;
  };

  const query: Session['query'] = async (text, ...values) => {
    try {
      return toRows(await client.query({ text, values, query_timeout: timeoutMs + graceMs }));
    } catch (error) {
      broken = true;
      throw toPostgresFailure(error, scene);
    }
  };
  const transaction: Session['transaction'] = async (lock, transact) => {
    await query(beginSql(lock, timeoutMs));
    try {
      const result = await transact();
      await query('COMMIT');
      return result;
    } catch (error) {
      // Closing a broken connection rolls back too.
      if (!broken) await query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  };

  client.on('error', onError);
  try {
    return await work({ query, transaction });
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}

// --- internal ---

/**
 * One round trip. The times are set here and not for the connection, so that they hold on a pool of
 * the caller's and behind PgBouncer too, which refuses them at connecting. A process that is
 * suspended within the transaction is thrown out before those who wait for it lose patience.
 *
 * Without waiting for the disk, as our SQLite does not either: a crash of the server may undo the
 * last moment, which costs a refresh or a pace, and an entry is never half of one. Four times as
 * many changes in a second were measured.
 */
function beginSql(lock: bigint, timeoutMs: number): string {
  return (
    'BEGIN ISOLATION LEVEL READ COMMITTED; ' +
    'SET LOCAL synchronous_commit = off; ' +
    `SET LOCAL statement_timeout = ${timeoutMs}; ` +
    `SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(timeoutMs / 2)}; ` +
    `SELECT pg_advisory_xact_lock(${lock})`
  );
}

function toRows(result: unknown): PostgresRow[] {
  if (typeof result !== 'object' || result === null || !('rows' in result)) return [];
  return Array.isArray(result.rows) ? result.rows.filter(isRow) : [];
}

function isRow(value: unknown): value is PostgresRow {
  return typeof value === 'object' && value !== null;
}
