import { stateFailure } from '../state-failure.ts';
import { checkName, ensureSchema, hasTable, makingLock, quote } from './names.ts';
import { postgresSchemaVersion1 } from './postgres-schema-version-1.ts';
import type { Session } from './session.ts';

/** The n-th entry turns schema n into n + 1. Released entries never change. */
export const postgresMigrations: readonly string[] = [postgresSchemaVersion1];

/** The tables of states in one schema; every row but those of `meta` has the job it belongs to. */
export interface StateTables {
  /** The table of that name, quoted and with its schema. */
  name(table: string): string;
  /** For messages. */
  all: string;
  /** Whether there are any, of whatever release. */
  areThere(session: Session): Promise<boolean>;
  /** Makes what is absent, also when others do so at this moment, and brings it up to date. */
  prepare(session: Session): Promise<void>;
}

/** Which schema, which release, and how messages call the place. */
export interface StateTablesOptions {
  schema: string;
  release: string;
  /** For messages. */
  place: string;
}

/** Throws a `TransferFailure` (run, configuration) when the schema's name cannot be one. */
export function createStateTables({ schema, release, place }: StateTablesOptions): StateTables {
  const quoted = quote(checkName(schema));
  const meta = `${quoted}.zohokit_meta`;

  /** 0 when there is nothing yet. */
  const version = async (session: Session): Promise<number> => {
    if (!(await hasTable(session, schema, 'zohokit_meta'))) return 0;
    return Number(await readMeta(session, meta, 'schema'));
  };

  const isCurrent = async (session: Session): Promise<boolean> => {
    const found = await version(session);
    const known = postgresMigrations.length;
    if (found <= known) return found === known;
    const by = await readMeta(session, meta, 'release');
    throw stateFailure(
      `The state in ${place} was written by ${by} (schema ${found}); this release knows ` +
        `schemas up to ${known}: upgrade zohokit`,
    );
  };

  const migrate = async (session: Session): Promise<void> => {
    // Asked again: another process may have migrated while we waited for the lock.
    if (await isCurrent(session)) return;
    await ensureSchema(session, schema);
    for (const step of postgresMigrations.slice(await version(session))) {
      for (const sql of step.split(';\n')) {
        await session.query(sql.replaceAll('{schema}', () => quoted));
      }
    }
    await writeMeta(session, meta, { schema: `${postgresMigrations.length}`, release });
  };

  return {
    name: (table) => `${quoted}.zohokit_${table}`,
    all: `${quoted}.zohokit_*`,
    areThere: (session) => hasTable(session, schema, 'zohokit_meta'),
    async prepare(session) {
      // Asked first: a user who may not create anything may still use what is there.
      if (await isCurrent(session)) return;
      await session.transaction(makingLock(schema), () => migrate(session), { durable: true });
    },
  };
}

// --- internal ---

async function readMeta(session: Session, meta: string, name: string): Promise<string> {
  const [row] = await session.query(`SELECT value FROM ${meta} WHERE name = $1`, name);
  const value = row?.['value'];
  return typeof value === 'string' ? value : 'an unnamed release';
}

async function writeMeta(
  session: Session,
  meta: string,
  values: Record<string, string>,
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await session.query(
      `INSERT INTO ${meta} (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      name,
      value,
    );
  }
}
