import { createHash } from 'node:crypto';
import { configurationFailure } from './postgres-failure.ts';
import type { Session } from './session.ts';

/** Postgres cuts longer names without a word (NAMEDATALEN), and two schemas would be one. */
const longestNameBytes = 63;

/** Returns the schema's name, or throws a `TransferFailure` (run, configuration). */
export function checkName(schema: string): string {
  const bytes = Buffer.byteLength(schema);
  if (bytes > 0 && bytes <= longestNameBytes && !schema.includes('\0')) return schema;
  throw configurationFailure(`The schema has to be a name of 1 to ${longestNameBytes} bytes`);
}

/** As an identifier in a statement. */
export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/**
 * What advisory locks are taken by: an entry that does not exist yet has no row to lock. Two keys
 * that meet in 64 bits would only wait for each other.
 */
export function toLock(text: string): bigint {
  return createHash('sha256').update(text).digest().readBigInt64BE();
}

/** Under which tables are made, so that several who start at once do not meet. */
export function makingLock(schema: string): bigint {
  return toLock(`${quote(schema)}.zohokit_shared`);
}

/**
 * Asked of the catalogue itself: within a transaction that had waited for its lock, `to_regclass` was
 * seen to answer what had been true before the wait (Postgres 18).
 */
export async function hasTable(session: Session, schema: string, table: string): Promise<boolean> {
  const rows = await session.query(
    `SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2`,
    schema,
    table,
  );
  return rows.length > 0;
}

/** Makes the schema when it is absent. */
export async function ensureSchema(session: Session, schema: string): Promise<void> {
  const found = await session.query(
    'SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1',
    schema,
  );
  if (found.length === 0) await session.query(`CREATE SCHEMA ${quote(schema)}`);
}
