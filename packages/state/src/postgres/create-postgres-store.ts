import type { SharedStore } from '@zohokit/zoho-http';
import { createAccess } from './access.ts';
import { loadPg } from './load-pg.ts';
import { placeOfPool, placeOfUrl } from './place.ts';
import { configurationFailure } from './postgres-failure.ts';
import type { PostgresPool } from './postgres-pool.ts';
import { createSharedTable } from './shared-table.ts';

/** How a store on Postgres behaves. */
export interface PostgresStoreSettings {
  /** Where the table `zohokit_shared` lies; both are made when they are absent. @default 'public' */
  schema?: string | undefined;
  /** How many connections are used at once, at most. @default 4 */
  connections?: number | undefined;
  /** How long connecting, and each statement, may take, in milliseconds. @default 10_000 */
  timeoutMs?: number | undefined;
}

/** Where the database is: a URL of ours, or a pool of yours. */
export type PostgresStoreOptions = PostgresStoreSettings &
  (
    | {
        /** `postgres://user:password@host:5432/database?sslmode=verify-full`; needs `pg`. */
        url: string;
        pool?: undefined;
      }
    | {
        /** A `Pool` of `pg`, which stays yours to end. */
        pool: PostgresPool;
        url?: undefined;
      }
  );

/** A store that holds connections. */
export interface PostgresStore extends SharedStore {
  /**
   * Resolves when the calls under way are done and the connections are closed; later calls reject.
   * A given pool stays open. Closing twice is harmless.
   */
  close(): Promise<void>;
}

/**
 * A store for several machines: one refresh serves all of them, and paces and penalties hold for
 * them together. Nothing is connected before the first call. Values are stored in the clear: see
 * `encryptedStore` of `@zohokit/zoho-auth`.
 *
 * Throws a `TransferFailure` (run, configuration) for a URL or schema that cannot be one. Its calls
 * reject with a `TransferFailure` (run; state or configuration) that names host and database and
 * never the password, or with what `change` throws. After a failure the next call connects anew.
 */
export function createPostgresStore(options: PostgresStoreOptions): PostgresStore {
  const { schema = 'public', connections = 4, timeoutMs = 10_000 } = options;
  checkNumbers({ connections, timeoutMs });
  const table = createSharedTable(schema);
  const access = createAccess({
    openPool: () => openPool(options, connections, timeoutMs),
    ours: options.pool === undefined,
    prepare: (session) => table.prepare(session),
    scene: { place: placeOf(options), table: table.name },
    connections,
    timeoutMs,
  });

  return {
    get: async (key) => await access.use((session) => table.read(session, key)),
    update: async (key, ...how) =>
      await access.use((session) => table.change(session, key, ...how), key),
    close: () => access.close(),
  };
}

// --- internal ---

function checkNumbers(numbers: { connections: number; timeoutMs: number }): void {
  for (const [name, value] of Object.entries(numbers)) {
    // A timer of more than 32 bits would fire at once.
    if (Number.isInteger(value) && value > 0 && value < 2 ** 31 - 1000) continue;
    throw configurationFailure(`createPostgresStore: ${name} has to be a whole number above 0`);
  }
}

function placeOf({ url, pool }: PostgresStoreOptions): string {
  return url === undefined ? placeOfPool(pool.options) : placeOfUrl(url);
}

async function openPool(
  { url, pool }: PostgresStoreOptions,
  max: number,
  timeoutMs: number,
): Promise<PostgresPool> {
  if (url === undefined) return pool;
  const Pool = await loadPg();
  return new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: timeoutMs,
    fallback_application_name: 'zohokit',
    // A firewall that forgets an idle connection is noticed, and an idle one lets the process end.
    keepAlive: true,
    allowExitOnIdle: true,
  });
}
