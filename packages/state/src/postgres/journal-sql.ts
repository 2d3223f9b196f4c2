import type { StateTables } from './state-tables.ts';

/** What the journal says to the database; `$1` is the job everywhere. */
export function createJournalSql(tables: StateTables) {
  const items = tables.name('items');
  const records = tables.name('records');
  const knownIds = tables.name('known_ids');

  return {
    record: `SELECT * FROM ${records} WHERE job = $1 AND id = $2`,
    openRecords: `SELECT * FROM ${records} WHERE job = $1 AND status <> 'closed'
      ORDER BY last_attempt_at, id`,
    lastAttempts: `SELECT id, last_attempt_at FROM ${records} WHERE job = $1 AND id = ANY($2::text[])`,
    recordsTickedIn: `SELECT * FROM ${records} WHERE job = $1 AND ticked_in = $2 ORDER BY id`,
    items: `SELECT * FROM ${items} WHERE job = $1 AND record_id = $2 ORDER BY seq`,
    itemsOfRun: `SELECT * FROM ${items} WHERE job = $1 AND run_id = $2 ORDER BY seq`,
    reservedNames: `SELECT folded_name, ${keyColumns} FROM ${items} WHERE job = $1 AND folder_id = $2`,
    unsettled: `SELECT * FROM ${items}
      WHERE job = $1 AND status IN ('intended', 'sent', 'rejected') ORDER BY seq`,
    knownIds: `SELECT id FROM ${knownIds} WHERE job = $1 AND folder_id = $2`,
    // `known_seq` is how far the observations went when the item was last intended.
    knownBefore: `
      SELECT id FROM ${knownIds} WHERE job = $1 AND folder_id = $2 AND seq <= coalesce((
        SELECT known_seq FROM ${items} WHERE ${whereKey(3)}), 0)
      UNION
      SELECT coalesce(receipt_id, rejected_id) AS id FROM ${items}
        WHERE job = $1 AND folder_id = $2 AND coalesce(receipt_id, rejected_id) IS NOT NULL
          AND NOT (${whereKey(3)})`,
    learn: `INSERT INTO ${knownIds} (job, folder_id, id)
      SELECT $1, $2, id FROM unnest($3::text[]) WITH ORDINALITY AS new (id, place) ORDER BY place
      ON CONFLICT DO NOTHING`,
    saveRecord: `
      INSERT INTO ${records} (job, id, status, ticked_by_us, outcome, last_attempt_at)
      VALUES ($1, $2, $3, 0, $4, $5)
      ON CONFLICT (job, id) DO UPDATE SET status = excluded.status, outcome = excluded.outcome,
        last_attempt_at = excluded.last_attempt_at`,
    pin: `
      INSERT INTO ${records} (job, id, status, ticked_by_us, last_attempt_at, pinned_folder_id)
      VALUES ($1, $2, 'open', 0, 0, $3)
      ON CONFLICT (job, id) DO UPDATE SET pinned_folder_id = excluded.pinned_folder_id`,
    markTicking: `UPDATE ${records} SET status = 'ticking', ticked_by_us = 1, ticked_in = $3
      WHERE job = $1 AND id = ANY($2::text[]) RETURNING id`,
    forgetItems: `
      DELETE FROM ${items} AS old USING (${keysOf}) AS new
      WHERE old.job = $1 AND old.record_id = new.record_id AND old.source_id = new.source_id
        AND old.source_modified_at = new.source_modified_at AND old.folder_id = new.folder_id
      RETURNING old.record_id, old.source_id, old.source_modified_at, old.folder_id,
        old.permanent_failures`,
    holders: `
      SELECT old.name, old.folder_id, old.folded_name FROM ${items} AS old
      JOIN unnest($2::text[], $3::text[]) AS new (folder_id, folded_name)
        ON old.folder_id = new.folder_id AND old.folded_name = new.folded_name
      WHERE old.job = $1`,
    lastKnown: `SELECT coalesce(max(seq), 0) AS seq FROM ${knownIds}`,
    status: `SELECT status FROM ${items} WHERE job = $1 AND ${whereKey(2)}`,
    /** Only from one of the statuses of `$6`. */
    step: (columns: readonly string[]) => {
      const changes = ['status', ...columns].map((column, index) => `${column} = $${index + 7}`);
      return `UPDATE ${items} SET ${changes.join(', ')}
        WHERE job = $1 AND ${whereKey(2)} AND status = ANY($6::text[]) RETURNING 1 AS done`;
    },
    insertItems: (columns: readonly string[], rows: number) =>
      insertSql(items, ['job', ...columns], rows),
  };
}

/** Several rows at once; the values of one row after those of the other. */
export function insertSql(table: string, columns: readonly string[], rows: number): string {
  const row = (n: number): string =>
    `(${columns.map((_, index) => `$${n * columns.length + index + 1}`).join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')})
    VALUES ${Array.from({ length: rows }, (_, n) => row(n)).join(', ')}`;
}

// --- internal ---

function whereKey(from: number): string {
  return `record_id = $${from} AND source_id = $${from + 1} AND source_modified_at = $${from + 2}
    AND folder_id = $${from + 3}`;
}

const keyColumns = 'record_id, source_id, source_modified_at, folder_id';

const keysOf = `SELECT * FROM unnest($2::text[], $3::text[], $4::float8[], $5::text[])
  AS keys (${keyColumns})`;
