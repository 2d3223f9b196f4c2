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

/**
 * Which runs are over, by two marks for the same instant. Lines may have outlived their run. What
 * ended runs have told is not read: it may be all that the history has.
 */
export function oldRunsSql(tables: typeof historyTables, ...marks: [string, string]): string {
  const { runs, lines, items, waits } = tables;
  return `
    WITH RECURSIVE
      of_lines (id) AS (${distinctRunIds('of_lines', lines)}),
      of_items (id) AS (${distinctRunIds('of_items', items)}),
      of_waits (id) AS (${distinctRunIds('of_waits', waits)}),
      unended (id) AS (
        SELECT id FROM ${runs} AS r WHERE ended_at IS NULL
        UNION
        SELECT id FROM (
          SELECT id FROM of_lines UNION SELECT id FROM of_items UNION SELECT id FROM of_waits
        ) AS told
          WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${runs} AS r WHERE r.id = told.id)
      ),
      told (id, at) AS (
        SELECT id, (SELECT max(started_at) FROM ${runs} AS r WHERE r.id = u.id) FROM unended AS u
        UNION ALL
        SELECT id, (SELECT max(at) FROM ${lines} AS l WHERE l.run_id = u.id) FROM unended AS u
        UNION ALL
        SELECT id, (SELECT max(at) FROM ${items} AS i WHERE i.run_id = u.id) FROM unended AS u
        UNION ALL
        SELECT id, (SELECT max(at) FROM ${waits} AS w WHERE w.run_id = u.id) FROM unended AS u
      )
    SELECT id FROM ${runs} AS r WHERE ended_at < ${marks[0]}
    UNION
    SELECT id FROM told GROUP BY id HAVING max(at) < ${marks[1]}`;
}

// --- internal ---

/** From one to the next by the index, where `SELECT DISTINCT` would read every row; last comes NULL. */
function distinctRunIds(name: string, table: string): string {
  return `
    SELECT min(run_id) FROM ${table} AS first
    UNION ALL
    SELECT (SELECT min(run_id) FROM ${table} AS next WHERE next.run_id > ${name}.id)
    FROM ${name} WHERE ${name}.id IS NOT NULL`;
}
