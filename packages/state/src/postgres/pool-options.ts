import { loadPg } from './load-pg.ts';
import { placeOfPool, placeOfUrl } from './place.ts';
import { configurationFailure } from './postgres-failure.ts';
import type { PostgresPool } from './postgres-pool.ts';

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

/** Throws a `TransferFailure` (run, configuration) that names the function and the option. */
export function checkNumbers(caller: string, numbers: Record<string, number>): void {
  for (const [name, value] of Object.entries(numbers)) {
    // A timer of more than 32 bits would fire at once.
    if (Number.isInteger(value) && value > 0 && value < 2 ** 31 - 1000) continue;
    throw configurationFailure(`${caller}: ${name} has to be a whole number above 0`);
  }
}

/** See `placeOfUrl`. */
export function placeOf({ url, pool }: PostgresStoreOptions): string {
  return url === undefined ? placeOfPool(pool.options) : placeOfUrl(url);
}

/** A pool that lets the process end, or the given one. */
export async function openPool(
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
