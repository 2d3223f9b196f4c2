import type { PostgresPoolOptions } from './postgres-pool.ts';
import { configurationFailure } from './postgres-failure.ts';

/**
 * What messages call a database: `database "zoho" on db.example.com:5432`. Never a user or a
 * password. Throws a `TransferFailure` (run, configuration) for what is no URL of Postgres.
 */
export function placeOfUrl(url: string): string {
  const { protocol, hostname, port, pathname, searchParams, hash } = parseUrl(url);
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    throw unusable('it has to begin with postgres:// or postgresql://');
  }
  // An unencoded # ? / in a password ends the host early, and the rest of the password would be
  // taken for a host, a port or a database, and be shown.
  if (hash !== '' || /@/u.test(pathname + hostname) || [...searchParams.keys()].some(hasAt)) {
    throw unusable(encoded);
  }
  return toPlace({
    host: searchParams.get('host') ?? decode(hostname),
    port: searchParams.get('port') ?? port,
    database: decode(pathname.slice(1)),
  });
}

/** The same for a pool, as far as it says where it connects to. */
export function placeOfPool({
  connectionString,
  host,
  port,
  database,
}: PostgresPoolOptions = {}): string {
  try {
    if (connectionString !== undefined) return placeOfUrl(connectionString);
  } catch {
    // A socket or what else `pg` knows and we do not: it is the owner's pool, not ours to refuse.
    return 'the database of the given pool';
  }
  return toPlace({ host, port: port?.toString(), database });
}

// --- internal ---

const encoded =
  'characters such as @ # ? / % in the user, password or name have to be percent-encoded';

function parseUrl(url: string): URL {
  try {
    return new URL(url);
  } catch {
    // Without the cause: it holds the URL, and the URL holds the password.
    throw unusable(`it is no URL (${encoded})`);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusable(encoded);
  }
}

const hasAt = (text: string): boolean => text.includes('@');

function unusable(why: string): Error {
  return configurationFailure(`The database URL cannot be used: ${why}`);
}

function toPlace({
  host = '',
  port = '',
  database = '',
}: Partial<Record<'host' | 'port' | 'database', string | undefined>>): string {
  const where = host === '' ? 'the default host' : `${host}:${port === '' ? '5432' : port}`;
  return database === ''
    ? `the default database on ${where}`
    : `database "${database}" on ${where}`;
}
