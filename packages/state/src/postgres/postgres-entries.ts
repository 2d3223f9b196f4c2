import { entryTables, toTableRow } from '../entries/entry-tables.ts';
import { createKnownSeqs, type KnownSeqs } from '../entries/known-seqs.ts';
import { notEmpty } from '../entries/not-empty.ts';
import { isHarmless, toSharedEntry } from '../entries/shared-entries.ts';
import type { EntryOptions, StateEntry } from '../entries/state-entry.ts';
import { toNumber, toOptionalNumber, toText } from '../row.ts';
import { stateFailure } from '../state-failure.ts';
import type { Access } from './access.ts';
import { fromEntryText, toEntryText } from './entry-text.ts';
import { insertSql } from './journal-sql.ts';
import type { PostgresRow, Session } from './session.ts';
import type { StateTables } from './state-tables.ts';

/** Whose entries, and where. */
export interface PostgresEntriesOptions {
  access: Access;
  tables: StateTables;
  job: string;
  writing: bigint;
  place: string;
}

/** See `State.entries`; in a session of its own, whose view does not change meanwhile. */
export async function* readPostgresEntries(
  { access, tables, job }: PostgresEntriesOptions,
  { secrets = false, only }: EntryOptions = {},
): AsyncGenerator<StateEntry> {
  const session = await access.keep();
  try {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const known = createKnownSeqs();
    for (const { table, orderBy, toEntry } of only === undefined ? entryTables : []) {
      const sql = `SELECT * FROM ${tables.name(table)} WHERE job = $1 ORDER BY ${orderBy}`;
      for await (const row of readRows(session, sql, job)) yield toEntry(row, known);
    }
    const shared = `SELECT key, value, (extract(epoch FROM needed_until) * 1000)::float8
      AS needed_until FROM ${tables.name('shared')} ORDER BY key`;
    for await (const row of readRows(session, shared)) {
      const key = toText(row, 'key');
      if (secrets || isHarmless(key)) yield toShared(row, key);
    }
  } finally {
    // Its transaction ends with it.
    session.end(true);
  }
}

/** See `State.restore`; in one transaction. */
export async function restorePostgresEntries(
  { access, tables, job, writing, place }: PostgresEntriesOptions,
  entries: AsyncIterable<StateEntry>,
): Promise<void> {
  await access.use((session) =>
    session.transaction(
      writing,
      async () => {
        await mustBeEmpty({ session, tables, job, place });
        const known = createKnownSeqs();
        for await (const batch of inBatches(entries)) {
          await insert({ session, tables, job, known }, batch);
        }
      },
      { durable: true, idleMs: patienceMs },
    ),
  );
}

// --- internal ---

/** Rows at once; a row of the widest table has 29 values, and a statement takes 65,535. */
const batchSize = 500;

/** Lines may come over a slow network. */
const patienceMs = 600_000;

async function* readRows(
  session: Session,
  sql: string,
  ...values: unknown[]
): AsyncGenerator<PostgresRow> {
  await session.query(`DECLARE zohokit_rows NO SCROLL CURSOR FOR ${sql}`, ...values);
  for (;;) {
    const rows = await session.query(`FETCH ${batchSize} FROM zohokit_rows`);
    yield* rows;
    if (rows.length < batchSize) break;
  }
  await session.query('CLOSE zohokit_rows');
}

function toShared(row: PostgresRow, key: string): StateEntry {
  const entry = fromEntryText(toText(row, 'value'));
  // Never the text: it may be a token.
  if (entry === undefined) throw stateFailure('A shared entry is no JSON: the table is damaged');
  return toSharedEntry(key, entry.value, toOptionalNumber(row, 'needed_until'));
}

interface Place {
  session: Session;
  tables: StateTables;
  job: string;
}

async function mustBeEmpty({ session, tables, job, place }: Place & { place: string }) {
  for (const { table } of entryTables) {
    const sql = `SELECT 1 AS there FROM ${tables.name(table)} WHERE job = $1 LIMIT 1`;
    if ((await session.query(sql, job)).length > 0) throw notEmpty(place);
  }
}

/** Entries of one kind that follow each other. */
async function* inBatches(entries: AsyncIterable<StateEntry>): AsyncGenerator<StateEntry[]> {
  let batch: StateEntry[] = [];
  for await (const entry of entries) {
    if (batch.length === batchSize || (batch[0] && batch[0].kind !== entry.kind)) {
      yield batch;
      batch = [];
    }
    batch.push(entry);
  }
  if (batch.length > 0) yield batch;
}

async function insert(
  { session, tables, job, known }: Place & { known: KnownSeqs },
  batch: readonly StateEntry[],
): Promise<void> {
  const seqs = await reserve({ session, tables, job }, batch);
  let table = '';
  const rows: Record<string, unknown>[] = [];
  for (const [index, entry] of batch.entries()) {
    if (entry.kind === 'shared') {
      await insertShared(session, tables.name('shared'), entry);
      continue;
    }
    const seq = seqs[index];
    if (seq !== undefined) known.add(seq);
    const row = toTableRow(entry, known);
    table = tables.name(row.table);
    rows.push({ job, ...(seq !== undefined && { seq }), ...row.columns });
  }
  const [first] = rows;
  if (first === undefined) return;
  const sql = insertSql(table, Object.keys(first), rows.length);
  await session.query(sql, ...rows.flatMap((row) => Object.values(row)));
}

/** Numbers for known ids, so that items can name the last that was known. */
async function reserve(
  { session, tables }: Place,
  batch: readonly StateEntry[],
): Promise<number[]> {
  if (batch[0]?.kind !== 'known-id') return [];
  const rows = await session.query(
    `SELECT nextval(pg_get_serial_sequence($1, 'seq')) AS seq FROM generate_series(1, $2::int)`,
    tables.name('known_ids'),
    batch.length,
  );
  return rows.map((row) => toNumber(row, 'seq')).toSorted((a, b) => a - b);
}

async function insertShared(
  session: Session,
  table: string,
  { key, value, neededUntil }: Extract<StateEntry, { kind: 'shared' }>,
): Promise<void> {
  await session.query(
    `INSERT INTO ${table} (key, value, written_at, needed_until)
     VALUES ($1, $2, now(), to_timestamp($3::float8 / 1000)) ON CONFLICT (key) DO NOTHING`,
    key,
    toEntryText(value),
    neededUntil,
  );
}
