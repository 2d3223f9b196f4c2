import type { History, HistoryLine } from '@zohokit/transfer-core';
import type { Database } from './database.ts';
import { type Row, toNumber, toOptionalNumber, toOptionalText, toText } from './row.ts';

/** A run as the history tells it. */
export interface RunSummary {
  id: string;
  /** Milliseconds since the epoch; `undefined` when the start was lost. */
  startedAt: number | undefined;
  /** Absent while the run goes on, and for ever when it was killed. */
  end?: { at: number; status: string; exitCode: number } | undefined;
}

/** The history in a state file, and what reports read from it. */
export interface SqliteHistory extends History {
  /** The latest runs, oldest first. `limit` is a number of runs. @default all */
  runs(options?: { limit?: number | undefined }): Promise<RunSummary[]>;
  /** The lines of one run, in the order in which its records were first written. */
  lines(runId: string): Promise<HistoryLine[]>;
}

/**
 * Nothing here stops a journal: a line that cannot be written rejects, and the caller may go on.
 */
export function createSqliteHistory(database: Database): SqliteHistory {
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
      const { runId, recordId, at, status, folderName, folderId, message } = line;
      const { discovered, transferred, failed } = line;
      database.run(
        recordSql,
        runId,
        recordId,
        at,
        status,
        folderName,
        folderId,
        discovered,
        transferred,
        failed,
        message,
      );
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
    async lines(runId) {
      return database
        .all('SELECT * FROM run_lines WHERE run_id = ? ORDER BY seq', runId)
        .map((row) => toLine(row));
    },
  };
}

const recordSql = `
  INSERT INTO run_lines (run_id, record_id, at, status, folder_name, folder_id,
    discovered, transferred, failed, message)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (run_id, record_id) DO UPDATE SET
    at = excluded.at, status = excluded.status, folder_name = excluded.folder_name,
    folder_id = excluded.folder_id, discovered = excluded.discovered,
    transferred = excluded.transferred, failed = excluded.failed, message = excluded.message`;

function toRun(row: Row): RunSummary {
  const run = { id: toText(row, 'id'), startedAt: toOptionalNumber(row, 'started_at') };
  const at = toOptionalNumber(row, 'ended_at');
  if (at === undefined) return run;
  return {
    ...run,
    end: { at, status: toText(row, 'status'), exitCode: toNumber(row, 'exit_code') },
  };
}

function toLine(row: Row): HistoryLine {
  return {
    runId: toText(row, 'run_id'),
    recordId: toText(row, 'record_id'),
    at: toNumber(row, 'at'),
    status: toText(row, 'status'),
    folderName: toOptionalText(row, 'folder_name'),
    folderId: toOptionalText(row, 'folder_id'),
    discovered: toNumber(row, 'discovered'),
    transferred: toNumber(row, 'transferred'),
    failed: toNumber(row, 'failed'),
    message: toOptionalText(row, 'message'),
  };
}
