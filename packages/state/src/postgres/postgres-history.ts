import type { SqlValue } from '../database.ts';
import {
  type StateHistory,
  toHistoryItem,
  toItemColumns,
  toLine,
  toLineColumns,
  toRun,
  toWait,
  toWaitColumns,
} from '../state-history.ts';
import { upsertSql } from '../upsert-sql.ts';
import type { Access } from './access.ts';
import { insertSql } from './journal-sql.ts';
import type { PostgresRow } from './session.ts';
import type { StateTables } from './state-tables.ts';

/** The history of one job in a Postgres database. A line that cannot be written rejects. */
export function createPostgresHistory(
  access: Access,
  tables: StateTables,
  job: string,
): StateHistory {
  const ask = async (sql: string, ...values: unknown[]): Promise<PostgresRow[]> =>
    await access.use((session) => session.query(sql, ...values));

  const put = async (
    table: string,
    key: readonly string[],
    row: Record<string, SqlValue>,
  ): Promise<void> => {
    const columns = ['job', ...Object.keys(row)];
    const target = { table: tables.name(table), key: ['job', ...key], columns };
    const sql = upsertSql(target, (index) => `$${index + 1}`);
    await ask(sql, job, ...Object.values(row));
  };

  const ofRun = async (table: string, runId: string): Promise<PostgresRow[]> => {
    const sql = `SELECT * FROM ${tables.name(table)} WHERE job = $1 AND run_id = $2 ORDER BY seq`;
    return await ask(sql, job, runId);
  };

  return {
    start: ({ id, at }) => put('runs', ['id'], { id, started_at: at }),
    record: (line) => put('run_lines', ['run_id', 'record_id'], toLineColumns(line)),
    item: (line) => put('run_items', ['run_id', 'record_id', 'source_id'], toItemColumns(line)),
    async wait(wait) {
      const row = toWaitColumns(wait);
      const sql = insertSql(tables.name('run_waits'), ['job', ...Object.keys(row)], 1);
      await ask(sql, job, ...Object.values(row));
    },
    end: ({ id, at, status, exitCode }) =>
      put('runs', ['id'], { id, ended_at: at, status, exit_code: exitCode }),
    async runs({ limit } = {}) {
      const sql = `SELECT * FROM ${tables.name('runs')} WHERE job = $1 ORDER BY seq DESC LIMIT $2`;
      return (await ask(sql, job, limit)).toReversed().map((row) => toRun(row));
    },
    lines: async (runId) => (await ofRun('run_lines', runId)).map((row) => toLine(row)),
    items: async (runId) => (await ofRun('run_items', runId)).map((row) => toHistoryItem(row)),
    waits: async (runId) => (await ofRun('run_waits', runId)).map((row) => toWait(row)),
  };
}
