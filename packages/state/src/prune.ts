import type { Database } from './database.ts';
import { toText } from './row.ts';

/** What of the history may go. */
export interface PruneOptions {
  /** Milliseconds since the epoch; what ended before it goes. */
  before: number;
}

/** How many rows were deleted. */
export interface Pruned {
  runs: number;
  lines: number;
  items: number;
  waits: number;
}

/**
 * Deletes the runs that ended before an instant, with their lines, items and waits; never anything
 * of the journal. A run that was killed counts by the last thing that it told.
 */
export function prune(database: Database, { before }: PruneOptions): Pruned {
  return database.transaction(() => {
    const ids = database
      .all(oldRunsSql(historyTables, '?', '?'), before, before)
      .map((row) => toText(row, 'id'));
    const remove = (sql: string): number => ids.reduce((n, id) => n + database.run(sql, id), 0);
    return {
      lines: remove('DELETE FROM run_lines WHERE run_id = ?'),
      items: remove('DELETE FROM run_items WHERE run_id = ?'),
      waits: remove('DELETE FROM run_waits WHERE run_id = ?'),
      runs: remove('DELETE FROM runs WHERE id = ?'),
    };
  });
}

/** What the tables of the history are called, where; each may be a query in parentheses. */
export const historyTables = {
  runs: 'runs',
  lines: 'run_lines',
  items: 'run_items',
  waits: 'run_waits',
};

/** Which runs are over, by two marks for the same instant. Lines may have outlived their run. */
export function oldRunsSql(tables: typeof historyTables, ...marks: [string, string]): string {
  const { runs, lines, items, waits } = tables;
  return `
    WITH told (id, at) AS (
      SELECT id, started_at FROM ${runs} AS r
      UNION ALL SELECT run_id, at FROM ${lines} AS l
      UNION ALL SELECT run_id, at FROM ${items} AS i
      UNION ALL SELECT run_id, at FROM ${waits} AS w
    )
    SELECT id FROM ${runs} AS r WHERE ended_at < ${marks[0]}
    UNION
    SELECT id FROM told
      WHERE id NOT IN (SELECT id FROM ${runs} AS r WHERE ended_at IS NOT NULL)
      GROUP BY id HAVING max(at) < ${marks[1]}`;
}
