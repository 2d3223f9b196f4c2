import { isTransferFailure } from '@zohokit/transfer-core';
import { stateFailure } from '../state-failure.ts';
import { createLines } from './lines.ts';
import { createOutages } from './outages.ts';
import { type Scene, toPostgresFailure } from './postgres-failure.ts';
import type { PostgresClient, PostgresPool } from './postgres-pool.ts';
import { createSeats } from './seats.ts';
import { type Codec, type OpenSession, openSession, type Session, withSession } from './session.ts';

/** Sessions with a database, for a while. */
export interface Access {
  /**
   * Lends a session, once everything is prepared; those of one `key` one after the other. Rejects
   * with what `work` throws, or with a `TransferFailure` when the database cannot be reached.
   */
  use: <Result>(work: (session: Session) => Promise<Result>, key?: string) => Promise<Result>;
  /**
   * A session that stays yours until you end it, beside those that `use` lends; the pool has to have
   * room for it.
   */
  keep(): Promise<OpenSession>;
  /** Resolves when everything that was asked for is done, and the pool has ended if it is ours. */
  close(): Promise<void>;
}

export interface AccessOptions {
  /** Called until it succeeds. */
  openPool: () => Promise<PostgresPool>;
  /** Whether the pool is ours to end. */
  ours: boolean;
  /** Done with the first session, and again after a failure. */
  prepare: (session: Session) => Promise<void>;
  scene: Scene;
  connections: number;
  timeoutMs: number;
  codec?: Codec | undefined;
}

export function createAccess(options: AccessOptions): Access {
  const { ours, scene, timeoutMs, codec } = options;
  const line = createLines();
  const seat = createSeats(options.connections);
  const outages = createOutages();
  const underWay = new Set<Promise<unknown>>();
  const pool = createMemo(() => openListening(options.openPool));
  let prepared: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  const connect = (): Promise<PostgresClient> =>
    connectTo(pool.get, scene, (failure) => outages.found(failure));

  const useNow = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => {
    const client = await connect();
    return await withSession({ client, scene, timeoutMs, codec }, async (session) => {
      try {
        prepared ??= options.prepare(session);
        await prepared;
        return await work(session);
      } catch (error) {
        // The table may be gone, or the database another one.
        if (isTransferFailure(error)) prepared = undefined;
        throw error;
      }
    });
  };

  const close = async (): Promise<void> => {
    await Promise.allSettled(underWay);
    const opened = await pool.peek();
    if (ours) await opened?.end();
    else opened?.removeListener('error', ignore);
  };

  const use = async <Result>(
    work: (session: Session) => Promise<Result>,
    key?: string,
  ): Promise<Result> => {
    if (closing !== undefined)
      throw stateFailure(`The ${scene.holds ?? 'store'} in ${scene.place} is closed`);
    const check = outages.ask();
    const whenSeated = (): Promise<Result> =>
      seat(async () => {
        check();
        return await useNow(work);
      });
    const done = key === undefined ? whenSeated() : line(key, whenSeated);
    underWay.add(done);
    return await done.finally(() => underWay.delete(done));
  };

  const keep = async (): Promise<OpenSession> => {
    await use(async () => undefined);
    return openSession({ client: await connect(), scene, timeoutMs, codec });
  };

  return {
    use,
    keep,
    close: async () => await (closing ??= close()),
  };
}

// --- internal ---

/** A pool says so when an idle connection is lost; unheard, that ends the process. */
const ignore = (): void => undefined;

async function openListening(open: () => Promise<PostgresPool>): Promise<PostgresPool> {
  const pool = await open();
  pool.on('error', ignore);
  return pool;
}

async function connectTo(
  getPool: () => Promise<PostgresPool>,
  scene: Scene,
  onFailure: (failure: Error) => void,
): Promise<PostgresClient> {
  try {
    return await (await getPool()).connect();
  } catch (error) {
    const failure = toPostgresFailure(error, { ...scene, connecting: true });
    onFailure(failure);
    throw failure;
  }
}

/** What `make` makes, once; a failure is not kept. */
function createMemo<T>(make: () => Promise<T>): {
  get: () => Promise<T>;
  peek: () => Promise<T | undefined>;
} {
  let made: Promise<T> | undefined;
  return {
    get: async () => {
      made ??= make();
      try {
        return await made;
      } catch (error) {
        made = undefined;
        throw error;
      }
    },
    peek: async () => await made?.catch(() => undefined),
  };
}
