import type { Database, SqlValue } from './database.ts';
import {
  type StateHistory,
  toHistoryItem,
  toItemColumns,
  toLine,
  toLineColumns,
  toRun,
  toWait,
  toWaitColumns,
} from './state-history.ts';
import { upsertSql } from './upsert-sql.ts';

/**
 * The history in a state file. Nothing here stops a journal: a line that cannot be written rejects,
 * and the caller may go on.
 */
export function createSqliteHistory(database: Database): StateHistory {
  return {
    async start({ id, at }) {
      database.run(
        `INSERT INTO runs (id, started_at) VALUES (?, ?)
         ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at`,
        id,
        at,
      );
    },
    async record(line) {
      put(database, 'run_lines', ['run_id', 'record_id'], toLineColumns(line));
    },
    async item(line) {
      put(database, 'run_items', ['run_id', 'record_id', 'source_id'], toItemColumns(line));
    },
    async wait(wait) {
      const sql = 'INSERT INTO run_waits (run_id, at, ms, reason) VALUES (?, ?, ?, ?)';
      database.run(sql, ...Object.values(toWaitColumns(wait)));
    },
    async end({ id, at, status, exitCode }) {
      database.run(
        `INSERT INTO runs (id, ended_at, status, exit_code) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET
           ended_at = excluded.ended_at, status = excluded.status, exit_code = excluded.exit_code`,
        id,
        at,
        status,
        exitCode,
      );
    },
    async runs({ limit = -1 } = {}) {
      const rows = database.all('SELECT * FROM runs ORDER BY seq DESC LIMIT ?', limit);
      return rows.toReversed().map((row) => toRun(row));
    },
    lines: async (runId) => ofRun(database, 'run_lines', runId).map((row) => toLine(row)),
    items: async (runId) => ofRun(database, 'run_items', runId).map((row) => toHistoryItem(row)),
    waits: async (runId) => ofRun(database, 'run_waits', runId).map((row) => toWait(row)),
  };
}

// --- internal ---

function put(
  database: Database,
  table: string,
  key: readonly string[],
  row: Record<string, SqlValue>,
): void {
  const sql = upsertSql({ table, key, columns: Object.keys(row) }, () => '?');
  database.run(sql, ...Object.values(row));
}

function ofRun(database: Database, table: 'run_lines' | 'run_items' | 'run_waits', runId: string) {
  return database.all(`SELECT * FROM ${table} WHERE run_id = ? ORDER BY seq`, runId);
}
