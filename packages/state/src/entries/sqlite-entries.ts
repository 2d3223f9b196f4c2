import { type Database, openDatabase } from '../database.ts';
import { toOptionalNumber, toText } from '../row.ts';
import { fromJson } from '../sqlite-store.ts';
import { entryTables, toTableRow } from './entry-tables.ts';
import { createKnownSeqs, type KnownSeqs } from './known-seqs.ts';
import { notEmpty } from './not-empty.ts';
import { isHarmless, toSharedEntry } from './shared-entries.ts';
import type { EntryOptions, StateEntry } from './state-entry.ts';

/** See `State.entries`; on a connection of its own, whose view does not change meanwhile. */
export async function* readSqliteEntries(
  file: string,
  { secrets = false, only }: EntryOptions = {},
): AsyncGenerator<StateEntry> {
  const database = await openDatabase({ file });
  try {
    database.exec('BEGIN');
    const known = createKnownSeqs();
    for (const { table, orderBy, toEntry } of only === undefined ? entryTables : []) {
      const rows = database.each(`SELECT * FROM ${table} ORDER BY ${orderBy}`);
      for (const row of rows) yield toEntry(row, known);
    }
    for (const row of database.each('SELECT * FROM shared ORDER BY key')) {
      const key = toText(row, 'key');
      if (!secrets && !isHarmless(key)) continue;
      const value = fromJson(toText(row, 'value'));
      yield toSharedEntry(key, value, toOptionalNumber(row, 'needed_until'));
    }
  } finally {
    database.close();
  }
}

/** See `State.restore`; on a connection of its own, so that nobody else gets into its transaction. */
export async function restoreSqliteEntries(
  file: string,
  entries: AsyncIterable<StateEntry>,
): Promise<void> {
  const database = await openDatabase({ file });
  try {
    database.exec('BEGIN IMMEDIATE');
    mustBeEmpty(database);
    const known = createKnownSeqs();
    for await (const entry of entries) insert(database, entry, known);
    database.exec('COMMIT');
  } finally {
    // What was not committed is rolled back.
    database.close();
  }
}

// --- internal ---

function mustBeEmpty(database: Database): void {
  for (const { table } of entryTables) {
    if (database.get(`SELECT 1 FROM ${table} LIMIT 1`)) throw notEmpty(`"${database.file}"`);
  }
}

function insert(database: Database, entry: StateEntry, known: KnownSeqs): void {
  if (entry.kind === 'shared') {
    const sql = 'INSERT OR IGNORE INTO shared (key, value, needed_until) VALUES (?, ?, ?)';
    database.run(sql, entry.key, JSON.stringify(entry.value), entry.neededUntil);
    return;
  }
  const { table, columns } = toTableRow(entry, known);
  const names = Object.keys(columns);
  const marks = names.map(() => '?').join(', ');
  const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`;
  const id = database.insert(sql, ...Object.values(columns));
  if (entry.kind === 'known-id') known.add(id);
}
