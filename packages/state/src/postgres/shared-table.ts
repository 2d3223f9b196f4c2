import type { SharedStore } from '@zohokit/zoho-http';
import { stateFailure } from '../state-failure.ts';
import { fromEntryText, toEntryText } from './entry-text.ts';
import { checkName, ensureSchema, hasTable, makingLock, quote, toLock } from './names.ts';
import type { Session } from './session.ts';

/** The one table, and all that is said to the database about it. */
export interface SharedTable {
  /** Quoted, with its schema. */
  name: string;
  /** Makes what is absent, also when others do so at this moment, and forgets what nobody needs. */
  prepare(session: Session): Promise<void>;
  read(session: Session, key: string): Promise<unknown>;
  /** As `SharedStore.update`. */
  change(session: Session, ...update: Parameters<SharedStore['update']>): Promise<unknown>;
}

/** Throws a `TransferFailure` (run, configuration) when the schema's name cannot be one. */
export function createSharedTable(schema: string): SharedTable {
  const name = `${quote(checkName(schema))}.zohokit_shared`;
  const lockOf = (key: string): bigint => toLock(`zohokit_shared/${schema}/${key}`);

  const read: SharedTable['read'] = async (session, key) => {
    const [row] = await session.query(`SELECT value FROM ${name} WHERE key = $1`, key);
    return row && toValue(row['value'], name);
  };

  const write = async (
    session: Session,
    key: string,
    { value, lifeMs }: { value: unknown; lifeMs: number | undefined },
  ): Promise<void> => {
    // By the server's clock, which all machines share.
    await session.query(
      `INSERT INTO ${name} (key, value, written_at, needed_until)
       VALUES ($1, $2, now(), now() + $3::float8 * interval '1 millisecond')
       ON CONFLICT (key) DO UPDATE SET value = excluded.value,
         written_at = excluded.written_at, needed_until = excluded.needed_until`,
      key,
      toEntryText(value),
      toInterval(lifeMs),
    );
  };

  return {
    name,
    async prepare(session) {
      // Asked first: a user who may not create anything may still use what is there.
      if (!(await hasTable(session, schema, 'zohokit_shared'))) {
        await session.transaction(makingLock(schema), async () => {
          if (!(await hasTable(session, schema, 'zohokit_shared')))
            await createTable(session, name, schema);
        });
      }
      await session.query(forgetUnneeded(name));
    },
    read,
    change: async (session, key, change, { lifeMs } = {}) =>
      await session.transaction(lockOf(key), async () => {
        const current = await read(session, key);
        const next = change(current);
        if (next === undefined) await session.query(`DELETE FROM ${name} WHERE key = $1`, key);
        else if (next !== current) await write(session, key, { value: next, lifeMs });
        return next;
      }),
  };
}

// --- internal ---

/** What Postgres cannot add to a time, such as `Infinity`, is for ever; so are 300 years. */
function toInterval(lifeMs: number | undefined): number | null {
  return lifeMs !== undefined && Math.abs(lifeMs) < 1e13 ? lifeMs : null;
}

async function createTable(session: Session, name: string, schema: string): Promise<void> {
  await ensureSchema(session, schema);
  // COLLATE "C": an index by the collation of the system is damaged by an upgrade of the system
  // (https://wiki.postgresql.org/wiki/Locale_data_changes).
  await session.query(
    `CREATE TABLE ${name} (
      key text COLLATE "C" PRIMARY KEY,
      value text NOT NULL,
      written_at timestamptz NOT NULL,
      needed_until timestamptz
    )`,
  );
}

/**
 * Rows that somebody is changing are left for another time: two processes that start at once would
 * otherwise wait for each other.
 */
function forgetUnneeded(name: string): string {
  return `DELETE FROM ${name} WHERE key IN (
    SELECT key FROM ${name} WHERE needed_until < now() FOR UPDATE SKIP LOCKED
  )`;
}

function toValue(text: unknown, name: string): unknown {
  const entry = typeof text === 'string' ? fromEntryText(text) : undefined;
  // Never the text: it may be a token.
  if (entry === undefined) {
    throw stateFailure(
      `${name} holds an entry that this release does not understand: it is damaged, or another ` +
        'release changed the table',
    );
  }
  return entry.value;
}
