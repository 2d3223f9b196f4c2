/** A table, what identifies its rows, and all columns that are written. */
export interface UpsertTarget {
  table: string;
  key: readonly string[];
  columns: readonly string[];
}

/**
 * Inserts a row, or writes it again where its key is taken. `toMark` says how the n-th value is
 * marked, counted from 0: SQLite and Postgres differ in nothing else.
 */
export function upsertSql(
  { table, key, columns }: UpsertTarget,
  toMark: (index: number) => string,
): string {
  const changes = columns
    .filter((name) => !key.includes(name))
    .map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO ${table} (${columns.join(', ')})
    VALUES (${columns.map((_, index) => toMark(index)).join(', ')})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes.join(', ')}`;
}
