import type { HeldLock, RunLock } from '@zohokit/transfer-core';
import { stateFailure } from '../state-failure.ts';
import type { Access } from './access.ts';
import { createLines } from './lines.ts';
import type { OpenSession, Session } from './session.ts';

/** Which lock, and how long its holder may be silent. */
export interface PostgresRunLockOptions {
  access: Access;
  /** Everybody who asks for the same number asks for the same lock. */
  key: bigint;
  /** After that, in milliseconds, the server ends the session of a holder that says nothing. */
  holderTimeoutMs: number;
  /** For messages. */
  place: string;
}

/** A run lock, and the session that holds it. */
export interface PostgresRunLock extends RunLock {
  /**
   * Runs `work` in the session that holds the lock, so that what it writes is written by the holder
   * or not at all; rejects when the lock was lost. `undefined` when nobody has acquired it here.
   */
  within(): (<Result>(work: (session: Session) => Promise<Result>) => Promise<Result>) | undefined;
  /** Releases the lock if it is held by this object. */
  close(): Promise<void>;
}

/**
 * A session advisory lock: the server frees it when the session ends, so at once when the holder is
 * killed, and after `holderTimeoutMs` when it stands still or its machine is gone.
 */
export function createPostgresRunLock(options: PostgresRunLockOptions): PostgresRunLock {
  const { access, key, holderTimeoutMs, place } = options;
  const line = createLines();
  let current: Holding | undefined;

  const acquire = async (): Promise<HeldLock | undefined> => {
    if (current !== undefined && current.lost() === undefined) return undefined;
    const session = await access.keep();
    try {
      if (!(await tryLock(session, key))) {
        session.end();
        return undefined;
      }
      await session.query(mannersSql(holderTimeoutMs));
      // Behind a pooler this may be another session already.
      await mustHold(session, key).catch((error: unknown) => {
        throw error instanceof NotHeld ? noLongerHeld(place) : error;
      });
      const holding = hold(session, { key, holderTimeoutMs, place });
      current = holding;
      return {
        check: async () => await holding.within((own) => mustHold(own, key)),
        release: async () => {
          await holding.release();
          // What was lost stays so: whoever lost the lock writes no more, released or not.
          if (current === holding && holding.lost() === undefined) current = undefined;
        },
      };
    } catch (error) {
      session.end(true);
      throw error;
    }
  };

  return {
    acquire: () => line('acquire', acquire),
    within: () => current?.within,
    close: async () => await current?.release(),
  };
}

// --- internal ---

interface Holding {
  within: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>;
  /** Why the lock is no longer ours, unless it was released. */
  lost(): Error | undefined;
  release(): Promise<void>;
}

type HoldOptions = Omit<PostgresRunLockOptions, 'access'>;

function hold(session: OpenSession, { key, holderTimeoutMs, place }: HoldOptions): Holding {
  const line = createLines();
  let released = false;
  let lost: Error | undefined;

  const why = (): Error | undefined => {
    const failure = session.failure();
    if (failure !== undefined) lost ??= noLongerHeld(place, failure);
    return lost;
  };

  const within: Holding['within'] = (work) =>
    line('session', async () => {
      if (released) throw lost ?? noLongerHeld(place);
      const before = why();
      if (before !== undefined) throw before;
      try {
        return await work(session);
      } catch (error) {
        if (error instanceof NotHeld) lost ??= noLongerHeld(place);
        // A session in which a statement failed may be in any state: it is given up, and so the lock.
        throw why() ?? error;
      } finally {
        if (why() !== undefined) session.end(true);
      }
    });

  // Otherwise a holder that waits long for Zoho would be taken for one that stands still.
  const heart = setInterval(() => {
    within((own) => own.query('SELECT 1')).catch(() => undefined);
  }, holderTimeoutMs / 3);
  heart.unref();

  return {
    within,
    lost: why,
    async release() {
      clearInterval(heart);
      await line('session', async () => {
        if (released) return;
        released = true;
        if (why() === undefined) {
          // Closing frees it too, but not before the server has noticed.
          await session.query(`SELECT pg_advisory_unlock(${key})`).catch(() => undefined);
        }
        session.end(true);
      });
    },
  };
}

class NotHeld extends Error {}

async function tryLock(session: Session, key: bigint): Promise<boolean> {
  const [row] = await session.query(`SELECT pg_try_advisory_lock(${key})::int AS got`);
  return row?.['got'] === 1;
}

/**
 * The session itself is asked: behind a pooler that changes sessions it would be another one. A number
 * of 64 bits is kept as two halves (https://www.postgresql.org/docs/current/view-pg-locks.html).
 */
async function mustHold(session: Session, key: bigint): Promise<void> {
  const [high, low] = [BigInt.asUintN(32, key >> 32n), BigInt.asUintN(32, key)];
  const rows = await session.query(
    `SELECT FROM pg_catalog.pg_locks
     WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND objsubid = 1
       AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
       AND classid = ${high} AND objid = ${low}`,
  );
  if (rows.length === 0) throw new NotHeld();
}

/** A machine that is gone answers no probes; a process that stands still says nothing. */
function mannersSql(holderTimeoutMs: number): string {
  const seconds = Math.max(1, Math.ceil(holderTimeoutMs / 3000));
  return (
    `SET idle_session_timeout = ${holderTimeoutMs}; SET tcp_keepalives_idle = ${seconds}; ` +
    `SET tcp_keepalives_interval = ${seconds}; SET tcp_keepalives_count = 2`
  );
}

function noLongerHeld(place: string, cause?: Error): Error {
  const why = cause === undefined ? 'its session holds it no more' : cause.message;
  return stateFailure(
    `The run lock of ${place} is no longer held by this run (${why}): nothing more is written; ` +
      'run again. Behind a pooler it needs sessions of its own',
    cause,
  );
}
