import { type Binding, toBindingRows } from '../binding.ts';
import { oldRunsSql, type Pruned, type PruneOptions } from '../prune.ts';
import { toText } from '../row.ts';
import type { State } from '../state.ts';
import { stateFailure } from '../state-failure.ts';
import { upsertSql } from '../upsert-sql.ts';
import { type Access, createAccess } from './access.ts';
import { createPostgresStore } from './create-postgres-store.ts';
import { toLock } from './names.ts';
import { checkNumbers, openPool, placeOf, type PostgresStoreOptions } from './pool-options.ts';
import { readPostgresEntries, restorePostgresEntries } from './postgres-entries.ts';
import { configurationFailure } from './postgres-failure.ts';
import { createPostgresHistory } from './postgres-history.ts';
import { createPostgresJournal } from './postgres-journal.ts';
import { createPostgresRunLock } from './postgres-run-lock.ts';
import type { Session } from './session.ts';
import { createSharedTable } from './shared-table.ts';
import { stateCodec } from './state-codec.ts';
import { createStateTables, type StateTables } from './state-tables.ts';

/** Where the database is, and whose state is wanted. */
export type OpenPostgresStateOptions = PostgresStoreOptions & {
  /**
   * Which transfer, e.g. `deals`: each has a journal, a history, a binding and a run lock of its own.
   * What connections share is common to all jobs of a schema.
   */
  job: string;
  /**
   * What is known of the binding before any request, e.g. `{ module: 'Deals' }`; the rest is for
   * `State.bind`. @default no check
   */
  binding?: Binding | undefined;
  /**
   * Whether to make what is absent, tables and the job; otherwise its absence is a failure.
   * @default true
   */
  create?: boolean | undefined;
  /**
   * How long, in milliseconds, the holder of the run lock may be silent before the server gives it to
   * others: it stood still, or its machine is gone. One that was killed loses it at once.
   * @default 60_000
   */
  holderTimeoutMs?: number | undefined;
  /** The release that opens it, e.g. `zohokit 1.2.0`. @default 'an unnamed release' */
  release?: string | undefined;
};

/**
 * Opens the state of one job in a Postgres database (14 or newer, in UTF-8), for several machines; its
 * tables are made when they are absent, unless `create` is false. It keeps the same promises as the state in a directory. The
 * run lock and the journal of its holder take one connection beside `connections`.
 *
 * Rejects with a `TransferFailure` that reaches the whole run: reason `configuration` for options that
 * cannot be, a refused user, a database of another kind, or a state that belongs to another binding;
 * `state` when the database cannot be reached, a newer release wrote to it, or nothing of the job is
 * there and `create` is false. Messages name host and database, never the password.
 */
export async function openPostgresState(options: OpenPostgresStateOptions): Promise<State> {
  const { job, binding, create = true } = options;
  const shape = check(options);
  const pool = await openPool(options, shape.connections + 2, shape.timeoutMs);
  const { schema, connections, timeoutMs } = shape;
  const shared = createPostgresStore({ pool, schema, connections, timeoutMs });
  const access = createAccess({
    openPool: async () => pool,
    ours: options.pool === undefined,
    prepare: async (session) => {
      await refuseOtherServers(session, shape.place);
      if (!create) await refuseAbsentJob(session, { ...shape, job });
      await createSharedTable(schema).prepare(session);
      await shape.tables.prepare(session);
    },
    scene: { place: shape.place, table: shape.tables.all, holds: 'state' },
    connections,
    timeoutMs,
    codec: stateCodec,
  });
  const state = toState({ ...shape, access, shared, job });
  try {
    if (binding === undefined) await access.use(async () => undefined);
    else await state.bind(binding);
    return state;
  } catch (error) {
    await state.close();
    throw error;
  }
}

// --- internal ---

function check(options: OpenPostgresStateOptions) {
  const { job, schema = 'public', connections = 4, timeoutMs = 10_000 } = options;
  const { holderTimeoutMs = 60_000, release = 'an unnamed release' } = options;
  checkNumbers('openPostgresState', { connections, timeoutMs, holderTimeoutMs });
  if (job === '') throw configurationFailure('openPostgresState: job has to be a name');
  const place = placeOf(options);
  const tables = createStateTables({ schema, release, place });
  return { schema, connections, timeoutMs, holderTimeoutMs, place, tables };
}

async function refuseOtherServers(session: Session, place: string): Promise<void> {
  const [row] = await session.query(
    `SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_encoding') AS encoding`,
  );
  if (Number(row?.['version']) < 140_000) {
    throw configurationFailure(
      `A state needs Postgres 14 or newer, and ${place} is older: upgrade it`,
    );
  }
  if (row?.['encoding'] === 'UTF8') return;
  throw configurationFailure(
    `A state needs a database in UTF-8, and ${place} is in ${String(row?.['encoding'])}: create one ` +
      'with ENCODING UTF8',
  );
}

/** As a state in a directory of which there is no file: looked for, and never made by looking. */
async function refuseAbsentJob(
  session: Session,
  { tables, job, place }: Pick<Parts, 'tables' | 'job' | 'place'>,
): Promise<void> {
  if (await tables.areThere(session)) {
    const has = ['binding', 'records', 'runs'].map(
      (table) => `EXISTS (SELECT FROM ${tables.name(table)} WHERE job = $1)`,
    );
    const found = await session.query(`SELECT 1 AS found WHERE ${has.join(' OR ')}`, job);
    if (found.length > 0) return;
  }
  throw stateFailure(
    `There is no state of job ${JSON.stringify(job)} in ${place}: nothing has run from here yet`,
  );
}

interface Parts {
  access: Access;
  shared: ReturnType<typeof createPostgresStore>;
  tables: StateTables;
  schema: string;
  job: string;
  place: string;
  holderTimeoutMs: number;
}

function toState({ access, shared, tables, schema, job, place, holderTimeoutMs }: Parts): State {
  const own = `${place}, job ${JSON.stringify(job)}`;
  const running = toLock(`zohokit_run/${schema}/${job}`);
  const writing = toLock(`zohokit_write/${schema}/${job}`);
  const lock = createPostgresRunLock({ access, key: running, holderTimeoutMs, place: own });
  const entriesOf = { access, tables, job, writing, place: own };
  const parts = { tables, job, place: own };
  let closing: Promise<void> | undefined;

  const close = async (): Promise<void> => {
    await lock.close();
    await shared.close();
    await access.close();
  };

  return {
    shared: { get: (key) => shared.get(key), update: (key, ...how) => shared.update(key, ...how) },
    journal: createPostgresJournal({ access, tables, job, writing, lock }),
    history: createPostgresHistory(access, tables, job),
    lock: { acquire: () => lock.acquire() },
    bind: async (binding) =>
      await access.use((session) =>
        session.transaction(writing, () => bind(session, parts, binding), { durable: true }),
      ),
    checkBinding: async (binding) =>
      await access.use(async (session) => void (await decide(session, parts, binding))),
    prune: async (options) =>
      await access.use((session) =>
        session.transaction(writing, () => prune(session, parts, options)),
      ),
    entries: (options) => readPostgresEntries(entriesOf, options),
    restore: (entries) => restorePostgresEntries(entriesOf, entries),
    place: own,
    close: async () => await (closing ??= close()),
  };
}

interface JobPlace {
  tables: StateTables;
  job: string;
  place: string;
}

async function decide(session: Session, { tables, job, place }: JobPlace, binding: Binding) {
  const sql = `SELECT name, identity, fallback FROM ${tables.name('binding')} WHERE job = $1`;
  return toBindingRows({ place, rows: await session.query(sql, job) }, binding);
}

async function bind(session: Session, where: JobPlace, binding: Binding): Promise<void> {
  const columns = ['job', 'name', 'identity', 'fallback'];
  const target = { table: where.tables.name('binding'), key: ['job', 'name'], columns };
  const sql = upsertSql(target, (index) => `$${index + 1}`);
  for (const { name, identity, fallback } of await decide(session, where, binding)) {
    await session.query(sql, where.job, name, identity, fallback);
  }
}

async function prune(
  session: Session,
  { tables, job }: JobPlace,
  { before }: PruneOptions,
): Promise<Pruned> {
  const ofJob = (table: string): string => `(SELECT * FROM ${tables.name(table)} WHERE job = $1)`;
  const history = {
    runs: ofJob('runs'),
    lines: ofJob('run_lines'),
    items: ofJob('run_items'),
    waits: ofJob('run_waits'),
  };
  const old = await session.query(oldRunsSql(history, '$2', '$2'), job, before);
  const ids = old.map((row) => toText(row, 'id'));
  const remove = async (table: string, column: string): Promise<number> => {
    const sql = `DELETE FROM ${tables.name(table)} WHERE job = $1 AND ${column} = ANY($2::text[])`;
    return (await session.query(`${sql} RETURNING 1 AS gone`, job, ids)).length;
  };
  return {
    lines: await remove('run_lines', 'run_id'),
    items: await remove('run_items', 'run_id'),
    waits: await remove('run_waits', 'run_id'),
    runs: await remove('runs', 'id'),
  };
}
