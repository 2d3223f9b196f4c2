import { type Scene, toPostgresFailure } from './postgres-failure.ts';
import type { PostgresClient, PostgresQuery } from './postgres-pool.ts';

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
  transaction<Result>(
    lock: bigint,
    work: () => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
}

export interface TransactionOptions {
  /** Whether it is on the disk when it resolves. @default false */
  durable?: boolean | undefined;
  /**
   * How long the server bears it that nothing is said within the transaction, in milliseconds.
   * @default half of the session's `timeoutMs`
   */
  idleMs?: number | undefined;
}

/** How values are written and read, where it is not as `pg` has it. */
export interface Codec {
  encode(value: unknown): unknown;
  types: NonNullable<PostgresQuery['types']>;
}

export interface SessionOptions {
  client: PostgresClient;
  scene: Scene;
  /** How long the server may take for a statement, in milliseconds. */
  timeoutMs: number;
  codec?: Codec | undefined;
}

/** A session that ends when its owner says so. */
export interface OpenSession extends Session {
  /** Why it can no longer be used: a statement failed, or the connection was lost. */
  failure(): Error | undefined;
  /** Gives the client back, or closes it: always, if it failed. Twice is harmless. */
  end(close?: boolean): void;
}

/** The client waits a little longer than the server: who is stopped by the server knows why. */
const graceMs = 1000;

/** Makes a session of a client. */
export function openSession({ client, scene, timeoutMs, codec }: SessionOptions): OpenSession {
  let failure: Error | undefined;
  let ended = false;
  // A client that loses its connection emits this beside rejecting; unheard, it ends the process.
  const onError = (error: Error): void => {
    failure ??= toPostgresFailure(error, scene);
  };

  const query: Session['query'] = async (text, ...values) => {
    const encoded = codec === undefined ? values : values.map((value) => codec.encode(value));
    const types = codec === undefined ? {} : { types: codec.types };
    const queryTimeout = { query_timeout: timeoutMs + graceMs };
    try {
      return toRows(await client.query({ text, values: encoded, ...queryTimeout, ...types }));
    } catch (error) {
      failure ??= toPostgresFailure(error, scene);
      throw toPostgresFailure(error, scene);
    }
  };
  const transaction: Session['transaction'] = async (lock, transact, options = {}) => {
    await query(beginSql(lock, timeoutMs, options));
    try {
      const result = await transact();
      await query('COMMIT');
      return result;
    } catch (error) {
      // Closing a broken connection rolls back too.
      if (failure === undefined) await query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  };

  client.on('error', onError);
  return {
    query,
    transaction,
    failure: () => failure,
    end(close = false) {
      if (ended) return;
      ended = true;
      client.removeListener('error', onError);
      client.release(close || failure !== undefined);
    },
  };
}

/** Runs `work` with a session and gives the client back; one that failed is closed. */
export async function withSession<Result>(
  options: SessionOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = openSession(options);
  try {
    return await work(session);
  } finally {
    session.end();
  }
}

// --- internal ---

/**
 * One round trip. The times are set here and not for the connection, so that they hold on a pool of
 * the caller's and behind PgBouncer too, which refuses them at connecting. A process that is
 * suspended within the transaction is thrown out before those who wait for it lose patience.
 *
 * What is shared does not wait for the disk, as on our SQLite: a crash of the server may undo the last
 * moment, which costs a refresh or a pace, and an entry is never half of one. Four times as many
 * changes in a second were measured. The journal waits.
 */
function beginSql(
  lock: bigint,
  timeoutMs: number,
  { durable = false, idleMs = Math.ceil(timeoutMs / 2) }: TransactionOptions,
): string {
  return (
    'BEGIN ISOLATION LEVEL READ COMMITTED; ' +
    `SET LOCAL synchronous_commit = ${durable ? 'on' : 'off'}; ` +
    `SET LOCAL statement_timeout = ${timeoutMs}; ` +
    `SET LOCAL idle_in_transaction_session_timeout = ${idleMs}; ` +
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
